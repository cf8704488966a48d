//! `briefing user`: who may use the service.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use briefing_archive::archive::Archive;
use briefing_archive::audit::Act;
use briefing_engine::house::House;
use briefing_service::auth;
use briefing_service::store::{Role, Store, User};
use briefing_values::clock;
use briefing_values::error::{Problem, Result, codes};

use crate::args::{UserAction, UserArgs};

use super::inputs::Input;
use super::report::Reporter;
use super::{audit, holdings, list, outputs, serve};

/// Adds, removes and lists users, and makes keys.
pub(super) fn run(args: &UserArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<()> {
    let root = root.or_else(|| House::root_of(Path::new(".")));
    let store = Store::open(&serve::store(&args.store, root.as_deref()))?;
    let archive = Archive::at(holdings::folder(&args.archive, root.as_deref(), Path::new(".")));
    let note = |act, about: &str| audit::note(&archive, &args.by, (act, about));
    match &args.action {
        UserAction::Add { name, role, password_file } => {
            let password = password(password_file.as_deref())?;
            let role = Role::from(*role);
            let user = User { name: name.clone(), role };
            // First, so that no loss of the file opens the service from now on.
            archive.note_accounts()?;
            store.put_user(&user, &auth::hash(&password)?)?;
            note(Act::Account, &format!("user {name} ({})", role.name()))?;
            reporter.say("user-added", &[("name", name), ("role", role.name())]);
        }
        UserAction::Remove { name } => {
            if !store.remove_user(name)? {
                return Err(no_user(name));
            }
            note(Act::Account, &format!("user {name} (removed)"))?;
            reporter.say("user-removed", &[("name", name)]);
        }
        UserAction::Key { name, revoke: true } => {
            if store.user(name)?.is_none() {
                return Err(no_user(name));
            }
            store.remove_tokens(name)?;
            note(Act::Key, &format!("user {name} (revoked)"))?;
            reporter.say("user-revoked", &[("name", name)]);
        }
        UserAction::Key { name, revoke: false } => {
            let key = auth::key()?;
            let now = i64::try_from(clock::seconds()).unwrap_or(i64::MAX);
            store.put_token(name, &auth::kept(&key), now)?;
            note(Act::Key, &format!("user {name}"))?;
            outputs::print(format!("{key}\n").as_bytes())?;
            reporter.say("user-key", &[("name", name)]);
        }
        UserAction::List => {
            let row = |user: &User| vec![user.name.clone(), user.role.name().to_owned()];
            let rows: Vec<_> = store.users()?.iter().map(row).collect();
            outputs::print(list::columns(&rows).as_bytes())?;
        }
    }
    Ok(())
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
