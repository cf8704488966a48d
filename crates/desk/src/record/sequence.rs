//! The sequence of an archive: a later number is not printed before an earlier one.

use briefing_archive::archive::Archive;
use briefing_archive::lock::{Lock, Subject};
use briefing_values::error::{Fault, Problem, Result, codes};

use super::publish::Handover;

impl Handover {
    /// Returns a warning for each neighbour in the archive, by number, whose print date contradicts that of the edition.
    ///
    /// # Errors
    /// A lock that cannot be read; a damaged archive.
    pub fn out_of_sequence(&self, archive: &Archive) -> Result<Vec<Fault>> {
        let own = Lock::read("lock.toml", &self.lock)?.issue;
        let log = archive.log()?;
        let others = log
            .latest()
            .into_iter()
            .filter(|entry| entry.issue.series == own.id.series && entry.issue.is_like(own.id));
        let (before, after): (Vec<_>, Vec<_>) =
            others.filter(|entry| entry.issue != own.id).partition(|entry| entry.issue < own.id);
        let mut faults = Vec::new();
        for entry in before.last().into_iter().chain(after.first()) {
            let other = archive.lock(entry)?.issue;
            let (first, second) = if other.id < own.id { (&other, &own) } else { (&own, &other) };
            if second.print_date < first.print_date {
                faults.push(warning(second, first));
            }
        }
        Ok(faults)
    }
}

/// Returns the warning that an issue is dated before one with a smaller number.
fn warning(issue: &Subject, earlier: &Subject) -> Fault {
    let words = vec![
        ("case", "run".to_owned()),
        ("issue", issue.called()),
        ("other", earlier.called()),
        ("date", issue.print_date.in_words()),
        ("print", earlier.print_date.in_words()),
    ];
    Problem::Noted { code: codes::structure::DATE_ORDER, words }.into()
}
