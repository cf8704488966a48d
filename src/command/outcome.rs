//! How commands end.

use briefing_values::error::Kind;

/// How a command ended, once it has reported everything.
pub(super) enum Outcome {
    /// Everything is done.
    Done,
    /// Something failed, and was reported.
    Failed(Kind),
}
