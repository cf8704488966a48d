//! The rule on times that only readers of the same year understand: 今年, 近年来.

use super::clause::Context;
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
    let mut all = Vec::new();
    let mut first = None;
    for (n, passage) in prose {
        let words = words(&passage.text);
        // The first year of a paragraph explains all that follows.
        let year = year(&passage.text).filter(|_| !words.is_empty()).unwrap_or(usize::MAX);
        let found = words.into_iter().map(|(start, word)| (n, start, word));
        let before = all.len();
        all.extend(found);
        let unexplained = all[before..].first().filter(|(_, start, _)| *start < year);
        first = first.or(unexplained.copied());
    }
    let note = |(n, start, word): &(usize, usize, &'static str)| {
        let note = Note::on(*start..start + word.len()).with("found", *word);
        (*n, note.with("count", all.len().to_string()))
    };
    first.as_ref().map(note).into_iter().collect()
}

/// Lists the words for times in a text, in order.
fn words(text: &str) -> Vec<(usize, &'static str)> {
    let word = |(start, c): (usize, char)| {
        let may_begin = "今去明近目本上日昨".contains(c);
        let mut words = TIMES.iter().copied().filter(|_| may_begin);
        words.find(|word| text[start..].starts_with(word)).map(|word| (start, word))
    };
    let mut found: Vec<_> = text.char_indices().filter_map(word).collect();
    if !found.is_empty() {
        let context = Context::of(text);
        let counts = |&(start, word): &_| is_time(&context, text, start, word);
        found.retain(|it| counts(it) && !context.in_speech(it.0));
    }
    found
}

/// Returns whether a word is one, and not made of the ends of two others: 项目前期, 临近年底.
fn is_time(context: &Context<'_>, text: &str, start: usize, word: &str) -> bool {
    let last = before(text, start);
    let behind = at(text, start + word.len());
    let after = |others: &str| last.is_some_and(|c| others.contains(c));
    match word {
        "今年" => !after("如") && behind != Some('轻'),
        "去年" => !after("过"),
        "近年" => !after("临将接附邻") && behind != Some('底'),
        "目前" => !after("项节科题栏数名") && behind != Some('期'),
        "明年" => !after("说证"),
        "本月" | "上月" | "日前" | "近日" => context.head(start).is_empty(),
        _ => true,
    }
}

/// Returns where the first year that a text names ends.
fn year(text: &str) -> Option<usize> {
    let is_year = |(at, _): &(usize, &str)| {
        text[..*at].bytes().rev().take(5).take_while(u8::is_ascii_digit).count() == 4
    };
    text.match_indices('年').find(is_year).map(|(at, year)| at + year.len())
}
