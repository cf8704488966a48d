//! Publishing an issue: set in a worker, filed here, once and for ever.

use briefing_archive::archive::{Moment, Policy, Published, Statement};
use briefing_archive::lock::Lock;
use briefing_desk::record::publish::Handover;
use briefing_values::clock;
use briefing_values::diagnostic::Diagnostic;
use briefing_values::error::codes;
use briefing_values::issue::IssueId;
use briefing_worker::job::Submit;

use crate::bundle::Bundle;
use crate::office::{Office, Shared};
use crate::refusal::Refusal;
use crate::store::{JobState, now};

/// What is asked for with an issue.
pub(crate) struct Publication {
    /// Which issue it is said to be.
    pub(crate) id: Option<IssueId>,
    /// What to do where there is one already.
    pub(crate) policy: Policy,
    /// Who publishes it.
    pub(crate) by: String,
    /// Why.
    pub(crate) reason: Option<String>,
    /// What else is to be noted.
    pub(crate) note: Option<String>,
}

/// Sets an issue in the pool, and publishes what came of it. The store notes that it was begun, so
/// that a server that was killed knows afterwards what it was at.
pub(crate) async fn publish(
    office: &Shared,
    bundle: Bundle,
    publication: Publication,
) -> Result<(Published, Lock, Vec<Diagnostic>), Refusal> {
    let (json, about) = bundle.about();
    let made = office.make(Submit, about).await.map_err(|it| it.of(json))?;
    let handover = Handover { lock: made.answer.lock, objects: made.files };
    let said = Lock::read("lock.toml", &handover.lock)?.issue.id;
    if let Some(id) = publication.id.filter(|id| *id != said) {
        let words = vec![("id", id.to_string()), ("said", said.to_string())];
        return Err(Refusal::noted(codes::service::OTHER_ISSUE, words));
    }
    let (published, lock) =
        office.blocking(move |office| file(office, &handover, said, publication)).await?;
    Ok((published, lock, made.remarks))
}

/// Takes an edition into the archive.
fn file(
    office: &Office,
    handover: &Handover,
    id: IssueId,
    publication: Publication,
) -> briefing_values::error::Result<(Published, Lock)> {
    let Publication { policy, by, reason, note, .. } = publication;
    let job = office.store.begin_job("publish", &id.stem(), &by, now())?;
    let time = Moment::after_1970(clock::seconds());
    let statement = Statement { time, by, reason: said(reason), note: said(note) };
    let published = handover.publish(&office.house()?, &office.archive, policy, statement, None);
    let (state, answer) = match &published {
        Ok(published) => {
            (JobState::Done, format!("{{\"revision\": {}}}", published.entry().revision))
        }
        Err(_) => (JobState::Failed, "{}".to_owned()),
    };
    // What the archive has taken is published, whatever the store says.
    if office.store.end_job(job, state, &answer, now()).is_err() {
        tracing::error!(job, "the end of a job could not be noted");
    }
    let published = published?;
    let lock = office.archive.lock(published.entry())?;
    Ok((published, lock))
}

/// Returns what somebody said, if it is anything.
fn said(words: Option<String>) -> Option<String> {
    words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
}
