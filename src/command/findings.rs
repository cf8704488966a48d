//! Findings as lines for other programs, and as JSON.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::Serialize;

use crate::catalogue::{self, Argument, Lang, phrase};
use crate::desk::Row;
use crate::error::{Fault, Fix, Kind, Place, Severity};

/// How many findings there are of each severity.
#[derive(Debug, Default, Serialize)]
pub(super) struct Tally {
    errors: usize,
    warnings: usize,
    hints: usize,
    #[serde(skip)]
    pub(super) kinds: BTreeSet<(Severity, Kind)>,
}

impl Tally {
    /// Counts findings.
    pub(super) fn add(&mut self, faults: &[Fault]) {
        for fault in faults {
            *match fault.severity {
                Severity::Error => &mut self.errors,
                Severity::Warning => &mut self.warnings,
                Severity::Hint => &mut self.hints,
            } += 1;
            self.kinds.insert((fault.severity, fault.problem.kind()));
        }
    }

    /// Says how many there are.
    pub(super) fn line(&self, issues: usize, lang: Lang) -> String {
        let count = |number: usize| Argument::Text(number.to_string());
        let counts = [
            ("issues", count(issues)),
            ("errors", count(self.errors)),
            ("warnings", count(self.warnings)),
            ("hints", count(self.hints)),
        ];
        catalogue::fill(&phrase("tally", lang), &counts, lang)
    }
}

/// Returns a line for each finding.
pub(super) fn short(faults: &[Fault], lang: Lang) -> String {
    let mut lines = String::new();
    for fault in faults {
        let place = fault.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
        let (severity, code) = (fault.severity.name(), fault.problem.code());
        let message = fault.problem.message(lang).replace('\n', " ");
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{place}{severity}[{code}]: {message}");
    }
    lines
}

/// The findings of a run; `docs/check.schema.json` describes it.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    summary: &'a Tally,
    findings: Vec<Finding<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<Pages<'a>>,
}

/// What the pages of an issue measure.
#[derive(Serialize)]
struct Pages<'a> {
    file: &'a str,
    rows: &'a [Row],
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    severity: Severity,
    #[serde(flatten)]
    spot: Option<Spot<'a>>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Replacement<'a>>,
}

/// A place, counted from 1, in characters.
#[derive(Serialize)]
struct Spot<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    length: usize,
}

#[derive(Serialize)]
struct Replacement<'a> {
    line: usize,
    column: usize,
    length: usize,
    text: &'a str,
}

/// Returns the findings as JSON.
pub(super) fn json(
    faults: &[Fault],
    tables: &[(String, Vec<Row>)],
    tally: &Tally,
    lang: Lang,
) -> Vec<u8> {
    let findings = faults.iter().map(|fault| finding(fault, lang)).collect();
    let pages = tables.iter().map(|(file, rows)| Pages { file, rows }).collect();
    let report = Report { version: 1, summary: tally, findings, pages };
    let mut json = serde_json::to_vec_pretty(&report).unwrap_or_default();
    json.push(b'\n');
    json
}

fn finding(fault: &Fault, lang: Lang) -> Finding<'_> {
    let code = fault.problem.code();
    let replacement = |fix| fault.place.as_ref().map(|place| replacement(place, fix));
    Finding {
        code,
        severity: fault.severity,
        spot: fault.place.as_ref().map(spot),
        message: fault.problem.message(lang),
        hint: fault.problem.hint(lang),
        clause: catalogue::entry(code).and_then(|entry| entry.clause.as_deref()),
        fixes: fault.fix.iter().filter_map(replacement).collect(),
    }
}

fn spot(place: &Place) -> Spot<'_> {
    let length = place.text[place.range.clone()].chars().count();
    Spot { file: &place.file, line: place.line(), column: place.column(), length }
}

fn replacement<'a>(place: &Place, fix: &'a Fix) -> Replacement<'a> {
    let there = Place { range: fix.range.clone(), ..place.clone() };
    let Spot { line, column, length, .. } = spot(&there);
    Replacement { line, column, length, text: &fix.text }
}
