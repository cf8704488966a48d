//! A passage: a piece of an issue's text as it will be printed, which knows where in the editor's file
//! each of its characters comes from.

use std::ops::Range;

use serde::Deserialize;

/// A paragraph of a body, a title, an entry of a list: text that is read as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// What the text is in the issue.
    pub part: Part,
    /// The article that it belongs to, from 0.
    pub article: Option<usize>,
    /// The field that holds it, such as `article.0.body`.
    pub field: String,
    /// The text, as it is printed; the lines of a title or a cell are separated by `\n`.
    pub text: String,
    /// Where each byte of the text comes from.
    origins: Vec<Range<usize>>,
}

/// What a passage is in its issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The bulletin's name, the classification, the label of the instruction: words of the masthead.
    Masthead,
    /// The issuing office, in the masthead or in the colophon.
    Office,
    /// The title of an article.
    Title,
    /// Who wrote an article.
    Byline,
    /// A paragraph of the note above an article.
    Note,
    /// A paragraph of an article's body.
    Body,
    /// The caption of a table or picture.
    Caption,
    /// A cell of a table or of its header, or what stands around them: unit, note, source.
    Cell,
    /// An entry of the distribution list.
    Recipient,
    /// A contact person.
    Person,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
}

impl Part {
    /// Returns whether the part is running text, with sentences and their punctuation.
    pub fn is_prose(self) -> bool {
        matches!(self, Self::Note | Self::Body)
    }

    /// Returns whether the part is Chinese text; telephone numbers and addresses are not.
    pub fn is_chinese(self) -> bool {
        !matches!(self, Self::Phone | Self::Email)
    }
}

impl Passage {
    /// Returns a passage of characters, each with its range in the source.
    pub fn new(
        part: Part,
        article: Option<usize>,
        field: String,
        characters: impl IntoIterator<Item = (char, Range<usize>)>,
    ) -> Self {
        let (mut text, mut origins) = (String::new(), Vec::new());
        for (character, origin) in characters {
            text.push(character);
            origins.resize(text.len(), origin);
        }
        Self { part, article, field, text, origins }
    }

    /// Returns where a range of the text is in the source.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        let start = self.origins.get(range.start).or(self.origins.last());
        let end = self.origins.get(range.end.max(range.start + 1) - 1).or(self.origins.last());
        match (start, end) {
            (Some(start), Some(end)) => start.start..end.end.max(start.start),
            _ => 0..0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, Passage};

    #[test]
    fn a_range_of_the_text_is_led_back_to_the_source() {
        let characters = [('甲', 10..13), ('\n', 13..14), ('A', 20..26)];
        let passage = Passage::new(Part::Title, Some(0), "article.0.title".into(), characters);
        assert_eq!(passage.text, "甲\nA");
        assert_eq!(passage.origin(0..3), 10..13);
        assert_eq!(passage.origin(3..5), 13..26);
        assert_eq!(passage.origin(5..5), 20..26);
    }

    #[test]
    fn a_range_at_the_end_leads_to_the_last_character() {
        let characters = [('a', 5..6), ('b', 7..8)];
        let passage = Passage::new(Part::Body, None, "article.0.body".into(), characters);
        assert_eq!(passage.origin(2..2), 7..8);
        assert_eq!(passage.origin(0..1), 5..6);
    }

    #[test]
    fn prose_has_sentences_and_numbers_are_not_chinese() {
        let prose = |part: Part| (part.is_prose(), part.is_chinese());
        assert_eq!(
            [Part::Body, Part::Title, Part::Phone].map(prose),
            [(true, true), (false, true), (false, false)]
        );
    }
}
