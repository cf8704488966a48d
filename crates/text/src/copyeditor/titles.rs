//! Rules on titles.

use briefing_values::passage::{Part, Passage};

use super::Note;
use super::text::{before, is_han};

/// Finds the mark that ends a title; ？ ！ …… and closing marks may.
pub(super) fn end_mark(passage: &Passage) -> Vec<Note> {
    let text = passage.text.trim_end();
    let Some(mark) = text.chars().next_back().filter(|_| passage.part == Part::Title) else {
        return Vec::new();
    };
    let start = text.len() - mark.len_utf8();
    let wrong = match mark {
        '。' | '，' | '、' | '；' | '：' | '．' => true,
        // Half-width marks may belong to a Latin word.
        '.' | ',' | ';' | ':' => {
            before(text, start).is_some_and(|c| is_han(c) || "”》）".contains(c))
        }
        _ => false,
    };
    let note = || Note::on(start..text.len()).with("mark", mark);
    if wrong { vec![note()] } else { Vec::new() }
}

/// Finds half-width spaces between the Chinese words of a title. A name of two characters may be spaced
/// to three.
pub(super) fn half_width_space(passage: &Passage) -> Vec<Note> {
    if passage.part != Part::Title {
        return Vec::new();
    }
    let text = &passage.text;
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\t');
    let mut notes = Vec::new();
    let mut end = 0;
    for (start, _) in text.match_indices(blank).filter(|(at, _)| !text[..*at].ends_with(blank)) {
        let left = text[end..start].rsplit('\n').next().unwrap_or_default();
        end = start + (text.len() - start - text[start..].trim_start_matches(blank).len());
        let right = text[end..].split(|c| blank(c) || c == '\n').next().unwrap_or_default();
        let touches = [left.chars().next_back(), right.chars().next()];
        let chinese = touches.iter().all(|c| c.is_some_and(|c| !c.is_ascii()));
        let name = [left, right].iter().any(|word| word.chars().count() == 1);
        if chinese && !name {
            notes.push(Note::on(start..end));
        }
    }
    notes
}
