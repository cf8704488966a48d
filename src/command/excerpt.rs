//! The part of a file that a message shows: one line, cut to what the eye takes in.

use std::ops::Range;

use codespan_reporting::files::{Error, Files};
use unicode_width::UnicodeWidthChar;

use briefing_values::error::Place;

/// Up to how many characters a line is shown whole; the bodies of articles have lines of hundreds.
const WHOLE: usize = 96;
/// How many characters of a longer line are shown before the place.
const BEFORE: usize = 24;
/// How many characters of a longer line are shown from the place on.
const AFTER: usize = 32;

/// The line of a place.
pub(super) struct Excerpt<'a> {
    place: &'a Place,
    file: String,
    /// The bytes of the file that are shown.
    window: Range<usize>,
    /// What is shown of them.
    text: String,
}

impl<'a> Excerpt<'a> {
    pub(super) fn new(place: &'a Place) -> Self {
        let (text, at) = (&place.text, place.range.start);
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let window = if text[start..end].chars().count() <= WHOLE {
            start..end
        } else {
            let before = text[start..at].char_indices().rev().nth(BEFORE);
            let after = text[at..end].char_indices().nth(AFTER);
            before.map_or(start, |(n, _)| start + n)..after.map_or(end, |(n, _)| at + n)
        };
        let text = shown(&text[window.clone()]);
        Self { place, file: plain(&place.file), window, text }
    }

    /// Returns the bytes of the excerpt to mark: those of the place that are on its first line.
    pub(super) fn marked(&self) -> Range<usize> {
        let Range { start, end } = self.place.range.clone();
        let first = self.window.start;
        start - first..end.min(self.window.end).max(start) - first
    }
}

impl<'a> Files<'a> for Excerpt<'a> {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.file)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(self.place.line() - 1)
    }

    fn line_range(&'a self, (): (), _: usize) -> Result<Range<usize>, Error> {
        Ok(0..self.text.len())
    }

    fn column_number(&'a self, (): (), _: usize, _: usize) -> Result<usize, Error> {
        Ok(self.place.column())
    }
}

/// Returns the text with a stand-in of the same length for every character that would act on the
/// terminal or reorder the line, or that takes no room and so could not be pointed at.
fn shown(text: &str) -> String {
    let stand_in = |c: char| match c {
        '\n' | '\t' => c,
        '\r' => ' ',
        c if !c.is_control() && c.width() != Some(0) => c,
        c => ['?', '¿', '\u{fffd}', '\u{1d7d8}'][c.len_utf8() - 1],
    };
    text.chars().map(stand_in).collect()
}

/// Returns a message with its control characters written out.
pub(super) fn plain(words: &str) -> String {
    let plain = |c: char| match c {
        '\n' => "\n".to_owned(),
        '\t' => "\\t".to_owned(),
        c if shown(c.encode_utf8(&mut [0; 4])) != c.to_string() => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    words.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, plain, shown};
    use briefing_values::error::Place;

    #[test]
    fn stand_ins_keep_every_byte_in_its_place() {
        let text = "a\u{1b}[31m\u{85}\u{202e}\u{61c}甲";
        assert_eq!(shown(text).len(), text.len());
        assert!(!shown(text).contains('\u{1b}'));
        assert_eq!(plain("a\u{1b}b"), "a\\u{1b}b");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("first\n{}错{}\nlast", "一".repeat(100), "二".repeat(100));
        let at = text.find('错').unwrap();
        let place = Place::new("a.toml".into(), text.into(), at..at + 3);
        let excerpt = Excerpt::new(&place);
        assert_eq!(excerpt.window.len(), (25 + 32) * 3);
        assert_eq!(excerpt.marked(), 25 * 3..26 * 3);
    }
}
