//! Verifies and regenerates what is in the archive.

use std::time::Duration;

use briefing_values::issue::IssueId;
use briefing_worker::job::{About, Regenerate, Regenerated, Verified, Verify};
use briefing_worker::pool::Turn;

use crate::guard::Caller;
use crate::office::{Made, Office};
use crate::refusal::Refusal;

/// How long the verification of the whole archive may take.
const LONG: Duration = Duration::from_hours(1);

/// Verifies all revisions of an issue.
pub(crate) async fn of_issue(
    office: &Office,
    caller: &Caller,
    id: IssueId,
) -> Result<Made<Verified>, Refusal> {
    office.make(caller.turn(), Verify { which: vec![id.stem()] }, About::default()).await
}

/// Verifies every file of the archive.
pub(crate) async fn of_everything(
    office: &Office,
    caller: &Caller,
) -> Result<Made<Verified>, Refusal> {
    let turn = Turn { stays: true, ..caller.turn() };
    office.make_within(turn, Verify { which: Vec::new() }, About::default(), LONG).await
}

/// Regenerates a revision; the only file of the answer is the record.
pub(crate) async fn set_again(
    office: &Office,
    caller: &Caller,
    id: IssueId,
    revision: u32,
) -> Result<Made<Regenerated>, Refusal> {
    office.make(caller.turn(), Regenerate { id: id.stem(), revision }, About::default()).await
}
