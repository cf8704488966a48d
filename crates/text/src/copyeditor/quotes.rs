//! Quotation marks and book marks (引号、书名号): their kind, their nesting, and what is in them.

use briefing_values::passage::Passage;

use super::Note;
use super::addresses::addresses;
use super::pairs::{Pair, PairKind, Pairing};
use super::text::{at, before, is_chinese, is_han, within};

/// Finds straight quotation marks around Chinese text; a pair is one finding, at its first mark.
pub(super) fn straight(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_chinese() {
        return Vec::new();
    }
    let text = &passage.text;
    let mut notes = Vec::new();
    for (mark, right) in [('"', "“”"), ('\'', "‘’")] {
        for pair in straight_marks(text, mark).chunks(2) {
            if is_around_chinese(text, pair) {
                notes.push(Note::on(pair[0]..pair[0] + 1).with("mark", mark).with("right", right));
            }
        }
    }
    notes
}

/// Returns whether a text has a single straight mark, which may be half of a pair whose other half is
/// curly.
pub(super) fn lone_straight(text: &str) -> bool {
    straight_marks(text, '"').chunks(2).any(|pair| pair.len() == 1 && is_around_chinese(text, pair))
}

/// Lists the straight quotation marks of a text, without apostrophes and the signs of feet, inches
/// and minutes.
fn straight_marks(text: &str, mark: char) -> Vec<usize> {
    let mut found = Vec::new();
    if !text.contains(mark) {
        return found;
    }
    let addresses = addresses(text);
    for (n, _) in text.match_indices(mark) {
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let (front, back) = (word(before(text, n)), word(at(text, n + 1)));
        let is_open = found.len() % 2 == 1;
        let in_word = front && (back || !is_open);
        if !in_word && !within(&addresses, n) {
            found.push(n);
        }
    }
    found
}

fn is_around_chinese(text: &str, marks: &[usize]) -> bool {
    let (first, last) = (marks[0], marks[marks.len() - 1]);
    let touches = |c: Option<char>| c.is_some_and(is_chinese);
    let beside = touches(before(text, first)) || touches(at(text, last + 1));
    let within = if first == last {
        touches(at(text, first + 1)) || touches(before(text, first))
    } else {
        text[first..last].contains(is_han)
    };
    beside || within
}

/// Finds marks directly within marks of their own kind (GB/T 15834-2011, 4.8.3.4 and 4.15.3.5).
pub(super) fn nested(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_chinese() {
        return Vec::new();
    }
    let pairing = Pairing::of(&passage.text);
    let mut pairs: Vec<_> = pairing.pairs.iter().collect();
    pairs.sort_by_key(|pair| pair.open.at);
    let around = pairing.around(pairs.iter().map(|pair| pair.open.at), is_quoting);
    let note = |(pair, outer): (&Pair, Option<&Pair>)| {
        let right = match pair.open.kind {
            PairKind::Quote => "‘’",
            PairKind::InnerQuote => "“”",
            PairKind::Book => "〈〉",
            PairKind::InnerBook => "《》",
            _ => return None,
        };
        let outer = outer?;
        let found: String = [pair.open.mark, pair.close.mark].iter().collect();
        let note = || Note::on(pair.open.at..pair.open.end()).with("mark", found);
        (outer.open.kind == pair.open.kind).then(|| note().with("right", right))
    };
    pairs.into_iter().zip(around).filter_map(note).collect()
}

/// Returns whether the marks quote: brackets do not.
fn is_quoting(kind: PairKind) -> bool {
    matches!(kind, PairKind::Quote | PairKind::InnerQuote | PairKind::Book | PairKind::InnerBook)
}

/// Finds a 。 at the end of a quotation that is only part of its sentence (GB/T 15834-2011, B.2.1).
pub(super) fn stop(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_chinese() || !passage.text.contains("。”") && !passage.text.contains("。’")
    {
        return Vec::new();
    }
    let text = &passage.text;
    let pairs = Pairing::of(text).pairs.into_iter();
    let quotes =
        pairs.filter(|pair| matches!(pair.open.kind, PairKind::Quote | PairKind::InnerQuote));
    let wrong = quotes.filter(|pair| pair.inside(text).ends_with('。') && is_part(text, pair));
    wrong.map(|pair| Note::on(pair.close.at - '。'.len_utf8()..pair.close.at)).collect()
}

/// Returns whether a quotation is only part of the sentence around it.
fn is_part(text: &str, quote: &Pair) -> bool {
    let after = at(text, quote.close.end());
    if after.is_some_and(|c| matches!(c, '的' | '，' | '、' | '；' | '：' | '。')) {
        return true;
    }
    let head = text[..quote.open.at].trim_end();
    // 甲说：“……。” and “……，”甲说，“……。” quote whole sentences.
    let alone =
        |c| matches!(c, '：' | ':' | '，' | '；' | '。' | '！' | '？' | '…' | '—' | '）' | ')');
    let opened = |c| matches!(c, '“' | '”' | '‘' | '’' | '（');
    let is_number = head.chars().take(5).count() <= 4 && head.ends_with(['、', '.', '．']);
    !(is_number || before(head, head.len()).is_none_or(|c| alone(c) || opened(c)))
}
