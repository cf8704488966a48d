//! The result of a job, or the faults that stopped it.

use briefing_values::error::Error;

use crate::job::Done;

use super::telling::Telling;

/// The result of a job, the files that were made, and the remarks on the issue.
pub(super) struct Made {
    pub(super) done: Done,
    pub(super) files: Vec<Vec<u8>>,
    pub(super) remarks: Telling,
}

impl Made {
    /// Returns the result of a job that is not about an issue.
    pub(super) fn of(done: impl Into<Done>, files: Vec<Vec<u8>>) -> Self {
        Self { done: done.into(), files, remarks: Telling::default() }
    }
}

/// Returns the faults that stopped a job that is not about an issue.
#[expect(clippy::needless_pass_by_value, reason = "errors are handed to it by `map_err`")]
pub(super) fn plain(error: Error) -> Telling {
    Telling::of(&error.faults, None)
}
