//! Rates: the 贫困发生率 of a population, the 完成率 of a task.

use super::claim::{Calculation, Claim, claim};
use super::ledger::{Ledger, bare, has, is_rural};

/// The 贫困发生率 of a number of people, 其中 a number of poor.
pub(super) fn poverty(ledger: &Ledger<'_>, n: usize) -> Option<Claim> {
    if ledger.figure(n).unit != "%" || !bare(ledger.lead(n)).ends_with("贫困发生率") {
        return None;
    }
    let people: Vec<_> = ledger.alike(n, "人").collect();
    let (poor, all) = people.split_first()?;
    let nearest = all.first()?;
    let inside = ledger.between(*nearest, *poor);
    let whole = ledger.words(*nearest);
    if !inside.contains("其中") || !inside.contains("贫困") || whole.contains("贫困") {
        return None;
    }
    let way = |all: &usize| Calculation::quotient(ledger.figure(*poor), ledger.figure(*all), "%");
    let rural = is_rural(whole);
    let fewer = way(nearest).value() < ledger.figure(n).value;
    (rural || !fewer).then(|| claim(ledger, n, all.iter().map(way)))?
}

/// The 完成率 of 计划Y，已完成X.
pub(super) fn progress(ledger: &Ledger<'_>, n: usize) -> Option<Claim> {
    const DEEDS: [&str; 17] = [
        "完成", "开工", "竣工", "完工", "入住", "签约", "支付", "到位", "拨付", "办结", "整改",
        "化解", "消除", "参保", "脱贫", "搬迁", "支出",
    ];
    const WHOLES: [&str; 11] =
        ["计划", "任务", "目标", "应", "共", "总", "发现", "排查", "受理", "收到", "其中"];
    if ledger.figure(n).unit != "%" {
        return None;
    }
    let deed = bare(ledger.lead(n)).strip_suffix('率')?;
    let deed = DEEDS.iter().find(|it| deed.ends_with(**it))?;
    let part = ledger.before(n).find(|it| ledger.figure(*it).unit != "%")?;
    let lead = ledger.lead(part);
    if !lead.contains(deed) || has(lead, &["计划", "任务", "应", "目标"]) {
        return None;
    }
    let named = |whole: &usize| has(ledger.lead(*whole), &WHOLES);
    let mut ways = Vec::new();
    for part in ledger.group(part) {
        let figure = ledger.figure(part);
        let wholes: Vec<_> = ledger.alike(part, figure.unit).collect();
        let nearest = wholes.first().filter(|whole| named(whole))?;
        if ledger.figure(*nearest).value < figure.value {
            return None;
        }
        let way = |whole: &usize| Calculation::quotient(figure, ledger.figure(*whole), "%");
        ways.extend(wholes.iter().map(way));
    }
    claim(ledger, n, ways)
}
