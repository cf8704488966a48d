//! Rules on how digits are written.

use std::sync::LazyLock;

use regex::Regex;

use briefing_values::passage::{Part, Passage};

use super::Note;
use super::text::{at, before};

/// Finds full-width digits and Latin letters: １２Ａ, with the point and per cent sign that belong to
/// them (GB/T 15835-2011 5.1.7: a digit takes half a cell).
pub(super) fn full_width(passage: &Passage) -> Vec<Note> {
    static WIDE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)*％?").ok());
    // Most passages have none, and a look is cheap.
    let has_one = passage.text.chars().any(|c| half(c).is_some());
    let found = WIDE.as_ref().filter(|_| has_one).into_iter();
    let note = |found: regex::Match<'_>| {
        let right: String = found.as_str().chars().map(|c| half(c).unwrap_or(c)).collect();
        Note::on(found.range()).with("found", found.as_str()).with("right", &*right).fixed(right)
    };
    found.flat_map(|wide| wide.find_iter(&passage.text)).map(note).collect()
}

/// Returns the half-width form of a full-width digit, letter, point or per cent sign.
fn half(c: char) -> Option<char> {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '％' => {
            char::from_u32(u32::from(c) - 0xfee0)
        }
        _ => None,
    }
}

/// Finds fractions without the 0 before the point: .5 (GB/T 15835-2011 5.1.2).
pub(super) fn leading_zero(passage: &Passage) -> Vec<Note> {
    if matches!(passage.part, Part::Phone | Part::Email | Part::Office | Part::Person) {
        return Vec::new();
    }
    let text = &passage.text;
    let note = |(start, _): (usize, &str)| {
        let digits = text[start + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let end = start + 1 + digits;
        let alone = before(text, start).is_none_or(|c| !c.is_ascii() && !is_joint(c));
        let suffix = at(text, end).is_some_and(|c| c.is_ascii_alphabetic() || ".．、".contains(c));
        let found = &text[start..end];
        let note = || Note::on(start..end).with("found", found).with("right", format!("0{found}"));
        (digits > 0 && alone && !suffix).then(note)
    };
    text.match_indices('.').filter_map(note).collect()
}

/// Returns whether a point after the character is a joint and not the start of a number.
fn is_joint(c: char) -> bool {
    matches!(c, '图' | '表' | '式' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '…')
}
