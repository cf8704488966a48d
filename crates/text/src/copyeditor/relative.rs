//! The rule on times that only readers of the same year understand: 今年, 近年来.

use super::clause::{head, in_speech};
use super::text::{at, before};
use super::{Note, Reading};

/// Words for a time that is seen from today.
const TIMES: [&str; 13] = [
    "今年",
    "去年",
    "明年",
    "近年来",
    "近几年",
    "近年",
    "目前",
    "本月",
    "上月",
    "日前",
    "近日",
    "昨天",
    "昨日",
];

/// Finds the first time that no year explains, once per issue.
pub(super) fn times(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    let prose = reading.passages.iter().enumerate().filter(|(_, passage)| passage.part.is_prose());
    let all: Vec<_> = prose
        .flat_map(|(n, passage)| {
            words(&passage.text).into_iter().map(move |(start, word)| (n, start, word))
        })
        .collect();
    let unexplained =
        |(n, start, _): &&(usize, usize, &str)| !has_year(&reading.passages[*n].text[..*start]);
    let first = all.iter().find(unexplained);
    let note = |(n, start, word): &(usize, usize, &'static str)| {
        let note = Note::on(*start..start + word.len()).with("found", *word);
        (*n, note.with("count", all.len().to_string()))
    };
    first.map(note).into_iter().collect()
}

/// Lists the words for times in a text, in order.
fn words(text: &str) -> Vec<(usize, &'static str)> {
    let word = |(start, c): (usize, char)| {
        if !"今去明近目本上日昨".contains(c) {
            return None;
        }
        let word = TIMES.iter().copied().find(|word| text[start..].starts_with(word))?;
        (is_time(text, start, word) && !in_speech(text, start)).then_some((start, word))
    };
    text.char_indices().filter_map(word).collect()
}

/// Returns whether a word is one, and not made of the ends of two others: 项目前期, 临近年底.
fn is_time(text: &str, start: usize, word: &str) -> bool {
    let last = before(text, start);
    let behind = at(text, start + word.len());
    let after = |others: &str| last.is_some_and(|c| others.contains(c));
    match word {
        "今年" => !after("如") && behind != Some('轻'),
        "去年" => !after("过"),
        "近年" => !after("临将接附邻") && behind != Some('底'),
        "目前" => !after("项节科题栏数名") && behind != Some('期'),
        "明年" => !after("说证"),
        "本月" | "上月" | "日前" | "近日" => head(text, start).is_empty(),
        _ => true,
    }
}

/// Returns whether a text names a year.
fn has_year(text: &str) -> bool {
    let year = |(at, _): (usize, &str)| {
        text[..at].bytes().rev().take_while(u8::is_ascii_digit).count() == 4
    };
    text.match_indices('年').any(year)
}
