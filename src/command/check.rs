//! `briefing check`: reports everything that is wrong with issues, or worth a look.

use std::path::PathBuf;

use briefing_desk::Desk;
use briefing_desk::check::{Checked, Depth};
use briefing_engine::house::HOUSE_FILE;
use briefing_values::error::{Kind, Result};

use crate::args::{CheckArgs, Findings};

use super::inputs::Input;
use super::ledger::Ledger;
use super::mend::{self, Mending};
use super::outcome::Outcome;
use super::plan::{contradiction, root_of};
use super::report::Reporter;

/// What is checked, and how.
struct CheckPlan {
    desk: Desk,
    inputs: Vec<Input>,
    depth: Depth,
    mending: Mending,
}

impl CheckPlan {
    fn new(args: &CheckArgs, root: Option<PathBuf>) -> Result<Self> {
        let inputs = Input::all(&args.inputs)?;
        if args.fix && inputs.contains(&Input::Pipe) {
            return Err(contradiction(
                "--fix rewrites files, so it cannot be used with standard input",
            ));
        }
        if args.dry_run && args.format == Findings::Json {
            return Err(contradiction(
                "--dry-run prints a diff, so it cannot be combined with --format json",
            ));
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

/// Checks the issues named on the command line.
pub(super) fn run(args: &CheckArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<Outcome> {
    let mut ledger = Ledger::new(args, reporter);
    match CheckPlan::new(args, root) {
        Ok(plan) => round(&plan, reporter, &mut ledger)?,
        Err(error) if error.kind() == Kind::CommandLine => return Err(error),
        // Problems with the house are reported like problems with an issue.
        Err(error) => ledger.tell(HOUSE_FILE.into(), error.faults)?,
    }
    ledger.close()
}

/// Checks the issues one by one, then all of them against each other.
fn round(plan: &CheckPlan, reporter: &Reporter, ledger: &mut Ledger<'_>) -> Result<()> {
    let mut sound = Vec::new();
    for input in &plan.inputs {
        match mend::mend(&plan.desk, input, plan.mending, reporter) {
            Ok(source) => {
                let Checked { manuscript, issue, faults, rows } =
                    plan.desk.check(&source, plan.depth);
                let compared = issue.filter(|_| plan.inputs.len() > 1);
                sound.extend(compared.map(|issue| (manuscript, issue)));
                ledger.add(input.name(), faults)?;
                if plan.depth == Depth::Pages {
                    ledger.measured(input.name(), rows)?;
                }
            }
            Err(error) => ledger.add(input.name(), error.faults)?,
        }
    }
    ledger.tell(String::new(), briefing_desk::examine::compare(&sound))
}
