//! The dash (破折号).

use briefing_values::passage::{Part, Passage};

use super::Note;
use super::addresses::addresses;
use super::text::{at, before, closes, is_chinese, is_han, within};

/// Finds a 破折号 that is only half, or made of other characters (GB/T 15834-2011, 4.10.2).
pub(super) fn broken(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_chinese() || passage.part == Part::Cell {
        return Vec::new();
    }
    let text = &passage.text;
    let mut notes = Vec::new();
    let mut from = 0;
    while let Some(n) = text[from..].find(is_stroke).map(|n| from + n) {
        let rest = text[n..].trim_start_matches(is_stroke);
        let end = text.len() - rest.len();
        from = end;
        let strokes = &text[n..end];
        let wrong = match strokes.chars().count() {
            1 if strokes == "—" => is_half(passage, n, end),
            1 => is_spaced(text, n, end),
            _ => strokes != "——" && stands_in_chinese(text, n, end),
        };
        if wrong {
            notes.push(Note::on(n..end).with("mark", strokes));
        }
    }
    if !notes.is_empty() {
        let addresses = addresses(text);
        notes.retain(|note| !within(&addresses, note.range.start));
    }
    notes
}

/// Returns whether the character looks like part of a dash.
fn is_stroke(c: char) -> bool {
    matches!(c, '-' | '－' | '–' | '‐' | '‑' | '−' | '—' | '―' | '─' | '━' | 'ー')
}

/// Returns whether there is Chinese text on either side.
fn stands_in_chinese(text: &str, start: usize, end: usize) -> bool {
    let chinese = |c: Option<char>| c.is_some_and(is_chinese);
    let (front, back) = (text[..start].trim_end(), text[end..].trim_start());
    chinese(before(front, front.len())) || chinese(at(back, 0))
}

/// Returns whether a hyphen is between Han with a space on either side.
fn is_spaced(text: &str, start: usize, end: usize) -> bool {
    let (front, back) = (&text[..start], &text[end..]);
    let han = |c: Option<char>| c.is_some_and(is_han);
    let words =
        han(before(front.trim_end(), front.trim_end().len())) && han(at(back.trim_start(), 0));
    words && front.ends_with(' ') && back.starts_with(' ')
}

/// Words with which an explanation continues: no range ends with them.
const GOES_ON: [&str; 24] = [
    "这",
    "那是",
    "那就",
    "也就是",
    "就是",
    "不是",
    "而是",
    "他",
    "她",
    "它",
    "我国",
    "我们",
    "我县",
    "一个",
    "一条",
    "一种",
    "一座",
    "一项",
    "一支",
    "一位",
    "一场",
    "特别是",
    "尤其",
    "例如",
];

/// Returns whether a single — is half of a 破折号: between two places or dates it is a mark of range.
fn is_half(passage: &Passage, start: usize, end: usize) -> bool {
    let text = &passage.text;
    let (front, back) = (before(text, start), at(text, end));
    let opens_line = front.is_none_or(|c| c == '\n') && back.is_some_and(is_han);
    let after_point = front.is_some_and(|c| matches!(c, '，' | '。' | '；' | '：' | '！' | '？'));
    let before_point = back.is_some_and(|c| matches!(c, '，' | '。' | '；' | '：'));
    let goes_on = front.is_some_and(|c| is_han(c) || closes(c))
        && GOES_ON.iter().any(|word| text[end..].starts_with(word));
    opens_line || after_point || before_point || goes_on
}
