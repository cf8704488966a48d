//! Finds the slips at the ends of texts of several lines.

use std::ops::Range;

use briefing_values::error::{Code, Fix, codes};

use super::lines::{OPENING, ends_text, may_be_field};
use super::scanner::{Expected, Scanner};
use super::{Mending, Slip};

/// Wrong marks around a long text: three times the same wrong quote.
pub(super) const LONG: [&str; 3] = ["”””", "“““", "＂＂＂"];

impl Scanner<'_> {
    /// Reads a text in three quotes, or in what was typed for them.
    pub(super) fn long_text(&mut self, opening: &str, quotes: &str) {
        let (open, start) = (self.at..self.at + opening.len(), self.at + opening.len());
        let right = opening == quotes;
        let rest = &self.text[start..];
        let sound = end_of(rest, quotes).map(|end| start + end);
        // The quotes that begin the next text do not end this one.
        let sound = sound.filter(|end| self.text_end(start, *end).is_none());
        match sound {
            Some(end) if right => {
                self.at = end + quotes.len();
                if quotes == "\"\"\"" {
                    self.backslashes(start..end);
                }
                self.value_ends();
            }
            Some(end) => {
                self.slip(codes::data::SLIP_QUOTE, opening.len(), quotes);
                self.at = end + quotes.len();
                self.value_ends();
            }
            None => self.unclosed(open, quotes),
        }
    }

    /// Returns where a text ends at the latest: before the next field or table, if there is one before
    /// `limit`.
    fn text_end(&self, start: usize, limit: usize) -> Option<usize> {
        let first = self.text[start..].find('\n').map(|end| start + end + 1)?;
        let mut at = first;
        for line in self.text[first..].split_inclusive('\n') {
            if at > limit || ends_text(line) {
                break;
            }
            at += line.len();
        }
        (at <= limit && at < self.text.len()).then_some(at)
    }

    /// Returns whether a text of several lines follows that has quotes at its end.
    pub(super) fn begins_text(&self, start: usize) -> bool {
        if !self.open.is_empty() || self.line.end >= self.text.len() {
            return false;
        }
        let end = self.text_end(start, self.text.len()).unwrap_or(self.text.len());
        let body = up_to_marks(&self.text[self.line.end.min(end)..end]);
        !ending(body).is_empty() && !self.balanced(start..end, ending(body))
    }

    /// Returns whether the next line that is neither blank nor a comment is prose, not a field or a table.
    pub(super) fn prose_follows(&self, start: usize) -> bool {
        let rest = self.text[start.max(self.line.end)..].lines().map(str::trim);
        let next = rest.into_iter().find(|line| !line.is_empty() && !line.starts_with('#'));
        self.open.is_empty()
            && next.is_some_and(|line| !line.starts_with(OPENING) && !may_be_field(line))
    }

    /// Returns whether a closing mark belongs to the text, which also has its partner.
    fn balanced(&self, range: Range<usize>, mark: &str) -> bool {
        let text = &self.text[range];
        match mark {
            "”" => text.matches('“').count() == text.matches('”').count(),
            "’" => text.matches('‘').count() == text.matches('’').count(),
            _ => false,
        }
    }

    /// Reads a text whose end is missing, or marked with quotes other than those at its beginning.
    pub(super) fn unclosed(&mut self, open: Range<usize>, quote: &str) {
        let long = quote[..1].repeat(3);
        let end = self.text_end(open.end, self.text.len()).unwrap_or(self.text.len());
        let body = up_to_marks(&self.text[self.line.end.min(end)..end]);
        let end = self.line.end.min(end) + body.len();
        if !self.open.is_empty() || body.trim().is_empty() {
            return self.unclosed_line(open, quote);
        }
        let marks = Some(ending(body)).filter(|marks| !marks.is_empty());
        let marks = marks.filter(|marks| !self.balanced(open.end..end, marks));
        let Some(marks) = marks else {
            let edits = vec![
                Fix { range: open.clone(), text: long.clone() },
                Fix { range: end..end, text: format!("\n{long}\n") },
            ];
            self.text_slip(codes::data::UNCLOSED_TEXT, open, edits, Mending::Asked);
            (self.at, self.expected) = (end, Expected::Key);
            return;
        };
        let close = end - (body.len() - body.trim_end().len());
        self.ended_otherwise(open, close - marks.len()..close, &long);
    }

    /// Notes a text that has the wrong quotes for a long text at one end or both.
    fn ended_otherwise(&mut self, open: Range<usize>, close: Range<usize>, long: &str) {
        let (text, end) = (self.text, close.end);
        let curly = |marks: &str| marks.chars().count() == 3 && !marks.is_ascii();
        let ends = [open.clone(), close].into_iter().filter(|end| &text[end.clone()] != long);
        let edits: Vec<_> = ends.map(|range| Fix { range, text: long.to_owned() }).collect();
        let quotes = edits.iter().all(|fix| curly(&text[fix.range.clone()]));
        let code = if quotes { codes::data::SLIP_QUOTE } else { codes::data::SLIP_LINES };
        let range = edits.first().map_or(open, |fix| fix.range.clone());
        self.at = end;
        self.text_slip(code, range, edits, Mending::Sure);
    }

    /// Reads a one-line text whose closing quote is missing.
    fn unclosed_line(&mut self, open: Range<usize>, quote: &str) {
        let rest = self.rest().trim_end();
        let marks = [',', '，', ']', '】', '］', '}'];
        let inner = if self.open.is_empty() { rest } else { rest.trim_end_matches(marks) };
        let end = (self.at + inner.len()).max(open.end);
        let mut edits = self.escapes(open.end..end);
        edits.insert(0, Fix { range: open.clone(), text: quote.to_owned() });
        edits.push(Fix { range: end..end, text: quote.to_owned() });
        self.at = end;
        self.text_slip(codes::data::UNCLOSED_TEXT, open, edits, Mending::Asked);
        self.case("line");
        self.value_ends();
    }

    fn text_slip(&mut self, code: Code, range: Range<usize>, edits: Vec<Fix>, mending: Mending) {
        self.slips.push(Slip { code, case: None, range, edits, mending });
        self.value_ends();
    }
}

/// Returns a text up to and including the first line that is nothing but quotation marks.
fn up_to_marks(text: &str) -> &str {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        if !line.trim().is_empty() && line.trim().chars().all(is_mark) {
            break;
        }
    }
    &text[..end]
}

fn is_mark(c: char) -> bool {
    matches!(c, '”' | '“' | '"' | '＂' | '’' | '‘' | '\'')
}

/// Returns the quotation marks at the end of a text: one, or three, or as many as fill its last line.
fn ending(text: &str) -> &str {
    let text = text.trim_end();
    let last = &text[text.rfind('\n').map_or(0, |end| end + 1)..];
    let marks = &last[last.trim_end_matches(is_mark).len()..];
    let count = marks.chars().count();
    let taken = match count {
        _ if marks.len() == last.trim_start().len() => count,
        3.. => 3,
        count => count.min(1),
    };
    marks.char_indices().rev().nth(taken.wrapping_sub(1)).map_or("", |(at, _)| &marks[at..])
}

/// Returns where a string ends: at its quotes, unless a backslash precedes them.
pub(super) fn end_of(text: &str, quotes: &str) -> Option<usize> {
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
