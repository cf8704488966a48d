//! Finds the slips in the names of tables and fields, and the lines that are neither.

use std::ops::Range;

use briefing_values::error::{Fix, codes};

use crate::fields::form_schema;

use super::lines::{CLOSING, OPENING, begins_value, is_heading, is_name, may_be_field};
use super::scanner::{Expected, Scanner};
use super::{Mending, Slip, english, half_width};

impl Scanner<'_> {
    /// Reads the first mark of a line outside lists.
    pub(super) fn begin_line(&mut self, c: char) {
        match c {
            c if OPENING.contains(&c) => self.heading(),
            _ if may_be_field(self.rest()) => self.key(c),
            _ => self.stray(),
        }
    }

    /// Reads a mark or a word where the name of a field is expected.
    pub(super) fn key(&mut self, c: char) {
        match c {
            '=' | '＝' | '：' | ':' => {
                self.expected = Expected::Value;
                match c {
                    '=' => self.at += 1,
                    _ => self.slip(codes::data::SLIP_EQUALS, c.len_utf8(), "="),
                }
            }
            '"' | '\'' => {
                let end = self.rest()[1..].find(c);
                self.at += end.map_or(1, |end| end + 2);
            }
            c if is_name(c) => self.name(),
            c => self.at += c.len_utf8(),
        }
    }

    /// Reads a bare word where the name of a field is expected.
    fn name(&mut self) {
        let rest = self.rest();
        let name = &rest[..rest.find(|c| !is_name(c)).unwrap_or(rest.len())];
        let before = &self.text[self.line.start..self.at];
        let begins = before.ends_with('.') || before.trim_start().is_empty();
        if begins {
            self.foreign(self.at..self.at + name.len());
        }
        self.at += name.len();
        // A field and its value, with nothing between them.
        let after = &rest[name.len()..];
        let value = after.trim_start();
        let apart = value.len() < after.len() || !value.starts_with(is_name);
        if begins && apart && begins_value(value) {
            self.note(codes::data::SLIP_EQUALS, self.at..self.at, " =", Mending::Sure);
            self.case("missing");
            self.expected = Expected::Value;
        }
    }

    /// Notes a name that is not in plain Latin letters.
    fn foreign(&mut self, range: Range<usize>) {
        let name = &self.text[range.clone()];
        let narrow: String = name.chars().map(half_width).collect();
        if name.is_ascii() {
            return;
        }
        if narrow.is_ascii() {
            self.note(codes::data::SLIP_KEY, range, &narrow, Mending::Sure);
            self.case("width");
        } else if let Some(english) = english(name) {
            self.note(codes::data::SLIP_KEY, range, english, Mending::Asked);
            self.case("near");
        } else {
            self.note(codes::data::SLIP_KEY, range, &format!("\"{name}\""), Mending::Asked);
        }
    }

    /// Reads the name of a table.
    fn heading(&mut self) {
        let rest = self.rest();
        let opening = &rest[..rest.find(|c| !OPENING.contains(&c)).unwrap_or(rest.len())];
        let inner = &rest[opening.len()..];
        let end = inner.find(|c| CLOSING.contains(&c) || c == '#').unwrap_or(inner.len());
        let name = inner[..end].trim();
        let plain = |c| is_name(c) || matches!(c, '.' | ' ' | '"' | '\'');
        let words = name.contains(char::is_whitespace) && !name.contains(['.', '"', '\'']);
        if name.is_empty() || words || !name.chars().all(plain) {
            return self.lost_heading();
        }
        let (start, end) = (self.at + opening.len(), self.at + opening.len() + end);
        let behind = &self.text[end..self.line.end];
        let closing = &behind[..behind.find(|c| !CLOSING.contains(&c)).unwrap_or(behind.len())];
        self.brackets(opening, name, closing, end);
        if !name.contains(['"', '\'']) {
            let mut at = start + (inner.len() - inner.trim_start().len());
            for step in name.split('.') {
                self.foreign(at..at + step.trim_end().len());
                at += step.len() + 1;
            }
        }
        self.at = end + closing.len();
        self.expected = Expected::After;
        if !self.rest().trim_start().is_empty()
            && !self.rest().trim_start().starts_with(['#', '＃'])
        {
            self.stray();
        }
    }

    /// Notes wrong brackets around the name of a table, or too few of them.
    fn brackets(&mut self, opening: &str, name: &str, closing: &str, end: usize) {
        let ascii = opening.is_ascii() && closing.is_ascii();
        if ascii && opening.len() == closing.len() {
            return;
        }
        let steps: Vec<_> = name.split('.').map(str::trim).collect();
        let steps = steps.into_iter().map(|step| english(step).unwrap_or(step));
        let count = form_schema::brackets(&steps.collect::<Vec<_>>().join("."));
        let count = count.unwrap_or(opening.chars().count().min(2));
        let (open, close) = ("[".repeat(count), "]".repeat(count));
        if ascii {
            let whole = self.at..end + closing.len();
            self.note(codes::data::SLIP_BRACKET, whole, &(open + name + &close), Mending::Sure);
            return self.case("pair");
        }
        let ends = [(self.at, opening, open), (end, closing, close)];
        let wrong = ends.into_iter().filter(|(_, found, meant)| found != meant);
        let fix =
            |(at, found, text): (usize, &str, String)| Fix { range: at..at + found.len(), text };
        let edits: Vec<_> = wrong.map(fix).collect();
        let Some(range) = edits.first().map(|fix| fix.range.clone()) else { return };
        let (code, mending) = (codes::data::SLIP_BRACKET, Mending::Sure);
        self.slips.push(Slip { code, case: None, range, edits, mending });
    }

    /// Notes the name of a table that cannot be read. It is not known what the lines after it belong to;
    /// they are left out up to the next table.
    fn lost_heading(&mut self) {
        let mut end = self.at + self.rest().len();
        let range = self.at..self.at + self.rest().trim_end().len();
        for line in self.text[end..].split_inclusive('\n') {
            if is_heading(line) {
                break;
            }
            end += line.len();
        }
        let edits = vec![Fix { range: self.at..end, text: String::new() }];
        let (code, case, mending) = (codes::data::STRAY_TEXT, Some("heading"), Mending::Asked);
        self.slips.push(Slip { code, case, range, edits, mending });
        self.at = end;
    }

    /// Notes a line, or the rest of one, that does not belong to the data. Consecutive ones are one slip.
    fn stray(&mut self) {
        let range = self.at..self.at + self.rest().trim_end().len();
        let sign = Fix { range: self.at..self.at, text: "# ".to_owned() };
        let last = self.slips.last_mut().filter(|last| last.code == codes::data::STRAY_TEXT);
        let last = last.filter(|last| self.text[last.range.end..range.start].trim().is_empty());
        match last {
            Some(last) => {
                last.range.end = range.end;
                last.edits.push(sign);
            }
            None => self.slips.push(Slip {
                code: codes::data::STRAY_TEXT,
                case: None,
                range,
                edits: vec![sign],
                mending: Mending::Asked,
            }),
        }
        self.at = self.line.end;
    }

    /// Names the special case of the slip that was noted last.
    pub(super) fn case(&mut self, case: &'static str) {
        if let Some(slip) = self.slips.last_mut() {
            slip.case = Some(case);
        }
    }
}
