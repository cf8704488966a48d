//! The office (办公室): what all requests share, and how a request has its work done.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use tokio::sync::oneshot;

use briefing_archive::archive::Archive;
use briefing_engine::house::House;
use briefing_values::clock;
use briefing_values::diagnostic::Diagnostic;
use briefing_values::error::{self, Error, codes};
use briefing_values::issue::IssueId;
use briefing_worker::job::{About, Answer, Job, Request, Said};
use briefing_worker::pool::{Asker, Full, Outcome, Pool, Turn};

use crate::archive_cache::{ArchiveCache, Holding};
use crate::attempts::Attempts;
use crate::auditor::Auditor;
use crate::auth;
use crate::client::{Peers, Proxies};
use crate::key_uses::KeyUses;
use crate::leaves::Leaves;
use crate::login_queue::LoginQueue;
use crate::metrics::Metrics;
use crate::origin::Origin;
use crate::refusal::Refusal;
use crate::repeats::Repeats;
use crate::sessions::Sessions;
use crate::settings::{Settings, SignOn};
use crate::store::Store;

/// What all requests share.
pub(crate) struct Office {
    pub(crate) store: Store,
    pub(crate) pool: Pool,
    pub(crate) archive: Archive,
    pub(crate) archive_cache: ArchiveCache,
    pub(crate) leaves: Leaves,
    pub(crate) metrics: Metrics,
    pub(crate) attempts: Attempts,
    pub(crate) auditor: Auditor,
    pub(crate) sessions: Sessions,
    pub(crate) key_uses: KeyUses,
    pub(crate) proxies: Proxies,
    pub(crate) peers: Peers,
    /// The most connections of one address.
    pub(crate) most_of_peer: usize,
    pub(crate) login_queue: LoginQueue,
    pub(crate) root: Option<PathBuf>,
    pub(crate) patience: Duration,
    /// The secret from which the form keys follow of those who have no session.
    pub(crate) form_key: String,
    /// Whether everybody who can reach the service may do everything: nobody had an account when it
    /// started, and only this machine can reach it.
    pub(crate) open: AtomicBool,
    /// The address by which browsers reach the service through a proxy.
    pub(crate) origin: Option<Origin>,
    /// What the trusted proxies say of those whom they have signed on.
    pub(crate) sign_on: Option<Arc<SignOn>>,
    /// Those who claim to be signed on, and are not.
    pub(crate) impostors: Repeats,
    /// Those whom a trusted proxy names, and who may not come in.
    pub(crate) not_admitted: Repeats,
}

/// The office, as every request holds it.
pub(crate) type Shared = Arc<Office>;

/// The result of a job: its answer, the files that it made, and the remarks on the issue.
pub(crate) struct Made<Answer> {
    pub(crate) answer: Answer,
    pub(crate) files: Vec<Vec<u8>>,
    pub(crate) remarks: Vec<Diagnostic>,
}

impl<A> Made<A> {
    /// Returns the one file that was asked for.
    pub(crate) fn file(self) -> Result<Vec<u8>, Refusal> {
        self.files.into_iter().next().ok_or_else(Refusal::our_fault)
    }
}

impl Office {
    pub(crate) fn new(
        settings: &Settings,
        store: Store,
        pool: Pool,
        archive: Archive,
        open: bool,
    ) -> error::Result<Shared> {
        let form_key = store.form_key(&auth::key()?)?;
        Ok(Arc::new(Self {
            auditor: Auditor::of(&archive),
            store,
            pool,
            archive,
            archive_cache: ArchiveCache::default(),
            leaves: Leaves::default(),
            metrics: Metrics::default(),
            attempts: Attempts::default(),
            sessions: Sessions::default(),
            key_uses: KeyUses::default(),
            proxies: Proxies(settings.trusted_proxies.clone()),
            peers: Peers::default(),
            // An office of fifty behind one address has room, and four of them do not fill the house.
            most_of_peer: (settings.connections / 4).max(1),
            login_queue: LoginQueue::default(),
            root: settings.root.clone(),
            patience: settings.patience,
            form_key,
            open: AtomicBool::new(open),
            origin: settings.origin.clone(),
            sign_on: settings.sign_on.clone().map(Arc::new),
            impostors: Repeats::default(),
            not_admitted: Repeats::default(),
        }))
    }

