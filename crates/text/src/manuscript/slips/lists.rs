//! Finds the slips around lists: their brackets, and the commas between their entries.

use briefing_values::error::{Fix, codes};

use super::lines::{ends_text, is_heading};
use super::scanner::{Expected, Open, Scanner};
use super::{Mending, Slip};

/// How many brackets may be open at a time; the parser goes no deeper.
const DEEPEST: usize = 100;

impl Scanner<'_> {
    /// Returns whether the scanner is in a list, and not in a table within it.
    pub(super) fn in_list(&self) -> bool {
        self.open.last().is_some_and(|open| open.partner == ']')
    }

    /// Continues after a value.
    pub(super) fn value_ends(&mut self) {
        if self.open.is_empty() {
            self.expected = Expected::After;
        }
    }

    /// Reads the bracket that opens a list or an inline table. Wrong brackets within wrong brackets on the
    /// same line are one slip.
    pub(super) fn open(&mut self, c: char) {
        if self.open.len() == DEEPEST {
            self.at = self.text.len();
            return;
        }
        let (meant, partner) = match c {
            '{' | '｛' => ("{", '}'),
            _ => ("[", ']'),
        };
        let (at, line) = (self.at, self.line.start);
        let outer = self.open.last().filter(|open| open.at >= line).and_then(|open| open.slip);
        let slip = (!c.is_ascii()).then(|| outer.unwrap_or(self.slips.len()));
        match (slip, outer) {
            (Some(slip), Some(_)) => self.also(slip, c.len_utf8(), meant),
            (Some(_), None) => self.slip(codes::data::SLIP_BRACKET, c.len_utf8(), meant),
            (None, _) => self.at += 1,
        }
        self.open.push(Open { at, partner, slip });
    }

    /// Reads the bracket that closes a list or an inline table. A pair of wrong brackets is one slip.
    pub(super) fn close(&mut self, c: char) {
        let open = self.open.pop();
        let meant = match c {
            '}' | '｝' => "}",
            _ => "]",
        };
        match (c.is_ascii(), open.and_then(|open| open.slip)) {
            (true, _) => self.at += 1,
            (false, Some(slip)) => self.also(slip, c.len_utf8(), meant),
            (false, None) => self.slip(codes::data::SLIP_BRACKET, c.len_utf8(), meant),
        }
        self.value_ends();
    }

    /// Reads the mark between the entries of a list.
    pub(super) fn comma(&mut self, c: char) {
        match c {
            ',' => self.at += 1,
            _ => self.slip(codes::data::SLIP_COMMA, c.len_utf8(), ","),
        }
    }

    /// Returns whether the line that begins here cannot belong to the open list or table.
    pub(super) fn list_ends(&self, partner: char) -> bool {
        let rest = &self.text[self.at..];
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        is_heading(line) || partner == ']' && ends_text(line)
    }

    /// Closes what is still open, and notes the slip.
    pub(super) fn close_list(&mut self) {
        let Some(first) = self.open.first() else { return };
        let range = first.at..first.at + 1;
        let mut marks: String = self.open.iter().rev().map(|open| open.partner).collect();
        marks =
            if self.text[..self.at].ends_with('\n') { marks + "\n" } else { format!("\n{marks}") };
        let edits = vec![Fix { range: self.at..self.at, text: marks }];
        let (code, mending) = (codes::data::UNCLOSED_LIST, Mending::Asked);
        self.slips.push(Slip { code, case: None, range, edits, mending });
        self.open.clear();
        self.expected = Expected::Key;
    }
}
