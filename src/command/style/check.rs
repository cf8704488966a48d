//! Reports what is wrong with styles.

use briefing_desk::Desk;
use briefing_values::error::{Kind, Result, Severity};

use crate::command::outcome::Outcome;
use crate::command::report::Reporter;

use super::choice::chosen;

/// Reports what is wrong with styles.
pub(super) fn check(desk: &Desk, names: &[String], reporter: &Reporter) -> Result<Outcome> {
    let mut failed = false;
    for name in chosen(desk.house(), names, reporter)? {
        let faults = match desk.inspect_style(&name) {
            Ok(faults) => faults,
            Err(error) => error.faults,
        };
        failed |= faults.iter().any(|fault| fault.severity == Severity::Error);
        reporter.faults(&faults);
        let count = faults.len().to_string();
        let said = if faults.is_empty() { "style-sound" } else { "style-faults" };
        reporter.say(said, &[("name", &name), ("count", &count)]);
    }
    Ok(if failed { Outcome::Failed(Kind::Template) } else { Outcome::Done })
}
