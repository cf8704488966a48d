//! Finds the slips at the ends of strings, and the backslashes within them.

use std::ops::Range;

use crate::error::Fix;

use super::scanner::Scanner;
use super::{Mending, Slip};

/// The marks around a long string: three times the wrong quote, or the right one.
const LONG: [&str; 4] = ["”””", "“““", "＂＂＂", "\"\"\""];

impl Scanner<'_> {
    /// A string in curly quotes. It ends at the last quotation mark of the line or list entry.
    pub(super) fn curly(&mut self, open: char) {
        let rest = &self.text[self.at..];
        if let Some(marks) = LONG.iter().find(|marks| rest.starts_with(**marks)) {
            self.slip("data/slip-quote", marks.len(), "\"\"\"");
            self.close_long(&LONG, "\"\"\"");
            return;
        }
        let Some((at, close)) = self.closing(open.len_utf8()) else {
            self.at += open.len_utf8();
            return;
        };
        self.slip("data/slip-quote", open.len_utf8(), "\"");
        self.at += at;
        match close {
            '"' => self.at += 1,
            _ => self.also(close.len_utf8(), "\""),
        }
    }

    /// A string as TOML has it. What is wrong in it is a backslash, or the quote at its end.
    pub(super) fn string(&mut self) {
        let rest = &self.text[self.at..];
        for quotes in ["\"\"\"", "'''"] {
            if rest.starts_with(quotes) {
                return self.long_string(quotes);
            }
        }
        let (start, quote) = (self.at + 1, &rest[..1]);
        if let Some(end) = end_of(&self.line()[1..], quote) {
            self.at = start + end + 1;
            if quote == "\"" {
                self.backslashes(start..start + end);
            }
        } else if let Some((at, close)) = self.closing(1) {
            self.at = start + at;
            self.slip("data/slip-quote", close.len_utf8(), quote);
        } else {
            self.lines(quote);
        }
    }

    /// Returns the quotation mark that ends a value, behind one of some bytes that begins it here.
    fn closing(&mut self, open: usize) -> Option<(usize, char)> {
        if self.at < self.barren.marks {
            return None;
        }
        let line = self.line();
        let found = closing(&line[open..]);
        if found.is_none() {
            self.barren.marks = self.at + line.len();
        }
        found
    }

    /// A string of several lines in quotes for one: they end where a line is only the quote.
    fn lines(&mut self, quote: &str) {
        let next = self.at + self.line().len();
        let barren = match quote {
            "\"" => &mut self.barren.double,
            _ => &mut self.barren.single,
        };
        if next < *barren {
            self.at = next;
            return;
        }
        let long = quote.repeat(3);
        let mut at = next + 1;
        for line in self.text.get(at..).unwrap_or_default().split_inclusive('\n') {
            let marks = line.trim();
            if marks == quote || marks == long {
                self.slip("data/slip-lines", 1, &long);
                self.at = at + line.find(quote).unwrap_or(0);
                return self.also(marks.len(), &long);
            }
            if is_heading(line) {
                break;
            }
            at += line.len();
        }
        *barren = at;
        self.at = next;
    }

    fn long_string(&mut self, quotes: &str) {
        let (open, start) = (self.at, self.at + 3);
        let rest = &self.text[start..];
        if let Some(end) = end_of(rest, quotes) {
            self.at = start + end + 3;
            if quotes == "\"\"\"" {
                self.backslashes(start..start + end);
            }
            return;
        }
        self.at = start;
        if LONG[..3].iter().any(|marks| rest.contains(marks)) {
            self.note("data/slip-quote", start..start, "", Mending::Sure);
            self.close_long(&LONG[..3], quotes);
            if let Some(slip) = self.slips.last_mut() {
                slip.edits.remove(0);
                slip.range = slip.edits.first().map_or(open..start, |fix| fix.range.clone());
            }
            return;
        }
        // Without an end, the text ends before the next table.
        let lines = rest.split_inclusive('\n').scan(0, |at, line| {
            *at += line.len();
            Some((*at - line.len(), line))
        });
        let end = lines.skip(1).find(|(_, line)| is_heading(line)).map_or(rest.len(), |(at, _)| at);
        self.note("data/unclosed-text", open..start, &format!("\n{quotes}\n"), Mending::Asked);
        self.at = start + end;
        if let Some(Fix { range, .. }) =
            self.slips.last_mut().and_then(|slip| slip.edits.last_mut())
        {
            *range = self.at..self.at;
        }
    }

    /// Goes behind the marks that end a long string.
    fn close_long(&mut self, marks: &[&str], quotes: &str) {
        let rest = &self.text[self.at..];
        let found = marks.iter().filter_map(|marks| Some((rest.find(marks)?, *marks)));
        if let Some((at, marks)) = found.min() {
            self.at += at;
            match marks == quotes {
                true => self.at += marks.len(),
                false => self.also(marks.len(), quotes),
            }
        }
    }

    /// Finds the backslashes of a string that mean nothing: those of a path.
    fn backslashes(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        let (mut paths, mut at) = (Vec::new(), 0);
        while let Some(found) = text[at..].find('\\').map(|found| at + found) {
            let next = text[found + 1..].chars().next();
            let known = next.is_some_and(|c| "btnfre\"\\uUx \t\r\n".contains(c));
            if !known {
                paths.push(Fix {
                    range: range.start + found..range.start + found + 1,
                    text: "/".into(),
                });
            }
            at = found + 1 + next.filter(|_| known).map_or(0, char::len_utf8);
        }
        if let Some(first) = paths.first() {
            let range = first.range.clone();
            self.slips.push(Slip {
                code: "data/slip-path",
                range,
                edits: paths,
                mending: Mending::Sure,
            });
        }
    }
}

/// Returns whether a line names a table.
fn is_heading(line: &str) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let line = line.trim();
    let inner = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
    let inner = inner.map(|name| name.trim_start_matches('[').trim_end_matches(']'));
    inner.is_some_and(|inner| !inner.is_empty() && inner.chars().all(name))
}

/// Returns where a string ends: at its quotes, unless a backslash stands before them.
fn end_of(text: &str, quotes: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with(quotes) {
            return Some(at);
        }
        at += c.len_utf8();
        if c == '\\' && quotes.starts_with('"') {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    None
}

/// Returns the quotation mark that ends a value: one with the end of the line, a comma or a bracket
/// behind it.
fn closing(text: &str) -> Option<(usize, char)> {
    let ends = |rest: &str| {
        let rest = rest.trim_start_matches([' ', '\t', '\u{3000}', '\r']);
        rest.is_empty() || rest.starts_with([',', '，', '、', ']', '】', '］', '}', '#'])
    };
    let marks =
        text.char_indices().filter(|(_, c)| matches!(c, '”' | '“' | '"' | '＂' | '’' | '‘' | '\''));
    marks.into_iter().find(|(at, c)| ends(&text[at + c.len_utf8()..]))
}
