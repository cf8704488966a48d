//! A service in an office of its own, with a worker that gives prepared answers.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use tokio::runtime::Runtime;
use tower::ServiceExt;

use briefing_archive::archive::{Archive, Moment, Policy, Statement};
use briefing_desk::Desk;
use briefing_desk::order::SourceText;
use briefing_service::store::{Retention, Role, Store, User};
use briefing_service::{Settings, auth};
use briefing_support::client::{Answer, Request};
use briefing_support::office::{ISSUE, Office};
use briefing_support::server::value_of;
use briefing_values::diagnostic::Diagnostic;
use briefing_values::sheet::Sheet;
use briefing_worker::job;
use briefing_worker::pool;

/// The password of everybody who has an account.
pub(crate) const PASSWORD: &str = "小车间大扶贫小车间大扶贫";

/// A service that is called without a connection.
pub(crate) struct Service {
    router: Router,
    runtime: Runtime,
    _office: Office,
}

impl Service {
    /// Returns the service of an office with an empty project, where nobody has an account and there is no
    /// worker.
    pub(crate) fn new() -> Self {
        Self::fitted_out(|_, _| {})
    }

    /// Returns such a service with changes to its office and its settings.
    pub(crate) fn fitted_out(change: impl FnOnce(&Office, &mut Settings)) -> Self {
        let office = Office::new().file("briefing.toml", "");
        let mut settings = Settings {
            bind: ([127, 0, 0, 1], 0).into(),
            origin: None,
            root: Some(office.path("")),
            archive: office.path("archive"),
            store: office.path("cabinet.sqlite"),
            pool: pool::Settings {
                program: "/bin/sh".into(),
                words: Vec::new(),
                workers: 0,
                waiting: 0,
                waiting_bytes: 0,
                jobs: u32::MAX,
                resident: u64::MAX,
            },
            patience: Duration::from_secs(30),
            trusted_proxies: Vec::new(),
            connections: 1,
            retention: Retention { saves: 365, put_away: None },
            audit: 365,
            sign_on: None,
        };
        change(&office, &mut settings);
        let router = briefing_service::router(&settings).expect("the service opens");
        let runtime = Runtime::new().expect("the system gives threads");
        Self { router, runtime, _office: office }
    }

    /// Sends a request as if from this machine.
    pub(crate) fn send(&self, request: Request) -> Answer {
        let request = if request.headers.iter().any(|(name, _)| name == "host") {
            request
        } else {
            request.with("host", "localhost")
        };
        let mut sent = axum::http::Request::builder();
        sent = sent.method(&*request.method).uri(&*request.target);
        for (name, value) in &request.headers {
            sent = sent.header(name, value);
        }
        let sent = sent.body(Body::from(request.body)).expect("a request");
        self.runtime.block_on(async {
            let Ok(answer) = self.router.clone().oneshot(sent).await;
            let (head, body) = answer.into_parts();
            let value = |value: &axum::http::HeaderValue| {
                String::from_utf8_lossy(value.as_bytes()).into_owned()
            };
            let headers = head.headers.iter();
            let headers = headers.map(|(name, it)| (name.to_string(), value(it))).collect();
            let body = to_bytes(body, usize::MAX).await.expect("the body comes whole").to_vec();
            Answer { status: head.status.as_u16(), headers, body }
        })
    }

    /// Sends a GET request.
    pub(crate) fn get(&self, target: &str) -> Answer {
        self.send(Request::get(target))
    }

    /// Gets a page, as a browser does.
    #[track_caller]
    pub(crate) fn page(&self, target: &str) -> Answer {
        self.send(Request::get(target).with("accept", "text/html"))
    }

    /// Sends a form from one of the pages, while nobody needs an account.
    #[track_caller]
    pub(crate) fn form(&self, target: &str, fields: &[(&str, &str)]) -> Answer {
        let key = value_of(&self.page("/drafts").text(), "form_key");
        let fields = [&[("form_key", &*key)], fields].concat();
        self.send(Request::form(target, &fields).with("accept", "text/html"))
    }

