//! The rule on terms (用语) that an issue mostly sets in quotation marks: “扶贫车间”.

use std::collections::BTreeMap;

use briefing_values::passage::{Part, Passage};

use super::clause::{in_quotes, in_title, tail};
use super::text::{at, before, is_han};
use super::{Note, Reading};

/// From how many places on, and with what share in percent, an issue has a habit.
const HABIT: usize = 3;
const SHARE: usize = 70;

/// Endings of the names of organisations, which have no quotation marks.
const BODIES: [&str; 12] = [
    "公司",
    "协会",
    "有限",
    "合作社",
    "委员会",
    "领导小组",
    "指挥部",
    "联席会议",
    "基金",
    "研究院",
    "办公室",
    "中心",
];

/// The places of a term.
#[derive(Default)]
struct Places {
    /// How often it is quoted.
    quoted: usize,
    /// The characters before and after it where it is.
    neighbours: Vec<(Option<char>, Option<char>)>,
}

/// Finds the places where a term is bare that is in quotation marks at most others.
pub(super) fn bare(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    let texts = || {
        let parts = reading.passages.iter().enumerate();
        parts.filter(|(_, it)| matches!(it.part, Part::Title | Part::Note | Part::Body))
    };
    let mut terms: BTreeMap<&str, Places> = BTreeMap::new();
    for (_, passage) in texts() {
        for (start, term) in quoted(&passage.text) {
            let places = terms.entry(term).or_default();
            places.quoted += 1;
            places.neighbours.push(around(&passage.text, start - "“".len(), term.len() + 6));
        }
    }
    let mut notes = Vec::new();
    for (term, places) in terms.iter().filter(|(_, places)| places.quoted >= HABIT) {
        let found: Vec<_> = texts()
            .flat_map(|(n, passage)| bare_places(passage, term, places).map(move |at| (n, at)))
            .collect();
        if places.quoted * 100 >= (places.quoted + found.len()) * SHARE {
            notes.extend(found.into_iter().map(|(n, at)| {
                let note = Note::on(at..at + term.len()).with("term", *term);
                (n, note.with("count", places.quoted.to_string()))
            }));
        }
    }
    notes
}

/// Lists the terms that a text has in “”, each with its position.
fn quoted(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let term = |(open, mark): (usize, &str)| {
        let start = open + mark.len();
        let term = &text[start..start + text[start..].find('”')?];
        is_term(term).then_some((start, term))
    };
    text.match_indices('“').filter_map(term)
}

/// Returns whether quoted words are a term: two to ten characters, no sentence, no numeral.
fn is_term(words: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十百千万亿两〇零".contains(c);
    let marks = "，。；：！？、“‘’《》（）…—";
    (2..=10).contains(&words.chars().count())
        && words.chars().any(|c| is_han(c) && !numeral(c))
        && !words.contains(|c| marks.contains(c))
}

/// Lists the places where a term is bare and could as well be quoted.
fn bare_places<'a>(
    passage: &'a Passage,
    term: &'a str,
    places: &'a Places,
) -> impl Iterator<Item = usize> + use<'a> {
    let text = &passage.text;
    let is_bare = move |start: &usize| {
        let end = start + term.len();
        let run = tail(text, end).split(['、', '“', '《']).next().unwrap_or_default();
        let named = run.chars().take(10).collect::<String>();
        !in_quotes(text, *start)
            && !in_title(text, *start)
            && !BODIES.iter().any(|body| named.contains(body))
            && is_free(text, *start, term, places)
    };
    text.match_indices(term).map(|(start, _)| start).filter(is_bare)
}

/// Returns whether a term is a word of its own. One of two or three characters may be part of a longer
/// word, unless it is free-standing or has the same neighbours as where it is quoted.
fn is_free(text: &str, start: usize, term: &str, places: &Places) -> bool {
    let (before, behind) = around(text, start, term.len());
    let joined = |c: Option<char>| c.is_some_and(is_han);
    let known = |(first, last): &(Option<char>, Option<char>)| {
        joined(before) && before == *first || joined(behind) && behind == *last
    };
    let free = match term.chars().count() {
        2 => !joined(before) && !joined(behind),
        3 => !joined(before) || !joined(behind),
        _ => true,
    };
    free || places.neighbours.iter().any(known)
}

/// Returns the characters before and after some bytes.
fn around(text: &str, start: usize, length: usize) -> (Option<char>, Option<char>) {
    (before(text, start), at(text, start + length))
}
