//! Shares (占比): X户，占总数Y户的Z%.

use super::claim::{Calculation, Claim, claim};
use super::ledger::{Ledger, bare, has};

/// The percentage of 占…Y的Z%, and of 完成年度计划Y的Z%.
pub(super) fn of_stated_base(ledger: &Ledger<'_>, n: usize) -> Option<Claim> {
    let figure = ledger.figure(n);
    if !matches!(figure.unit, "%" | "‰" | "倍") {
        return None;
    }
    let base = ledger.before(n).next()?;
    if bare(ledger.gap(n)) != "的" {
        return None;
    }
    let verb = verb(ledger.gap(base))?;
    let whole = ledger.figure(base);
    let part = part(ledger, base, verb)?;
    let larger = ledger.figure(part).value > whole.value * 1.5;
    if larger && figure.unit != "倍" && figure.value < 100.0 {
        // The part is somewhere else.
        return None;
    }
    let parts = ledger.alike(base, whole.unit);
    let ways = parts.map(|part| Calculation::quotient(ledger.figure(part), whole, figure.unit));
    claim(ledger, n, ways)
}

/// Returns the word that makes a figure a base: the last verb close before it.
fn verb(gap: &str) -> Option<&'static str> {
    const VERBS: [&str; 5] = ["占", "完成", "达到", "相当于", "是"];
    let at = |verb: &&&str| gap.rfind(**verb);
    let verb = VERBS.iter().filter(|verb| at(verb).is_some()).max_by_key(|verb| at(verb))?;
    let between = &gap[at(&verb)? + verb.len()..];
    let near = between.chars().count() <= 14 && !between.contains(['，', '、', '；', '：', '。']);
    near.then_some(*verb)
}

/// Returns the part that is compared with a base: the nearest figure of its unit, in the preceding
/// clause.
fn part(ledger: &Ledger<'_>, base: usize, verb: &str) -> Option<usize> {
    let part = ledger.alike(base, ledger.figure(base).unit).next()?;
    let between = ledger.between(part, base);
    let commas = between.matches(['，', '；', '：', '。']).count();
    let lead = ledger.lead(part);
    let whole = has(lead, &["总投资", "计划", "概算", "预算", "任务", "目标", "总额"]);
    let done = matches!(verb, "占" | "是" | "相当于")
        || has(lead, &["完成", "实现", "投入", "到位", "支出", "拨付", "收入"]);
    (commas <= 1 && !between.contains("其中") && !whole && done).then_some(part)
}

/// The percentages of 共Y，其中X，占Z% and of 分别占.
pub(super) fn of_earlier_base(ledger: &Ledger<'_>, n: usize) -> Option<Claim> {
    if ledger.figure(n).unit != "%" {
        return None;
    }
    // The first percentage of the list that this one is in.
    let joined = |m: usize| matches!(bare(ledger.gap(m)), "、" | "和" | "，");
    let mut first = n;
    while first > ledger.nearby(n).start && joined(first) && ledger.figure(first - 1).unit == "%" {
        first -= 1;
    }
    let base = Base::named(ledger.gap(first))?;
    let count = 1
        + (first + 1..ledger.nearby(n).end)
            .take_while(|m| ledger.figure(*m).unit == "%" && joined(*m))
            .count();
    if first != n && !base.each || base.each && count < 2 {
        return None;
    }
    let part = if base.each { n.checked_sub(count)? } else { n.checked_sub(1)? };
    let parts = if base.each { first.checked_sub(count)?..first } else { part..first };
    base.claim(ledger, n, part, parts.start)
}

/// What the words between a part and its percentage say about the whole.
struct Base<'a> {
    /// What the whole is called; empty if it is just the whole of what was said.
    name: &'a str,
    /// Whether several parts have a percentage each.
    each: bool,
}

impl<'a> Base<'a> {
    /// Reads the words before a percentage: a noun at most, a comma, and 占….
    fn named(gap: &'a str) -> Option<Self> {
        let (noun, words) = gap.rsplit_once('，').unwrap_or(("", gap));
        if noun.chars().count() > 8 || noun.contains(['，', '、', '；', '：', '（', '）']) {
            return None;
        }
        let words = words.strip_prefix(['约', '仅']).unwrap_or(words);
        let (words, each) = match words.strip_prefix("分别") {
            Some(words) => (words, true),
            None => (words, false),
        };
        let words = bare(words.strip_prefix('占')?);
        let name =
            words.strip_suffix('的').or(Some(words).filter(|it| it.is_empty() || *it == "比"))?;
        Some(Self { name, each })
    }

    /// Claims that a percentage is wrong, if the whole is known.
    fn claim(&self, ledger: &Ledger<'_>, n: usize, part: usize, first: usize) -> Option<Claim> {
        let parts: Vec<_> = if self.each { vec![part] } else { ledger.group(part).collect() };
        let mut known = false;
        let mut ways = Vec::new();
        for part in parts {
            let figure = ledger.figure(part);
            let larger = |whole: &usize| ledger.figure(*whole).value >= figure.value;
            for whole in ledger.alike(first.min(part), figure.unit).filter(larger) {
                known |= figure.unit != "%" && self.is(ledger, whole, part, figure.unit);
                ways.push(Calculation::quotient(figure, ledger.figure(whole), "%"));
            }
        }
        known.then(|| claim(ledger, n, ways))?
    }

    /// Returns whether an earlier figure is the whole by its words.
    fn is(&self, ledger: &Ledger<'_>, whole: usize, part: usize, unit: &str) -> bool {
        let words = ledger.words(whole);
        let (scope, name) = scope(self.name);
        if !words.contains(scope) {
            return false;
        }
        let total = has(words, &["共", "总", "全", "现有"]);
        match name {
            "" | "比" | "总数" | "总量" | "全部" => {
                let between = ledger.between(whole, part);
                // 1200名党员中，有300名女党员
                let among = between.split('，').next().is_some_and(|it| it.ends_with('中'));
                between.contains("其中") || among
            }
            "总户数" | "户数" => unit == "户" && total,
            "总人口" | "总人数" | "人口" | "人数" => unit == "人" && total,
            "总面积" | "总投资" | "总额" => {
                words.ends_with(bare(name)) || total && words.contains(name)
            }
            _ => {
                let noun = name.trim_end_matches("总数").trim_end_matches("总量");
                noun.chars().count() > 1 && bare(words).ends_with(noun)
                    || noun.len() < name.len() && bare(words).trim_end_matches('共').ends_with(noun)
                    || noun.len() < name.len() && ledger.behind(whole).starts_with(noun)
            }
        }
    }
}

/// Splits off the place that a share is of: 全县贫困户 is 全县 and 贫困户.
fn scope(name: &str) -> (&str, &str) {
    const SCOPES: [&str; 10] =
        ["全区", "全市", "全县", "全镇", "全乡", "全村", "全州", "全省", "该村", "该县"];
    let scope = SCOPES.iter().find(|scope| name.starts_with(**scope));
    name.split_at(scope.map_or(0, |scope| scope.len()))
}
