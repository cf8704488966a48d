//! What was made of a job, or what stopped it.

use briefing_values::error::Error;

use crate::job::Done;

use super::telling::Telling;

/// What came of a job, the files that were made, and what there is to say of the issue.
pub(super) struct Made {
    pub(super) done: Done,
    pub(super) files: Vec<Vec<u8>>,
    pub(super) remarks: Telling,
}

impl Made {
    /// Returns what came of a job that is about no issue.
    pub(super) fn of(done: impl Into<Done>, files: Vec<Vec<u8>>) -> Self {
        Self { done: done.into(), files, remarks: Telling::default() }
    }
}

/// Returns what stopped a job that is about no issue.
#[expect(clippy::needless_pass_by_value, reason = "errors are handed to it by `map_err`")]
pub(super) fn plain(error: Error) -> Telling {
    Telling::of(&error.faults, None)
}
