//! Faults as a worker passes them on: each with the field that it lies in.

use briefing_text::manuscript::Manuscript;
use briefing_values::error::Fault;

use crate::job::Diagnostic;

/// How many faults are passed on: more than anyone mends before looking again.
const MOST: usize = 500;

/// Faults in words.
#[derive(Default)]
pub(super) struct Telling(pub(super) Vec<Diagnostic>);

impl Telling {
    /// Returns faults in words; the manuscript knows the fields.
    pub(super) fn of(faults: &[Fault], manuscript: Option<&Manuscript>) -> Self {
        let told = |fault: &Fault| {
            let at = || manuscript?.field_at(fault.place.as_ref()?);
            // A field that is missing stands nowhere; its table does.
            Diagnostic::of(fault, fault.problem.field().or_else(at))
        };
        Self(faults.iter().take(MOST).map(told).collect())
    }
}
