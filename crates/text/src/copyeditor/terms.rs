//! The rule on terms (用语) that an issue mostly sets in quotation marks: “扶贫车间”.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::AhoCorasick;

use briefing_values::passage::Part;

use super::clause::Context;
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
    /// The characters before it where it is.
    before: BTreeSet<char>,
    /// The characters after it where it is.
    behind: BTreeSet<char>,
}

/// Finds the places where a term is bare that is in quotation marks at most others.
pub(super) fn bare(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    let parts = reading.passages.iter().enumerate();
    let is_text = |part| matches!(part, Part::Title | Part::Note | Part::Body);
    let texts: Vec<_> = parts
        .filter(|(_, passage)| is_text(passage.part))
        .map(|(n, passage)| (n, passage.text.as_str()))
        .collect();
    let terms = usual(&texts);
    let found = bare_places(&texts, &terms);
    let mut notes = Vec::new();
    for ((term, places), found) in terms.iter().zip(found) {
        if places.quoted * 100 >= (places.quoted + found.len()) * SHARE {
            notes.extend(found.into_iter().map(|(n, at)| {
                let note = Note::on(at..at + term.len()).with("term", *term);
                (n, note.with("count", places.quoted.to_string()))
            }));
        }
    }
    notes
}

/// Lists the terms that texts have in “” often enough.
fn usual<'a>(texts: &[(usize, &'a str)]) -> Vec<(&'a str, Places)> {
    let mut terms: BTreeMap<&str, Places> = BTreeMap::new();
    for (_, text) in texts {
        for (start, term) in quoted(text) {
            let (before, behind) = around(text, start - "“".len(), term.len() + "“”".len());
            let places = terms.entry(term).or_default();
            places.quoted += 1;
            places.before.extend(before);
            places.behind.extend(behind);
        }
    }
    terms.into_iter().filter(|(_, places)| places.quoted >= HABIT).collect()
}

/// Lists the terms that a text has in “”, each with its position.
fn quoted(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let term = |(open, mark): (usize, &str)| {
        let start = open + mark.len();
        let mut near = text[start..].char_indices().take(LONGEST + 1);
        let (length, _) = near.find(|(_, c)| MARKS.contains(*c))?;
        let term = &text[start..start + length];
        (text[start + length..].starts_with('”') && is_term(term)).then_some((start, term))
    };
    text.match_indices('“').filter_map(term)
}

/// The longest term, in characters.
const LONGEST: usize = 10;
/// Marks that no term has in it.
const MARKS: &str = "，。；：！？、“”‘’《》（）…—";

/// Returns whether quoted words without marks are a term: two to ten characters, no numeral.
fn is_term(words: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十百千万亿两〇零".contains(c);
    (2..=LONGEST).contains(&words.chars().count())
        && words.chars().any(|c| is_han(c) && !numeral(c))
}

/// Lists, for each term, the texts and places where it is bare and could as well be quoted.
fn bare_places(texts: &[(usize, &str)], terms: &[(&str, Places)]) -> Vec<Vec<(usize, usize)>> {
    let mut found = vec![Vec::new(); terms.len()];
    if terms.is_empty() {
        return found;
    }
    let Ok(words) = AhoCorasick::new(terms.iter().map(|(term, _)| term)) else { return found };
    for &(n, text) in texts {
        let context = LazyCell::new(|| Context::of(text));
        // A term that overlaps itself is read once.
        let mut ends = BTreeMap::new();
        for word in words.find_overlapping_iter(text) {
            let (term, places) = &terms[word.pattern().as_usize()];
            let end = ends.entry(*term).or_insert(0);
            if word.start() < *end {
                continue;
            }
            *end = word.end();
            if is_bare(&context, word.span().into()) && is_free(text, word.start(), term, places) {
                found[word.pattern().as_usize()].push((n, word.start()));
            }
        }
    }
    found
}

/// Returns whether a term stands neither in marks nor in the name of an organisation.
fn is_bare(context: &Context<'_>, term: Range<usize>) -> bool {
    let run = context.tail(term.end).split(['、', '“', '《']).next().unwrap_or_default();
    let named = run.chars().take(10).collect::<String>();
    !context.in_quotes(term.start)
        && !context.in_title(term.start)
        && !BODIES.iter().any(|body| named.contains(body))
}

/// Returns whether a term is a word of its own. One of two or three characters may be part of a longer
/// word, unless it is free-standing or has the same neighbours as where it is quoted.
fn is_free(text: &str, start: usize, term: &str, places: &Places) -> bool {
    let (before, behind) = around(text, start, term.len());
    let (before, behind) = (before.filter(|c| is_han(*c)), behind.filter(|c| is_han(*c)));
    let known = before.is_some_and(|c| places.before.contains(&c))
        || behind.is_some_and(|c| places.behind.contains(&c));
    let free = match term.chars().count() {
        2 => before.is_none() && behind.is_none(),
        3 => before.is_none() || behind.is_none(),
        _ => true,
    };
    free || known
}

/// Returns the characters before and after some bytes.
fn around(text: &str, start: usize, length: usize) -> (Option<char>, Option<char>) {
    (before(text, start), at(text, start + length))
}
