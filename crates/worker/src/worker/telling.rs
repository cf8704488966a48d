//! Faults as a worker passes them on: each with the field that it lies in.

use briefing_text::manuscript::Manuscript;
use briefing_values::diagnostic::Diagnostic;
use briefing_values::error::Fault;

/// How many faults are passed on: more than anyone mends before looking again.
const MOST: usize = 500;

/// Faults as they are told.
#[derive(Default)]
pub(super) struct Telling(pub(super) Vec<Diagnostic>);

impl Telling {
    /// Returns faults as they are told; the manuscript knows the fields.
    pub(super) fn of(faults: &[Fault], manuscript: Option<&Manuscript>) -> Self {
        let faults = &faults[..faults.len().min(MOST)];
        let mut told = Diagnostic::all(faults);
        for (diagnostic, fault) in told.iter_mut().zip(faults) {
            let place = fault.place.as_ref();
            // A field that is missing stands nowhere; its table does.
            diagnostic.lies_in(manuscript.zip(place).and_then(|(it, place)| it.field_at(place)));
        }
        Self(told)
    }
}
