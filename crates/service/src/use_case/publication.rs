//! Publishes an issue: it is set in a worker, and filed here once and for all.

use briefing_archive::archive::{Moment, Policy, Published, Statement};
use briefing_archive::lock::Lock;
use briefing_desk::record::publish::Handover;
use briefing_values::clock;
use briefing_values::diagnostic::Diagnostic;
use briefing_values::error::codes;
use briefing_values::issue::IssueId;
use briefing_worker::job::Submit;

use crate::bundle::Bundle;
use crate::guard::Caller;
use crate::office::{Office, Shared};
use crate::refusal::Refusal;
use crate::store::{JobState, now};

/// What a request says about the publication of an issue.
pub(crate) struct Publication {
    /// The issue that the request names.
    pub(crate) id: Option<IssueId>,
    /// What to do if the issue has been published before.
    pub(crate) policy: Policy,
    /// The reason.
    pub(crate) reason: Option<String>,
    /// Anything else to note.
    pub(crate) note: Option<String>,
}

/// Sets an issue in the pool, and publishes the result. The store records the start, so that a server that
/// was killed knows afterwards what it was doing.
pub(crate) async fn publish(
    office: &Shared,
    caller: &Caller,
    bundle: Bundle,
    publication: Publication,
) -> Result<(Published, Lock, Vec<Diagnostic>), Refusal> {
    let (json, about) = bundle.about();
    let made = office.make(caller.turn(), Submit, about).await.map_err(|it| it.of(json))?;
    let handover = Handover { lock: made.answer.lock, objects: made.files };
    let said = Lock::read("lock.toml", &handover.lock)?.issue.id;
    if let Some(id) = publication.id.filter(|id| *id != said) {
        let words = vec![("id", id.to_string()), ("said", said.to_string())];
        return Err(Refusal::noted(codes::service::OTHER_ISSUE, words));
    }
    let (by, accounts) = (caller.user.name.clone(), caller.has_account);
    let filed = move |office: &Office| {
        let remarks = Diagnostic::all(&handover.out_of_sequence(&office.archive)?);
        let (published, lock) = file(office, &handover, said, (publication, by, accounts))?;
        Ok((published, lock, remarks))
    };
    let (published, lock, more) = office.blocking(filed).await?;
    Ok((published, lock, made.remarks.into_iter().chain(more).collect()))
}

/// Files an edition in the archive.
fn file(
    office: &Office,
    handover: &Handover,
    id: IssueId,
    (publication, by, accounts): (Publication, String, bool),
) -> briefing_values::error::Result<(Published, Lock)> {
    let Publication { policy, reason, note, .. } = publication;
    let job = office.store.begin_job("publish", &id.stem(), &by, now())?;
    let time = Moment::after_1970(clock::seconds());
    let statement = Statement { time, by, reason: said(reason), note: said(note), accounts };
    let published = handover.publish(&office.house()?, &office.archive, policy, statement, None);
    let (state, answer) = match &published {
        Ok(published) => {
            (JobState::Done, format!("{{\"revision\": {}}}", published.entry().revision))
        }
        Err(_) => (JobState::Failed, "{}".to_owned()),
    };
    // What is in the archive is published, whatever the store says.
    if office.store.end_job(job, state, &answer, now()).is_err() {
        tracing::error!(job, "the end of a job could not be noted");
    }
    let published = published?;
    let lock = office.archive.lock(published.entry())?;
    Ok((published, lock))
}

/// Returns the words, trimmed, or `None` if there are none.
fn said(words: Option<String>) -> Option<String> {
    words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
}
