//! Findings as lines for other programs, and as JSON.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::Serialize;

use briefing_engine::gauge::Row;
use briefing_values::catalogue::{self, Argument, Lang, phrase};
use briefing_values::diagnostic::{Diagnostic, Location, Replacement, Spot};
use briefing_values::error::{Code, Fault, Kind, Severity};

use super::excerpt::plain;

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

    /// Returns the kind that decides the exit code, if a finding is at least as severe as `fatal`.
    pub(super) fn worst(&self, fatal: Severity) -> Option<Kind> {
        self.kinds.iter().filter(|(severity, _)| *severity >= fatal).map(|(_, kind)| *kind).max()
    }

    /// Returns the line with the counts.
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

/// Returns a line for each finding; `name` is the file to name for findings without a place.
pub(super) fn short<'d>(
    found: impl IntoIterator<Item = &'d Diagnostic>,
    name: Option<&str>,
    lang: Lang,
) -> String {
    let mut lines = String::new();
    for it in found {
        // Writing to a string cannot fail.
        if let Some(Location { file, spot: Spot { line, column, .. }, .. }) = &it.location {
            let _ = write!(lines, "{}:{line}:{column}: ", plain(file));
        } else if let Some(name) = name {
            let _ = write!(lines, "{}: ", plain(name));
        }
        let (severity, code) = (it.severity.name(), it.code);
        let message = plain(it.message.in_lang(lang)).replace('\n', " ");
        let _ = writeln!(lines, "{severity}[{code}]: {message}");
    }
    lines
}

/// The findings of a run, as `docs/check.schema.json` describes them.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    summary: &'a Tally,
    findings: Vec<Finding<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<Measured<'a>>,
}

/// The measurements of an issue's pages.
#[derive(Serialize)]
struct Measured<'a> {
    file: &'a str,
    rows: &'a [Row],
}

/// A finding, in the requested language.
#[derive(Serialize)]
struct Finding<'a> {
    code: Code,
    severity: Severity,
    file: &'a str,
    #[serde(flatten)]
    spot: Option<Spot>,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    fixes: &'a [Replacement],
}

/// Returns the findings and page measurements of issues as JSON, each issue under its name.
pub(super) fn json(
    issues: &[(String, Vec<Diagnostic>)],
    tables: &[(String, Vec<Row>)],
    tally: &Tally,
    lang: Lang,
) -> Vec<u8> {
    let all = issues.iter().flat_map(|(name, found)| found.iter().map(move |it| (name, it)));
    let findings = all.map(|(name, it)| finding(name, it, lang)).collect();
    let pages = tables.iter().map(|(file, rows)| Measured { file, rows }).collect();
    let report = Report { version: 1, summary: tally, findings, pages };
    let mut json = serde_json::to_vec_pretty(&report).unwrap_or_default();
    json.push(b'\n');
    json
}

fn finding<'a>(name: &'a str, it: &'a Diagnostic, lang: Lang) -> Finding<'a> {
    let location = it.location.as_ref();
    Finding {
        code: it.code,
        severity: it.severity,
        file: location.map_or(name, |location| &location.file),
        spot: location.map(|location| location.spot),
        message: it.message.in_lang(lang),
        hint: it.hint.as_ref().map(|hint| hint.in_lang(lang)),
        clause: it.clause(),
        fixes: &it.fixes,
    }
}
