//! Brackets: their width.

use briefing_values::passage::Passage;

use super::Note;
use super::addresses::addresses;
use super::document_number::wrong_years;
use super::pairs::{Half, Pair, PairKind, Pairing};
use super::text::{at, before, is_chinese, is_han, is_point, opens, within};

/// Finds pairs of half-width brackets around Chinese text or beside it (GB/T 15834-2011, 5.1.3).
pub(super) fn half_width(passage: &Passage) -> Vec<Note> {
    let text = &passage.text;
    let narrow = |pair: &Pair| pair.open.mark.is_ascii() && pair.close.mark.is_ascii();
    let mut pairs = pairs(passage);
    pairs.retain(narrow);
    if pairs.is_empty() {
        return Vec::new();
    }
    let wide = text.char_indices().filter(|(_, c)| is_han(*c) || is_point(*c) || opens(*c));
    let wide: Vec<_> = wide.map(|(at, _)| at).collect();
    // Pairs may lie within each other, so their insides are not searched one by one.
    let holds_wide = |pair: &Pair| {
        let next = wide.partition_point(|at| *at < pair.open.end());
        wide.get(next).is_some_and(|at| *at < pair.close.at)
    };
    let wrong = pairs.into_iter().filter(|pair| holds_wide(pair) || is_wide_place(text, pair));
    wrong.flat_map(|pair| [note(pair.open), note(pair.close)]).collect()
}

/// Finds pairs of which one half is half-width and the other full-width.
pub(super) fn mixed(passage: &Passage) -> Vec<Note> {
    let pairs = pairs(passage).into_iter();
    let mixed = pairs.filter(|pair| pair.open.mark.is_ascii() != pair.close.mark.is_ascii());
    mixed.map(|pair| note(if pair.open.mark.is_ascii() { pair.open } else { pair.close })).collect()
}

/// Returns the pairs of round and square brackets; those of a document number have their own rule.
fn pairs(passage: &Passage) -> Vec<Pair> {
    if !passage.part.is_chinese() || !passage.text.contains(['(', ')', '[', ']']) {
        return Vec::new();
    }
    let text = &passage.text;
    let (years, addresses) = (wrong_years(text), addresses(text));
    let mut pairs = Pairing::of(text).pairs;
    pairs.retain(|pair| {
        matches!(pair.open.kind, PairKind::Round | PairKind::Square)
            && !within(&years, pair.open.at)
            && !within(&addresses, pair.open.at)
    });
    pairs
}

/// Returns whether the text around a pair of brackets, with nothing Chinese in them, is Chinese.
fn is_wide_place(text: &str, pair: &Pair) -> bool {
    let inside = pair.inside(text);
    // The number of a source, as in 研究表明[1]; the signs (c) and (R).
    let source =
        pair.open.kind == PairKind::Square && inside.bytes().all(|byte| byte.is_ascii_digit());
    if source || ["c", "C", "R", "TM"].contains(&inside) {
        return false;
    }
    let head = &text[..pair.open.at];
    let followed = at(text, pair.close.end()).is_some_and(is_han);
    match before(head.trim_end(), head.trim_end().len()) {
        Some(c) if is_chinese(c) => true,
        // World Trade Organization (WTO) is Latin as a whole.
        Some(_) => followed && !head.ends_with(' ') && !is_formula(head, inside),
        None => followed,
    }
}

/// Returns whether brackets belong to a formula or a unit: f(x), W/(m·K).
fn is_formula(head: &str, inside: &str) -> bool {
    let name = head.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let function =
        head.len() - name.len() == 1 && !name.ends_with(|c: char| c.is_ascii_alphanumeric());
    head.ends_with('/') || function || inside.contains(['·', '+', '=', '*', '^'])
}

/// Returns a note on a half-width bracket. What a square one should be, only the editor knows.
fn note(half: Half) -> Note {
    let (right, sure) = match half.mark {
        '(' => ("（", true),
        ')' => ("）", true),
        '[' => ("［", false),
        _ => ("］", false),
    };
    let note = Note::on(half.at..half.end()).with("mark", half.mark).with("right", right);
    if sure { note.fixed(right) } else { note }
}

#[cfg(test)]
mod tests {
    use super::half_width;
    use briefing_values::passage::{Part, Passage};

    #[test]
    fn both_halves_are_fixed_together() {
        let text = "用f(x)表示(略)";
        let letters = text.char_indices().map(|(at, c)| (c, at..at + c.len_utf8()));
        let passage = Passage::new(Part::Body, None, "article.0.body".into(), letters);
        let mut fixed = text.to_owned();
        for note in half_width(&passage).into_iter().rev() {
            fixed.replace_range(note.range, &note.fix.expect("a fix"));
        }
        assert_eq!(fixed, "用f(x)表示（略）");
    }
}
