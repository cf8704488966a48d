//! Faults as a worker passes them on: each with the field that it is in.

use briefing_text::manuscript::Manuscript;
use briefing_values::diagnostic::Diagnostic;
use briefing_values::error::Fault;

/// The maximum number of faults passed on: more than anyone fixes before checking again.
const MOST: usize = 500;

/// Faults as diagnostics.
#[derive(Default)]
pub(super) struct Telling(pub(super) Vec<Diagnostic>);

impl Telling {
    /// Returns faults as diagnostics; the manuscript knows the fields.
    pub(super) fn of(faults: &[Fault], manuscript: Option<&Manuscript>) -> Self {
        let faults = &faults[..faults.len().min(MOST)];
        let mut told = Diagnostic::all(faults);
        let fields = manuscript.filter(|_| !faults.is_empty()).map(Manuscript::field_places);
        for (diagnostic, fault) in told.iter_mut().zip(faults) {
            let place = fault.place.as_ref();
            // A missing field has no place in the file, but its table does.
            diagnostic.lies_in(fields.as_ref().zip(place).and_then(|(it, place)| it.at(place)));
        }
        Self(told)
    }
}
