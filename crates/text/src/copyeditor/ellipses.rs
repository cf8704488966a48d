//! The ellipsis (省略号).

use std::ops::Range;

use briefing_values::passage::Passage;

use super::Note;
use super::addresses::addresses;
use super::pauses::is_deng;
use super::text::{at, before, is_chinese, within};

/// Finds an ellipsis that is not ……, and 等 beside one (GB/T 15834-2011, 4.11.2 and A.9.2).
pub(super) fn form(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_chinese() {
        return Vec::new();
    }
    let text = &passage.text;
    let mut notes = Vec::new();
    let mut from = 0;
    while let Some(n) = text[from..].find(is_dot).map(|n| from + n) {
        let dot = text[n..].chars().next().unwrap_or_default();
        let end = text.len() - text[n..].trim_start_matches(dot).len();
        from = end;
        let wrong = is_wrong(text, n, end, dot);
        let deng = if dot == '…' { with_deng(text, n..end) } else { None };
        if let Some(range) = deng.or(wrong.then_some(n..end)) {
            notes.push(Note::on(range.clone()).with("mark", &text[range]));
        }
    }
    if !notes.is_empty() {
        let addresses = addresses(text);
        notes.retain(|note| !within(&addresses, note.range.start));
    }
    notes
}

/// How far before its 等 a list is looked for, in bytes.
const LIST: usize = 600;

/// Returns an ellipsis with the 等 beside it that ends the same list.
fn with_deng(text: &str, dots: Range<usize>) -> Option<Range<usize>> {
    let deng = '等'.len_utf8();
    if is_deng(&text[dots.end..]) {
        return Some(dots.start..dots.end + deng);
    }
    let list = text[..dots.start].strip_suffix('等')?;
    let near = &list[list.ceil_char_boundary(list.len().saturating_sub(LIST))..];
    let clause = near.rsplit(['，', '。', '；', '：']).next()?;
    clause.contains('、').then_some(dots.start - deng..dots.end)
}

/// Returns whether an ellipsis can be made of the character.
fn is_dot(c: char) -> bool {
    matches!(c, '.' | '．' | '。' | '·' | '•' | '・' | '…')
}

/// Returns whether a run of dots is an ellipsis of another form than ……
fn is_wrong(text: &str, start: usize, end: usize, dot: char) -> bool {
    let count = (end - start) / dot.len_utf8();
    match dot {
        // A line left out may be ………… alone (5.1.5).
        '…' => {
            count != 2
                && !(count == 4 && end - start == text.len())
                && is_in_chinese(text, start, end)
        }
        // 。。 is a mark typed twice.
        _ => count >= 3 && is_in_chinese(text, start, end),
    }
}

fn is_in_chinese(text: &str, start: usize, end: usize) -> bool {
    let chinese = |c: Option<char>| c.is_some_and(is_chinese);
    chinese(before(text, start)) || chinese(at(text, end))
}
