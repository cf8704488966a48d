//! Finds the slips in values that are not strings: numbers, dates, words without quotes.

use briefing_values::error::{Code, Fix, codes};

use crate::manuscript::dates;

use super::lines::is_digit;
use super::scanner::Scanner;
use super::{Mending, Slip, half_width};

/// Marks that end a sentence or a part of one, and that some people write at the end of a line of data.
const ENDS: [char; 5] = [',', '，', '；', ';', '。'];

impl Scanner<'_> {
    /// Reads what is where a value should be.
    pub(super) fn value(&mut self, c: char) {
        match c {
            '[' | '{' | '【' | '［' | '〔' | '｛' => self.open(c),
            ']' | '}' | '】' | '］' | '〕' | '｝' => self.close(c),
            '"' | '\'' => self.string(c),
            '“' | '”' | '＂' | '„' | '‘' | '’' => self.curly(c),
            ',' | '，' | '、' | '；' | ';' | '。' if !self.open.is_empty() => self.comma(c),
            '＝' if !self.open.is_empty() => {
                self.slip(codes::data::SLIP_EQUALS, c.len_utf8(), "=");
            }
            '=' | '+' | '-' | '.' => self.at += 1,
            c if is_digit(c) => self.figure(),
            _ => self.word(),
        }
    }

    /// Reads what follows the value of a field: a mark at the end of the line is a slip, everything else
    /// is left to the parser.
    pub(super) fn after(&mut self, c: char) {
        let rest = self.rest()[c.len_utf8()..].trim_start();
        if ENDS.contains(&c) && (rest.is_empty() || rest.starts_with(['#', '＃'])) {
            self.slip(codes::data::SLIP_COMMA, c.len_utf8(), "");
            self.case("end");
        } else {
            self.at = self.line.end;
        }
    }

    /// Returns whether a value is complete if this text follows it.
    pub(super) fn ends(&self, rest: &str) -> bool {
        let rest = rest.trim_start();
        if rest.is_empty() || rest.starts_with(['#', '＃']) {
            return true;
        }
        if self.open.is_empty() {
            let behind = rest.strip_prefix(ENDS).map(str::trim_start);
            return behind.is_some_and(|rest| rest.is_empty() || rest.starts_with(['#', '＃']));
        }
        let marks = [',', '，', '、', '；', ';', ']', '】', '］', '〕', '}', '｝', '=', '＝'];
        rest.starts_with(marks)
    }

    /// Reads digits: a number or a date.
    fn figure(&mut self) {
        let rest = self.rest();
        if let Some((length, iso)) = dates::written(rest) {
            self.meant(codes::data::SLIP_DATE, length, &iso);
            return self.value_ends();
        }
        let length = self.figure_length(rest);
        let narrow = rest[..length].chars().filter(|c| !matches!(c, ',' | '，')).map(half_width);
        let (meant, behind): (String, _) = (narrow.collect(), &rest[length..]);
        let unit = behind.trim_end();
        if self.ends(behind) {
            self.meant(codes::data::SLIP_DIGIT, length, &meant);
        } else if behind.starts_with(|c: char| c.is_ascii_graphic()) {
            // Another form of a number, such as 1e3 or 0x1f, or a time.
            let end = behind.find(|c: char| !c.is_ascii_graphic() || c == ',' || c == ']');
            self.at += length + end.unwrap_or(behind.len());
        } else if self.open.is_empty() && unit.chars().count() <= 2 {
            let range = self.at..self.at + length + unit.len();
            self.at = range.end;
            self.note(codes::data::SLIP_DIGIT, range, &meant, Mending::Asked);
            self.case("unit");
        } else {
            return self.bare();
        }
        self.value_ends();
    }

    /// Moves past what is written here, and notes a slip if it is not what is meant.
    fn meant(&mut self, code: Code, length: usize, meant: &str) {
        if self.rest()[..length] == *meant {
            self.at += length;
        } else {
            self.slip(code, length, meant);
        }
    }

    /// Returns how many bytes of a text are a figure, including the commas between thousands.
    fn figure_length(&self, text: &str) -> usize {
        let plain = |c: char| is_digit(c) || matches!(c, '.' | '．' | '_' | '－');
        let length = |text: &str| text.find(|c| !plain(c)).unwrap_or(text.len());
        let mut end = length(text);
        while self.open.is_empty()
            && let Some(rest) = text[end..].strip_prefix([',', '，'])
            && rest.chars().take_while(|c| is_digit(*c)).count() == 3
        {
            end = text.len() - rest.len() + length(rest);
        }
        end
    }

    /// Reads a word: one of TOML's own, the name of a field in an inline table, or text without quotes.
    fn word(&mut self) {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
        let (word, behind) = rest.split_at(length.unwrap_or(rest.len()));
        let named = !self.open.is_empty() && !self.in_list() && !word.is_empty();
        if named || matches!(word, "true" | "false" | "inf" | "nan") && self.ends(behind) {
            self.at += word.len();
            return self.value_ends();
        }
        if let Some((length, iso)) = dates::written(rest) {
            self.slip(codes::data::SLIP_DATE, length, &iso);
            return self.value_ends();
        }
        self.bare();
    }

    /// Reads text without quotes, up to the end of the line or of the list entry.
    pub(super) fn bare(&mut self) {
        let rest = self.rest();
        let marks = [',', '，', '、', '；', ';', ']', '】', '］', '〕', '}', '｝'];
        let end = if self.open.is_empty() { rest.find(" #") } else { rest.find(marks) };
        let end = end.unwrap_or(rest.len());
        let words = rest[..end].trim_end();
        let Some(first) = words.chars().next() else {
            self.at += rest.chars().next().map_or(1, char::len_utf8);
            return;
        };
        let (at, end) = (self.at, self.at + words.len());
        let quote = |c: char| matches!(c, '“' | '”' | '"' | '＂' | '„');
        let last = words.chars().next_back().filter(|c| quote(*c) && words.chars().count() > 1);
        let length = |c: Option<char>| c.map_or(0, char::len_utf8);
        let opening = at..at + length(Some(first).filter(|c| quote(*c) && last != Some('”')));
        let closing = end - length(last.filter(|_| opening.is_empty() || first == '"'))..end;
        let within = self.escapes(opening.end..closing.start);
        let mark = |range| Fix { range, text: "\"".to_owned() };
        let edits = [vec![mark(opening)], within, vec![mark(closing)]].concat();
        let (code, mending) = (codes::data::SLIP_QUOTE, Mending::Asked);
        self.slips.push(Slip { code, case: Some("missing"), range: at..end, edits, mending });
        self.at = end;
        self.value_ends();
    }
}
