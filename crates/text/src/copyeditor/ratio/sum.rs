//! Sums: A3人、B4人、C5人，合计12人.

use super::claim::{Calculation, Claim, claim};
use super::ledger::{Ledger, bare, has};

/// The sum after a list: 合计, 共计, 总计, 共.
pub(super) fn of_list(ledger: &Ledger<'_>, n: usize) -> Option<Claim> {
    let figure = ledger.figure(n);
    let lead = bare(ledger.gap(n)).rsplit_once('，')?.1;
    let sums = ["合计", "共计", "总计", "总共", "一共", "共", "两项合计", "三项合计"];
    let ends = ledger.behind(n).is_empty()
        || ledger.behind(n).starts_with(['，', '。', '；', '、', '）', '！']);
    if !sums.contains(&lead) || !ends {
        return None;
    }
    let parts = parts(ledger, n, figure.unit);
    let last = *parts.last()?;
    let head = ledger.words(parts[0]);
    let start = ledger.figure(parts[0]).range.start - head.len() + head.rfind('，').unwrap_or(0);
    let words = &ledger.text[start..ledger.figure(n).range.start];
    let manifold = has(words, &["其中", "每", "均", "累计", "由", "从", "到", "至", "各"]);
    let closed = ledger.between(last, n).matches(['，', '；']).count() == 1;
    if parts.len() < 2 || manifold || !closed {
        return None;
    }
    // The list may begin later than it seems to.
    let ways = (0..parts.len() - 1).map(|from| {
        let parts: Vec<_> = parts[from..].iter().map(|part| ledger.figure(*part)).collect();
        Calculation::sum(&parts)
    });
    claim(ledger, n, ways)
}

/// Lists the figures before one that make a list with 、 in one unit, in order.
fn parts(ledger: &Ledger<'_>, n: usize, unit: &str) -> Vec<usize> {
    let mut parts = Vec::new();
    for part in ledger.before(n) {
        if ledger.figure(part).unit != unit || unit.is_empty() || unit == "%" {
            break;
        }
        parts.push(part);
        let gap = ledger.gap(part);
        if !has(gap, &["、", "和", "及"]) || gap.contains(['，', '；', '：']) {
            break;
        }
    }
    parts.reverse();
    parts
}
