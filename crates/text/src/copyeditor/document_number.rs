//! The number of a document (发文字号): 桂政发〔2018〕12号.

use std::ops::Range;

use briefing_values::passage::Passage;

use super::Note;
use super::text::is_han;

/// Finds document numbers whose year is not in 〔〕 (GB/T 9704-2012, 7.2.5).
pub(super) fn brackets(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_chinese() {
        return Vec::new();
    }
    let text = &passage.text;
    let note = |range: Range<usize>| {
        let year: String = text[range.clone()].chars().filter(char::is_ascii_digit).collect();
        let found = &text[range.clone()];
        Note::on(range.clone()).with("found", found).with("right", format!("〔{year}〕"))
    };
    wrong_years(text).into_iter().map(note).collect()
}

/// Returns the years of document numbers that are in other brackets than 〔〕, with the brackets.
pub(super) fn wrong_years(text: &str) -> Vec<Range<usize>> {
    let opening = |(n, mark): (usize, char)| {
        let behind = n + mark.len_utf8();
        let year = text[behind..].get(..4)?;
        let close = text[behind + 4..].chars().next()?;
        let end = behind + 4 + close.len_utf8();
        let is_wrong = ")]］）】〕".contains(close)
            && (mark, close) != ('〔', '〕')
            && (year.starts_with("19") || year.starts_with("20"))
            && year.bytes().all(|byte| byte.is_ascii_digit());
        // A unit's short name precedes the year, the document's number in the year follows it.
        let named = |head: &str| head.ends_with(is_han);
        (is_wrong && named(text[..n].trim_end()) && is_place(&text[end..])).then_some(n..end)
    };
    let marks = text.char_indices().filter(|(_, mark)| "([［（【〔".contains(*mark));
    marks.filter_map(opening).collect()
}

/// Returns whether a text begins with a document's number in the year: 12号, 第12号.
fn is_place(text: &str) -> bool {
    let text = text.trim_start();
    let text = text.strip_prefix('第').unwrap_or(text);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=5).contains(&(text.len() - rest.len())) && rest.trim_start().starts_with('号')
}
