//! Where lines end (GB/T 15834-2011, 5.1): every mark, dash, range and unit at every place of the line.
//!
//! A fragment is moved through the line character by character, so that the end of the line comes to stand between any
//! two of its characters. Web addresses are left out: they part at their marks.

#![allow(clippy::print_stdout, reason = "a sweep says what it has counted")]

use crate::press::{issue, lines, proof};

/// How far a fragment is moved: more than a line, which has 28 characters, 26 after the indent.
const PLACES: usize = 40;
/// How many fragments stand in an issue.
const BATCH: usize = 24;

/// Marks that open, and those that close what they open.
const OPENERS: &str = "（“《〈「『【〔‘［｛〖";
const CLOSERS: &str = "）”》〉」』】〕’］｝〗";
/// What joins two words, or two figures.
const DASHES: [&str; 11] = ["—", "～", "·", "——", "……", "／", "–", "－", "-", "~", "/"];
/// What does not begin a line, and what does not end one.
const NOT_FIRST: &str = "、，。．；：？！）》〉」』】〕”’］｝〗％%‰‱℃℉°′″—～·…";
const NOT_LAST: &str = "（《〈「『【〔“‘［｛〖";
/// Units that go with their figure.
const UNITS: [&str; 12] = ["%", "％", "‰", "‱", "℃", "℉", "°", "′", "″", "㎡", "km", "°C"];

/// A line end: what stands before it, and after it.
type LineEnd = (String, String);

/// Returns the line ends of paragraphs in which each fragment is moved through the line.
fn ends(fragments: &[String]) -> Vec<LineEnd> {
    let mut ends = Vec::new();
    for batch in fragments.chunks(BATCH) {
        let at =
            |fragment: &String, n: usize| format!("{}{fragment}丁戊己庚辛壬癸", "乙".repeat(n));
        let paragraphs = batch.iter().flat_map(|it| (0..PLACES).map(move |n| at(it, n)));
        let body = paragraphs.collect::<Vec<_>>().join("\n\n");
        let proof = proof(&issue(&[&body], "[instruction]\nstyle = \"none\"\n"));
        let text = proof.pages.iter().flat_map(|page| {
            let mut lines = lines(page);
            lines.retain(|line| line.runs.iter().all(|run| run.size > 15.0));
            lines.into_iter().map(|line| line.text())
        });
        let text: Vec<_> = text.collect();
        ends.extend(text.windows(2).map(|two| (two[0].clone(), two[1].clone())));
    }
    ends
}

/// Returns the line ends that must not be.
fn wrong(ends: Vec<LineEnd>) -> Vec<LineEnd> {
    let is_wrong = |(before, after): &LineEnd| {
        let (last, first) = (before.chars().next_back(), after.chars().next());
        let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        first.is_some_and(|c| NOT_FIRST.contains(c))
            || last.is_some_and(|c| NOT_LAST.contains(c))
            || (figure(last) && figure(first))
    };
    ends.into_iter().filter(is_wrong).collect()
}

/// Asserts that no line of a sweep ends or begins wrongly.
#[track_caller]
fn sweep(what: &str, fragments: &[String]) {
    let ends = ends(fragments);
    let count = ends.len();
    println!("{what}: {} fragments at {PLACES} places, {count} line ends", fragments.len());
    assert!(count > fragments.len() * PLACES, "{count}");
    let wrong = wrong(ends);
    assert!(wrong.is_empty(), "{} wrong, as {:?}", wrong.len(), &wrong[..wrong.len().min(5)]);
}

#[test]
fn marks_around_dashes_stay_with_what_they_close_and_open() {
    let pairs = || OPENERS.chars().zip(CLOSERS.chars());
    let mut fragments = Vec::new();
    for (open, close) in pairs() {
        for dash in DASHES {
            let joined = |(other, end)| format!("{open}甲{close}{dash}{other}乙丙{end}");
            fragments.extend(pairs().map(joined));
        }
    }
    sweep("marks and dashes", &fragments);
}

#[test]
fn a_mark_after_a_word_does_not_begin_a_line_and_one_before_does_not_end_it() {
    let closing = NOT_FIRST.chars().map(|mark| format!("甲乙{mark}丙"));
    let opening = NOT_LAST.chars().map(|mark| format!("甲{mark}乙丙"));
    sweep("single marks", &closing.chain(opening).collect::<Vec<_>>());
}

#[test]
fn a_figure_stays_whole_with_its_unit_and_a_range_with_both_ends() {
    let mut fragments = Vec::new();
    for (n, unit) in UNITS.iter().enumerate() {
        for (m, dash) in ["—", "～", "–", "-"].iter().enumerate() {
            let figures = ["5", "1.5", "1005", "3 500"];
            let (least, most) = (figures[(n + m) % 4], figures[(n + m + 1) % 4]);
            fragments.push(format!("{least}{unit}{dash}{most}{unit}"));
        }
    }
    let ends = ends(&fragments.iter().map(|it| format!("约{it}左右")).collect::<Vec<_>>());
    println!("ranges: {} at {PLACES} places, {} line ends", fragments.len(), ends.len());
    let torn = |(before, after): &&LineEnd| {
        fragments.iter().any(|whole| {
            let inside = whole.char_indices().skip(1).map(|(at, _)| whole.split_at(at));
            inside.into_iter().any(|(front, back)| {
                before.ends_with(&format!("约{front}")) && after.starts_with(&format!("{back}左右"))
            })
        })
    };
    let torn: Vec<_> = ends.iter().filter(torn).collect();
    assert!(torn.is_empty(), "{} torn, as {:?}", torn.len(), &torn[..torn.len().min(5)]);
}

#[test]
fn an_apostrophe_between_latin_letters_is_a_latin_mark() {
    let proof = proof(&issue(&["参观Xi’an、O’Brien，说‘甲’乙。"], ""));
    let runs: Vec<_> = proof.pages.iter().flat_map(|page| &page.runs).collect();
    let latin: Vec<_> = runs.iter().filter(|run| run.text == "’").collect();
    assert_eq!(latin.len(), 2, "the other closes a quotation");
    for mark in latin {
        let em = mark.size * 25.4 / 72.0;
        assert!(mark.width < em / 2.0, "{} mm of {em}", mark.width);
    }
}

#[test]
fn a_letter_with_a_combining_mark_is_printed() {
    let proof = proof(&issue(&["平均值x\u{304}为3.2，p\u{302}为0.5，cafe\u{301}。"], ""));
    let text: String = proof.pages.iter().map(briefing_values::proof::Page::text).collect();
    assert!(text.contains("x\u{304}") && text.contains("p\u{302}") && text.contains("e\u{301}"));
}
