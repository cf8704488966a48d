//! `briefing repair`: restores what is missing or damaged from another copy of the archive.

use std::path::Path;

use briefing_archive::archive::{Archive, Repaired, Scope};
use briefing_values::error::{Kind, Result};

use crate::args::RepairArgs;

use super::outcome::Outcome;
use super::report::Reporter;
use super::{holdings, outputs};
use briefing_desk::record::testimony::Testimony;

/// Restores what the other copy still has, lists it, and reports what is left.
pub(super) fn run(args: &RepairArgs, root: Option<&Path>, reporter: &Reporter) -> Result<Outcome> {
    let archive = holdings::open(&args.archive, root)?;
    let from = Archive::open(args.from.clone())?;
    let Repaired { restored, .. } = briefing_desk::record::verify::repair(&archive, &from)?;
    let names: Vec<_> = restored.iter().map(|name| archive.folder().join(name)).collect();
    outputs::name(&names)?;
    let now = briefing_desk::record::verify::verify(&archive, &Scope::All, &[])?;
    if now.is_sound() {
        reporter.say("repaired", &[("count", &restored.len().to_string())]);
        return Ok(Outcome::Done);
    }
    reporter.faults(&Testimony::new(&archive, &now, None).faults);
    Ok(Outcome::Failed(Kind::Damage))
}
