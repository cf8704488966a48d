//! `briefing serve`: runs the service until it is stopped.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use briefing_engine::house::House;
use briefing_service::store::{Retention, Role};
use briefing_service::{self, HeaderName, Settings, SignOn};
use briefing_values::catalogue::Lang;
use briefing_values::error::{Problem, Result, codes};
use briefing_worker::pool;

use crate::args::{Level, ServeArgs, SignOnArgs, StoreArgs};

use super::chosen::Chosen;
use super::isolate::{self, Limit};
use super::report::Reporter;
use super::{holdings, list, outputs, round};

/// How many bytes of jobs may wait.
const QUEUE_BYTES: usize = 128 * 1024 * 1024;
/// The file of a project's users, sessions and drafts.
pub(super) const STORE: &str = "cabinet.sqlite";

/// Serves until the system asks it to stop.
pub(super) fn run(args: &ServeArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<()> {
    log(args.log);
    let root = root.or_else(|| House::root_of(Path::new(".")));
    // Problems with the house are reported now, not to the first visitor.
    House::open(root.clone())?.sheet()?;
    let archive = absolute(holdings::folder(&args.archive, root.as_deref(), Path::new(".")));
    // A worker can only be given access to a folder that exists. If it cannot be made now, the first
    // publication reports that.
    let _ = std::fs::create_dir_all(&archive);
    let limit = Limit { time: Duration::from_secs(args.seconds.get()), memory: args.memory.get() };
    let workers = round::workers(args.workers, usize::MAX);
    let pool = pool::Settings {
        waiting: args.queue,
        waiting_bytes: QUEUE_BYTES,
        ..isolate::settings(root.as_deref(), Some(&archive), limit, workers)?
    };
    let settings = Settings {
        bind: args.bind,
        origin: args.origin.clone(),
        trusted_proxies: args.trusted_proxies.clone(),
        store: store(&args.store, root.as_deref()),
        root,
        archive,
        pool,
        patience: limit.time,
        connections: args.connections.get(),
        retention: Retention {
            saves: args.retention.saves.get(),
            put_away: args.retention.put_away.map(NonZeroU32::get),
        },
        audit: args.retention.audit,
        sign_on: sign_on(args)?,
    };
    tell_sandbox(&settings.pool);
    briefing_service::run(&settings, |address| {
        let address = format!("http://{address}/");
        outputs::print(format!("{address}\n").as_bytes())?;
        if args.open
            && let Err(error) = open::that_detached(&address)
        {
            reporter.say("no-browser", &[("reason", &error.to_string())]);
        }
        Ok(())
    })
}

/// Shows the settings in force, and where each comes from; refuses what no service would start with.
pub(super) fn show(
    args: &ServeArgs,
    root: Option<PathBuf>,
    chosen: &Chosen,
    lang: Lang,
) -> Result<()> {
    let root = root.or_else(|| House::root_of(Path::new(".")));
    let archive = holdings::folder(&args.archive, root.as_deref(), Path::new("."));
    let otherwise = [
        ("archive", archive.display().to_string()),
        ("cabinet", store(&args.store, root.as_deref()).display().to_string()),
        ("workers", round::workers(None, usize::MAX).to_string()),
    ];
    outputs::print(list::columns(&chosen.rows(&otherwise, lang)).as_bytes())?;
    sign_on(args).map(drop)
}

/// Returns whom a proxy in front may name, if one may.
fn sign_on(args: &ServeArgs) -> Result<Option<SignOn>> {
    let SignOnArgs { user_header, role_header, role, roles, logout } = args.sign_on.clone();
    let refusal = |case: &str| {
        let words = vec![("case", case.to_owned())];
        Problem::Noted { code: codes::service::SIGN_ON, words }.into()
    };
    let Some(user_header) = user_header else {
        let nothing = role_header.is_none() && role.is_none() && roles.is_empty();
        return if nothing { Ok(None) } else { Err(refusal("user")) };
    };
    if role_header.is_none() && !roles.is_empty() {
        return Err(refusal("role"));
    }
    let all = args.trusted_proxies.iter().any(|net| net.prefix_len() == 0);
    if args.trusted_proxies.is_empty() || all {
        return Err(refusal("proxy"));
    }
    if roles.is_empty() && role.is_none() {
        return Err(refusal("nobody"));
    }
    let taken = ["authorization", "connection", "content-length", "content-type", "cookie", "host"];
    let is_taken = |name: &HeaderName| {
        taken.contains(&name.as_str()) || name.as_str().starts_with("x-forwarded-")
    };
    let same = role_header.as_ref() == Some(&user_header);
    if same || [Some(&user_header), role_header.as_ref()].into_iter().flatten().any(is_taken) {
        return Err(refusal("taken"));
    }
    let roles = roles.into_iter().map(|(value, role)| (value, role.into())).collect();
    let role = role.map(Role::from);
    Ok(Some(SignOn { user_header, role_header, role, roles, logout }))
}

/// Logs what confines the workers on this machine: whoever runs the service has to know if something is
/// missing.
fn tell_sandbox(pool: &pool::Settings) {
    let shown = std::process::Command::new(&pool.program).args(["worker", "--show"]).output();
    let held = shown.map(|it| String::from_utf8_lossy(&it.stdout).trim().to_owned());
    let held = held.unwrap_or_default();
    if held.contains("landlock") && held.contains("seccomp") {
        tracing::info!(held, "workers are confined");
    } else {
        tracing::warn!(
            held,
            "workers are not confined as they should be: this system lacks something"
        );
    }
}

/// Returns the file of users, sessions and drafts.
pub(super) fn store(args: &StoreArgs, root: Option<&Path>) -> PathBuf {
    args.store.clone().unwrap_or_else(|| root.unwrap_or(Path::new("")).join(STORE))
}

/// Returns a path that is also valid for processes in other folders.
fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// Writes the log to standard error, one line of JSON for each event; control characters in it are escaped.
fn log(level: Level) {
    let filter = match level {
        Level::Off => "off",
        Level::Warn => "briefing=warn",
        Level::Info => "briefing=info",
    };
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(tracing_subscriber::EnvFilter::new(filter))
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
}
