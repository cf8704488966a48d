//! Events that a text describes as past, but dates after the day of printing.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use briefing_values::issue::Date;
use briefing_values::passage::{Part, Passage};

use super::dates::{Written, last_year, written, years};
use super::ordinals::Ordinal;
use super::{Note, Reading};

/// Words that describe an event as over.
const PAST: &str = "\
    会上 会议上 大会上 获得 荣获 获评 获批 受到 表彰 已 圆满 顺利 结束 闭幕 落幕 指出 强调 出席 \
    主持 报道 刊发 被评为 考上";

/// Words that describe an event, unless others make a plan of it.
const TOLD: &str = "\
    召开 举行 举办 启动 印发 调研 考察 慰问 揭牌 成立 签订 签署 签约 开工 竣工 通车 发布 出台 \
    下发 检查 督查 督导 走访 投入使用 审议";

/// The same, but right after a date they set a term: 3月31日完成清零.
const WORKED: &str = "完成 开展 实现 达到 组织 培训 部署 通过 拨付 入住";

/// Words before an event that make a plan, a term or an appointment of it.
const PLANNED: &str = "\
    将 拟 计划 定于 预计 预期 力争 争取 确保 要求 务必 即将 届时 安排 目标 打算 下一步 约定 有效 \
    期限 期为 时间 合同 公示 最迟 不晚于 务于 推迟 延期 改为 倒计时 每年 历年 往年 明年 次年 \
    下月 下周 应于 应在 须于 须在 需于 需在 要在 要于 如 若 可于 可在 为期 日程 议程 期间 预告 \
    准备 筹备 迎接 请 规定 提出 明确";

/// Finds them.
static PLANS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(words(PLANNED)).ok());

/// Words right after a date that make a term of it.
const TERMS: &str =
    "前 之前 以前 底 末 起 止 为止 截止 内 之内 以内 开始 后 之后 以后 是 为 至 到 —";

/// How far after printing a day without a year is still taken for a day of that year, in days: what lies
/// farther ahead is last year's, without saying so.
const BARE: u32 = 31;

/// The same, if the year is given earlier in the paragraph.
const CARRIED: u32 = 92;

/// How much of a sentence is read before a date, in bytes.
const SENTENCE: usize = 900;

/// Finds the dates of events that are described as past but lie after the day of printing.
///
/// The year is the date's own (今年 too), else the last that its paragraph names, else that of printing,
/// as long as the article has not named another; without a year of its own a date counts only up to some
/// weeks ahead. A span that began by the day of printing, and a month without a day, need words that say
/// it is over: activities continue, and plans are dated by months.
pub(super) fn after_print(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    let Some(issue) = reading.issue else { return Vec::new() };
    let print = issue.colophon.print_date;
    let mut notes = Vec::new();
    let mut story = Story::default();
    for (n, passage) in reading.passages.iter().enumerate() {
        if !passage.part.is_prose() {
            continue;
        }
        if story.article != passage.article {
            story = Story { article: passage.article, ..Story::default() };
        }
        story.turn_to(passage);
        if story.plans.is_none() && passage.text.contains('月') {
            let found = in_passage(&passage.text, print, story.year);
            notes.extend(found.into_iter().map(|note| (n, note)));
        }
        let year = last_year(&passage.text, print.year).filter(|year| *year <= print.year);
        story.year = year.or(story.year);
    }
    notes
}

/// What an article has said so far.
#[derive(Default)]
struct Story {
    article: Option<usize>,
    /// The last year that it named.
    year: Option<u16>,
    /// The depth of the heading that announced the plans it is describing.
    plans: Option<u8>,
}

impl Story {
    /// Takes note of the heading that a passage opens with.
    fn turn_to(&mut self, passage: &Passage) {
        let text = &passage.text;
        let ordinal = Ordinal::of(text);
        if passage.part != Part::Body || (ordinal.is_none() && text.contains('。')) {
            return;
        }
        let depth = ordinal.map_or(0, |ordinal| u8::from(ordinal.level));
        if self.plans.is_none_or(|plans| depth <= plans) {
            let lead = text.split('。').next().unwrap_or(text);
            let plans = ["下一步", "打算", "计划", "安排", "预告", "下阶段"];
            self.plans = plans.iter().any(|word| lead.contains(word)).then_some(depth);
        }
    }
}

