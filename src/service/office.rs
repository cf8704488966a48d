//! The office (办公室): what all requests share, and the ways from a request to its work.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use tokio::sync::oneshot;

use crate::cabinet::Cabinet;
use crate::clock;
use crate::credential;
use crate::desk::{Archive, IssueId};
use crate::error::{self, Error};
use crate::house::House;
use crate::job::{About, Answer, Diagnostic, Job, Said};
use crate::workshop::{Full, Outcome, Workshop};

use super::Settings;
use super::guard::Attempts;
use super::leaves::Leaves;
use super::metrics::Metrics;
use super::refusal::Refusal;
use super::shelf::{Holding, Shelf};

/// What all requests share.
pub(super) struct Office {
    pub(super) cabinet: Cabinet,
    pub(super) workshop: Workshop,
    pub(super) archive: Archive,
    pub(super) shelf: Shelf,
    pub(super) leaves: Leaves,
    pub(super) metrics: Metrics,
    pub(super) attempts: Attempts,
    pub(super) root: Option<PathBuf>,
    pub(super) patience: Duration,
    /// What every form carries while nobody has an account.
    pub(super) form_key: String,
    /// The address by which browsers reach the service through a proxy.
    pub(super) origin: Option<String>,
}

/// The office, as every request holds it.
pub(super) type Shared = Arc<Office>;

/// What a job has made: files, what is to be said of them, and what else there is to say.
pub(super) struct Made {
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) remarks: Vec<Diagnostic>,
    pub(super) about: About,
}

impl Office {
    pub(super) fn new(
        settings: &Settings,
        cabinet: Cabinet,
        workshop: Workshop,
        archive: Archive,
    ) -> error::Result<Shared> {
        Ok(Arc::new(Self {
            cabinet,
            workshop,
            archive,
            shelf: Shelf::default(),
            leaves: Leaves::default(),
            metrics: Metrics::default(),
            attempts: Attempts::default(),
            root: settings.root.clone(),
            patience: settings.patience,
            form_key: credential::key()?,
            origin: settings.origin.clone(),
        }))
    }

    /// Has a job done in the workshop.
    pub(super) async fn make(&self, job: Job) -> Result<Made, Refusal> {
        let Answer { said, files, .. } = self.answer(job).await?;
        match said {
            Said::Done { remarks, about } => Ok(Made { files, remarks, about }),
            Said::Refused { exit, faults, .. } => Err(Refusal::told(exit, faults)),
        }
    }

    async fn answer(&self, job: Job) -> Result<Answer, Refusal> {
        let (sender, receiver) = oneshot::channel();
        let until = clock::now() + self.patience;
        // Whoever asked may be gone by then.
        let reply = move |outcome| drop(sender.send(outcome));
        self.workshop.submit(job, until, reply).map_err(|Full| Refusal::busy())?;
        match receiver.await {
            Ok(Outcome::Answered(answer)) => Ok(*answer),
            Ok(Outcome::Died(how)) => {
                tracing::warn!(how = how.escape_debug().to_string(), "a worker died of a job");
                let how = how.split(": ").next().unwrap_or_default().to_owned();
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                Err(Refusal::noted(status, "service/too-much", vec![("how", how)]))
            }
            Ok(Outcome::OutOfTime) | Err(_) => Err(Refusal::out_of_time(self.patience)),
        }
    }

    /// Does something that waits for a disk, beside the threads that wait for the network.
    pub(super) async fn aside<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> error::Result<T> + Send + 'static,
    ) -> Result<T, Refusal> {
        let office = self.clone();
        match tokio::task::spawn_blocking(move || work(&office)).await {
            Ok(done) => done.map_err(Refusal::from),
            Err(panic) => match panic.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Refusal::out_of_time(self.patience)),
            },
        }
    }

    /// Returns a revision of an issue, the latest where none is named.
    pub(super) async fn holding(
        self: &Arc<Self>,
        id: IssueId,
        revision: Option<u32>,
    ) -> Result<Arc<Holding>, Refusal> {
        self.aside(move |office| office.shelf.holding(&office.archive, id, revision)).await
    }

    /// Opens the house. It is small without its faces, and what is opened is never old.
    pub(super) fn house(&self) -> error::Result<House> {
        House::open(self.root.clone())
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let faults = error.faults.iter().map(|fault| Diagnostic::of(fault, None)).collect();
        Self::told(error.kind().exit_code(), faults)
    }
}
