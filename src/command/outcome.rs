//! How commands end.

use briefing_values::error::Kind;

/// How a command ended, after it said what there was to say.
pub(super) enum Outcome {
    /// All is done.
    Done,
    /// Something failed, and was reported.
    Failed(Kind),
}