fn in_passage(text: &str, print: Date, story: Option<u16>) -> Vec<Note> {
    let dates = written(text, print.year);
    let years = years(text, print.year);
    let plan = text.find("下一步").unwrap_or(text.len());
    let note = |(n, date): (usize, &Written)| {
        let next = dates.get(n + 1).map_or(text.len(), |next| next.range.start);
        let carried = years.partition_point(|(end, _)| *end <= date.range.start);
        let carried = carried.checked_sub(1).map(|last| years[last].1);
        let when = when(date, carried, print, story)?;
        let clear = told_as_past(text, date, next, plan)?;
        (clear >= when).then(|| {
            let words = &text[date.range.clone()];
            Note::on(date.range.clone()).with("date", words).with("print", print.in_words())
        })
    };
    dates.iter().enumerate().filter_map(note).collect()
}

/// How clearly a text describes an event as past, and how clearly it must.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Clear {
    /// A verb that could also announce.
    Told,
    /// Words that say it is over.
    Past,
}

/// Returns how clearly an event must be described as past, or `None` if its date is not certainly after
/// the day of printing; `carried` is the last year that the paragraph has named before it.
fn when(date: &Written, carried: Option<u16>, print: Date, story: Option<u16>) -> Option<Clear> {
    let (year, window) = match (date.year, carried) {
        (Some(year), _) => (year, u32::MAX),
        (None, Some(year)) => (year, CARRIED),
        (None, None) if story.is_none_or(|year| year == print.year) => (print.year, BARE),
        (None, None) => return None,
    };
    let (month, day) = date.first;
    let printed = rank(print.year, print.month, print.day);
    let Some(day) = day else {
        let later = (year, month) > (print.year, print.month);
        return (later && date.year.is_some()).then_some(Clear::Past);
    };
    let first = rank(year, month, day);
    let last = date.last.map_or(first, |(own, other, day)| {
        let other = other.unwrap_or(month);
        rank(own.unwrap_or(year + u16::from(other < month)), other, day)
    });
    let ahead = last.checked_sub(printed).filter(|ahead| *ahead > 0)?;
    let clear = if first > printed { Clear::Told } else { Clear::Past };
    (ahead <= window).then_some(clear)
}

/// Returns a number for a day, which grows by one per day within a month.
fn rank(year: u16, month: u8, day: u8) -> u32 {
    u32::from(year) * 372 + u32::from(month) * 31 + u32::from(day)
}

/// Returns how clearly the sentence around a date describes its event as past; `next` is where the next
/// date begins, `plan` where the text first speaks of what comes next.
fn told_as_past(text: &str, date: &Written, next: usize, plan: usize) -> Option<Clear> {
    let ends = ['。', '；', '！', '？', '\n'];
    let near = text.ceil_char_boundary(date.range.start.saturating_sub(SENTENCE));
    let start = text[near..date.range.start].rfind(ends).map_or(near, |at| near + at);
    let before = &text[start..date.range.start];
    let after = &text[date.range.end..next];
    let after = &after[..after.find(ends).unwrap_or(after.len())];
    let term = words(TERMS).any(|word| after.starts_with(word));
    let until = before.ends_with(['至', '到']) && !before.ends_with("截至");
    let named = before.rfind('《') > before.rfind('》');
    if term || until || named || is_a_day_of_note(after) {
        return None;
    }
    let past = words(PAST).filter_map(|word| after.find(word)).chain(finished(after)).min();
    let worked = words(WORKED).filter_map(|word| after.find(word)).filter(|at| *at > 0);
    let told = words(TOLD).filter_map(|word| after.find(word)).chain(worked).min();
    let verb = past.into_iter().chain(told).min()?;
    let planned = |text: &str| PLANS.as_ref().is_some_and(|plans| plans.is_match(text));
    let plan_before = planned(before) || plan < start;
    if plan_before || planned(&after[..verb]) || after.contains("请") {
        return None;
    }
    Some(if past.is_some() { Clear::Past } else { Clear::Told })
}

fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split_ascii_whitespace()
}

/// Finds a 了 that ends an action.
fn finished(text: &str) -> Option<usize> {
    let ended = |at: usize| {
        let (before, after) = (&text[..at], &text[at + '了'.len_utf8()..]);
        !before.ends_with(['为', '除']) && !after.starts_with(['解', '如', '望', '却', '然', '得'])
    };
    text.match_indices('了').map(|(at, _)| at).find(|at| ended(*at))
}

/// Returns whether a date only names a day: 5月4日青年节, 5月12日是防灾减灾日.
fn is_a_day_of_note(after: &str) -> bool {
    let clause = after.split(['，', '、', '：', '（']).next().unwrap_or(after);
    clause.contains(['节', '日'])
}
