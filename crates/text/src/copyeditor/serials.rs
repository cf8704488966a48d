//! Rules on the numbers of issues: the number within the year (期号) and the running one (总期号).

use std::collections::BTreeMap;

use briefing_values::error::{Code, codes};
use briefing_values::issue::{Date, Issue, IssueId, Serial, Series, YearNumber};

use super::{At, Finding, Note};

/// The code of all that is said here.
const CODE: Code = codes::structure::SERIAL;

/// Finds a number within the year that is greater than the running number.
pub(super) fn above(issue: &Issue) -> Vec<(&'static str, Note)> {
    let (number, serial) = (issue.masthead.number.number, issue.masthead.serial.0);
    if number <= serial {
        return Vec::new();
    }
    let note = Note::on_field().with("number", number.to_string());
    vec![("masthead.number", note.with("serial", serial.to_string()))]
}

/// The numbers of an issue among others.
#[derive(Clone, Copy)]
struct Numbers {
    /// Its index in the run.
    at: usize,
    number: YearNumber,
    series: Series,
    serial: Serial,
    date: Date,
}

impl Numbers {
    /// Returns how many issues there were before the year, according to the numbers.
    fn before_the_year(self) -> i64 {
        i64::from(self.serial.0) - i64::from(self.number.number)
    }

    fn said(self) -> String {
        IssueId { series: self.series, serial: self.serial }.in_words(self.number)
    }

    /// Returns a finding of a case of the rule, with the issue that this one contradicts.
    fn against(self, other: Self, case: &str) -> (usize, Finding) {
        let serial = i64::from(self.number.number) + other.before_the_year();
        let note = Note::on_field().with("case", case);
        let note = note.with("issue", self.said()).with("other", other.said());
        let note = note.with("serial", serial.to_string());
        (self.at, Finding { code: CODE, at: At::Field("masthead.serial"), note })
    }
}

/// Compares numbers and print dates of the issues of a run, bulletin by bulletin and supplements by themselves, and
/// returns what does not agree, each with the index of its issue in the run; at most one finding per
/// issue.
pub fn compare(issues: &[&Issue]) -> Vec<(usize, Finding)> {
    let mut bulletins: BTreeMap<(&str, Series), Vec<Numbers>> = BTreeMap::new();
    for (at, issue) in issues.iter().enumerate() {
        let masthead = &issue.masthead;
        let date = issue.colophon.print_date;
        let (number, series, serial) = (masthead.number, masthead.series, masthead.serial);
        let numbers = Numbers { at, number, series, serial, date };
        bulletins.entry((&masthead.name, masthead.series)).or_default().push(numbers);
    }
    let mut found = Vec::new();
    for run in bulletins.values_mut() {
        run.sort_by_key(|it| (it.number, it.serial, it.at));
        found.extend(twice(run));
        found.extend(backwards(run));
        let mut earlier: Option<Numbers> = None;
        for year in run.chunk_by(|a, b| a.number.year == b.number.year) {
            let usual = usual(year);
            found.extend(out_of_step(year, usual));
            let in_step = year.iter().filter(|it| it.before_the_year() == usual);
            // The first of a year comes after all of the years before it.
            let first = in_step.clone().min_by_key(|it| it.serial).copied();
            if let (Some(first), Some(last)) = (first, earlier)
                && i64::from(last.serial.0) > usual
            {
                found.push(first.against(last, "year"));
            }
            earlier = in_step.copied().chain(earlier).max_by_key(|it| it.serial);
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.dedup_by_key(|(at, _)| *at);
    found
}

/// Finds the issues that were printed before the one of the number before.
fn backwards(run: &[Numbers]) -> Vec<(usize, Finding)> {
    let found = run.windows(2).filter(|pair| pair[1].date < pair[0].date).map(|pair| {
        let (other, it) = (pair[0], pair[1]);
        let note = Note::on_field().with("case", "run").with("issue", it.said());
        let note = note.with("other", other.said());
        let note = note.with("date", it.date.in_words()).with("print", other.date.in_words());
        let at = At::Field("colophon.print_date");
        (it.at, Finding { code: codes::structure::DATE_ORDER, at, note })
    });
    found.collect()
}

/// Finds the issues whose running number another has as well.
fn twice(run: &[Numbers]) -> Vec<(usize, Finding)> {
    let mut first = BTreeMap::new();
    let mut found = Vec::new();
    for it in run {
        match first.get(&it.serial) {
            Some(other) => found.push(it.against(*other, "twice")),
            None => {
                first.insert(it.serial, *it);
            }
        }
    }
    found
}

/// Returns the difference of the two numbers that most issues of a year have; of several, the one
/// that comes first.
fn usual(year: &[Numbers]) -> i64 {
    let mut times: BTreeMap<i64, usize> = BTreeMap::new();
    for it in year {
        *times.entry(it.before_the_year()).or_default() += 1;
    }
    let all = year.iter().rev().map(|it| it.before_the_year());
    all.max_by_key(|usual| times.get(usual).copied()).unwrap_or_default()
}

/// Finds the issues of a year whose two numbers do not differ as those of most others do.
fn out_of_step(year: &[Numbers], usual: i64) -> Vec<(usize, Finding)> {
    let Some(witness) = year.iter().find(|it| it.before_the_year() == usual) else {
        return Vec::new();
    };
    let odd = year.iter().filter(|it| it.before_the_year() != usual);
    odd.map(|it| it.against(*witness, "step")).collect()
}
