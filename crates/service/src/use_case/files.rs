//! The files of published issues, unchanged.

use std::sync::Arc;

use briefing_archive::archive::Archive;
use briefing_archive::lock::Lock;
use briefing_values::error;
use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::IssueId;
use briefing_worker::job::{About, Draw};

use crate::archive_cache::Holding;
use crate::guard::Caller;
use crate::office::Shared;
use crate::refusal::Refusal;

/// Returns a revision of an issue, and its PDF.
pub(crate) async fn record(
    office: &Shared,
    id: IssueId,
    revision: Option<u32>,
) -> Result<(Arc<Holding>, Vec<u8>), Refusal> {
    object(office, id, revision, |_, lock| Ok(lock.output.sha256)).await
}

/// Returns a revision of an issue, and the file that it was made from, as its editor left it: with remarks and
/// private notes, so it is for editors.
pub(crate) async fn source(
    office: &Shared,
    id: IssueId,
    revision: Option<u32>,
) -> Result<(Arc<Holding>, Vec<u8>), Refusal> {
    object(office, id, revision, |_, lock| Ok(lock.inputs.file.sha256)).await
}

/// Returns a revision of an issue, and its fair copy.
pub(crate) async fn fair_copy(
    office: &Shared,
    id: IssueId,
    revision: Option<u32>,
) -> Result<(Arc<Holding>, Vec<u8>), Refusal> {
    object(office, id, revision, |archive, lock| Ok(archive.inputs(lock)?.data.sha256)).await
}

async fn object(
    office: &Shared,
    id: IssueId,
    revision: Option<u32>,
    which: fn(&Archive, &Lock) -> error::Result<Fingerprint>,
) -> Result<(Arc<Holding>, Vec<u8>), Refusal> {
    office
        .blocking(move |office| {
            let holding = office.archive_cache.holding(&office.archive, id, revision)?;
            let bytes = office.archive.object(which(&office.archive, &holding.lock)?)?;
            Ok((holding, bytes.to_vec()))
        })
        .await
}

/// Draws a page of a revision, counted from 1, at `ppi` pixels per inch. Once drawn, it is kept for a
/// while.
pub(crate) async fn page(
    office: &Shared,
    caller: &Caller,
    holding: &Holding,
    page: u32,
    ppi: f32,
) -> Result<Vec<u8>, Refusal> {
    if page == 0 || page > holding.lock.output.pages {
        return Err(Refusal::absent());
    }
    let leaf = format!("{}-{page}-{ppi}", holding.lock.output.sha256);
    if let Some(bytes) = office.leaves.get(&leaf) {
        return Ok(bytes.to_vec());
    }
    let entry = &holding.entry;
    let (_, file) = record(office, entry.issue, Some(entry.revision)).await?;
    let about = About { name: entry.lock_name(), file, ..About::default() };
    let made = office.make(caller.turn(), Draw { page, ppi }, about).await?;
    let bytes = made.file()?;
    office.leaves.put(leaf, bytes.clone());
    Ok(bytes)
}
