//! Averages: 968亩 and 2741人 make 人均0.35亩.

use super::claim::{Calculation, Claim, claim};
use super::ledger::{Ledger, bare, has, is_rural};

/// Money that is handed out: its average is the sum divided by those who receive it. Average income is
/// not, it is surveyed.
const SHARED: [&str; 6] = ["分红", "补助", "补贴", "奖补", "发放", "救助"];

/// The 人均 and 户均 of a total and those who share it.
pub(super) fn of(ledger: &Ledger<'_>, n: usize) -> Option<Claim> {
    let figure = ledger.figure(n);
    let (heads, noun) = average(bare(ledger.lead(n)))?;
    let total = ledger.before(n).find(|total| ledger.figure(*total).unit == figure.unit)?;
    let kind = ledger.lead(total);
    let derived = match figure.unit {
        "亩" => kind.contains("耕地") && (noun.is_empty() || has(noun, &["耕地", "面积"])),
        "元" => {
            SHARED.iter().any(|word| kind.contains(word) && (noun == *word || noun.is_empty()))
        }
        _ => false,
    };
    let all = sharers(ledger, n, heads);
    if !derived || !all.iter().any(|it| is_everyone(ledger, *it, figure.unit)) {
        return None;
    }
    let totals = ledger.alike(n, figure.unit).filter(|it| !ledger.lead(*it).contains('均'));
    let quotient = |total: usize, it: usize| {
        Calculation::quotient(ledger.figure(total), ledger.figure(it), figure.unit)
    };
    let ways: Vec<_> =
        totals.flat_map(|total| all.iter().map(move |it| quotient(total, *it))).collect();
    let more = ways.first().is_some_and(|way| way.value() < figure.value);
    let town = figure.unit == "亩" && !is_rural(ledger.text);
    (!(more && town)).then(|| claim(ledger, n, ways))?
}

/// Reads 人均 or 户均 and the noun after it: the unit of those who share, and the noun.
fn average(words: &str) -> Option<(&'static str, &str)> {
    let known = [("人均", "人"), ("户均", "户")];
    known.iter().find_map(|(word, unit)| {
        let (place, noun) = words.split_once(word)?;
        (place.chars().count() <= 3).then_some((*unit, noun))
    })
}

/// Lists those who may share: in the same sentence and in those next to it, if land is divided; money is
/// divided among those of its own sentence.
fn sharers(ledger: &Ledger<'_>, n: usize, unit: &str) -> Vec<usize> {
    let here = ledger.sentence(n);
    let mut starts: Vec<_> = ledger.nearby(n).map(|it| ledger.sentence(it)).collect();
    starts.dedup();
    let at = starts.iter().position(|start| *start == here).unwrap_or_default();
    let near = match ledger.figure(n).unit {
        "亩" => &starts[at.saturating_sub(1)..(at + 2).min(starts.len())],
        _ => &starts[at..=at],
    };
    let sharers = ledger.nearby(n).filter(|it| {
        ledger.figure(*it).unit == unit && near.contains(&ledger.sentence(*it)) && *it != n
    });
    let mut sharers: Vec<_> = sharers.collect();
    sharers.sort_by_key(|it| (ledger.sentence(*it) != here, it.abs_diff(n)));
    sharers.sort_by_key(|it| !is_everyone(ledger, *it, ledger.figure(n).unit));
    sharers
}

/// Returns whether a figure counts all who share. Land belongs to everybody, money to those who receive
/// it.
fn is_everyone(ledger: &Ledger<'_>, n: usize, unit: &str) -> bool {
    let lead = ledger.lead(n);
    let some = has(lead, &["贫困", "党员", "劳动力", "其中", "外出", "务工", "干部"]);
    let households = ledger.figure(n).unit == "人"
        && n > 0
        && ledger.figure(n - 1).unit == "户"
        && ledger.gap(n).is_empty();
    match unit {
        "亩" => !some && (households || has(lead, &["人口", "村民", "共有"])),
        _ => true,
    }
}
