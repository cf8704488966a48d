//! `briefing user`: who may use the service.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use briefing_archive::archive::{Archive, Moment};
use briefing_archive::audit::Act;
use briefing_engine::house::House;
use briefing_service::auth;
use briefing_service::store::{Role, Seconds, Store, Token, TokenId, User};
use briefing_values::catalogue::{Lang, phrase};
use briefing_values::clock;
use briefing_values::error::{Problem, Result, codes};

use crate::args::{UserAction, UserArgs, UserRole};

use super::inputs::Input;
use super::report::Reporter;
use super::{audit, holdings, list, outputs, serve};

/// The seconds of a day.
const DAY: Seconds = 24 * 60 * 60;

/// Adds, removes and lists users, and makes, lists and revokes keys.
pub(super) fn run(args: &UserArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<()> {
    let root = root.or_else(|| House::root_of(Path::new(".")));
    let store = Store::open(&serve::store(&args.store, root.as_deref()))?;
    let archive = Archive::at(holdings::folder(&args.archive, root.as_deref(), Path::new(".")));
    let note = |act, about: &str| audit::note(&archive, &args.by, (act, about), reporter);
    match &args.action {
        UserAction::Add { name, role, admin, revoke_keys, password_file } => {
            let user = User { name: name.clone(), role: Role::from(*role), admin: *admin };
            let hash = auth::hash(&password(password_file.as_deref())?)?;
            // First, so that no loss of the file opens the service from now on.
            archive.note_accounts()?;
            store.put_user(&user, &hash)?;
            note(Act::Account, &user.told());
            reporter.say("user-added", &[("name", name), ("role", user.role.name())]);
            keep_or_revoke(&store, name, *revoke_keys, reporter)?;
            if *revoke_keys {
                note(Act::Key, &format!("user {name}, all keys (revoked)"));
            }
        }
        UserAction::Remove { name } => {
            if !store.remove_user(name)? {
                return Err(no_user(name));
            }
            note(Act::Account, &format!("user {name} (removed)"));
            reporter.say("user-removed", &[("name", name)]);
        }
        UserAction::Key { name, revoke: Some(numbers), .. } => {
            let revoked = revoke(&store, name, numbers, reporter);
            // Those before one that there is not are revoked.
            note(Act::Key, &format!("user {name}, {} (revoked)", keys(numbers)));
            revoked?;
        }
        UserAction::Key { name, label, days, revoke: None } => {
            let until = now() + Seconds::from(*days) * DAY;
            let (id, key) = make_key(&store, name, label, until)?;
            // First, since a key that cannot be shown is there all the same.
            let what = if label.is_empty() { String::new() } else { format!(" ({label})") };
            note(Act::Key, &format!("user {name}, key {id}{what}"));
            outputs::print(format!("{key}\n").as_bytes())?;
            reporter.say("user-key", &[("name", name), ("until", &moment(until))]);
        }
        UserAction::Keys { name } => list_keys(&store, name.as_deref(), reporter.lang())?,
        UserAction::List => list_users(&store)?,
    }
    Ok(())
}

/// Makes a key that is valid until then, and returns its number, too.
fn make_key(store: &Store, name: &str, label: &str, until: Seconds) -> Result<(TokenId, String)> {
    let key = auth::key()?;
    Ok((store.put_token(name, &auth::kept(&key), label, (now(), until))?, key))
}

/// Names keys by their numbers; without numbers, all.
fn keys(numbers: &[TokenId]) -> String {
    match numbers {
        [] => "all keys".to_owned(),
        some => some.iter().map(|id| format!("key {id}")).collect::<Vec<_>>().join(", "),
    }
}

/// Lists the users.
fn list_users(store: &Store) -> Result<()> {
    let row = |user: User| {
        let admin = if user.admin { "admin" } else { "" };
        vec![user.name, user.role.name().to_owned(), admin.to_owned()]
    };
    let rows: Vec<_> = store.users()?.into_iter().map(row).collect();
    outputs::print(list::columns(&rows).as_bytes())
}

/// Revokes the keys of a user who was given another password, or says how many go on.
fn keep_or_revoke(store: &Store, name: &str, revoke: bool, reporter: &Reporter) -> Result<()> {
    let count = store.tokens(Some(name))?.len();
    if revoke {
        store.remove_tokens(name)?;
        reporter.say("user-revoked", &[("name", name)]);
    } else if count > 0 {
        reporter.say("user-keys-stay", &[("name", name), ("count", &count.to_string())]);
    }
    Ok(())
}

/// Revokes keys of a user by their numbers, or all if none is given.
fn revoke(store: &Store, name: &str, numbers: &[TokenId], reporter: &Reporter) -> Result<()> {
    if store.user(name)?.is_none() {
        return Err(no_user(name));
    }
    if numbers.is_empty() {
        store.remove_tokens(name)?;
        reporter.say("user-revoked", &[("name", name)]);
    }
    for number in numbers {
        let id = number.to_string();
        if !store.remove_token(name, *number)? {
            let words = vec![("name", name.to_owned()), ("id", id)];
            return Err(Problem::Noted { code: codes::service::NO_KEY, words }.into());
        }
        reporter.say("user-key-revoked", &[("name", name), ("id", &id)]);
    }
    Ok(())
}

/// Lists the keys of a user, or all.
fn list_keys(store: &Store, name: Option<&str>, lang: Lang) -> Result<()> {
    if let Some(name) = name
        && store.user(name)?.is_none()
    {
        return Err(no_user(name));
    }
    let heads = ["key", "user", "label", "made", "last-used", "expires"];
    let heads = heads.map(|head| phrase(&format!("column-{head}"), lang)).to_vec();
    let now = now();
    let row = |key: Token| {
        let until = match key.until {
            Some(until) if key.has_expired(now) => {
                format!("{} ({})", moment(until), phrase("key-expired", lang))
            }
            Some(until) => moment(until),
            None => phrase("key-endless", lang),
        };
        let used = key.last_used.map_or_else(|| phrase("key-unused", lang), moment);
        vec![key.id.to_string(), key.user, key.label, moment(key.made), used, until]
    };
    let keys = store.tokens(name)?.into_iter().map(row);
    let rows: Vec<_> = std::iter::once(heads).chain(keys).collect();
    outputs::print(list::columns(&rows).as_bytes())
}

/// Returns the current moment as the store keeps it.
fn now() -> Seconds {
    i64::try_from(clock::seconds()).unwrap_or(i64::MAX)
}

/// Returns a moment as people read it.
fn moment(seconds: Seconds) -> String {
    let moment = Moment::after_1970(seconds.try_into().unwrap_or_default()).to_string();
    moment.trim_end_matches("+08:00").replace('T', " ")
}

fn no_user(name: &str) -> briefing_values::error::Error {
    Problem::Noted { code: codes::service::NO_USER, words: vec![("name", name.to_owned())] }.into()
}

/// Returns the password: from a file, from standard input, or asked for at the terminal.
fn password(file: Option<&Path>) -> Result<String> {
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    match file {
        Some(file) if file.as_os_str() != "-" => {
            let bytes = Input::File(file.to_owned()).read_bytes()?;
            Ok(first(&String::from_utf8_lossy(&bytes)))
        }
        None if std::io::stdin().is_terminal() => {
            rpassword::prompt_password("password: ").map_err(|error| {
                let (path, reason) = ("the password".into(), error.to_string());
                Problem::Access { action: "read", path, reason }.into()
            })
        }
        _ => {
            let mut line = String::new();
            let read = std::io::stdin().lock().read_line(&mut line);
            read.map(|_| first(&line)).map_err(|error| {
                let (path, reason) = ("standard input".into(), error.to_string());
                Problem::Access { action: "read", path, reason }.into()
            })
        }
    }
}

impl From<UserRole> for Role {
    fn from(role: UserRole) -> Self {
        match role {
            UserRole::Reader => Self::Reader,
            UserRole::Editor => Self::Editor,
            UserRole::Publisher => Self::Publisher,
        }
    }
}
