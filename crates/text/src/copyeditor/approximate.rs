//! The rule on estimates marked twice: 约…左右.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use briefing_values::passage::Passage;

use super::Note;
use super::clause::Context;
use super::text::before;

/// A number in digits or Han, and its magnitude.
const NUMBER: &str = r"(?:[0-9][0-9.,]*(?:[—～~至-][0-9][0-9.]*)?|[一二三四五六七八九十百千万亿两几数半]+)[%％]?[十百千万亿]*";

/// 约, 近 or 超过 before a number, and 多, 左右 or 以上 after it.
static AROUND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let first =
        "(?P<first>约占[一-鿿]{0,10}?的?|将近|接近|大约|大概|约|近|超过|逾|超|不少于|不低于|至少)";
    let pair = "(?:(?P<more>多|余)|(?P<unit>[一-鿿]{0,4}?)(?P<last>左右|上下|以上|以下))";
    Regex::new(&format!("{first}(?:有|为|占|达|到|是)?{NUMBER}{pair}")).ok()
});

/// Two such words before a number: 大约有近100户.
static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pair = "(?P<first>大约|大概|约|将近|近)有?(?P<last>将近|近|约|超过)";
    Regex::new(&format!("{pair}{NUMBER}")).ok()
});

/// 多 after a number, and 左右 or 以上 after that.
static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pair = "(?P<first>多|余)(?P<unit>[一-鿿]{0,3}?)(?P<last>左右|上下|以上)";
    Regex::new(&format!("{NUMBER}{pair}")).ok()
});

/// Finds estimates marked twice: 约100人左右, 近200多户, 超过10%以上.
pub(super) fn doubled(passage: &Passage) -> Vec<Note> {
    let text = &passage.text;
    if !passage.part.is_chinese() {
        return Vec::new();
    }
    let context = Context::of(text);
    let mut notes: BTreeMap<usize, Note> = BTreeMap::new();
    for pattern in [AROUND.as_ref(), BEFORE.as_ref(), BEHIND.as_ref()].into_iter().flatten() {
        for found in pattern.captures_iter(text) {
            let Some(note) = note(&context, text, &found) else { continue };
            // Those that are known lie apart, so that only the last to begin before its end can overlap it.
            let last = notes.range(..note.range.end).next_back();
            if last.is_none_or(|(_, known)| known.range.end <= note.range.start) {
                notes.insert(note.range.start, note);
            }
        }
    }
    notes.into_values().collect()
}

/// Returns a note on two words that may both be estimates.
fn note(context: &Context<'_>, text: &str, found: &Captures<'_>) -> Option<Note> {
    let whole = found.get(0)?;
    let first = found.name("first")?;
    let last = found.name("more").or_else(|| found.name("last"))?;
    let unit = found.name("unit").map_or("", |unit| unit.as_str());
    let word = if first.as_str().starts_with('约') { "约" } else { first.as_str() };
    if is_other_word(text, first.start(), word)
        || (word == "近" && is_time(unit, &text[last.end()..]))
        || is_class(context, unit, last.as_str(), last.end())
        || is_place(&text[last.end()..], last.as_str())
    {
        return None;
    }
    Some(
        Note::on(whole.range())
            .with("found", whole.as_str())
            .with("first", word)
            .with("last", last.as_str()),
    )
}

/// Returns whether a character is the end of another word: 签约100多家, 附近10多户.
fn is_other_word(text: &str, start: usize, word: &str) -> bool {
    let others = match word {
        "约" => "合签协公契节预履违制集赴邀续解特失爽誓盟规民隐相条婉简大要毁守租",
        "近" => "附邻靠最就临新晚远贴走毗相亲切逼迫接将拉推较",
        "超" => "赶反高",
        _ => return false,
    };
    before(text, start).is_some_and(|c| others.contains(c))
}

/// Returns whether 近 means the last years: 近3年多来.
fn is_time(unit: &str, behind: &str) -> bool {
    let time = |words: &str| {
        ["年", "个月", "个多月", "月", "天", "周", "个星期", "个小时"]
            .iter()
            .any(|it| words.starts_with(it))
    };
    time(unit) || unit.is_empty() && time(behind)
}

/// Returns whether 以上 and the like make a class of things: 约有60岁以上老人3000人.
fn is_class(context: &Context<'_>, unit: &str, last: &str, end: usize) -> bool {
    let bounded = matches!(last, "以上" | "以下");
    let rank = unit.ends_with(['岁', '级', '届', '层', '楼', '龄']);
    let counted = context.tail(end).split('、').next().unwrap_or_default();
    bounded && (rank || counted.contains(|c: char| c.is_ascii_digit()))
}

/// Returns whether 左右 and 上下 are places and not estimates: 左右两侧, 上下联动.
fn is_place(behind: &str, last: &str) -> bool {
    match last {
        "左右" => {
            behind.starts_with(['两', '侧', '手', '岸', '邻', '为', '开', '逢', '互', '各'])
        }
        "上下" => !behind.is_empty() && !behind.starts_with(['，', '。', '；', '、', '的', '）']),
        _ => false,
    }
}
