//! Rules on bylines (署名).

use std::collections::BTreeMap;

use briefing_values::passage::{Part, Passage};

use super::{Note, Reading};

/// Endings of the names of units and trades, but not of people.
const UNIT_ENDS: &str = "局办室委部处科股厅院会社站组所心司镇乡村县市区州省校团队馆台报网府关厂场店庭屯盟署学员者党联道班地";

/// Words that may follow a unit and are not a name.
const NO_NAMES: &[&str] = &["供稿", "来稿", "报送", "提供", "整理", "摘编", "供图", "综合", "编辑"];

/// Surnames, the common ones and those of the south-west.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋\
蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚\
邵万钱严覃武戴莫孔向汤蒙农蓝岑闭玉甘零温卓翁盘赖凌容庞滕邝柳莘施欧俞祝阮柯梅伍康倪吉关";

/// How a byline is bracketed in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Brackets {
    /// None: the page adds them.
    None,
    /// （）.
    Full,
    /// ().
    Half,
    /// One of the two alone, or one of each kind.
    Broken,
}

/// Finds the bylines of an issue that differ from most: in their brackets, or in whether a person is
/// named. Half-width and single brackets are wrong in themselves.
pub(super) fn in_one_form(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    let bylines: Vec<(usize, &str)> = reading
        .passages
        .iter()
        .enumerate()
        .filter(|(_, passage)| passage.part == Part::Byline)
        .map(|(n, passage)| (n, passage.text.as_str()))
        .collect();
    let mut notes = odd_brackets(&bylines);
    let persons: Vec<bool> = bylines.iter().map(|(_, text)| names_a_person(text)).collect();
    if let Some(usual) = most(&persons) {
        let odd = bylines.iter().zip(&persons).filter(|(_, person)| **person != usual);
        notes.extend(odd.map(|((n, text), person)| {
            let case = if *person { "person" } else { "no-person" };
            (*n, Note::on(inner(text)).with("case", case))
        }));
    }
    notes
}

fn odd_brackets(bylines: &[(usize, &str)]) -> Vec<(usize, Note)> {
    let forms: Vec<_> = bylines.iter().map(|(_, text)| brackets(text)).collect();
    let right: Vec<_> = forms
        .iter()
        .copied()
        .filter(|form| matches!(form, Brackets::None | Brackets::Full))
        .collect();
    let usual = most(&right);
    let mut notes = Vec::new();
    for ((n, text), form) in bylines.iter().zip(forms) {
        let case = match form {
            Brackets::Broken => "broken",
            Brackets::Half => "half",
            Brackets::Full if usual == Some(Brackets::None) => "brackets",
            Brackets::None if usual == Some(Brackets::Full) => "no-brackets",
            _ => continue,
        };
        notes.push((*n, Note::on(0..text.len()).with("case", case)));
    }
    notes
}

/// Returns the value that occurs most often; of several, the first.
fn most<T: Copy + Ord>(all: &[T]) -> Option<T> {
    let mut times: BTreeMap<T, usize> = BTreeMap::new();
    for one in all {
        *times.entry(*one).or_default() += 1;
    }
    all.iter().rev().max_by_key(|one| times.get(one)).copied()
}

fn brackets(text: &str) -> Brackets {
    let (open, close) = (text.chars().next(), text.chars().next_back());
    match (open, close) {
        (Some('（'), Some('）')) => Brackets::Full,
        (Some('('), Some(')')) => Brackets::Half,
        (Some('（' | '('), Some('）' | ')')) => Brackets::Broken,
        // （a）b and a（b） have brackets of their own.
        _ if text.matches(['（', '(']).count() != text.matches(['）', ')']).count() => {
            Brackets::Broken
        }
        _ => Brackets::None,
    }
}

/// Returns the bytes within the brackets.
fn inner(text: &str) -> std::ops::Range<usize> {
    let start = text.len() - text.trim_start_matches(['（', '(']).len();
    start..text.trim_end_matches(['）', ')']).len().max(start)
}

/// Returns whether a byline names a person, alone or after a unit.
fn names_a_person(text: &str) -> bool {
    let words: Vec<_> = text[inner(text)].split([' ', '\u{3000}', '、', '，']).collect();
    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let Some(last) = words.last() else { return false };
    let length = last.chars().count();
    match words.as_slice() {
        [only] => is_name(only) || name_behind_unit(only),
        // 李 明: a name spaced to three characters.
        [.., first, _] if length == 1 => first.chars().count() == 1,
        _ => (length > 1 && length < 5 && may_be_name(last)) || name_behind_unit(last),
    }
}

/// Returns whether a word without a space before it is a name: only with a known surname.
fn is_name(word: &str) -> bool {
    let length = word.chars().take(4).count();
    (2..=3).contains(&length) && word.starts_with(|c| SURNAMES.contains(c)) && may_be_name(word)
}

fn may_be_name(word: &str) -> bool {
    !word.ends_with(|c| UNIT_ENDS.contains(c)) && !NO_NAMES.contains(&word)
}

/// Returns whether a word is a unit with a name right after it: 县扶贫办张三.
fn name_behind_unit(word: &str) -> bool {
    let ends = word.char_indices().filter(|(_, c)| UNIT_ENDS.contains(*c));
    ends.map(|(at, c)| &word[at + c.len_utf8()..]).any(is_name)
}

/// Finds the articles without a byline in an issue where at least half of them have one. A last
/// paragraph in brackets is a byline in the body.
pub(super) fn missing(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    let mut next = 0;
    let mut articles = Vec::new();
    for all in reading.passages.chunk_by(|a, b| a.article == b.article) {
        articles.extend(all[0].article.map(|_| (next, all)));
        next += all.len();
    }
    let count = articles.len();
    articles.retain(|(_, all)| !has_byline(all));
    if articles.len() * 2 > count {
        return Vec::new();
    }
    let note = |(first, all): (usize, &[Passage])| {
        let title = all.iter().position(|passage| passage.part == Part::Title)?;
        Some((first + title, Note::on(0..all[title].text.len())))
    };
    articles.into_iter().filter_map(note).collect()
}

fn has_byline(article: &[Passage]) -> bool {
    let signed = |passage: &Passage| {
        let text = &passage.text;
        text.starts_with(['（', '('])
            && text.ends_with(['）', ')'])
            && text.chars().take(40).count() < 40
    };
    let last = article.iter().rfind(|passage| passage.part == Part::Body);
    article.iter().any(|passage| passage.part == Part::Byline) || last.is_some_and(signed)
}