    /// Returns what stands before every path, if the service is below one: `/briefing`.
    pub(crate) fn prefix(&self) -> &str {
        self.origin.as_ref().map_or("", Origin::path)
    }

    /// Has work done in the pool when somebody's turn comes.
    pub(crate) async fn make<R: Request>(
        &self,
        turn: Turn,
        request: R,
        about: About,
    ) -> Result<Made<R::Answer>, Refusal> {
        self.make_within(turn, request, about, self.patience).await
    }

    /// Has work done in the pool that may take longer than a request usually may.
    pub(crate) async fn make_within<R: Request>(
        &self,
        turn: Turn,
        request: R,
        about: About,
        patience: Duration,
    ) -> Result<Made<R::Answer>, Refusal> {
        let job = Job { work: request.into(), about };
        let Answer { said, files, .. } = self.answer(job, turn, patience).await?;
        match said {
            Said::Done { remarks, done } => {
                let answer = (*done).try_into().map_err(|_| Refusal::our_fault())?;
                Ok(Made { answer, files, remarks })
            }
            Said::Refused { faults } => Err(Refusal::told(faults)),
            // The pool gives such a job to another worker instead.
            Said::Outdated => Err(Refusal::out_of_time(patience)),
        }
    }

    async fn answer(&self, job: Job, turn: Turn, patience: Duration) -> Result<Answer, Refusal> {
        let (sender, receiver) = oneshot::channel();
        let until = clock::now() + patience;
        let waiting = Box::new(Waiting(sender));
        self.pool.submit(job, turn, until, waiting).map_err(|Full| Refusal::busy())?;
        match receiver.await {
            Ok(Outcome::Answered(answer)) => Ok(*answer),
            Ok(Outcome::Died(how)) => {
                tracing::warn!(how = how.escape_debug().to_string(), "a worker died of a job");
                Err(Refusal::noted(codes::service::TOO_MUCH, vec![("how", how)]))
            }
            Ok(Outcome::NoWorker(how)) => {
                tracing::error!(how = how.escape_debug().to_string(), "no worker can be started");
                Err(Refusal::noted(codes::service::NO_WORKER, vec![("how", how)]))
            }
            Ok(Outcome::GaveWay) => Err(Refusal::busy()),
            Ok(Outcome::OutOfTime) | Err(_) => Err(Refusal::out_of_time(patience)),
        }
    }

    /// Runs work that waits for a disk, apart from the threads that wait for the network.
    pub(crate) async fn blocking<T: Send + 'static>(
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

    /// Returns a revision of an issue; the latest if none is given.
    pub(crate) async fn holding(
        self: &Arc<Self>,
        id: IssueId,
        revision: Option<u32>,
    ) -> Result<Arc<Holding>, Refusal> {
        self.blocking(move |office| office.archive_cache.holding(&office.archive, id, revision))
            .await
    }

    /// Opens the house. Without its faces this is cheap, and the house is always up to date.
    pub(crate) fn house(&self) -> error::Result<House> {
        House::open(self.root.clone())
    }
}

/// Has the archive remember that the house has users. The service can do without; whoever runs it is told.
pub(crate) fn note_accounts(archive: &Archive) {
    if let Err(error) = archive.note_accounts() {
        tracing::error!(error = error.to_string(), "the archive cannot note that there are users");
    }
}

/// A request that waits for its job.
struct Waiting(oneshot::Sender<Outcome>);

impl Asker for Waiting {
    fn is_gone(&self) -> bool {
        self.0.is_closed()
    }

    fn tell(self: Box<Self>, outcome: Outcome) {
        // Whoever asked may be gone by then.
        let _ = self.0.send(outcome);
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::told(Diagnostic::all(&error.faults))
    }
}
