//! The rule on 截止 and 截至.

use briefing_values::passage::{Part, Passage};

use super::Note;
use super::clause::Context;
use super::text::at;

/// What 截至 is followed by.
const NOW: [&str; 16] = [
    "目前", "当前", "现在", "今日", "今天", "今年", "去年", "前年", "本月", "上月", "上周", "昨日",
    "昨天", "年底", "年末", "发稿",
];

/// What has an end, so that 截止 may follow it.
const ENDING: [&str; 26] = [
    "报名", "申报", "申请", "投稿", "征集", "受理", "时间", "日期", "期限", "投票", "登记", "提交",
    "报送", "预约", "认购", "招标", "投标", "评选", "公示", "缴", "交", "征", "领取", "销售", "募",
    "招",
];

/// Finds 截止 where 截至 is meant: before a time, 截止目前, and not after what ends, 报名截止到5月.
pub(super) fn jiezhi(passage: &Passage) -> Vec<Note> {
    if passage.part == Part::Phone || passage.part == Part::Email {
        return Vec::new();
    }
    let text = &passage.text;
    if !text.contains("截止") {
        return Vec::new();
    }
    let context = Context::of(text);
    let note = |(start, word): (usize, &str)| {
        let behind = &text[start + word.len()..];
        let time = behind.strip_prefix(['到', '至']).unwrap_or(behind);
        let head = context.head(start);
        let now = NOW.iter().any(|now| time.starts_with(now));
        let meant = if ENDING.iter().any(|word| head.contains(word)) {
            behind.starts_with("目前")
        } else {
            now || is_date(time) || (head.is_empty() && time.len() < behind.len())
        };
        let named = head.is_empty() && text[..start].ends_with('“') || head.ends_with('“');
        let quoted = named && time.chars().take(4).any(|c| c == '”');
        let end = text.len() - time.len();
        let note = || Note::on(start..end).with("found", &text[start..end]).with("right", "截至");
        (meant && !quoted).then(note)
    };
    text.match_indices("截止").filter_map(note).collect()
}

/// Returns whether a text begins with a date, and not with a time before an end: 截止3日前.
fn is_date(text: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十〇○".contains(c);
    let rest = text.trim_start_matches(digits);
    let unit = at(rest, 0).filter(|c| "年月日".contains(*c));
    rest.len() < text.len() && unit.is_some_and(|unit| !rest[unit.len_utf8()..].starts_with('前'))
}
