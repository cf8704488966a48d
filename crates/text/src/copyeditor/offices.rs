//! Rules on the issuing office.

use super::{Note, Reading};

/// Names for the office of an office: the colophon may name it in place of the office itself.
const CHANCERIES: &[&str] = &["办公厅", "办公室", "秘书处", "秘书科", "综合处", "综合科", "综合股"];

/// Finds a colophon whose office is not that of the masthead.
pub(super) fn differing(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    let find = |field| reading.passages.iter().position(|passage| passage.field == field);
    let (Some(head), Some(foot)) = (find("masthead.office"), find("colophon.office")) else {
        return Vec::new();
    };
    let text = |n: usize| reading.passages[n].text.as_str();
    if agree(&plain(text(head)), &plain(text(foot))) {
        return Vec::new();
    }
    let note = Note::on(0..text(foot).len());
    vec![(foot, note.with("office", text(foot)).with("masthead", text(head)))]
}

/// Returns whether two offices are the same, or one prints for the other: its chancery, or the first of
/// several that edit together.
fn agree(head: &str, foot: &str) -> bool {
    let mut editors = head.split(['、', '，']);
    is_of(head, foot) || is_of(foot, head) || editors.any(|one| is_of(foot, one))
}

/// Returns whether an office is the other, or its chancery.
fn is_of(office: &str, other: &str) -> bool {
    let rest = office.strip_prefix(other);
    rest.is_some_and(|rest| rest.is_empty() || CHANCERIES.contains(&rest))
}

/// Returns a name without spaces and with full-width brackets.
fn plain(text: &str) -> String {
    let spaceless = text.chars().filter(|c| !c.is_whitespace());
    spaceless
        .map(|c| {
            if c == '(' {
                '（'
            } else if c == ')' {
                '）'
            } else {
                c
            }
        })
        .collect()
}
