//! The dates of an issue: rules on its own dates, and the dates in its text.

use std::ops::Range;

use briefing_values::issue::{Date, Issue};

use super::Note;

/// Finds a year in the masthead that is not the year of printing. An issue that is dated at the end
/// of its year may be printed in January.
pub(super) fn print_year(issue: &Issue) -> Vec<(&'static str, Note)> {
    let print = issue.colophon.print_date;
    // A report on December is printed in January.
    let (Some(year), None) = (issue.masthead.numbers.year, issue.masthead.numbers.period) else {
        return Vec::new();
    };
    let turn = issue.masthead.date.is_some_and(|date| date.year == year)
        && (print.year, print.month) == (year.saturating_add(1), 1);
    if year == print.year || turn {
        return Vec::new();
    }
    let note = Note::on_field();
    vec![("masthead.year", note.with("year", year.to_string()).with("print", print.in_words()))]
}

/// Finds a date in the masthead that lies after the day of printing.
pub(super) fn after_print(issue: &Issue) -> Vec<(&'static str, Note)> {
    let print = issue.colophon.print_date;
    let late = issue.masthead.date.filter(|date| *date > print);
    let note =
        |date: Date| Note::on_field().with("date", date.in_words()).with("print", print.in_words());
    late.map(|date| ("masthead.date", note(date))).into_iter().collect()
}

/// A date as a text writes it: `4月28日`, `今年4月27—28日`, `2018年4月30日至5月2日`, `2018年5月`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The bytes of the text.
    pub(super) range: Range<usize>,
    /// The year, if the date has one.
    pub(super) year: Option<u16>,
    /// The month, and the day if it is given.
    pub(super) first: (u8, Option<u8>),
    /// Year, month and day on which a span of days ends, as far as they are given.
    pub(super) last: Option<(Option<u16>, Option<u8>, u8)>,
}

/// Finds the dates that a text writes in Arabic figures; `now` is the year of 今年.
pub(super) fn written(text: &str, now: u16) -> Vec<Written> {
    let mut dates: Vec<Written> = Vec::new();
    for (at, _) in text.match_indices('月') {
        let after = dates.last().map_or(0, |date| date.range.end);
        if at >= after {
            dates.extend(around(text, at, after, now));
        }
    }
    dates
}

/// Reads the date around the 月 at `at`, whose figures do not begin before `after`.
fn around(text: &str, at: usize, after: usize, now: u16) -> Option<Written> {
    let head = &text[after..at];
    let figures = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let month = small(&head[figures.len()..], 12)?;
    if figures.ends_with(['.', '-', '—', '～', '~', '第', '近']) {
        return None;
    }
    let (start, year) = match year_at_end(figures, now) {
        Some((length, year)) => (after + figures.len() - length, Some(year)),
        // 同年 and 次年 are years that only the reader knows.
        None if figures.ends_with('年') => return None,
        None => (after + figures.len(), None),
    };
    let rest = &text[at + '月'.len_utf8()..];
    let Some((day, rest)) = figure(rest, 31) else {
        let rest = rest.strip_prefix('份').unwrap_or(rest);
        let range = start..text.len() - rest.len();
        return Some(Written { range, year, first: (month, None), last: None });
    };
    let (last, rest) = match until(rest) {
        Some((last, rest)) => (Some(last), rest),
        None => (None, rest.strip_prefix(['日', '号'])?),
    };
    let range = start..text.len() - rest.len();
    Some(Written { range, year, first: (month, Some(day)), last })
}

/// The last day of a span, and what follows it.
type Until<'a> = ((Option<u16>, Option<u8>, u8), &'a str);

