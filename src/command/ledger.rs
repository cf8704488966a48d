//! The findings of a `check` run so far, reported in the requested format.

use std::collections::BTreeSet;
use std::sync::Arc;

use briefing_engine::gauge::Row;
use briefing_values::diagnostic::Diagnostic;
use briefing_values::error::{Code, Fault, Problem, Result, Severity};

use crate::args::{CheckArgs, Findings};

use super::excerpt::plain;
use super::findings::{self, Tally};
use super::outcome::Outcome;
use super::outputs;
use super::report::Reporter;

/// The findings of a run. People and line-based tools get them at once; JSON comes in one piece at the end.
pub(super) struct Ledger<'r> {
    reporter: &'r Reporter,
    format: Findings,
    /// The lowest severity that is reported.
    least: Severity,
    /// The lowest severity that makes the program fail.
    fatal: Severity,
    issues: usize,
    tally: Tally,
    /// What has been reported about files that several issues share: the house file.
    shared: BTreeSet<(Arc<str>, usize, Code)>,
    /// What is reported at the end, under the name of each issue.
    kept: Vec<(String, Vec<Diagnostic>)>,
    /// The measurements of pages, likewise.
    tables: Vec<(String, Vec<Row>)>,
}

impl<'r> Ledger<'r> {
    pub(super) fn new(args: &CheckArgs, reporter: &'r Reporter) -> Self {
        Self {
            reporter,
            format: args.format,
            least: if args.no_hints { Severity::Warning } else { Severity::Hint },
            fatal: if args.strict { Severity::Warning } else { Severity::Error },
            issues: 0,
            tally: Tally::default(),
            shared: BTreeSet::new(),
            kept: Vec::new(),
            tables: Vec::new(),
        }
    }

    /// Adds an issue and what was found in it.
    pub(super) fn add(&mut self, name: String, faults: Vec<Fault>) -> Result<()> {
        self.issues += 1;
        self.tell(name, faults)
    }

    /// Adds what was found in a file.
    pub(super) fn tell(&mut self, name: String, mut faults: Vec<Fault>) -> Result<()> {
        let least = self.least;
        faults.retain(|fault| fault.severity >= least && self.is_new(&name, fault));
        self.tally.add(&faults);
        match self.format {
            Findings::Human => self.reporter.faults(&faults),
            Findings::Short => {
                let found = Diagnostic::all(&faults);
                let lines = findings::short(&found, Some(&name), self.reporter.lang());
                outputs::print(lines.as_bytes())?;
            }
            Findings::Json => self.kept.push((name, Diagnostic::all(&faults))),
        }
        Ok(())
    }

    /// Returns whether a fault is new; one in the house file may have been reported with an earlier issue.
    fn is_new(&mut self, name: &str, fault: &Fault) -> bool {
        match fault.place.as_ref().filter(|place| *place.file != *name) {
            Some(place) => {
                let told = (place.file.clone(), place.range.start, fault.problem.code());
                self.shared.insert(told)
            }
            None => true,
        }
    }

    /// Adds the measurements of an issue's pages; an issue with errors has none.
    pub(super) fn measured(&mut self, name: String, rows: Vec<Row>) -> Result<()> {
        match self.format {
            Findings::Human if rows.is_empty() => self.reporter.say("not-set", &[("path", &name)]),
            Findings::Human => {
                let table = briefing_engine::gauge::table(&rows, self.reporter.lang());
                outputs::print(format!("{}\n\n{table}\n", plain(&name)).as_bytes())?;
            }
            Findings::Short => {}
            Findings::Json if rows.is_empty() => {}
            Findings::Json => self.tables.push((name, rows)),
        }
        Ok(())
    }

    /// Reports how many findings there are, and returns how the run ended.
    pub(super) fn close(self) -> Result<Outcome> {
        let lang = self.reporter.lang();
        match self.format {
            Findings::Human => self.reporter.line(&self.tally.line(self.issues, lang)),
            Findings::Short => {}
            Findings::Json => {
                let json = findings::json(&self.kept, &self.tables, &self.tally, lang);
                outputs::print(&json)?;
            }
        }
        if let Some(reason) = self.reporter.lost() {
            let path = "standard output".into();
            return Err(Problem::Access { action: "write to", path, reason: reason.clone() }.into());
        }
        Ok(match self.tally.worst(self.fatal) {
            Some(kind) => Outcome::Failed(kind),
            None => Outcome::Done,
        })
    }
}