    /// Begins an empty draft, and returns its address.
    #[track_caller]
    pub(crate) fn draft(&self) -> String {
        self.form("/drafts", &[]).is(303).header("location").to_owned()
    }
}

/// Publishes the small issue, which has the serial 27, into the archive of an office.
pub(crate) fn publish(office: &Office) {
    publish_text(office, ISSUE);
}

/// Publishes an issue with this text.
pub(crate) fn publish_text(office: &Office, text: &str) {
    let desk = Desk::open(Some(office.path(""))).expect("the house opens");
    let sheet = Sheet::new("27.toml", text.as_bytes()).expect("it is text");
    let source = SourceText { sheet, pictures: office.path("").into() };
    let (handover, _) = desk.hand_over(&source).expect("it can be set");
    let (time, by) = (Moment::after_1970(1_772_672_400), "韦".into());
    let said = Statement { time, by, reason: None, note: None, accounts: false };
    let archive = Archive::at(office.path("archive"));
    let published = handover.publish(desk.house(), &archive, Policy::First, said, None);
    published.expect("it can be published");
}

/// Adds an account for each role, named after it.
pub(crate) fn users(settings: &Settings) {
    let store = Store::open(&settings.store).expect("the store opens");
    let hash = auth::hash(PASSWORD).expect("the system gives chance");
    for role in Role::ALL {
        let user = User { name: role.name().into(), role, admin: false };
        store.put_user(&user, &hash).expect("the user is added");
    }
}

/// Lets an account manage the others; it is added if there is none of this name.
pub(crate) fn admin(settings: &Settings, name: &str, role: Role) {
    let store = Store::open(&settings.store).expect("the store opens");
    let hash = auth::hash(PASSWORD).expect("the system gives chance");
    let user = User { name: name.into(), role, admin: true };
    store.put_user(&user, &hash).expect("the user is added");
}

/// Sets up one worker that gives these answers in turn, whatever it is asked.
pub(crate) fn answers(office: &Office, settings: &mut Settings, said: Vec<job::Answer>) {
    let mut bytes = Vec::new();
    for answer in said {
        answer.message().write(&mut bytes).expect("memory takes it");
    }
    office.write("answers", bytes);
    let script = "cat \"$0\"; cat >/dev/null";
    settings.pool.words = vec!["-c".into(), script.into(), office.path("answers").into()];
    settings.pool.workers = 1;
}

/// Returns remarks on an issue with slips; at least one has a place, a hint and a clause.
pub(crate) fn remarks() -> Vec<Diagnostic> {
    let desk = Desk::open(None).expect("the built-in house opens");
    let text = ISSUE.replace("第一段的文字。", "第一段(文字。");
    let sheet = Sheet::new("27.toml", text.as_bytes()).expect("it is text");
    let source = SourceText { sheet, pictures: "/nowhere".into() };
    let mut remarks = Diagnostic::all(&desk.examine(&source).faults);
    for remark in &mut remarks {
        remark.lies_in(Some("article.0.body"));
    }
    let whole =
        |it: &Diagnostic| it.location.is_some() && it.hint.is_some() && it.clause().is_some();
    assert!(remarks.iter().any(whole), "{remarks:?}");
    remarks
}

/// Returns the answer of a worker that has done its job, with these files and remarks on the issue.
pub(crate) fn done(done: job::Done, files: Vec<Vec<u8>>, remarks: &[Diagnostic]) -> job::Answer {
    let said = job::Said::Done { remarks: remarks.to_vec(), done: done.into() };
    job::Answer { said, files, resident: 0 }
}

/// Returns the answer of a worker that cannot do its job for these reasons.
pub(crate) fn refused(faults: &[Diagnostic]) -> job::Answer {
    let said = job::Said::Refused { faults: faults.to_vec() };
    job::Answer { said, files: Vec::new(), resident: 0 }
}
