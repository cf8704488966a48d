//! Rules on the numbers of issues: the number within the year (期号) and the running one (总期号).

use std::collections::BTreeMap;

use briefing_values::error::{Code, codes};
use briefing_values::issue::{Date, Issue, IssueId, Numbers, Serial, Series, YearNumber};

use super::{At, Finding, Note};

/// The code of all that is said here.
const CODE: Code = codes::structure::SERIAL;

/// Finds a number within the year that is greater than the running number.
pub(super) fn above(issue: &Issue) -> Vec<(&'static str, Note)> {
    let numbers = &issue.masthead.numbers;
    let (Some(number), Some(Serial(serial))) = (numbers.number, numbers.serial) else {
        return Vec::new();
    };
    if number <= serial {
        return Vec::new();
    }
    let note = Note::on_field().with("number", number.to_string());
    vec![("masthead.number", note.with("serial", serial.to_string()))]
}

/// An issue among others.
#[derive(Clone, Copy)]
struct Numbered<'i> {
    /// Its index in the run.
    at: usize,
    number: YearNumber,
    serial: Serial,
    date: Date,
    line: &'i str,
}

impl Numbered<'_> {
    /// Returns how many issues there were before the year, according to the numbers.
    fn before_the_year(self) -> i64 {
        i64::from(self.serial.0) - i64::from(self.number.number)
    }

    /// Returns a finding of a case of the rule, with the issue that this one contradicts.
    fn against(self, other: Self, case: &str) -> (usize, Finding) {
        let serial = i64::from(self.number.number) + other.before_the_year();
        let note = Note::on_field().with("case", case);
        let note = note.with("issue", self.line).with("other", other.line);
        let note = note.with("serial", serial.to_string());
        (self.at, Finding { code: CODE, at: At::Field("masthead.serial"), note })
    }
}

/// Compares numbers and print dates of the issues of a run, bulletin by bulletin and supplements by themselves, and
/// returns what does not agree, each with the index of its issue in the run; at most one finding per
/// issue.
pub fn compare(issues: &[&Issue]) -> Vec<(usize, Finding)> {
    let mut bulletins: BTreeMap<(&str, Series), Vec<Numbered<'_>>> = BTreeMap::new();
    let (mut without, mut others) = (Vec::new(), BTreeMap::<_, Vec<Other<'_>>>::new());
    for (at, issue) in issues.iter().enumerate() {
        let masthead = &issue.masthead;
        let series = masthead.numbers.series;
        if let Some((number, serial)) = both(&masthead.numbers) {
            let (date, line) = (issue.colophon.print_date, masthead.line.as_str());
            let numbered = Numbered { at, number, serial, date, line };
            bulletins.entry((&masthead.name, series)).or_default().push(numbered);
        } else {
            let date = issue.colophon.print_date;
            let key = (masthead.name.as_str(), series);
            others.entry(key).or_default().push((masthead.id(), date, at, masthead.line.as_str()));
        }
        if masthead.numbers.serial.is_none() && masthead.numbers.period.is_none() {
            without.push((at, (masthead.name.as_str(), series), masthead.line.as_str()));
        }
    }
    let mut found: Vec<_> = others.into_values().flat_map(neighbours).collect();
    for (at, bulletin, line) in without {
        let other = bulletins.get(&bulletin).and_then(|run| run.first());
        found.extend(other.map(|other| {
            let note = Note::on_field().with("case", "without").with("issue", line);
            let note = note.with("other", other.line);
            (at, Finding { code: CODE, at: At::Field("masthead.number"), note })
        }));
    }
    for run in bulletins.values_mut() {
        run.sort_by_key(|it| (it.number, it.serial, it.at));
        found.extend(twice(run));
        found.extend(backwards(run));
        let mut earlier: Option<Numbered<'_>> = None;
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

/// An issue that is counted by one number only: that, its day, its index in the run, and its line.
type Other<'i> = (IssueId, Date, usize, &'i str);

/// Finds those of issues counted by one number that have the same, and those printed before the one of the number before.
fn neighbours(mut run: Vec<Other<'_>>) -> Vec<(usize, Finding)> {
    run.sort_unstable();
    let found = run.windows(2).filter(|pair| pair[0].0.is_like(pair[1].0)).filter_map(|pair| {
        let ((before, other_date, _, other), (id, date, at, line)) = (pair[0], pair[1]);
        let note = Note::on_field().with("issue", line).with("other", other);
        if id == before {
            let note = note.with("case", "same");
            return Some((at, Finding { code: CODE, at: At::Field("masthead"), note }));
        }
        let note = note.with("case", "run");
        let note = note.with("date", date.in_words()).with("print", other_date.in_words());
        let at_date = At::Field("colophon.print_date");
        let code = codes::structure::DATE_ORDER;
        (date < other_date).then_some((at, Finding { code, at: at_date, note }))
    });
    found.collect()
}

/// Returns the numbers of an issue within its year and since the first, if it has both.
fn both(numbers: &Numbers) -> Option<(YearNumber, Serial)> {
    let number = YearNumber { year: numbers.year?, number: numbers.number? };
    Some((number, numbers.serial?))
}

/// Finds the issues that were printed before the one of the number before.
fn backwards(run: &[Numbered<'_>]) -> Vec<(usize, Finding)> {
    let found = run.windows(2).filter(|pair| pair[1].date < pair[0].date).map(|pair| {
        let (other, it) = (pair[0], pair[1]);
        let note = Note::on_field().with("case", "run").with("issue", it.line);
        let note = note.with("other", other.line);
        let note = note.with("date", it.date.in_words()).with("print", other.date.in_words());
        let at = At::Field("colophon.print_date");
        (it.at, Finding { code: codes::structure::DATE_ORDER, at, note })
    });
    found.collect()
}

/// Finds the issues whose running number another has as well.
fn twice(run: &[Numbered<'_>]) -> Vec<(usize, Finding)> {
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
fn usual(year: &[Numbered<'_>]) -> i64 {
    let mut times: BTreeMap<i64, usize> = BTreeMap::new();
    for it in year {
        *times.entry(it.before_the_year()).or_default() += 1;
    }
    let all = year.iter().rev().map(|it| it.before_the_year());
    all.max_by_key(|usual| times.get(usual).copied()).unwrap_or_default()
}

/// Finds the issues of a year whose two numbers do not differ as those of most others do.
fn out_of_step(year: &[Numbered<'_>], usual: i64) -> Vec<(usize, Finding)> {
    let Some(witness) = year.iter().find(|it| it.before_the_year() == usual) else {
        return Vec::new();
    };
    let odd = year.iter().filter(|it| it.before_the_year() != usual);
    odd.map(|it| it.against(*witness, "step")).collect()
}
