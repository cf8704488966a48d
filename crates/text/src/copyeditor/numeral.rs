//! The numeral: a number written in digits, such as 3.14 or 12,500.

use std::ops::Range;

use super::text::{at, before};

/// The spaces that part thousands: a plain one, one that does not break, thin ones.
const SPACES: [&[u8]; 5] = [
    b" ",
    "\u{a0}".as_bytes(),
    "\u{2007}".as_bytes(),
    "\u{2009}".as_bytes(),
    "\u{202f}".as_bytes(),
];

/// A number in digits, without what is around it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Numeral {
    /// The bytes of the digits, with decimal point and thousands marks or spaces.
    pub(super) range: Range<usize>,
    /// The number.
    pub(super) value: f64,
    /// How many digits follow the point.
    pub(super) decimals: usize,
}

/// Lists the numerals of a text, leaving out digits of names, versions, times and addresses.
pub(super) fn numerals(text: &str) -> Vec<Numeral> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut n = 0;
    while n < bytes.len() {
        if !bytes[n].is_ascii_digit() {
            n += 1;
            continue;
        }
        let range = n..end(bytes, n);
        n = range.end;
        if !is_name(text, &range) {
            found.extend(numeral(text, range));
        }
    }
    found
}

/// Returns the end of the digits that begin at `start`.
fn end(bytes: &[u8], start: usize) -> usize {
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = start + digits(start);
    while let Some(group) = spaced_group(bytes, start, end) {
        end = group;
    }
    while let Some(mark) = bytes.get(end) {
        let more = digits(end + 1);
        let belongs = match mark {
            b'.' => more > 0,
            b',' => more == 3 && end - start <= 11,
            _ => false,
        };
        if !belongs {
            break;
        }
        end += 1 + more;
    }
    end
}

/// Returns the end of the three digits that follow the others after a space: 3 500 (GB/T 15835-2011, 5.1.1). Years and
/// what begins with 0 have no such groups.
fn spaced_group(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let leads = bytes[start..end].iter().take_while(|b| b.is_ascii_digit()).count();
    let space = SPACES.iter().find(|space| bytes[end..].starts_with(space))?;
    let group = end + space.len();
    let digits = bytes[group..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let fits = digits == 3 && leads <= 3 && bytes[start] != b'0' && end - start <= 20;
    fits.then_some(group + 3)
}

/// Returns whether digits are part of a name, a version, a time or an address.
fn is_name(text: &str, range: &Range<usize>) -> bool {
    let joined = match before(text, range.start) {
        Some('-') => before(text, range.start - 1).is_some_and(|c| c.is_ascii_alphabetic()),
        Some(c) => c.is_ascii_alphabetic() || "._/:@".contains(c),
        None => false,
    };
    let time = at(text, range.end) == Some(':')
        && at(text, range.end + 1).is_some_and(|c| c.is_ascii_digit());
    joined || time
}

/// Returns the number that the digits write, unless they have two points.
fn numeral(text: &str, range: Range<usize>) -> Option<Numeral> {
    let digits = text[range.clone()].replace(|c: char| c == ',' || c.is_whitespace(), "");
    let decimals = digits.split_once('.').map_or(0, |(_, behind)| behind.len());
    let value = digits.parse().ok()?;
    Some(Numeral { range, value, decimals })
}

#[cfg(test)]
mod tests {
    use super::numerals;

    #[test]
    fn thousands_may_stand_apart() {
        let text = "3 500万元，12\u{2009}345\u{202f}678人，2018 500，3 5000，007 500，1 234.5";
        let found: Vec<_> = numerals(text).into_iter().map(|it| it.value).collect();
        assert_eq!(found, [3500., 12_345_678., 2018., 500., 3., 5000., 7., 500., 1234.5]);
    }

    #[test]
    fn numerals_are_told_from_names() {
        let text = "投资12,500元、增长3.14%，A4纸，14:30，192.168.1.1，COVID-19，10-20户，3,4组";
        let found: Vec<_> =
            numerals(text).into_iter().map(|it| text[it.range].to_owned()).collect();
        assert_eq!(found, ["12,500", "3.14", "10", "20", "3", "4"]);
    }
}