/// Reads what follows the first day of a span: `—28日`, `日至5月2日`.
fn until(rest: &str) -> Option<Until<'_>> {
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    let rest = rest.strip_prefix(['—', '–', '－', '-', '～', '~', '至', '到', '、', '和'])?;
    let rest = rest.strip_prefix('—').unwrap_or(rest);
    let year = rest.get(..4).zip(rest.get(4..).and_then(|rest| rest.strip_prefix('年')));
    let (year, rest) = match year {
        Some((year, rest)) => (Some(year.parse().ok()?), rest),
        None => (None, rest),
    };
    let (month, rest) = match figure(rest, 12) {
        Some((month, rest)) if rest.starts_with('月') => (Some(month), &rest['月'.len_utf8()..]),
        _ => (None, rest),
    };
    let (day, rest) = figure(rest, 31)?;
    Some(((year, month, day), rest.strip_prefix(['日', '号'])?))
}

/// Reads the year that ends a text, and returns how many bytes it takes.
fn year_at_end(text: &str, now: u16) -> Option<(usize, u16)> {
    for (word, year) in [("今年", now), ("本年", now), ("去年", now - 1), ("明年", now + 1)]
    {
        if text.ends_with(word) {
            return Some((word.len(), year));
        }
    }
    let year = text.strip_suffix('年')?;
    let figures = year.get(year.len().checked_sub(4)?..)?;
    let year = figures.parse().ok().filter(|year| (1900..2200).contains(year))?;
    Some((figures.len() + '年'.len_utf8(), year))
}

/// Returns the last year that a text names.
pub(super) fn last_year(text: &str, now: u16) -> Option<u16> {
    years(text, now).pop().map(|(_, year)| year)
}

/// Returns the years that a text names, each with the byte at which it ends.
pub(super) fn years(text: &str, now: u16) -> Vec<(usize, u16)> {
    let ends = text.match_indices('年').map(|(at, year)| at + year.len());
    ends.filter_map(|end| Some((end, year_at_end(&text[..end], now)?.1))).collect()
}

/// Reads the figures at the start of a text, one or two, up to `most`.
fn figure(text: &str, most: u8) -> Option<(u8, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    Some((small(&text[..text.len() - rest.len()], most)?, rest))
}

fn small(figures: &str, most: u8) -> Option<u8> {
    let number = figures.parse().ok()?;
    (figures.len() <= 2 && (1..=most).contains(&number)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{last_year, written};

    fn found(text: &str) -> Vec<String> {
        let dates = written(text, 2018);
        let said = |date: &super::Written| {
            format!(
                "{} {:?} {:?} {:?}",
                &text[date.range.clone()],
                date.year,
                date.first,
                date.last
            )
        };
        dates.iter().map(said).collect()
    }

    #[test]
    fn days_spans_and_months_are_read() {
        assert_eq!(found("在4月28日和"), ["4月28日 None (4, Some(28)) None"]);
        assert_eq!(
            found("在今年4月27—28日全区"),
            ["今年4月27—28日 Some(2018) (4, Some(27)) Some((None, None, 28))"]
        );
        assert_eq!(
            found("2017年12月30日至2018年1月2日"),
            [
                "2017年12月30日至2018年1月2日 Some(2017) (12, Some(30)) Some((Some(2018), Some(1), 2))"
            ]
        );
        assert_eq!(found("去年5月份，"), ["去年5月份 Some(2017) (5, None) None"]);
        assert_eq!(found("4月3日，5月4日").len(), 2);
    }

    #[test]
    fn what_is_no_date_is_passed() {
        for text in
            ["3个月", "13月1日", "2—5月", "1.5月", "月3日", "4月32日", "同年3月5日", "18年3月5日"]
        {
            assert!(found(text).iter().all(|date| !date.contains('日')), "{text}");
        }
    }

    #[test]
    fn the_last_year_is_the_one_that_counts() {
        assert_eq!(last_year("2015年底，到2016年", 2018), Some(2016));
        assert_eq!(last_year("2015年底，近年来，去年", 2018), Some(2017));
        assert_eq!(last_year("近年来，5年", 2018), None);
    }
}
