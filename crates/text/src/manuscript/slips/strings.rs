//! Finds the slips at the ends of one-line strings, and the backslashes within them.

use std::ops::Range;

use briefing_values::error::{Fix, codes};

use super::scanner::Scanner;
use super::texts::{LONG, end_of};
use super::{Mending, Slip};

impl Scanner<'_> {
    /// Reads a string in curly quotes. It ends at the last quotation mark of the line or list entry.
    pub(super) fn curly(&mut self, open: char) {
        let rest = self.rest();
        if let Some(marks) = LONG.iter().find(|marks| rest.starts_with(**marks)) {
            return self.long_text(marks, "\"\"\"");
        }
        let start = self.at + open.len_utf8();
        let Some((end, close)) = self.closing(start) else {
            return match self.open.is_empty() && rest.trim_end().len() == open.len_utf8() {
                true => self.unclosed(self.at..start, "\""),
                false if self.begins_text(start) => self.unclosed(self.at..start, "\""),
                false => self.bare(),
            };
        };
        let slip = self.slips.len();
        self.slip(codes::data::SLIP_QUOTE, open.len_utf8(), "\"");
        let within = self.escapes(start..end);
        self.slips[slip].edits.extend(within);
        self.at = end;
        match close {
            '"' => self.at += 1,
            _ => self.also(slip, close.len_utf8(), "\""),
        }
        self.value_ends();
    }

    /// Reads a string in TOML's own quotes. What can be wrong is a backslash, a quote within it, or the
    /// quote at its end.
    pub(super) fn string(&mut self, c: char) {
        let rest = self.rest();
        let quote = &rest[..1];
        for quotes in ["\"\"\"", "'''"] {
            if rest.starts_with(quotes) {
                return self.long_text(quotes, quotes);
            }
        }
        let start = self.at + 1;
        let end = end_of(&rest[1..], quote);
        let sound = end.filter(|end| self.ends(&rest[end + 2..]));
        if sound == Some(0) && self.prose_follows(start + 1) {
            return self.unclosed(self.at..start + 1, quote);
        }
        let close = sound.map(|end| (start + end, c)).or_else(|| self.closing(start));
        match close {
            Some((end, close)) if sound.is_some() => {
                self.at = end + close.len_utf8();
                if c == '"' {
                    self.backslashes(start..end);
                }
            }
            Some((end, close)) if close != c && !self.text[start..end].contains(c) => {
                self.at = end;
                self.slip(codes::data::SLIP_QUOTE, close.len_utf8(), quote);
            }
            // Two entries of a list without a comma are left to the parser.
            Some(_) if self.in_list() && self.two_entries(start, quote) => {
                self.at = start + end.unwrap_or_default() + 1;
            }
            Some((end, close)) => self.quotes_within(start..end, close, quote),
            None => return self.unclosed(self.at..start, quote),
        }
        self.value_ends();
    }

    /// Returns whether a string is directly followed by the next.
    fn two_entries(&self, start: usize, quote: &str) -> bool {
        let rest = &self.text[start..self.line.end.max(start)];
        let behind = end_of(rest, quote).map(|end| rest[end + 1..].trim_start());
        behind.is_some_and(|rest| rest.starts_with(quote))
    }

    /// Returns the quotation mark on this line that ends a value.
    fn closing(&self, start: usize) -> Option<(usize, char)> {
        let rest = &self.text[start..self.line.end.max(start)];
        let mark = |c| matches!(c, '”' | '“' | '"' | '＂' | '’' | '‘' | '\'');
        let mut marks = rest.char_indices().filter(|(_, c)| mark(*c));
        let (at, c) = marks.find(|(at, c)| self.ends(&rest[at + c.len_utf8()..]))?;
        Some((start + at, c))
    }

    /// Notes quotes that belong around a value but are used within its text.
    fn quotes_within(&mut self, range: Range<usize>, close: char, quote: &str) {
        let text = &self.text[range.clone()];
        let mut pair = ["“", "”"].into_iter().cycle();
        let fix = |(at, mark): (usize, &str)| Fix {
            range: range.start + at..range.start + at + mark.len(),
            text: pair.next().unwrap_or_default().to_owned(),
        };
        let mut edits: Vec<_> = text.match_indices(quote).map(fix).collect();
        let marked = edits.first().map_or(range.end..range.end, |fix| fix.range.clone());
        let end = range.end..range.end + close.len_utf8();
        self.at = end.end;
        edits.push(Fix { range: end, text: quote.to_owned() });
        let (code, case, mending) = (codes::data::SLIP_QUOTE, Some("within"), Mending::Asked);
        self.slips.push(Slip { code, case, range: marked, edits, mending });
    }

    /// Returns the fixes that escape the quotes and backslashes in a text.
    pub(super) fn escapes(&self, range: Range<usize>) -> Vec<Fix> {
        let marks = self.text[range.clone()].match_indices(['"', '\\']);
        let fix = |at| Fix { range: at..at, text: "\\".to_owned() };
        marks.map(|(at, _)| fix(range.start + at)).collect()
    }

    /// Finds the backslashes of a string that begin no known escape. In the path of a picture they separate
    /// folders; elsewhere they are meant literally.
    pub(super) fn backslashes(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        let path = self.text[self.line.start..range.start].contains("file");
        let (mut unknown, mut all, mut at) = (Vec::new(), Vec::new(), 0);
        while let Some(found) = text[at..].find('\\').map(|found| at + found) {
            let next = text[found + 1..].chars().next();
            let known = next.is_some_and(|c| "btnfre\"\\uUx \t\r\n".contains(c));
            let start = range.start + found;
            if !known {
                unknown.push(Fix { range: start..start, text: "\\".into() });
            }
            let double = if next == Some('\\') { 2 } else { 1 };
            all.push(Fix { range: start..start + double, text: "/".into() });
            at = found
                + double
                + next.filter(|c| known && *c != '\\' && !path).map_or(0, char::len_utf8);
        }
        let (edits, case) = if path { (all, None) } else { (unknown.clone(), Some("text")) };
        if let Some(first) = unknown.first() {
            let range = first.range.start..first.range.start + 1;
            let (code, mending) = (codes::data::SLIP_PATH, Mending::Sure);
            self.slips.push(Slip { code, case, range, edits, mending });
        }
    }
}
