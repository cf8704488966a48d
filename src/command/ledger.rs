//! What a run of `check` has found so far, said in the way that was asked for.

use crate::args::{CheckArgs, Findings};
use crate::desk::{self, Row};
use crate::error::{Fault, Result, Severity};

use super::excerpt::plain;
use super::findings::{self, Tally};
use super::report::Reporter;
use super::{Outcome, outputs};

/// The findings of a run. People and line tools are told at once; JSON is one piece at the end.
pub(super) struct Ledger<'r> {
    reporter: &'r Reporter,
    format: Findings,
    /// The least grave of the findings that are told.
    least: Severity,
    /// The least grave of those with which the program fails.
    fatal: Severity,
    issues: usize,
    tally: Tally,
    /// What is told at the end, under the name of each issue.
    kept: Vec<(String, Vec<Fault>)>,
    /// What pages measure, likewise.
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
        faults.retain(|fault| fault.severity >= self.least);
        self.tally.add(&faults);
        match self.format {
            Findings::Human => self.reporter.faults(&faults),
            Findings::Short => {
                let lines = findings::short(&faults, Some(&name), self.reporter.lang());
                outputs::print(lines.as_bytes())?;
            }
            Findings::Json => self.kept.push((name, faults)),
        }
        Ok(())
    }

    /// Adds what the pages of an issue measure.
    pub(super) fn measured(&mut self, name: String, rows: Vec<Row>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        match self.format {
            Findings::Human => {
                let table = desk::table(&rows, self.reporter.lang());
                outputs::print(format!("{}\n\n{table}\n", plain(&name)).as_bytes())?;
            }
            Findings::Short => {}
            Findings::Json => self.tables.push((name, rows)),
        }
        Ok(())
    }

    /// Says how many findings there are, and how the run ends.
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
        Ok(match self.tally.worst(self.fatal) {
            Some(kind) => Outcome::Failed(kind),
            None => Outcome::Done,
        })
    }
}
