//! Findings as lines for other programs, and as JSON.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::Serialize;

use briefing_engine::gauge::Row;
use briefing_values::catalogue::{self, Argument, Lang, phrase};
use briefing_values::error::{Fault, Fix, Kind, Severity};

use super::excerpt::plain;
use super::spot::{Cursor, Spot};

/// How many findings there are of each severity.
#[derive(Debug, Default, Serialize)]
pub(super) struct Tally {
    errors: usize,
    warnings: usize,
    hints: usize,
    #[serde(skip)]
    kinds: BTreeSet<(Severity, Kind)>,
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

    /// Returns the kind that decides the exit code, if a finding is as grave as `fatal`.
    pub(super) fn worst(&self, fatal: Severity) -> Option<Kind> {
        self.kinds.iter().filter(|(severity, _)| *severity >= fatal).map(|(_, kind)| *kind).max()
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

/// Returns a line for each finding; `name` is the file of those that have no place in it.
pub(super) fn short(faults: &[Fault], name: Option<&str>, lang: Lang) -> String {
    let (mut lines, mut cursor) = (String::new(), Cursor::default());
    for fault in faults {
        // Writing to a string cannot fail.
        if let Some(place) = &fault.place {
            let Spot { line, column, .. } = cursor.spot(place);
            let _ = write!(lines, "{}:{line}:{column}: ", plain(&place.file));
        } else if let Some(name) = name {
            let _ = write!(lines, "{}: ", plain(name));
        }
        let (severity, code) = (fault.severity.name(), fault.problem.code());
        let message = plain(&fault.problem.message(lang)).replace('\n', " ");
        let _ = writeln!(lines, "{severity}[{code}]: {message}");
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
    file: &'a str,
    #[serde(flatten)]
    spot: Option<Spot>,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Replacement<'a>>,
}

/// What to write in place of some characters of that file.
#[derive(Serialize)]
struct Replacement<'a> {
    #[serde(flatten)]
    spot: Spot,
    text: &'a str,
}

/// Returns the findings in issues, and what their pages measure, as JSON; each issue under its name.
pub(super) fn json(
    issues: &[(String, Vec<Fault>)],
    tables: &[(String, Vec<Row>)],
    tally: &Tally,
    lang: Lang,
) -> Vec<u8> {
    let mut cursor = Cursor::default();
    let all = issues.iter().flat_map(|(name, faults)| faults.iter().map(move |it| (name, it)));
    let findings = all.map(|(name, fault)| finding(name, fault, &mut cursor, lang)).collect();
    let pages = tables.iter().map(|(file, rows)| Pages { file, rows }).collect();
    let report = Report { version: 1, summary: tally, findings, pages };
    let mut json = serde_json::to_vec_pretty(&report).unwrap_or_default();
    json.push(b'\n');
    json
}

fn finding<'a>(name: &'a str, fault: &'a Fault, cursor: &mut Cursor, lang: Lang) -> Finding<'a> {
    let code = fault.problem.code();
    let place = fault.place.as_ref();
    let spot = place.map(|place| cursor.spot(place));
    let mut ahead = cursor.clone();
    let mut replacement = |fix: &'a Fix| {
        let spot = ahead.range(&place?.text, fix.range.clone());
        Some(Replacement { spot, text: &fix.text })
    };
    Finding {
        code,
        severity: fault.severity,
        file: place.map_or(name, |place| &place.file),
        spot,
        message: fault.problem.message(lang),
        hint: fault.problem.hint(lang),
        clause: catalogue::entry(code).and_then(|entry| entry.clause.as_deref()),
        fixes: fault.fix.iter().filter_map(&mut replacement).collect(),
    }
}
