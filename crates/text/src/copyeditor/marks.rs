//! Point marks (点号): their width, and marks in a row.

use std::ops::Range;

use briefing_values::passage::{Part, Passage};

use super::Note;
use super::addresses::addresses;
use super::text::{at, before, closes, is_han, is_point, opens, within};

/// Finds half-width point marks that touch Chinese text (GB/T 15834-2011, 5.1.1 and 5.1.2).
pub(super) fn half_width(passage: &Passage) -> Vec<Note> {
    let text = &passage.text;
    if !passage.part.is_chinese() || !text.contains(is_narrow) {
        return Vec::new();
    }
    let (addresses, slips) = (addresses(text), slips(text));
    let chinese = text.contains(is_han);
    let note = |(n, mark): (usize, char)| {
        let right = wide(mark)?;
        let told = within(&addresses, n) || within(&slips, n) || ends_entry(passage, n);
        if told || !is_in_chinese(text, n, mark, chinese) {
            return None;
        }
        // A space after it goes with it.
        let rest = &text[n + 1..];
        let space = rest.len() - rest.trim_start_matches(' ').len();
        let note = Note::on(n..n + 1 + space).with("mark", mark).with("right", right);
        // 卡尔.马克思 needs another mark than 脱贫.
        let sure = mark != '.' || !rest.trim_start().starts_with(is_han);
        Some(if sure { note.fixed(right) } else { note })
    };
    text.char_indices().filter_map(note).collect()
}

fn is_narrow(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '?' | '!' | '.')
}

/// Returns the full-width form of a half-width point mark.
fn wide(mark: char) -> Option<&'static str> {
    Some(match mark {
        ',' => "，",
        ';' => "；",
        ':' => "：",
        '?' => "？",
        '!' => "！",
        '.' => "。",
        _ => return None,
    })
}

/// Returns whether a mark ends a title or an entry, which is another rule's concern.
fn ends_entry(passage: &Passage, n: usize) -> bool {
    let text = &passage.text;
    let last = n + 1 == text.len() && matches!(passage.part, Part::Title | Part::Recipient);
    last && !text.ends_with(['?', '!'])
}

/// Returns whether a half-width mark serves as Chinese punctuation; `chinese` says whether the text has Han at
/// all.
fn is_in_chinese(text: &str, n: usize, mark: char, chinese: bool) -> bool {
    let (front, back) = (before(text, n), at(text, n + 1));
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    // English text has quotation marks too: “Yes”, he said.
    let english = letter(front) || letter(at(text[n + 1..].trim_start(), 0));
    let after =
        front.is_some_and(|c| is_han(c) || matches!(c, '？' | '！') || closes(c) && !english);
    let ahead = back.is_some_and(|c| is_han(c) || opens(c) && !english);
    match mark {
        '.' => is_full_stop(text, n, after),
        // Yahoo!
        '?' | '!' => {
            !front.is_some_and(|c| c.is_ascii_alphanumeric())
                && (after || ahead || front.is_some_and(|c| matches!(c, '?' | '!')) && chinese)
        }
        _ => after || ahead,
    }
}

/// The longest number of a heading, in bytes.
const HEADING: usize = 30;

/// Returns whether a point ends a Chinese sentence; it may also belong to a number, a heading's
/// number (1.), a file name or an abbreviation.
fn is_full_stop(text: &str, n: usize, after: bool) -> bool {
    let (head, tail) = (&text[..n], &text[n + 1..]);
    if tail.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.') || head.ends_with('.') {
        return false;
    }
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let heading = head.len() <= HEADING && head.trim_start_matches(numeral).is_empty();
    let figure = head.ends_with(|c: char| c.is_ascii_digit() || c == '%');
    let sentence = tail.is_empty() && figure && head.chars().filter(|c| is_han(*c)).count() > 4;
    (after && !heading) || sentence
}

/// Finds a mark typed twice, and two marks where one is meant. ？！ and up to three of ！ are right
/// (GB/T 15834-2011, 4.2.3.3 and 4.3.3.3).
pub(super) fn doubled(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_chinese() {
        return Vec::new();
    }
    let text = &passage.text;
    let mut slips = slips(text);
    if !slips.is_empty() {
        let addresses = addresses(text);
        slips.retain(|row| !within(&addresses, row.start));
    }
    let note = |row: Range<usize>| Note::on(row.clone()).with("found", &text[row]);
    slips.into_iter().map(note).collect()
}

/// Returns the rows of marks in a text that are one too many.
fn slips(text: &str) -> Vec<Range<usize>> {
    let mut slips = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(is_mark).map(|at| from + at) {
        from = text.len() - text[start..].trim_start_matches(is_mark).len();
        let row = own(text, start..from);
        slips.extend(is_slip(text, &row).then_some(row));
    }
    slips
}

fn is_mark(c: char) -> bool {
    is_narrow(c) || is_point(c)
}

/// Leaves out the half-width mark of a Latin word or of a number: Ltd.，  1.、
fn own(text: &str, row: Range<usize>) -> Range<usize> {
    let latin = before(text, row.start).is_some_and(|c| c.is_ascii_alphanumeric());
    let narrow = at(text, row.start).is_some_and(is_narrow);
    if latin && narrow { row.start + 1..row.end } else { row }
}

/// Returns whether a row of marks is one too many.
fn is_slip(text: &str, row: &Range<usize>) -> bool {
    let marks: Vec<char> = text[row.clone()].chars().collect();
    let tone = marks.iter().all(|c| matches!(c, '？' | '！' | '?' | '!'));
    let dots =
        marks.iter().all(|c| *c == '.') || (marks.len() > 2 && marks.iter().all(|c| *c == '。'));
    let chinese = marks.iter().any(|c| is_point(*c))
        || before(text, row.start).is_some_and(|c| is_han(c) || closes(c));
    marks.len() > if tone { 3 } else { 1 } && !dots && chinese
}
