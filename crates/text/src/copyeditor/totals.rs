//! The rule on totals announced twice: 共…共.

use std::ops::Range;

use briefing_values::passage::Passage;

use super::Note;
use super::text::{at, before};

/// Words that announce a total.
const TOTALS: [&str; 6] = ["累计", "总共", "一共", "共计", "合计", "总计"];

/// Verbs that make the 共 before them such a word; 共同 and 共享 are different words.
const VERBS: &str = "整合 完成 投入 筹集 筹措 发放 落实 组织 举办 开展 建成 建设 建立 新建 培训 安排 实施 争取 \
     引进 帮助 带动 收到 收集 受理 办理 查处 排查 整改 走访 慰问 召开 接待 实现 种植 发展 吸纳 转移 减少 减贫 \
     脱贫 派出 选派 下达 拨付 到位 签订 签约 解决 化解 调解 捐赠 募集 使用 支出 硬化 修建 改造 设立 创建 成立 \
     覆盖 惠及 服务 印发 制定 出台 征求 征集 评选 表彰 发动 出动 清理 拆除 销售 收购 采购 资助 救助 兑现 派发 \
     发现 检查 投资 有 计";

/// A word that announces a total.
struct Total {
    range: Range<usize>,
    /// Whether a number follows directly.
    counts: bool,
}

/// Finds a total that is announced twice in one clause: 共整合各类资金共200多万元.
pub(super) fn doubled(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_prose() || !passage.text.contains(['共', '计']) {
        return Vec::new();
    }
    let text = &passage.text;
    let totals = totals(text);
    let note = |pair: &[Total]| {
        let (first, second) = (&pair[0], &pair[1]);
        let between = &text[first.range.end..second.range.start];
        let ends = ['，', '。', '；', '：', '！', '？', '（', '）'];
        let apart = between.contains(ends) || between.contains(|c: char| c.is_ascii_digit());
        let twice = second.counts || between.is_empty();
        let (one, other) = (&text[first.range.clone()], &text[second.range.clone()]);
        let note = || Note::on(second.range.clone()).with("first", one).with("second", other);
        (!apart && twice).then(note)
    };
    totals.windows(2).filter_map(note).collect()
}

/// Lists the words that announce a total, in order.
fn totals(text: &str) -> Vec<Total> {
    let mut totals: Vec<Total> = Vec::new();
    for (start, c) in text.char_indices() {
        let within = totals.last().is_some_and(|last| start < last.range.end);
        if within || !"累总一共合".contains(c) {
            continue;
        }
        let rest = &text[start..];
        let word = TOTALS.iter().copied().find(|word| rest.starts_with(word));
        let word = word.or_else(|| is_total(text, start).then_some("共"));
        if let Some(word) = word {
            let range = start..start + word.len();
            let counts = is_number(&text[range.end..]);
            totals.push(Total { range, counts });
        }
    }
    totals
}

/// Returns whether a 共 announces a total, and is not part of 公共, 共同 or 中共.
fn is_total(text: &str, start: usize) -> bool {
    let rest = &text[start..];
    let Some(behind) = rest.strip_prefix('共') else { return false };
    let other = before(text, start).is_some_and(|c| "公中国统反".contains(c));
    !other && (is_number(behind) || VERBS.split_whitespace().any(|verb| behind.starts_with(verb)))
}

/// Returns whether a text begins with a number, or with an estimate of one.
fn is_number(text: &str) -> bool {
    let text = text.trim_start_matches(['约', '近', '达', '有', '为', '超', '过', '逾']);
    at(text, 0).is_some_and(|c| c.is_ascii_digit())
}
