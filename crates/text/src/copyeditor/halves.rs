//! Halves of pairs that are alone, or out of place.

use std::collections::BTreeSet;

use briefing_values::passage::{Part, Passage};

use super::addresses::addresses;
use super::document_number::wrong_years;
use super::pairs::{Half, PairKind, Pairing};
use super::quotes::lone_straight;
use super::text::{at, before, is_han, within};
use super::{Note, Reading};

/// Finds marks without their other half, and quotation marks the wrong way round.
pub(super) fn unpaired(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    let mut notes = Vec::new();
    for (n, passage) in reading.passages.iter().enumerate() {
        let next = reading.passages.get(n + 1).filter(|next| next.field == passage.field);
        let goes_on = next.is_some_and(|next| next.text.starts_with('“'));
        let loose = loose(passage, goes_on);
        notes.extend(loose.into_iter().map(|half| {
            let note = Note::on(half.at..half.end()).with("mark", half.mark);
            (n, note.with("other", other(half.mark)))
        }));
    }
    notes
}

/// Returns the marks of a passage to report.
fn loose(passage: &Passage, goes_on: bool) -> Vec<Half> {
    if !passage.part.is_chinese() {
        return Vec::new();
    }
    let text = &passage.text;
    let mut loose = Pairing::of(text).loose;
    if loose.is_empty() {
        return loose;
    }
    let (years, addresses) = (wrong_years(text), addresses(text));
    let lone = lone_straight(text);
    loose.retain(|half| is_slip(passage, half, lone) && !within(&years, half.at));
    loose.retain(|half| !within(&addresses, half.at));
    // A quotation of several paragraphs is opened in each and closed in the last
    // (GB/T 15834-2011, 4.8.3.5).
    if goes_on && let Some(at) = loose.iter().rposition(|half| half.mark == '“') {
        loose.remove(at);
    }
    one_of_two_kinds(&mut loose);
    one_for_two(&mut loose, PairKind::Quote);
    one_for_two(&mut loose, PairKind::InnerQuote);
    loose
}

/// Returns whether a mark without its other half is a slip that no other rule covers; `lone` says whether the
/// passage has a straight mark that may be the other half.
fn is_slip(passage: &Passage, half: &Half, lone: bool) -> bool {
    let text = &passage.text;
    let (front, back) = (before(text, half.at), at(text, half.end()));
    match half.kind {
        PairKind::Quote => !lone,
        // workers’, ‘90s
        PairKind::InnerQuote if half.mark == '’' => {
            !front.is_some_and(|c| c.is_ascii_alphanumeric())
        }
        PairKind::InnerQuote => !back.is_some_and(|c| c.is_ascii_digit()),
        // The form of a byline has its own rule.
        PairKind::Round if passage.part == Part::Byline => false,
        PairKind::Round | PairKind::Square if half.mark.is_ascii() => {
            front.is_some_and(is_han) || back.is_some_and(is_han)
        }
        _ => true,
    }
}

/// Leaves the first of two quotation marks that are meant as a pair and are of two kinds: ‘甲”.
fn one_of_two_kinds(loose: &mut Vec<Half>) {
    let quoting = |half: &Half| matches!(half.kind, PairKind::Quote | PairKind::InnerQuote);
    let belong = |a: &Half, b: &Half| {
        quoting(a) && quoting(b) && a.kind != b.kind && a.is_open() && !b.is_open()
    };
    loose.dedup_by(|later, earlier| belong(earlier, later));
}

/// Leaves one of two quotation marks of a kind that should be a pair: “甲“ is one slip, and the
/// second of the two is wrong; of ”甲” and ”甲“ it is the first.
fn one_for_two(loose: &mut Vec<Half>, kind: PairKind) {
    let of_kind: Vec<_> = loose.iter().copied().filter(|half| half.kind == kind).collect();
    let spared = of_kind.chunks_exact(2).map(|two| if two[0].is_open() { two[0] } else { two[1] });
    let spared: BTreeSet<_> = spared.map(|half| half.at).collect();
    loose.retain(|half| !spared.contains(&half.at));
}

/// Returns the other half of a mark.
fn other(mark: char) -> char {
    const PAIRS: [&str; 12] =
        ["“”", "‘’", "《》", "〈〉", "（）", "()", "［］", "[]", "〔〕", "【】", "「」", "『』"];
    let pair = PAIRS.iter().find(|pair| pair.contains(mark));
    pair.and_then(|pair| pair.chars().find(|c| *c != mark)).unwrap_or(mark)
}
