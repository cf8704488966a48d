//! `briefing check`: everything that is wrong with issues, or worth a look.

use std::path::PathBuf;

use briefing_desk::Desk;
use briefing_desk::examine::Examined;
use briefing_desk::order::{Order, Proofed};
use briefing_engine::gauge::Row;
use briefing_engine::house::HOUSE_FILE;
use briefing_engine::press::Warnings;
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Fault, Kind, Result, Severity};
use briefing_values::issue::Issue;

use crate::args::{CheckArgs, Findings};

use super::Outcome;
use super::inputs::Input;
use super::ledger::Ledger;
use super::mend::{self, Mending};
use super::plan::{contradiction, root_of};
use super::report::Reporter;

/// What is checked, and how.
struct Plan {
    desk: Desk,
    inputs: Vec<Input>,
    depth: Depth,
    mending: Mending,
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
        if args.dry_run && args.format == Findings::Json {
            return Err(contradiction("--dry-run shows a difference, which is no JSON"));
        }
        let mending = match (args.fix, args.dry_run) {
            (false, _) => Mending::None,
            (true, true) => Mending::Shown,
            (true, false) => Mending::Done,
        };
        Ok(Self {
            desk: Desk::open(root_of(&inputs, root)?)?,
            inputs,
            depth: if args.page { Depth::Pages } else { Depth::Text },
            mending,
        })
    }
}

/// Checks the issues that the command line names.
pub(super) fn run(args: &CheckArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<Outcome> {
    let mut ledger = Ledger::new(args, reporter);
    match Plan::new(args, root) {
        Ok(plan) => round(&plan, reporter, &mut ledger)?,
        Err(error) if error.kind() == Kind::CommandLine => return Err(error),
        // What is wrong with the house is told as what is wrong with an issue.
        Err(error) => ledger.tell(HOUSE_FILE.into(), error.faults)?,
    }
    ledger.close()
}

/// Checks issue after issue, and then all of them against each other.
fn round(plan: &Plan, reporter: &Reporter, ledger: &mut Ledger<'_>) -> Result<()> {
    let mut sound = Vec::new();
    for input in &plan.inputs {
        match check(plan, input, reporter) {
            Ok(checked) => {
                sound.extend(checked.issue.filter(|_| plan.inputs.len() > 1));
                ledger.add(input.name(), checked.faults)?;
                if plan.depth == Depth::Pages {
                    ledger.measured(input.name(), checked.rows)?;
                }
            }
            Err(error) => ledger.add(input.name(), error.faults)?,
        }
    }
    ledger.tell(String::new(), briefing_desk::examine::compare(&sound))
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
        let mut faults = [pages.remarks.clone(), measured].concat();
        briefing_desk::examine::in_order(&mut faults);
        Ok((rows, faults))
    };
    let (rows, faults) = match plan.desk.render(&copy, &order, &mut |_| {}, measure) {
        Ok(measured) => measured,
        Err(error) => (Vec::new(), [faults, error.faults].concat()),
    };
    Ok(Checked { faults, rows, issue })
}
