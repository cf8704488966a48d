//! The pause mark (顿号) where there should be none.

use briefing_values::passage::Passage;

use super::pairs::{Pair, PairKind, Pairing};
use super::text::{at, before, closes, is_han, opens};
use super::{Note, Reading};

const PAUSE: usize = '、'.len_utf8();

/// Finds 、 between quotations or titles that are side by side (GB/T 15834-2011, 4.5.3.5: 通常不用顿号),
/// and counts how often the issue does it either way.
pub(super) fn between_quotes(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    let (mut found, mut without) = (Vec::new(), 0);
    for (n, passage) in reading.passages.iter().enumerate() {
        if passage.part.is_chinese() {
            without +=
                ["”“", "》《"].map(|seam| passage.text.matches(seam).count()).iter().sum::<usize>();
            found.extend(seams(&passage.text).into_iter().map(|at| (n, at)));
        }
    }
    let with = found.len().to_string();
    let note = |(n, at): (usize, usize)| {
        let note = Note::on(at..at + PAUSE).with("with", with.clone());
        (n, note.with("without", without.to_string()))
    };
    found.into_iter().map(note).collect()
}

/// Returns the places of 、 in rows that have only quotations or only titles. A row with another item
/// keeps its 、 for evenness.
fn seams(text: &str) -> Vec<usize> {
    if !["”、“", "》、《"].iter().any(|seam| text.contains(seam)) {
        return Vec::new();
    }
    let pairs = Pairing::of(text).pairs;
    let mut seams =
        [PairKind::Quote, PairKind::Book].map(|kind| seams_of(text, &pairs, kind)).concat();
    seams.sort_unstable();
    seams
}

fn seams_of(text: &str, pairs: &[Pair], kind: PairKind) -> Vec<usize> {
    let mut pairs: Vec<_> = pairs.iter().filter(|pair| pair.open.kind == kind).collect();
    pairs.sort_by_key(|pair| pair.open.at);
    let rows = pairs.chunk_by(|a, b| text.get(a.close.end()..b.open.at) == Some("、"));
    let pure = rows.filter(|row| {
        let (first, last) = (row[0].open.at, row[row.len() - 1].close.end());
        before(text, first) != Some('、') && at(text, last) != Some('、')
    });
    pure.flat_map(|row| row[1..].iter().map(|pair| pair.open.at - PAUSE)).collect()
}

/// Words that begin like a conjunction but are not, each with the characters that, after it, show that
/// the conjunction is meant after all: 和解 is a word, in 和解决 it is not.
const NO_CONJUNCTIONS: [(&str, &str); 42] = [
    ("和平", "果安台"),
    ("和谐", ""),
    ("和睦", ""),
    ("和解", "决放除释读答"),
    ("和美", "化术国容"),
    ("和气", "象候"),
    ("和善", "于后治"),
    ("和顺", "利"),
    ("和缓", "解冲"),
    ("和风", "险力电光景貌"),
    ("和田", "间野头地园"),
    ("和龙", "头骨"),
    ("和政", "府策治务协法"),
    ("和静", ""),
    ("和硕", "士"),
    ("和衷", ""),
    ("和约", "束定谈见"),
    ("和亲", "属友戚人"),
    ("和而", ""),
    ("及时", "间"),
    ("及早", "期"),
    ("及格", ""),
    ("及第", "一二三四五"),
    ("与会", "议计"),
    ("与时", ""),
    ("与众", "多"),
    ("与日", "常"),
    ("与否", ""),
    ("与人", "民才员口类大事社"),
    ("与民", "政族间办主营企俗宗"),
    ("与世", "界"),
    ("或许", ""),
    ("或然", ""),
    ("或缺", ""),
    ("且末", ""),
    ("并购", "买置"),
    ("并网", ""),
    ("并轨", ""),
    ("并发症", ""),
    ("并联", "系合动"),
    ("并举", "办行"),
    ("并存", "入放储在"),
];

/// Finds 、 before a conjunction, which already joins the items.
pub(super) fn before_conjunction(passage: &Passage) -> Vec<Note> {
    let joins = |rest: &str| {
        let word = rest.chars().next().filter(|c| "且并和及与或".contains(*c))?;
        let next = at(rest, word.len_utf8());
        // The word itself may be the subject: 和、与、及.
        let goes_on = next.is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric() || opens(c));
        let other = NO_CONJUNCTIONS.iter().any(|(other, not)| {
            let tail = rest.strip_prefix(other);
            tail.is_some_and(|tail| !tail.starts_with(|c| not.contains(c)))
        });
        (goes_on && !other).then_some(word)
    };
    before_word(passage, joins)
}

/// Finds 、 before 等 at the end of a list (GB/T 15834-2011, B.1.2).
pub(super) fn before_deng(passage: &Passage) -> Vec<Note> {
    before_word(passage, |rest| is_deng(rest).then_some('等'))
}

/// Returns whether a text opens with the 等 that ends a list.
pub(super) fn is_deng(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('等') else { return false };
    // 等级, 等候 and the like; in 等、靠、要 and 等靠要 it means to wait for help.
    let other = "级候待额值同次距高腰效温身外比离式价份第号闲靠、";
    !rest.starts_with(|c: char| other.contains(c) || (closes(c) && c != '）'))
}

/// Finds 、 before a word that is recognised after it.
fn before_word(passage: &Passage, word: impl Fn(&str) -> Option<char>) -> Vec<Note> {
    if !passage.part.is_chinese() {
        return Vec::new();
    }
    let pauses = passage.text.match_indices('、');
    let note = |(n, _): (usize, &str)| {
        let word = word(&passage.text[n + PAUSE..])?;
        Some(Note::on(n..n + PAUSE).with("word", word))
    };
    pauses.filter_map(note).collect()
}
