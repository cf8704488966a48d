//! Rules on written dates.

use std::sync::LazyLock;

use regex::Regex;

use briefing_values::passage::{Part, Passage};

use super::Note;
use super::clause::Context;
use super::text::{at, before};

/// Finds 号 for 日 in a date: 4月27号. Direct speech may say it.
pub(super) fn day_hao(passage: &Passage) -> Vec<Note> {
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let day = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})";
        Regex::new(&format!("{day}月(?:{day}[日号]?[—～~、至到和-])*{day}号")).ok()
    });
    // 3月1号线 is a railway, 4月2号文件 a document.
    const THINGS: &str = "线楼院门井机厂坝棚文令公桥隧矿泊台炉仓库栋地馆池车船厅室岛路站";
    let text = &passage.text;
    let is_date = |end: usize| at(text, end).is_none_or(|c| !THINGS.contains(c));
    if !passage.part.is_chinese() || passage.part == Part::Office || !text.contains('号') {
        return Vec::new();
    }
    let context = Context::of(text);
    let all = DATE.as_ref().into_iter().flat_map(|date| date.find_iter(text));
    let all = all.filter(|date| is_date(date.end()) && !context.in_speech(date.start()));
    let note = |date: regex::Match<'_>| {
        let right = date.as_str().replace('号', "日");
        Note::on(date.range()).with("found", date.as_str()).with("right", right)
    };
    all.map(note).collect()
}

/// Finds years of two digits: 18年4月, 2016—18年 (GB/T 15835-2011 5.1.4).
pub(super) fn short_year(passage: &Passage) -> Vec<Note> {
    let text = &passage.text;
    if !passage.part.is_chinese() || !text.contains('年') {
        return Vec::new();
    }
    let context = Context::of(text);
    let note = |(year, _): (usize, &str)| {
        let digits = text[..year].bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
        let start = year - digits;
        let is_year = digits == 2 && (is_range(text, start) || is_date(text, start, year));
        let spoken = context.in_speech(start);
        let end = year + "年".len();
        let note = || Note::on(start..end).with("found", &text[start..end]);
        (is_year && !spoken).then(note)
    };
    text.match_indices('年').filter_map(note).collect()
}

/// Returns whether a year of four digits and a dash precede it.
fn is_range(text: &str, start: usize) -> bool {
    let head = &text[..start];
    let first = head.strip_suffix(['—', '～', '~', '–', '-', '－', '至']).unwrap_or_default();
    let first = first.strip_suffix('年').unwrap_or(first);
    let digits = first.bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
    let year = &first[first.len() - digits..];
    digits == 4 && (year.starts_with("19") || year.starts_with("20"))
}

/// Returns whether two digits before 年 are a year, judging by what follows, and not a span of time,
/// judging by what precedes.
fn is_date(text: &str, start: usize, year: usize) -> bool {
    const SPANS: [&str; 23] = [
        "近", "约", "历时", "经过", "坚持", "奋斗", "连续", "长达", "整整", "满", "过去", "未来",
        "为期", "历经", "时隔", "工作", "龄", "刑", "役", "前后", "用了", "共", "第",
    ];
    const FOLLOWS: [(&str, &str); 6] = [
        ("底", "子气蕴色"),
        ("初", "见步具心衷"),
        ("度", "过假量"),
        ("末", ""),
        ("上半年", ""),
        ("下半年", ""),
    ];
    let (head, behind) = (&text[..start], &text[year + "年".len()..]);
    let joined = before(text, start).is_some_and(|c| c.is_ascii() || "—～".contains(c));
    if joined || SPANS.iter().any(|span| head.ends_with(span)) {
        return false;
    }
    let month = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = behind.len() - month.len();
    let month = (1..=2).contains(&digits) && month.starts_with('月');
    let follows = FOLLOWS.iter().any(|(word, but)| {
        let rest = behind.strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| but.contains(c)))
    });
    month || follows
}
