//! An excerpt: as much of the line of a place as a person can take in. A line in the body of an article has
//! hundreds of characters, and a damaged file can be a single line.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How many characters of each part of a line are kept. Code that shows fewer can tell that there are more.
const KEPT: usize = 100;

/// A place on its line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The last characters before the place.
    before: String,
    /// The first characters of the place; if it has several lines, those of the first.
    marked: String,
    /// The first characters after the place.
    after: String,
}

/// What is shown of a part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'e> {
    /// The characters that are shown.
    pub text: &'e str,
    /// Whether others are left out.
    pub cut: bool,
}

impl Excerpt {
    /// Returns the excerpt around some bytes of a text. A long line takes no longer than a short one.
    pub(super) fn of(text: &str, range: Range<usize>) -> Self {
        let Range { start, end } = range;
        let before = text[..start].char_indices().rev().take_while(|(_, c)| *c != '\n');
        let from = before.take(KEPT).last().map_or(start, |(at, _)| at);
        let marked = &text[start..end];
        let (marked, after) = match marked.split_once('\n') {
            Some((first, _)) => (first, ""),
            None => (marked, &text[end..]),
        };
        Self {
            before: text[from..start].to_owned(),
            marked: first(marked, KEPT).text.to_owned(),
            after: after.chars().take_while(|c| *c != '\n').take(KEPT).collect(),
        }
    }

    /// Returns what is before the place, the place, and what is after it, without the line ending: at most
    /// `most` characters of each, where `most` is less than 100.
    pub fn around(&self, most: usize) -> [Shown<'_>; 3] {
        let [marked, after] = [&self.marked, &self.after].map(|part| part.trim_end_matches('\r'));
        [last(&self.before, most), first(marked, most), first(after, most)]
    }

    /// Returns the three parts, to be underlined: of the whole line if it has at most `whole` characters,
    /// otherwise `before` characters before the place and `on` from there on. Each number is less than 100.
    pub fn line(&self, whole: usize, before: usize, on: usize) -> [&str; 3] {
        let Self { before: left, marked, after } = self;
        let count = |parts: &[&str]| parts.iter().map(|part| part.chars().count()).sum::<usize>();
        if count(&[left, marked, after]) <= whole {
            return [left, marked, after];
        }
        let shown = first(marked, on).text;
        [last(left, before).text, shown, first(after, on - count(&[shown])).text]
    }
}

/// Returns the first characters of a part.
fn first(part: &str, most: usize) -> Shown<'_> {
    match part.char_indices().nth(most) {
        Some((end, _)) => Shown { text: &part[..end], cut: true },
        None => Shown { text: part, cut: false },
    }
}

/// Returns the last characters of a part.
fn last(part: &str, most: usize) -> Shown<'_> {
    match part.char_indices().rev().nth(most) {
        Some((at, out)) => Shown { text: &part[at + out.len_utf8()..], cut: true },
        None => Shown { text: part, cut: false },
    }
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, KEPT, Shown};

    /// Returns the excerpt of some words of a text.
    fn excerpt(text: &str, words: &str) -> Excerpt {
        let at = text.find(words).expect("they are there");
        Excerpt::of(text, at..at + words.len())
    }

    fn whole(text: &str) -> Shown<'_> {
        Shown { text, cut: false }
    }

    #[test]
    fn a_short_line_is_kept_whole() {
        let excerpt = excerpt("一\na = \"错\"\r\nb", "错");
        assert_eq!(excerpt.around(40), ["a = \"", "错", "\""].map(whole));
        assert_eq!(excerpt.line(96, 25, 32), ["a = \"", "错", "\"\r"]);
    }

    #[test]
    fn a_place_ends_with_its_first_line() {
        let excerpt = excerpt("a = \"\"\"\n错\n\"\"\"", "\"\"\"\n错");
        assert_eq!(excerpt.around(40), [whole("a = "), whole("\"\"\""), whole("")]);
    }

    #[test]
    fn little_of_a_long_line_is_kept_and_less_is_shown() {
        let text = format!("{}{}{}", "一".repeat(500), "错".repeat(500), "二".repeat(500));
        let excerpt = excerpt(&text, &"错".repeat(500));
        let Excerpt { before, marked, after } = &excerpt;
        for part in [before, marked, after] {
            assert_eq!(part.chars().count(), KEPT);
        }
        for Shown { text, cut } in excerpt.around(40) {
            assert!(cut && text.chars().count() == 40, "{text}");
        }
        assert_eq!(excerpt.line(96, 25, 32).map(|part| part.chars().count()), [25, 32, 0]);
    }

    #[test]
    fn behind_a_short_place_as_much_is_shown_as_of_a_long_one() {
        let text = format!("{}错了{}", "一".repeat(100), "二".repeat(100));
        let excerpt = excerpt(&text, "错了");
        assert_eq!(excerpt.line(96, 25, 32).map(|part| part.chars().count()), [25, 2, 30]);
    }
}
