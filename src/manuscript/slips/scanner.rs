//! Walks through a file and finds the slips between its strings.

use std::ops::Range;

use crate::error::Fix;
use crate::manuscript::{MOST, dates};

use super::{Mending, Slip, english, half_width};

/// What may stand where the scanner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Key,
    Value,
}

/// Walks through a file that cannot be read, outside its strings and comments.
pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// How many brackets are open.
    depth: usize,
    place: Place,
    pub(super) slips: Vec<Slip>,
    /// Up to where no quotation mark ends a value, and no line is a quote alone.
    pub(super) barren: Barren,
}

/// Stretches that were searched to their ends in vain, so that none is searched twice.
#[derive(Debug, Default)]
pub(super) struct Barren {
    /// Where the line ends in which no quotation mark ends a value.
    pub(super) marks: usize,
    /// Where the lines end of which none is `"` alone.
    pub(super) double: usize,
    /// Where the lines end of which none is `'` alone.
    pub(super) single: usize,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let (slips, barren) = (Vec::new(), Barren::default());
        Self { text, at: 0, depth: 0, place: Place::Key, slips, barren }
    }

    /// Reads the whole text, or as much of it as has enough slips.
    pub(super) fn run(mut self) -> Vec<Slip> {
        while self.at < self.text.len() && self.slips.len() < MOST {
            let before = self.at;
            self.step();
            debug_assert!(self.at > before, "the scanner stands still at byte {before}");
            self.at = self.text.ceil_char_boundary(self.at.max(before + 1));
        }
        self.slips
    }

    /// Reads one mark, word or string.
    fn step(&mut self) {
        let Some(c) = self.rest().chars().next() else { return };
        match c {
            '\n' => {
                if self.depth == 0 {
                    self.place = Place::Key;
                }
                self.at += 1;
            }
            '#' => self.at += self.line().len(),
            '\u{3000}' | '\u{a0}' => self.slip("data/slip-space", c.len_utf8(), " "),
            '=' | '＝' | '：' | ':' if self.place == Place::Key && self.depth == 0 => {
                self.place = Place::Value;
                match c {
                    '=' => self.at += 1,
                    _ => self.slip("data/slip-equals", c.len_utf8(), "="),
                }
            }
            '[' | '{' => {
                self.depth += 1;
                self.at += 1;
            }
            ']' | '}' => {
                self.depth = self.depth.saturating_sub(1);
                self.at += 1;
            }
            '【' | '［' | '〔' | '｛' | '】' | '］' | '〕' | '｝' => self.bracket(c),
            '"' | '\'' => self.string(),
            '“' | '”' | '＂' | '„' | '‘' | '’' if self.place == Place::Value => {
                self.curly(c)
            }
            '，' | '、' | '；' | ';' | '。' if self.place == Place::Value => self.comma(c),
            c if self.place == Place::Value && is_digit(c) => self.figure(),
            c if self.place == Place::Key && is_name(c) => self.key(),
            c => self.at += c.len_utf8(),
        }
    }

    /// Returns the rest of the line.
    pub(super) fn line(&self) -> &'t str {
        let rest = self.rest();
        &rest[..rest.find('\n').unwrap_or(rest.len())]
    }

    /// Returns the rest of the text.
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Notes a slip of some bytes from here on, and goes behind it.
    pub(super) fn slip(&mut self, code: &'static str, length: usize, meant: &str) {
        self.note(code, self.at..self.at + length, meant, Mending::Sure);
        self.at += length;
    }

    pub(super) fn note(
        &mut self,
        code: &'static str,
        range: Range<usize>,
        meant: &str,
        mending: Mending,
    ) {
        let edits = vec![Fix { range: range.clone(), text: meant.to_owned() }];
        self.slips.push(Slip { code, range, edits, mending });
    }

    /// Adds a replacement to the slip that was noted last: that of a closing quote.
    pub(super) fn also(&mut self, length: usize, meant: &str) {
        if let Some(slip) = self.slips.last_mut() {
            slip.edits.push(Fix { range: self.at..self.at + length, text: meant.to_owned() });
        }
        self.at += length;
    }

    fn bracket(&mut self, c: char) {
        let (meant, opens) = match c {
            '【' | '［' | '〔' => ("[", true),
            '｛' => ("{", true),
            '｝' => ("}", false),
            _ => ("]", false),
        };
        self.depth = if opens { self.depth + 1 } else { self.depth.saturating_sub(1) };
        // The brackets of one name or list are one slip.
        let last = self.slips.last().filter(|last| last.code == "data/slip-bracket");
        let end = last.and_then(|last| last.edits.last()).map(|edit| edit.range.end);
        match end.is_some_and(|end| !self.text[end..self.at].contains('\n')) {
            true => self.also(c.len_utf8(), meant),
            false => self.slip("data/slip-bracket", c.len_utf8(), meant),
        }
    }

    /// A full-width mark between the entries of a list, or behind the value at the end of a line.
    fn comma(&mut self, c: char) {
        let last = past_blanks(&self.rest()[c.len_utf8()..]);
        let ends = self.depth == 0 && (last.is_empty() || last.starts_with(['\n', '#']));
        match (ends, self.depth) {
            (true, _) => self.slip("data/slip-comma", c.len_utf8(), ""),
            (false, 0) => self.at += c.len_utf8(),
            _ => self.slip("data/slip-comma", c.len_utf8(), ","),
        }
    }

    /// Digits in a value: a number, or a date.
    fn figure(&mut self) {
        let rest = self.rest();
        if let Some((length, iso)) = dates::written(rest) {
            match rest[..length] == *iso {
                true => self.at += length,
                false => self.slip("data/slip-date", length, &iso),
            }
            return;
        }
        let length = rest.find(|c| !is_figure(c)).unwrap_or(rest.len());
        let meant: String = rest[..length].chars().map(half_width).collect();
        match meant == rest[..length] {
            true => self.at += length,
            false => self.slip("data/slip-digit", length, &meant),
        }
    }

    /// A bare word where a field or a table is named.
    fn key(&mut self) {
        let rest = self.rest();
        let (name, rest) = rest.split_at(rest.find(|c| !is_name(c)).unwrap_or(rest.len()));
        let length = name.len();
        let before = self.text[..self.at].trim_end_matches(is_blank);
        let first = before.is_empty() || before.ends_with(['\n', '[', '【', '［', '.']);
        if name.is_ascii() {
            self.at += length;
            // A field and its value, and nothing between them.
            let spaced = rest.starts_with([' ', '\t']);
            if first && self.depth == 0 && spaced && begins_value(past_blanks(rest)) {
                self.note("data/slip-equals", self.at..self.at, " =", Mending::Sure);
                self.place = Place::Value;
            }
            return;
        }
        if first {
            let meant = english(name).map_or_else(|| format!("\"{name}\""), String::from);
            self.note("data/slip-key", self.at..self.at + length, &meant, Mending::Asked);
        }
        self.at += length;
    }
}

/// Returns a text from the first character on that can be seen, or from the end of the line.
fn past_blanks(text: &str) -> &str {
    text.trim_start_matches(is_blank)
}

/// Returns whether a character is white space within a line.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// Returns whether a text begins as values do.
fn begins_value(text: &str) -> bool {
    text.starts_with(|c| is_digit(c) || matches!(c, '"' | '\'' | '“' | '”' | '[' | '【' | '［'))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_figure(c: char) -> bool {
    is_digit(c) || matches!(c, '.' | '．' | '_' | '－')
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}
