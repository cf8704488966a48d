//! Rules on brackets.

use crate::passage::Passage;

use super::Note;
use super::text::{at, before, is_han};

/// Finds half-width brackets that touch Han, inside or outside (GB/T 15834—2011 4.9, 5.1.3).
pub(super) fn half_width(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_chinese() {
        return Vec::new();
    }
    let text = &passage.text;
    let han = |c: Option<char>| c.is_some_and(is_han);
    let note = |(n, mark): (usize, char)| {
        let right = match mark {
            '(' => "（",
            ')' => "）",
            _ => return None,
        };
        let touches = han(before(text, n)) || han(at(text, n + 1));
        let note = || Note::on(n..n + 1).with("mark", mark).with("right", right).fixed(right);
        touches.then(note)
    };
    text.char_indices().filter_map(note).collect()
}
