//! Intervals: two numbers with a mark of range between them (1500—1800元, 4月27—28日).

use std::ops::Range;

use super::text::{before, is_han};

/// An interval in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Interval {
    /// The bytes of the mark between the numbers.
    pub mark: Range<usize>,
    /// What is counted.
    pub kind: IntervalKind,
    /// Whether the interval begins below zero: its minus looks like a mark of range.
    pub negative: bool,
}

/// What an interval goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IntervalKind {
    /// Days, months, years, hours of the clock.
    Date,
    /// Numbered items: 第3—5页.
    Ordinal,
    /// Amounts.
    Value,
}

/// Single characters that begin the units of amounts.
const UNITS: &str =
    "元万亿千百余多%％‰℃个人户亩公里米吨斤克升倍次名家头只羽株棵岁周天小平立毫厘厂寸匹座辆台套/";

/// Units in Latin letters.
const LATIN_UNITS: [&str; 18] = [
    "kg", "km", "cm", "mm", "m", "g", "t", "mg", "kW", "MW", "kWh", "h", "min", "L", "ml", "mL",
    "hm", "V",
];

/// Finds intervals with one of these marks. Numbers of standards, models, phones and houses are left
/// out, and so is anything whose unit is inconclusive.
pub(super) fn intervals(text: &str, is_mark: impl Fn(char) -> bool) -> Vec<Interval> {
    let interval = |(n, c): (usize, char)| {
        let mark = n..n + c.len_utf8();
        let (head, left, left_unit) = left(&text[..mark.start])?;
        let (right, tail) = number(&text[mark.end..]);
        let kind = kind(head, left, left_unit, right, tail)?;
        Some(Interval { mark, kind, negative: head.ends_with(['-', '－', '−', '负']) })
    };
    text.char_indices().filter(|(_, c)| is_mark(*c)).filter_map(interval).collect()
}

/// Splits the number, and the unit after it, off the end of a text.
fn left(text: &str) -> Option<(&str, &str, &str)> {
    let rest = text.trim_end_matches(|c| UNITS.contains(c) || "年月日时点".contains(c));
    let unit = &text[rest.len()..];
    let head = rest.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '：'));
    let number = &rest[head.len()..];
    let one = unit.chars().count() <= 5 && number.starts_with(|c: char| c.is_ascii_digit());
    one.then_some((head, number, unit))
}

/// Splits the number off the front of a text.
fn number(text: &str) -> (&str, &str) {
    let rest =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '：'));
    text.split_at(text.len() - rest.len())
}

/// Returns what the numbers count, if they are an interval.
fn kind(head: &str, left: &str, left_unit: &str, right: &str, tail: &str) -> Option<IntervalKind> {
    let digits = |number: &str| number.bytes().filter(u8::is_ascii_digit).count();
    let front = before(head.trim_end(), head.trim_end().len());
    // GB/T 9704-2012, 3-2-501, 表2-1, 0771-2806239
    let part_of_name = front.is_some_and(|c| c.is_ascii_alphabetic() || "/表图式".contains(c))
        || head.ends_with(is_joint) && head.trim_end_matches(is_joint).ends_with(is_name_part)
        || tail.starts_with(is_joint);
    let code =
        left_unit.is_empty() && left.starts_with('0') && left.len() > 2 && !left.contains('.');
    if part_of_name || code || right.is_empty() || digits(left) > 6 || digits(right) > 6 {
        return None;
    }
    if head.ends_with('第') {
        return Some(IntervalKind::Ordinal);
    }
    let clock = |number: &str| number.contains([':', '：']);
    if clock(left) && clock(right) {
        return Some(IntervalKind::Date);
    }
    date(head, left, left_unit, right, tail).or_else(|| value(left_unit, tail))
}

/// Recognises days, months, years and hours.
fn date(head: &str, left: &str, left_unit: &str, right: &str, tail: &str) -> Option<IntervalKind> {
    let is_year =
        |text: &str| text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    let unit = tail.chars().next();
    let fits = match unit {
        // 2018-04月 is one month.
        Some('月') => !is_year(left) || !left_unit.is_empty(),
        Some('年' | '日' | '时' | '点') => true,
        Some('号') => head.ends_with('月'),
        _ => is_year(left) && is_year(right) && left < right && !tail.starts_with(is_measure),
    };
    fits.then_some(IntervalKind::Date)
}

/// Recognises amounts.
fn value(left_unit: &str, tail: &str) -> Option<IntervalKind> {
    let latin: String = tail.chars().take_while(char::is_ascii_alphabetic).collect();
    let known = tail.starts_with(is_measure)
        || LATIN_UNITS.contains(&latin.as_str())
        || (left_unit.contains(['%', '％', '℃']) && !tail.starts_with(is_han));
    known.then_some(IntervalKind::Value)
}

fn is_measure(c: char) -> bool {
    UNITS.contains(c)
}

/// Returns whether the character joins numbers.
pub(super) fn is_joint(c: char) -> bool {
    matches!(c, '-' | '－' | '–' | '−' | '‐' | '‑' | '—' | '―' | '~' | '～' | '〜' | '∼')
}

fn is_name_part(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::{IntervalKind, intervals, is_joint};

    #[test]
    fn the_unit_tells_what_is_counted() {
        for (text, kind) in [
            ("1500—1800元", Some(IntervalKind::Value)),
            ("10%-20%", Some(IntervalKind::Value)),
            ("5万元—10万元", Some(IntervalKind::Value)),
            ("-5-10℃", Some(IntervalKind::Value)),
            ("4月27—28日", Some(IntervalKind::Date)),
            ("（2016-2020）", Some(IntervalKind::Date)),
            ("9:00-11:30", Some(IntervalKind::Date)),
            ("第3-5页", Some(IntervalKind::Ordinal)),
            ("0771—2806239", None),
            ("GB/T 9704-2012", None),
            ("2018-04-27", None),
            ("3-2-501室", None),
            ("表2-1", None),
            ("12-3号", None),
        ] {
            let found: Vec<_> = intervals(text, is_joint).iter().map(|it| it.kind).collect();
            assert_eq!(found, kind.into_iter().collect::<Vec<_>>(), "{text}");
        }
    }
}
