//! Spaces that Chinese text does not have.

use std::ops::Range;

use briefing_values::passage::{Part, Passage};

use super::Note;
use super::addresses::addresses;
use super::intervals::is_joint;
use super::pairs::{Pair, PairKind, Pairing};
use super::text::{at, before, closes, is_han, is_point, opens};

/// The longest label, in bytes.
const LABEL: usize = 60;

/// Finds spaces between Han, and between Han and marks. Names, titles and table heads may have them.
pub(super) fn in_han(passage: &Passage) -> Vec<Note> {
    let text = &passage.text;
    let mut gaps = gaps(passage);
    gaps.retain(|gap| {
        let (front, back) = around(text, gap);
        let mark = |c| is_point(c) || opens(c) || closes(c);
        (is_han(front) && (is_han(back) || mark(back))) || (mark(front) && is_han(back))
    });
    if gaps.is_empty() {
        return Vec::new();
    }
    let pairing = Pairing::of(text);
    let around = pairing.around(gaps.iter().map(|gap| gap.start), |_| true);
    let wrong = gaps.into_iter().zip(around).filter(|(gap, pair)| {
        let apart = pair.is_some_and(|pair| is_set_apart(text, gap, pair));
        !apart && !follows_label(text, gap) && !parts_names(text, gap)
    });
    wrong.map(|(gap, _)| Note::on(gap)).collect()
}

/// Finds spaces typed between Han and digits or Latin letters: the page adds its own.
pub(super) fn at_digits(passage: &Passage) -> Vec<Note> {
    let text = &passage.text;
    let mut gaps = gaps(passage);
    gaps.retain(|gap| {
        let (front, back) = around(text, gap);
        let wide = text[gap.clone()].contains('\u{3000}');
        let latin = |c: char| c.is_ascii_alphanumeric();
        !wide
            && ((is_han(front) && latin(back)) || ((latin(front) || front == '%') && is_han(back)))
    });
    if gaps.is_empty() {
        return Vec::new();
    }
    let addresses = addresses(text);
    let touches = |gap: &Range<usize>| {
        let next = addresses.partition_point(|address| address.end < gap.start);
        let mut near = addresses[next..].iter().take(2);
        near.any(|address| address.start == gap.end || address.end == gap.start)
    };
    gaps.retain(|gap| !follows_label(text, gap) && !touches(gap) && !is_by_code(text, gap));
    gaps.into_iter().map(|gap| Note::on(gap).fixed("")).collect()
}

/// Returns the runs of spaces within the text of a passage that should have none.
fn gaps(passage: &Passage) -> Vec<Range<usize>> {
    let text = &passage.text;
    let mut gaps = Vec::new();
    let is_text = passage.part.is_prose() && !is_signature(text);
    if !is_text && passage.part != Part::Caption {
        return gaps;
    }
    let mut from = 0;
    while let Some(start) = text[from..].find(is_space).map(|at| from + at) {
        let end = text.len() - text[start..].trim_start_matches(is_space).len();
        if start > 0 && end < text.len() {
            gaps.push(start..end);
        }
        from = end;
    }
    gaps
}

/// Returns whether a paragraph is a signature, a date or a motto, which is spaced as its writer wants
/// it.
fn is_signature(text: &str) -> bool {
    let halves: Vec<_> = text.split(is_space).map(|half| half.chars().count()).collect();
    let ends = "日委府局办室会院部处组队厅司团站心校社";
    let even = halves.len() > 1 && halves.iter().all(|half| *half == halves[0]);
    !text.contains(is_point) && (text.ends_with(|c| ends.contains(c)) || even)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{3000}')
}

/// Returns the characters on both sides of a gap.
fn around(text: &str, gap: &Range<usize>) -> (char, char) {
    (before(text, gap.start).unwrap_or_default(), at(text, gap.end).unwrap_or_default())
}

/// Returns whether what precedes a gap is a label: 表1, 第一条, 编者按.
fn follows_label(text: &str, gap: &Range<usize>) -> bool {
    let head = &text[..gap.start];
    if head.len() > LABEL {
        return false;
    }
    let figure = head.starts_with(['表', '图'])
        && head.chars().skip(1).all(|c| c.is_ascii_digit() || "-.一二三四五六七八九十".contains(c));
    let clause = head.starts_with('第') && head.ends_with(['章', '节', '条', '款', '篇', '期']);
    let short = head.chars().count() <= 7;
    // A full-width space at the start of a paragraph is intended.
    let label = text[gap.clone()].contains('\u{3000}') || head.ends_with(['按', '语', '注']);
    figure || (short && (clause || label))
}

/// Returns whether a gap separates the names or the halves of a motto: （上思县委 朱维平）, “脱贫有方
/// 攻坚有路”.
fn is_set_apart(text: &str, gap: &Range<usize>, pair: &Pair) -> bool {
    let inside = pair.inside(text);
    match pair.open.kind {
        PairKind::Round => inside.chars().take(41).count() <= 40 && !inside.contains(is_point),
        PairKind::Quote | PairKind::InnerQuote | PairKind::Book | PairKind::InnerBook => {
            let (head, tail) = (&text[..gap.start], &text[gap.end..]);
            let left = head.chars().rev().take(4).take_while(|c| is_han(*c)).count();
            let right = tail.chars().take(4).take_while(|c| is_han(*c)).count();
            left >= 4 && right >= 4
        }
        _ => false,
    }
}

/// Returns whether a gap separates names in a row (韦建明 黄宝帅 李华), or widens one (王 芳).
fn parts_names(text: &str, gap: &Range<usize>) -> bool {
    let (head, tail) = (&text[..gap.start], &text[gap.end..]);
    let left = head.trim_end_matches(is_han);
    let right = tail.trim_start_matches(is_han);
    let longest = (head.len() - left.len()).max(tail.len() - right.len()) / '韦'.len_utf8();
    longest == 1 || (longest <= 3 && (left.ends_with(is_space) || right.starts_with(is_space)))
}

/// Returns whether a gap is next to a telephone number or another long code, which it sets apart.
fn is_by_code(text: &str, gap: &Range<usize>) -> bool {
    let part = |c: &char| c.is_ascii_digit() || is_joint(*c);
    let (head, tail) = (&text[..gap.start], &text[gap.end..]);
    head.chars().rev().take(7).take_while(part).count() == 7
        || tail.chars().take(7).take_while(part).count() == 7
}
