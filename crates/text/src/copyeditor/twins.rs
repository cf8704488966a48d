//! Characters that have a twin: they look like another, and are told apart by programs.

use briefing_values::issue::unified;
use briefing_values::passage::Passage;

use super::Note;

/// Finds radicals and compatibility characters where ideographs are meant, as PDFs hand them out.
pub(super) fn look_alikes(passage: &Passage) -> Vec<Note> {
    let text = &passage.text;
    let mut notes = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(has_twin) {
        let start = from + at;
        let end = text[start..].find(|c| !has_twin(c)).map_or(text.len(), |end| start + end);
        let found = &text[start..end];
        let right: String = found.chars().map(unified).collect();
        notes.push(Note::on(start..end).with("found", found).with("right", &right).fixed(right));
        from = end;
    }
    notes
}

fn has_twin(c: char) -> bool {
    unified(c) != c
}
