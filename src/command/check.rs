//! `briefing check`: everything that is wrong with issues, or worth a look.

use std::path::PathBuf;

use crate::args::{CheckArgs, Findings};
use crate::desk::{self, Desk, Examined, Issue, Manuscript, Order, Proofed, Row, Warnings};
use crate::error::{Fault, Kind, Result, Severity};

use super::findings::{self, Tally};
use super::inputs::Input;
use super::mend::{self, Mending};
use super::plan::{contradiction, root_of};
use super::report::Reporter;
use super::{Outcome, outputs};

/// What becomes of the findings.
struct Plan {
    desk: Desk,
    inputs: Vec<Input>,
    format: Findings,
    depth: Depth,
    mending: Mending,
    least: Severity,
    fatal: Severity,
}

/// How far an issue is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// As far as the text.
    Text,
    /// As far as the pages.
    Pages,
}

impl Plan {
    fn new(args: &CheckArgs, root: Option<PathBuf>) -> Result<Self> {
        let inputs = Input::all(&args.inputs)?;
        if args.fix && inputs.contains(&Input::Pipe) {
            return Err(contradiction("--fix writes files; standard input is none"));
        }
        let mending = match (args.fix, args.dry_run) {
            (false, _) => Mending::None,
            (true, true) => Mending::Shown,
            (true, false) => Mending::Done,
        };
        Ok(Self {
            desk: Desk::open(root_of(&inputs, root)?)?,
            inputs,
            format: args.format,
            depth: if args.page { Depth::Pages } else { Depth::Text },
            mending,
            least: if args.no_hints { Severity::Warning } else { Severity::Hint },
            fatal: if args.strict { Severity::Warning } else { Severity::Error },
        })
    }
}

/// Checks the issues that the command line names.
pub(super) fn run(args: &CheckArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<Outcome> {
    let plan = Plan::new(args, root)?;
    let mut round = Round {
        plan: &plan,
        reporter,
        tally: Tally::default(),
        findings: Vec::new(),
        tables: Vec::new(),
    };
    let mut sound = Vec::new();
    for input in &plan.inputs {
        match check(&plan, input, reporter) {
            Ok(checked) => {
                sound.extend(checked.issue.filter(|_| plan.inputs.len() > 1));
                round.take(checked.faults)?;
                round.measured(input.name(), checked.rows)?;
            }
            Err(error) => round.take(error.faults)?,
        }
    }
    round.take(desk::compare(&sound))?;
    round.end()
}

/// The findings of a run, told as they come.
struct Round<'a> {
    plan: &'a Plan,
    reporter: &'a Reporter,
    tally: Tally,
    /// What is told at the end, in one piece.
    findings: Vec<Fault>,
    tables: Vec<(String, Vec<Row>)>,
}

impl Round<'_> {
    /// Tells some findings.
    fn take(&mut self, faults: Vec<Fault>) -> Result<()> {
        let grave = |fault: &Fault| fault.severity >= self.plan.least;
        let faults: Vec<_> = faults.into_iter().filter(grave).collect();
        self.tally.add(&faults);
        match self.plan.format {
            Findings::Human => self.reporter.faults(&faults),
            Findings::Short => {
                outputs::print(findings::short(&faults, self.reporter.lang()).as_bytes())?;
            }
            Findings::Json => self.findings.extend(faults),
        }
        Ok(())
    }

    /// Tells what the pages of an issue measure.
    fn measured(&mut self, name: String, rows: Vec<Row>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        match self.plan.format {
            Findings::Human => {
                let table = desk::table(&rows, self.reporter.lang());
                outputs::print(format!("{name}\n\n{table}\n").as_bytes())?;
            }
            Findings::Short => {}
            Findings::Json => self.tables.push((name, rows)),
        }
        Ok(())
    }

    /// Says how many there were.
    fn end(self) -> Result<Outcome> {
        let lang = self.reporter.lang();
        match self.plan.format {
            Findings::Human => {
                self.reporter.line(&self.tally.line(self.plan.inputs.len(), lang));
            }
            Findings::Short => {}
            Findings::Json => {
                let Self { findings, tables, tally, .. } = &self;
                outputs::print(&findings::json(findings, tables, tally, lang))?;
            }
        }
        let worst = self.tally.worst(self.plan.fatal);
        Ok(worst.map_or(Outcome::Done, Outcome::Failed))
    }
}

/// What is found in one issue.
struct Checked {
    faults: Vec<Fault>,
    /// What its pages measure, if they were asked for.
    rows: Vec<Row>,
    /// The issue and what it was read from, if it can be set.
    issue: Option<(Manuscript, Issue)>,
}

/// Checks one issue, after it has been mended.
fn check(plan: &Plan, input: &Input, reporter: &Reporter) -> Result<Checked> {
    let copy = mend::mend(&plan.desk, input, plan.mending, reporter)?;
    let Examined { manuscript, issue, faults, .. } = plan.desk.examine(&copy);
    let sound = faults.iter().all(|fault| fault.severity < Severity::Error);
    let issue = sound.then_some((manuscript, issue));
    if plan.depth == Depth::Text || !sound {
        return Ok(Checked { faults, rows: Vec::new(), issue });
    }
    let order = Order { warnings: Warnings::Allow, ..Order::default() };
    let measure = |pages: &Proofed| {
        let (rows, measured) = plan.desk.measure(pages)?;
        Ok((rows, [pages.remarks.clone(), measured].concat()))
    };
    let (rows, faults) = match plan.desk.render(&copy, order, &mut |_| {}, measure) {
        Ok(measured) => measured,
        Err(error) => (Vec::new(), [faults, error.faults].concat()),
    };
    Ok(Checked { faults, rows, issue })
}

impl Tally {
    /// Returns the kind that decides the exit code, if a finding is as grave as `fatal`.
    fn worst(&self, fatal: Severity) -> Option<Kind> {
        self.kinds.iter().filter(|(severity, _)| *severity >= fatal).map(|(_, kind)| *kind).max()
    }
}
