//! Growth and decline: 由X增加到Y，增长Z%.

use super::super::figures::Figure;
use super::claim::{Calculation, Claim, claim};
use super::ledger::{Ledger, bare};

/// Words for a change; the longer before those that they begin with.
const CHANGES: [&str; 27] = [
    "增产", "增收", "减产", "增长", "增加", "增幅", "提高", "提升", "上升", "扩大", "上涨", "涨幅",
    "净增", "下降", "降低", "降幅", "减少", "减幅", "缩减", "压缩", "回落", "下跌", "跌幅", "增",
    "涨", "降", "减",
];

/// Words between the two ends of a change: 增加到, 降至.
const ARRIVALS: [char; 3] = ['到', '至', '为'];

/// The change of 由X增加到Y，增长Z.
pub(super) fn between(ledger: &Ledger<'_>, n: usize) -> Option<Claim> {
    let (to, from) = (n.checked_sub(1)?, n.checked_sub(2)?);
    let joined = ledger.sentence(from) == ledger.sentence(n);
    let words = ledger.gap(n).rsplit_once('，').map_or(ledger.gap(n), |(_, words)| words);
    if !joined || !is_change(words) || ledger.between(to, n).matches('，').count() > 1 {
        return None;
    }
    let start = ledger.gap(from);
    let start = start.rfind(['由', '从']).map(|at| &start[at..])?;
    let near = start.chars().count() <= 16 && !start.contains(['，', '、', '；', '：']);
    let path = ledger.between(from, to);
    let path = path.get(..path.find(ARRIVALS)?)?;
    let arrives = CHANGES.iter().any(|change| path.ends_with(change)) || path.ends_with("发展");
    let straight = !ledger.between(from, to).contains(['，', '、', '；', '：']);
    (near && arrives && straight).then(|| {
        let (from, to) = (ledger.figure(from), ledger.figure(to));
        claim(ledger, n, ways(from, to, ledger.figure(n)))
    })?
}

/// The change of Y，比上年的X增长Z.
pub(super) fn against(ledger: &Ledger<'_>, n: usize) -> Option<Claim> {
    let from = n.checked_sub(1).filter(|from| ledger.sentence(*from) == ledger.sentence(n))?;
    let start = ledger.gap(from);
    let start = start.rfind(['比', '较']).map(|at| &start[at..])?;
    let near = start.chars().count() <= 14 && !start.contains(['，', '、', '；', '：', '例', '重']);
    let to = ledger.alike(from, ledger.figure(from).unit).next()?;
    // 比上年增加20户 is a change already.
    let changed = CHANGES.iter().any(|change| start.contains(change));
    let apart = ledger.between(to, from).matches('，').count();
    if !near || changed || !is_change(ledger.gap(n)) || apart > 1 || ledger.figure(from).unit == "%"
    {
        return None;
    }
    claim(ledger, n, ways(ledger.figure(from), ledger.figure(to), ledger.figure(n)))
}

/// Returns whether words are a change and no more; that of another year has 年均 or 同比 before it.
fn is_change(words: &str) -> bool {
    let words = words.trim_start_matches(['共', '净', '累', '计']);
    CHANGES.contains(&words) || CHANGES.contains(&bare(words))
}

/// Lists the ways to say a change from one figure to another, in the unit of the third.
fn ways(from: &Figure<'_>, to: &Figure<'_>, change: &Figure<'_>) -> Vec<Calculation> {
    let alike = from.unit == to.unit && !from.unit.is_empty();
    let growth = || Calculation::growth(from, to, change.unit);
    match change.unit {
        _ if !alike => Vec::new(),
        "点" if from.unit == "%" => vec![Calculation::difference(from, to)],
        // Either is meant, points or per cent.
        "%" if from.unit == "%" => vec![growth(), Calculation::difference(from, to)],
        "%" => vec![growth()],
        "倍" => vec![growth(), Calculation::quotient(to, from, "倍")],
        unit if unit == from.unit => vec![Calculation::difference(from, to)],
        _ => Vec::new(),
    }
}
