//! Parts and wholes: 其中 cannot be more than all.

use super::super::unit::is_thing;
use super::claim::{Calculation, Claim, contradiction};
use super::ledger::{Ledger, has};

/// The first figure after 其中, if it is more than the whole; or the whole, if its parts in money or
/// land add up to more, or men and women are not everyone.
pub(super) fn of_whole(ledger: &Ledger<'_>, n: usize) -> Option<Claim> {
    let figure = ledger.figure(n);
    let (_, words) = ledger.gap(n).rsplit_once("其中")?;
    // 3个 of one kind are not part of 5个 of another, nor an average part of a sum.
    let other = has(ledger.lead(n), &["均", "每", "累计", "以来", "单", "对", "总"]);
    let class = figure.bounds.high.is_infinite();
    if is_thing(figure.unit) || other || class || words.contains(['，', '；', '：', '。']) {
        return None;
    }
    let total = |whole: &usize| !has(ledger.lead(*whole), &["均", "每"]);
    let wholes: Vec<_> = ledger.alike(n, figure.unit).filter(total).collect();
    let nearest = *wholes.first()?;
    if matches!(figure.unit, "%" | "‰" | "倍" | "点") {
        return None;
    }
    if wholes.iter().all(|whole| figure.bounds.low > ledger.figure(*whole).bounds.high) {
        let way = Calculation::balance(ledger.figure(nearest), figure);
        return Some(contradiction(ledger, n, &way));
    }
    let way = Calculation::sum(&parts(ledger, n));
    let whole = ledger.figure(nearest);
    let wrong = match figure.unit {
        "人" if is_by_sex(ledger, n) => !way.meets(whole.bounds),
        "元" | "亩" => wholes.iter().all(|whole| way.exceeds(ledger.figure(*whole).bounds)),
        _ => false,
    };
    wrong.then(|| contradiction(ledger, nearest, &way))
}

/// Lists the parts that are listed after 其中, with 、 or 和 between them.
fn parts<'a, 'l>(ledger: &'l Ledger<'a>, n: usize) -> Vec<&'l super::super::figures::Figure<'a>> {
    let unit = ledger.figure(n).unit;
    let joined = |m: &usize| {
        let gap = ledger.gap(*m);
        let one = !gap.contains(['，', '；', '：', '。', '（']) && ledger.figure(*m).unit == unit;
        *m == n || one && has(gap, &["、", "和", "及"])
    };
    let parts = (n..ledger.nearby(n).end).take_while(joined);
    parts.map(|part| ledger.figure(part)).collect()
}

/// Returns whether the parts are the men and the women, and nobody else.
fn is_by_sex(ledger: &Ledger<'_>, n: usize) -> bool {
    let sex = |words: &str| {
        let words =
            words.trim_end_matches(['性', '生']).trim_end_matches("党员").trim_end_matches("职工");
        words.chars().next_back().filter(|c| "男女".contains(*c))
    };
    let all = parts(ledger, n).len() == 2;
    let (one, other) =
        (sex(ledger.gap(n)), ledger.figures.get(n + 1).and_then(|_| sex(ledger.gap(n + 1))));
    all && one.is_some() && other.is_some() && one != other
}
