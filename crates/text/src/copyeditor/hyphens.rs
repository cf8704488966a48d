//! The short and the long dash between numbers (短横线、一字线、浪纹线).

use std::collections::BTreeSet;
use std::ops::Range;

use briefing_values::passage::{Part, Passage};

use super::Note;
use super::addresses::addresses;
use super::intervals::{IntervalKind, intervals, is_joint};
use super::text::{at, before, is_han, within};

/// Finds amounts with — between them, where ～ is the usual mark.
pub(super) fn long_in_amounts(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_chinese() {
        return Vec::new();
    }
    let found = intervals(&passage.text, |c| c == '—').into_iter();
    found.filter(|it| it.kind == IntervalKind::Value).map(|it| Note::on(it.mark)).collect()
}

/// Finds intervals written with a hyphen or with the ~ of the keyboard
/// (GB/T 15834-2011, 4.13.3.2).
pub(super) fn short_in_ranges(passage: &Passage) -> Vec<Note> {
    let text = &passage.text;
    if !passage.part.is_chinese() || !text.contains(is_keyboard_mark) {
        return Vec::new();
    }
    let addresses = addresses(text);
    let mut found: Vec<_> = intervals(text, is_keyboard_mark)
        .into_iter()
        .map(|it| {
            let wave = is_wave(&text[it.mark.clone()]) || it.kind == IntervalKind::Value;
            (it.mark, if wave { "～" } else { "—" }, !it.negative)
        })
        .collect();
    let words = text.match_indices(is_keyboard_mark).filter_map(|(n, mark)| {
        let right = words_around(text, n..n + mark.len())?;
        Some((n..n + mark.len(), right, is_wave(mark)))
    });
    let known: BTreeSet<_> = found.iter().map(|(mark, ..)| mark.start).collect();
    found.extend(words.filter(|(mark, ..)| !known.contains(&mark.start)));
    found.retain(|(mark, ..)| !within(&addresses, mark.start));
    let note = |(mark, right, sure): (Range<usize>, &'static str, bool)| {
        let end = mark.end;
        let note = Note::on(mark.clone()).with("mark", &text[mark]).with("right", right);
        // 1-2号机组 may be one name.
        let rest = text[end..].trim_start_matches(|c: char| c.is_ascii_digit());
        if sure && !rest.starts_with('号') { note.fixed(right) } else { note }
    };
    found.into_iter().map(note).collect()
}

fn is_keyboard_mark(c: char) -> bool {
    is_joint(c) && !matches!(c, '—' | '―' | '～')
}

fn is_wave(mark: &str) -> bool {
    matches!(mark, "~" | "〜" | "∼")
}

/// Words that only follow two places: 南宁-上海高铁.
const WAYS: [&str; 9] = ["高铁", "铁路", "高速", "公路", "航线", "班列", "快车", "段", "线路"];

/// Returns what to write between two days of the week or two places; a hyphen between other words may
/// be right (吐鲁番-哈密盆地).
fn words_around(text: &str, mark: Range<usize>) -> Option<&'static str> {
    let (front, back) = (before(text, mark.start)?, at(text, mark.end)?);
    let is_end = |c: char| is_han(c) || c.is_ascii_digit();
    if is_wave(&text[mark.clone()]) {
        let about = "约达为近是";
        return (is_end(front) && is_end(back) && !about.contains(front)).then_some("～");
    }
    if !is_han(front) || !is_han(back) {
        return None;
    }
    let (head, tail) = (&text[..mark.start], &text[mark.end..]);
    let day = |text: &str| ["周", "星期", "礼拜"].iter().any(|week| text.starts_with(week));
    let days = day(tail) && head.chars().rev().take(3).any(|c| "周星礼".contains(c));
    let near: String = tail.chars().take_while(|c| is_han(*c)).take(6).collect();
    let way = WAYS.iter().any(|way| near.contains(way));
    let is_place = |c: char| "省市县区镇乡".contains(c);
    let places = is_place(front) && near.chars().skip(1).any(is_place);
    (days || way || places).then_some("—")
}

/// Finds telephone numbers with a long dash (GB/T 15834-2011, 4.13.3.1: a hyphen).
pub(super) fn long_in_phones(passage: &Passage) -> Vec<Note> {
    if passage.part == Part::Email || !passage.text.contains(|c| is_joint(c) && c != '-') {
        return Vec::new();
    }
    let text = &passage.text;
    let mut notes = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| c.is_ascii_digit()) {
        let (groups, joints) = groups(text, from + at);
        from = groups.last().map_or(text.len(), |group| group.end);
        let named =
            before(text, groups[0].start).is_some_and(|c| c.is_ascii_alphabetic() || c == '.');
        let texts: Vec<_> = groups.iter().map(|group| &text[group.clone()]).collect();
        if !named && is_phone(&texts) {
            let wrong = joints.into_iter().filter(|joint| &text[joint.clone()] != "-");
            notes.extend(
                wrong.map(|it| Note::on(it.clone()).with("mark", text[it].trim()).fixed("-")),
            );
        }
    }
    notes
}

/// Returns the groups of digits from a byte on, and the one or two dashes between each two.
fn groups(text: &str, from: usize) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let digits = |from: usize| {
        let rest = text[from..].trim_start_matches(|c: char| c.is_ascii_digit());
        from..text.len() - rest.len()
    };
    let (mut groups, mut joints) = (vec![digits(from)], Vec::new());
    loop {
        let end = groups[groups.len() - 1].end;
        let rest = text[end..].trim_start_matches(|c| is_joint(c) || c == ' ');
        let joint = end..text.len() - rest.len();
        let next = digits(joint.end);
        let dashes = text[joint.clone()].chars().filter(|c| *c != ' ').count();
        if next.is_empty() || !(1..=2).contains(&dashes) {
            return (groups, joints);
        }
        groups.push(next);
        joints.push(joint);
    }
}

/// Returns whether groups of digits are a telephone number: area code and seven or eight digits,
/// with or without an extension; 400 and 800 numbers; a mobile number in three groups.
fn is_phone(groups: &[&str]) -> bool {
    let lengths: Vec<_> = groups.iter().map(|group| group.len()).collect();
    let first = groups[0];
    match lengths.as_slice() {
        [3 | 4, 7 | 8] | [3 | 4, 7 | 8, 1..=6] if first.starts_with('0') => true,
        [3, 3, 4] | [3, 4, 3] => matches!(first, "400" | "800"),
        [3, 4, 4] => first.starts_with('1'),
        _ => false,
    }
}
