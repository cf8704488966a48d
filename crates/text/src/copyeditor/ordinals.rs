//! Ordinals (序次语): the numbers that open headings, also where their marks are wrong.

use std::ops::Range;

use briefing_values::issue::Level;
use briefing_values::issue::unified;

/// The number that opens a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ordinal {
    /// The level that its form belongs to.
    pub(super) level: Level,
    /// The number.
    pub(super) number: u32,
    /// The bytes of the number with its brackets and marks.
    pub(super) range: Range<usize>,
    /// The bytes of the mark after it, if that is not the form's own.
    pub(super) wrong_mark: Option<Range<usize>>,
}

/// What the number is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Han,
    Arabic,
}

/// What may follow a pair such as 三、四: there the 、 does not end an ordinal.
const COUNTED: &str = "线季月类级期批等层楼日号年代产区组轮次名条档";

impl Ordinal {
    /// Reads the number that opens a paragraph: 一、 （一） 1. （1）, with right marks or wrong.
    pub(super) fn of(text: &str) -> Option<Self> {
        let inner = text.strip_prefix(['（', '(']);
        let (script, number, rest) = numeral(inner.unwrap_or(text))?;
        let (level, rest, wrong) = match inner {
            Some(_) => {
                let level = if script == Script::Han { Level::Second } else { Level::Fourth };
                let rest = rest.strip_prefix(['）', ')'])?;
                (level, rest, first_of(rest, &['、', '，', '．', '.', ',', '：']))
            }
            None if script == Script::Han => {
                let wrong = first_of(rest, &['.', '．', '，']);
                let own = first_of(rest, &['、']).or(wrong)?;
                if own == '、' && !ends_here(number, &rest[own.len_utf8()..]) {
                    return None;
                }
                (Level::First, rest, wrong)
            }
            None => {
                let wrong = first_of(rest, &['、', '，']);
                let own = first_of(rest, &['.', '．']).or(wrong)?;
                if rest[own.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) {
                    return None;
                }
                (Level::Third, rest, wrong)
            }
        };
        // （一）、（二）项 names two.
        let start = text.len() - rest.len();
        if wrong.is_some_and(|mark| rest[mark.len_utf8()..].starts_with(['（', '('])) {
            return None;
        }
        let own = rest.chars().next().filter(|_| inner.is_none()).or(wrong);
        let end = start + own.map_or(0, char::len_utf8);
        let wrong_mark = wrong.map(|_| start..end);
        (end < text.len()).then_some(Self { level, number, range: 0..end, wrong_mark })
    }

    /// Returns how a number is written on its level.
    pub(super) fn written(level: Level, number: u32) -> String {
        match level {
            Level::Text => String::new(),
            Level::First => format!("{}、", han(number)),
            Level::Second => format!("（{}）", han(number)),
            Level::Third => format!("{number}."),
            Level::Fourth => format!("（{number}）"),
        }
    }
}

/// Returns whether a Han ordinal ends at its 、, and does not continue as in 一、二、三产业 or 三、四线.
fn ends_here(number: u32, rest: &str) -> bool {
    let Some((Script::Han, next, rest)) = numeral(rest) else { return true };
    let counts = rest.starts_with('、') || rest.starts_with(|c| COUNTED.contains(c));
    next != number + 1 || !counts
}

fn first_of(text: &str, marks: &[char]) -> Option<char> {
    text.chars().next().filter(|mark| marks.contains(mark))
}

/// Reads a numeral of at most two digits, or a Han one up to 九十九, at the start of a text.
fn numeral(text: &str) -> Option<(Script, u32, &str)> {
    if let Some((number, rest)) = han_numeral(text) {
        return Some((Script::Han, number, rest));
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let figures = &text[..text.len() - rest.len()];
    let number = figures.parse().ok().filter(|_| figures.len() <= 2)?;
    Some((Script::Arabic, number, rest))
}

const FIGURES: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Reads a Han numeral up to 九十九 at the start of a text.
pub(super) fn han_numeral(text: &str) -> Option<(u32, &str)> {
    let figure = |text: &str| {
        let c = text.chars().next()?;
        let at = FIGURES.iter().position(|figure| *figure == unified(c))?;
        u32::try_from(at + 1).ok()
    };
    let width = FIGURES[0].len_utf8();
    let tens = figure(text);
    let rest = if tens.is_some() { &text[width..] } else { text };
    let Some(rest) = rest.strip_prefix(|c: char| unified(c) == '十') else {
        return tens.map(|number| (number, rest));
    };
    let units = figure(rest);
    let rest = if units.is_some() { &rest[width..] } else { rest };
    Some((tens.unwrap_or(1) * 10 + units.unwrap_or(0), rest))
}

/// Writes a number up to 99 in Han.
pub(super) fn han(number: u32) -> String {
    let figure = |n: u32| FIGURES.get((n as usize).wrapping_sub(1)).copied();
    let (tens, units) = (number / 10, number % 10);
    let ten = (tens > 0).then_some('十');
    figure(tens).filter(|_| tens > 1).into_iter().chain(ten).chain(figure(units)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Level, Ordinal, han, han_numeral};

    #[test]
    fn han_numerals_are_read_and_written() {
        for number in 1..100 {
            assert_eq!(han_numeral(&han(number)), Some((number, "")));
        }
        assert_eq!(han_numeral("十二五"), Some((12, "五")));
        assert_eq!(han(21), "二十一");
    }

    #[test]
    fn each_form_has_its_level() {
        let read = |text| Ordinal::of(text).map(|it| (it.level, it.number, it.wrong_mark));
        assert_eq!(read("二、抓产业"), Some((Level::First, 2, None)));
        assert_eq!(read("十一、抓产业"), Some((Level::First, 11, None)));
        assert_eq!(read("一、一个中心抓到底"), Some((Level::First, 1, None)));
        assert_eq!(read("一、三年来的变化"), Some((Level::First, 1, None)));
        assert_eq!(read("（三）抓产业"), Some((Level::Second, 3, None)));
        assert_eq!(read("4.抓产业"), Some((Level::Third, 4, None)));
        assert_eq!(read("（5）抓产业"), Some((Level::Fourth, 5, None)));
        assert_eq!(read("（一）、抓产业"), Some((Level::Second, 1, Some(9..12))));
        assert_eq!(read("1、抓产业"), Some((Level::Third, 1, Some(1..4))));
        assert_eq!(read("一. 抓产业"), Some((Level::First, 1, Some(3..4))));
    }

    #[test]
    fn counting_is_no_ordinal() {
        for text in [
            "一、二、三产业融合发展",
            "三、四线城市",
            "1.5万元",
            "1、2号楼",
            "2018.",
            "（2018）",
            "（一期）",
            "一是抓产业",
            "一、",
        ] {
            assert_eq!(Ordinal::of(text), None, "{text}");
        }
    }
}
