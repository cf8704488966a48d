//! `briefing check`: everything that is wrong with issues, or worth a look.

use std::path::PathBuf;

use crate::args::{CheckArgs, Findings};
use crate::desk::{Desk, Examined, Order, Warnings};
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
    let mut tally = Tally::default();
    let mut all = Vec::new();
    for input in &plan.inputs {
        let faults = match check(&plan, input, reporter) {
            Ok(faults) => faults,
            Err(error) => error.faults,
        };
        let faults: Vec<_> =
            faults.into_iter().filter(|fault| fault.severity >= plan.least).collect();
        tally.add(&faults);
        match plan.format {
            Findings::Human => reporter.faults(&faults),
            Findings::Short => {
                outputs::print(findings::short(&faults, reporter.lang()).as_bytes())?
            }
            Findings::Json => all.extend(faults),
        }
    }
    match plan.format {
        Findings::Human => reporter.line(&tally.line(plan.inputs.len(), reporter.lang())),
        Findings::Short => {}
        Findings::Json => outputs::print(&findings::json(&all, &tally, reporter.lang()))?,
    }
    Ok(match tally.worst(plan.fatal) {
        Some(kind) => Outcome::Failed(kind),
        None => Outcome::Done,
    })
}

/// Returns what is found in one issue, after it has been mended.
fn check(plan: &Plan, input: &Input, reporter: &Reporter) -> Result<Vec<Fault>> {
    let copy = mend::mend(&plan.desk, input, plan.mending, reporter)?;
    let examined = plan.desk.examine(&copy);
    let sound = examined.faults.iter().all(|fault| fault.severity < Severity::Error);
    if plan.depth == Depth::Text || !sound {
        return Ok(examined.faults);
    }
    let Examined { faults: remarks, .. } = examined;
    let order = Order { warnings: Warnings::Allow, ..Order::default() };
    let set = plan.desk.render(&copy, order, &mut |_| {}, |pages| Ok(pages.remarks.clone()));
    match set {
        Ok(faults) => Ok(faults),
        Err(error) => Ok([remarks, error.faults].concat()),
    }
}

impl Tally {
    /// Returns the kind that decides the exit code, if a finding is as grave as `fatal`.
    fn worst(&self, fatal: Severity) -> Option<Kind> {
        self.kinds.iter().filter(|(severity, _)| *severity >= fatal).map(|(_, kind)| *kind).max()
    }
}
