//! Rules on the numbered levels of a text (结构层次序数): 一、（一）1.（1）.

use briefing_values::issue::MARKUP;
use briefing_values::passage::{Part, Passage};

use super::counting::Counting;
use super::ordinals::{Ordinal, han_numeral};
use super::outline::Outline;
use super::{Note, Reading};

/// Finds the wrong mark after the number of a heading: （一）、 1、 一. 第一、
pub(super) fn marks(passage: &Passage) -> Vec<Note> {
    if passage.part != Part::Body {
        return Vec::new();
    }
    let text = &passage.text;
    if let Some(ordinal) = Ordinal::of(text) {
        let Some(mark) = ordinal.wrong_mark else { return Vec::new() };
        let right = Ordinal::written(ordinal.level, ordinal.number);
        let note = Note::on(mark).with("found", &text[ordinal.range]);
        return vec![note.with("right", right)];
    }
    let listed = text.strip_prefix(['第', '其']).and_then(han_numeral);
    let Some(rest) = listed.and_then(|(_, rest)| rest.strip_prefix('、')) else {
        return Vec::new();
    };
    // 第一、第二产业 and 第一、二产业 count.
    if rest.starts_with(['第', '其']) || han_numeral(rest).is_some() {
        return Vec::new();
    }
    let end = text.len() - rest.len();
    let start = end - '、'.len_utf8();
    let note = Note::on(start..end).with("found", &text[..end]);
    vec![note.with("right", format!("{}，", &text[..start]))]
}

/// Finds numbers of headings that are skipped, repeated or out of order, article by article, and
/// gaps in 一是……二是…….
pub(super) fn order(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    let body = |(_, passage): &(usize, &Passage)| passage.part == Part::Body;
    let body: Vec<_> = reading.passages.iter().enumerate().filter(body).collect();
    let mut notes = Vec::new();
    for article in body.chunk_by(|a, b| a.1.article == b.1.article) {
        // A heading is one behind marks of Markdown, too.
        let texts: Vec<_> =
            article.iter().map(|(_, passage)| passage.text.trim_start_matches(MARKUP)).collect();
        let mut outline = Outline::of(&texts);
        let mut counting = Counting::default();
        for (at, (n, passage)) in article.iter().enumerate() {
            let lead = passage.text.len() - texts[at].len();
            notes.extend(outline.check(at).map(|note| (*n, note.moved(lead))));
            notes.extend(counting.through(&passage.text).into_iter().map(|note| (*n, note)));
        }
    }
    notes
}
