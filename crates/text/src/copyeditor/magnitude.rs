//! Rules on 万, 亿 and %.

use briefing_values::passage::Passage;

use super::Note;
use super::clause::Context;
use super::numeral::{Numeral, numerals};
use super::text::{at, before};

/// Words that make a figure a sum of money.
const MONEY: &str = "筹集 筹资 筹措 拨款 捐资 捐款 资金 投资 投入 产值 收入 利润 贷款 补助 补贴 经费 款 资本 税 销售额 营业额 预算 \
     筹资 融资 存款 债务 捐 奖金 增收 成本 营收 支出 救助金 基金 注资 拨付 费用 欠薪 工资";

/// Words after a sum of money that lacks its 元.
const USES: &str = "用于 用来 用作 作为 支持 扶持 投入 建设 给 购买 购置 翻修 维修 修建 新建 改造 实施 开展 入股 \
     注入 奖励 补助 补贴 资助 发展 的资金 的投资 的项目资金 的经费 资金 帮扶资金";

/// Words before a number of people.
const PEOPLE: &str = "群众 农民 贫困人口 人员 劳动力 职工 学生 村民 居民 党员 干部";

/// Finds 万 and 亿 without unit where money or people are meant: 680万用于.
pub(super) fn bare(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_prose() {
        return Vec::new();
    }
    let text = &passage.text;
    if !text.contains(['万', '亿']) {
        return Vec::new();
    }
    let context = Context::of(text);
    let note = |numeral: Numeral| {
        let rest = &text[numeral.range.end..];
        let rest = rest.trim_start_matches(['多', '余']).trim_start_matches(['百', '千']);
        let behind = rest.strip_prefix("万亿").or_else(|| rest.strip_prefix(['万', '亿']))?;
        let behind = behind.strip_prefix(['多', '余']).unwrap_or(behind);
        let end = text.len() - behind.len();
        let unit = unit(context.head(numeral.range.start), behind)?;
        let found = &text[numeral.range.start..end];
        let note = Note::on(numeral.range.start..end).with("found", found);
        Some(note.with("right", format!("{found}{unit}")))
    };
    numerals(text).into_iter().filter_map(note).collect()
}

/// Returns the unit that is missing between the words of the clause before a figure and those after it,
/// if any.
fn unit(before: &str, behind: &str) -> Option<&'static str> {
    let before = before.rsplit('、').next().unwrap_or(before);
    let begins = |words: &str| words.split_whitespace().any(|word| behind.starts_with(word));
    let stops = behind.is_empty() || behind.starts_with(['，', '。', '；', '！', '？', '）']);
    let bare =
        before.trim_end_matches(['约', '近', '达', '到', '超', '过', '了', '有', '为', '逾']);
    // 贷款户数达1.2万 is not money.
    let other = bare.ends_with(['数', '量', '次', '人', '户', '者', '员', '家', '体']);
    let money = !other && MONEY.split_whitespace().any(|word| before.contains(word));
    let people = PEOPLE.split_whitespace().any(|word| bare.ends_with(word));
    match () {
        () if money && (stops || begins(USES)) => Some("元"),
        () if people && stops && !bare.ends_with("人口") => Some("人"),
        () => None,
    }
}

/// Finds ranges whose first figure lacks its %, 万 or 亿: 10—20% (GB/T 15835-2011 5.1.3).
pub(super) fn range(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_chinese() {
        return Vec::new();
    }
    let text = &passage.text;
    let all = numerals(text);
    let note = |pair: &[Numeral]| {
        let (first, second) = (&pair[0], &pair[1]);
        let mark = &text[first.range.end..second.range.start];
        let is_mark = matches!(mark, "—" | "～" | "~" | "–" | "-" | "－" | "至" | "到");
        let unit = at(text, second.range.end).filter(|c| "%％‰万亿".contains(*c))?;
        let chained = matches!(before(text, first.range.start), Some('—' | '～' | '~' | '-'));
        if !is_mark || chained || first.value >= second.value {
            return None;
        }
        let range = first.range.start..second.range.end + unit.len_utf8();
        let (found, one) = (&text[range.clone()], &text[first.range.clone()]);
        let right = format!("{one}{unit}{mark}{}{unit}", &text[second.range.clone()]);
        Some(Note::on(range).with("found", found).with("right", right))
    };
    all.windows(2).filter_map(note).collect()
}
