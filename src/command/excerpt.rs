//! The line of a file that a message shows, and text that is safe to print on the terminal.

use std::ops::Range;

use codespan_reporting::files::{Error, Files};
use unicode_width::UnicodeWidthChar;

use briefing_values::diagnostic::Location;

/// The longest line that is shown whole, in characters; article bodies have lines of hundreds.
const WHOLE: usize = 96;
/// How many characters of a longer line are shown before the place.
const BEFORE: usize = 25;
/// How many characters of a longer line are shown from the place on.
const ON: usize = 32;

/// The line of a place, as the terminal shows it.
pub(super) struct Line<'a> {
    location: &'a Location,
    file: String,
    /// The part of the line that is shown.
    text: String,
    /// The bytes of `text` to mark.
    marked: Range<usize>,
}

impl<'a> Line<'a> {
    pub(super) fn new(location: &'a Location) -> Self {
        let parts = location.excerpt.line(WHOLE, BEFORE, ON);
        let [before, marked, _] = parts.map(str::len);
        Self {
            location,
            file: plain(&location.file),
            text: shown(&parts.concat()),
            marked: before..before + marked,
        }
    }

    /// Returns the bytes of the line to mark.
    pub(super) fn marked(&self) -> Range<usize> {
        self.marked.clone()
    }
}

impl<'a> Files<'a> for Line<'a> {
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
        Ok(self.location.spot.line - 1)
    }

    fn line_range(&'a self, (): (), _: usize) -> Result<Range<usize>, Error> {
        Ok(0..self.text.len())
    }

    fn column_number(&'a self, (): (), _: usize, _: usize) -> Result<usize, Error> {
        Ok(self.location.spot.column)
    }
}

/// Returns the text with a stand-in of the same byte length for every character that would control the
/// terminal, reorder the line, or take no room and so could not be pointed at.
fn shown(text: &str) -> String {
    let stand_in = |c: char| match c {
        '\n' | '\t' => c,
        '\r' => ' ',
        c if !c.is_control() && c.width() != Some(0) => c,
        c => ['?', '¿', '\u{fffd}', '\u{1d7d8}'][c.len_utf8() - 1],
    };
    text.chars().map(stand_in).collect()
}

/// Returns a message with its control characters escaped.
pub(super) fn plain(words: &str) -> String {
    let plain = |c: char| match c {
        '\n' => "\n".to_owned(),
        '\t' => "\\t".to_owned(),
        c if shown(c.encode_utf8(&mut [0; 4])) != c.to_string() => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    words.chars().map(plain).collect()
}

/// Returns words for a line of their own: a line end in them must not pass for one of ours.
pub(super) fn in_line(words: &str) -> String {
    plain(words).replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::{in_line, plain, shown};

    #[test]
    fn stand_ins_keep_every_byte_in_its_place() {
        let text = "a\u{1b}[31m\u{85}\u{202e}\u{61c}甲";
        assert_eq!(shown(text).len(), text.len());
        assert!(!shown(text).contains('\u{1b}'));
        assert_eq!(plain("a\u{1b}b"), "a\\u{1b}b");
        assert_eq!(in_line("a\r\nb"), "a\\u{d}\\nb");
    }
}
