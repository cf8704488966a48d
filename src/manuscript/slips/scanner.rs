//! Walks through a file and finds the slips between its strings.

use std::ops::Range;

use crate::error::Fix;
use crate::manuscript::dates;

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
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0, place: Place::Key, slips: Vec::new() }
    }

    /// Reads the whole text.
    pub(super) fn run(mut self) -> Vec<Slip> {
        while self.at < self.text.len() {
            let before = self.at;
            self.step();
            debug_assert!(self.at > before, "the scanner stands still at byte {before}");
            self.at = self.text.ceil_char_boundary(self.at.max(before + 1));
        }
        self.slips
    }

    /// Reads one mark, word or string.
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let Some(c) = rest.chars().next() else { return };
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
        let rest = &self.text[self.at..];
        &rest[..rest.find('\n').unwrap_or(rest.len())]
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
        let line = self.text[..self.at].rfind('\n').map_or(0, |end| end + 1);
        let last = self.slips.last();
        match last.is_some_and(|last| last.code == "data/slip-bracket" && last.range.start >= line)
        {
            true => self.also(c.len_utf8(), meant),
            false => self.slip("data/slip-bracket", c.len_utf8(), meant),
        }
    }

    /// A full-width mark between the entries of a list, or behind the value at the end of a line.
    fn comma(&mut self, c: char) {
        let last = self.line()[c.len_utf8()..].trim_start();
        let ends = self.depth == 0 && (last.is_empty() || last.starts_with('#'));
        match (ends, self.depth) {
            (true, _) => self.slip("data/slip-comma", c.len_utf8(), ""),
            (false, 0) => self.at += c.len_utf8(),
            _ => self.slip("data/slip-comma", c.len_utf8(), ","),
        }
    }

    /// Digits in a value: a number, or a date.
    fn figure(&mut self) {
        let line = self.line();
        if let Some((length, iso)) = dates::written(line) {
            match line[..length] == *iso {
                true => self.at += length,
                false => self.slip("data/slip-date", length, &iso),
            }
            return;
        }
        let length = line.find(|c| !is_figure(c)).unwrap_or(line.len());
        let meant: String = line[..length].chars().map(half_width).collect();
        match meant == line[..length] {
            true => self.at += length,
            false => self.slip("data/slip-digit", length, &meant),
        }
    }

    /// A bare word where a field or a table is named.
    fn key(&mut self) {
        let line = self.line();
        let length = line.find(|c| !is_name(c)).unwrap_or(line.len());
        let name = &line[..length];
        let first = self.text[..self.at].lines().last().is_none_or(|line| line.trim().is_empty())
            || self.text[..self.at].ends_with(['\n', '[', '【', '［', '.']);
        let rest = line[length..].trim_start();
        if name.is_ascii() {
            self.at += length;
            // A field and its value, and nothing between them.
            let spaced = line[length..].starts_with([' ', '\t']);
            if first && self.depth == 0 && spaced && begins_value(rest) {
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
