//! A paragraph of an article, and the numbered heading that may open it.

use serde::Serialize;

use super::ideographs::unified;

/// What Markdown has before a heading.
pub const MARKUP: [char; 4] = ['#', '*', '>', ' '];

/// A paragraph; if it opens with a numbered heading, the heading is `lead`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// The level of the heading.
    pub level: Level,
    /// The heading, with its number and its final 。; empty in plain text.
    pub lead: String,
    /// What follows the heading.
    pub rest: String,
}

/// The level of a heading (结构层次序数), GB/T 9704-2012, 7.3.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "u8")]
pub enum Level {
    /// Plain text.
    Text,
    /// 一、 in 黑体.
    First,
    /// （一） in 楷体.
    Second,
    /// 1. in the face of the text.
    Third,
    /// （1） in the face of the text.
    Fourth,
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level as Self
    }
}

impl Paragraph {
    /// Splits the heading off a paragraph: a run-in heading ends at the first 。, in Latin text at the first full stop
    /// before a space; without one, the whole paragraph is the heading.
    pub fn new(text: &str) -> Self {
        let level = Level::of(text);
        let end = match level {
            Level::Text => 0,
            _ => stop(text).unwrap_or(text.len()),
        };
        let (lead, rest) = text.split_at(end);
        Self { level, lead: lead.into(), rest: rest.into() }
    }
}

impl Level {
    /// Recognises the number that opens a heading, also behind marks of Markdown, which are told elsewhere.
    fn of(text: &str) -> Self {
        let text = text.trim_start_matches(MARKUP);
        let (level, rest) = match text.strip_prefix('（') {
            Some(inner) => {
                let (kind, rest) = numeral(inner);
                (Self::nested(kind), rest.strip_prefix('）'))
            }
            None => match numeral(text) {
                (Numeral::Han, rest) => (Self::First, rest.strip_prefix('、')),
                (Numeral::Arabic, rest) => (Self::Third, after_dot(rest)),
                (Numeral::None, _) => (Self::Text, None),
            },
        };
        rest.filter(|rest| !rest.is_empty()).map_or(Self::Text, |_| level)
    }

    fn nested(numeral: Numeral) -> Self {
        match numeral {
            Numeral::Han => Self::Second,
            Numeral::Arabic => Self::Fourth,
            Numeral::None => Self::Text,
        }
    }
}

#[derive(Clone, Copy)]
enum Numeral {
    Han,
    Arabic,
    None,
}

/// Returns where the sentence ends that a heading is.
fn stop(text: &str) -> Option<usize> {
    if let Some(at) = text.find('。') {
        return Some(at + '。'.len_utf8());
    }
    let is_latin = |c: char| c < '\u{2e80}';
    let number = text.find(' ')? + 1;
    let at = text[number..].find(". ").filter(|_| text.chars().all(is_latin))?;
    Some(number + at + 1)
}

/// Splits the numeral off the front of `text`.
fn numeral(text: &str) -> (Numeral, &str) {
    let han = text.trim_start_matches(|c| "一二三四五六七八九十".contains(unified(c)));
    if han.len() < text.len() {
        return (Numeral::Han, han);
    }
    let arabic = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let kind = if arabic.len() < text.len() { Numeral::Arabic } else { Numeral::None };
    (kind, arabic)
}

/// Returns what follows `1.` or `1．`, unless that is a decimal point: 1.5万元.
fn after_dot(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['.', '．'])?;
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{Level, Paragraph};

    fn split(text: &str) -> (Level, String, String) {
        let Paragraph { level, lead, rest } = Paragraph::new(text);
        (level, lead, rest)
    }

    #[test]
    fn a_run_in_heading_ends_at_the_first_full_stop() {
        assert_eq!(
            split("一、加强领导。成立小组。落实责任。"),
            (Level::First, "一、加强领导。".into(), "成立小组。落实责任。".into())
        );
        assert_eq!(split("（二）抓产业。种桑。").0, Level::Second);
        assert_eq!(split("3.抓产业。种桑。").0, Level::Third);
        assert_eq!(split("（4）抓产业。种桑。").0, Level::Fourth);
        assert_eq!(split("十二、抓产业").1, "十二、抓产业");
        assert_eq!(split("**一、抓产业。**种桑。").1, "**一、抓产业。");
        // Latin text has another full stop, and one behind the number.
        assert_eq!(split("2. Shelter. Tents are on their way.").1, "2. Shelter.");
        assert_eq!(split("2. Shelter and water").1, "2. Shelter and water");
        assert_eq!(split("2. 建房 co. ltd. 一览").1, "2. 建房 co. ltd. 一览");
        // A radical that a PDF has handed out for 一.
        assert_eq!(split("\u{2f00}、抓产业").0, Level::First);
    }

    #[test]
    fn figures_and_plain_words_are_no_headings() {
        for text in [
            "1.5万元已到位。",
            "一是抓产业。",
            "（略）",
            "脱贫模式之一：搬迁。",
            "2018年。",
            "一、",
        ] {
            assert_eq!(split(text), (Level::Text, String::new(), text.into()), "{text}");
        }
    }
}
