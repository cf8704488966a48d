//! A count in running text: 一是……；二是…….

use std::cmp::Ordering;

use super::Note;
use super::ordinals::{han, han_numeral};

/// How far the text has counted.
#[derive(Default)]
pub(super) struct Counting {
    /// The last number, and the word that goes with it.
    last: Option<(u32, char)>,
    /// The same of the count around this one.
    outer: Option<(u32, char)>,
}

impl Counting {
    /// Reads on through a paragraph, and returns what is left out or repeated.
    pub(super) fn through(&mut self, text: &str) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut from = 0;
        for (at, word) in text.char_indices().filter(|(_, c)| matches!(c, '是' | '要')) {
            let Some((start, number)) = counted(&text[..at]) else { continue };
            // 一是一、二是二; “五要”
            let idiom = han_numeral(&text[at + word.len_utf8()..]).is_some_and(|it| it.0 == number);
            if idiom || (word == '要' && text[..start].ends_with('“')) {
                continue;
            }
            let last = self.last.filter(|(_, other)| *other == word).map(|(last, _)| last);
            let between = &text[from..start];
            // A count may begin anew, also with words such as 首先 that are not read here, or go on
            // after one within it.
            let follows = last == Some(number - 1);
            let resumed = !follows && self.outer == Some((number - 1, word));
            let apart = !follows && from == 0 && start > 0;
            if number == 1 || resumed {
                self.outer = self.last.filter(|_| !resumed);
            }
            self.last = Some((number, word));
            from = at;
            let anew = number == 1 || resumed || apart;
            let Some(last) = last.filter(|_| !anew) else { continue };
            let case = match number.cmp(&(last + 1)) {
                Ordering::Equal => continue,
                Ordering::Greater if (last + 1..number).all(|n| names(between, n)) => continue,
                Ordering::Greater => "skipped",
                Ordering::Less if number == last => "again",
                Ordering::Less => "back",
            };
            let range = start..at + word.len_utf8();
            let note = Note::on(range.clone()).with("case", case).with("found", &text[range]);
            notes.push(note.with("due", format!("{}{word}", han(last + 1))));
        }
        notes
    }
}

/// Reads the number that ends a text, at the beginning of a clause, and returns where it begins.
fn counted(text: &str) -> Option<(usize, u32)> {
    let head = text.trim_end_matches(|c| "一二三四五六七八九十".contains(c));
    let opens = |c: char| "。；，、：！？;,“（ \u{3000}".contains(c);
    if !(head.is_empty() || head.ends_with(opens)) {
        return None;
    }
    let (number, rest) = han_numeral(&text[head.len()..])?;
    rest.is_empty().then_some((head.len(), number))
}

/// Returns whether a text names a number at the beginning of a clause, or as 第二 or 其二: there the
/// count continues in other words.
fn names(text: &str, number: u32) -> bool {
    let word = han(number);
    text.match_indices(&word)
        .any(|(at, _)| at == 0 || text[..at].ends_with(|c| "。；，、：！？“（第其".contains(c)))
}
