//! Sessions (会话) that the store could not take: on a full disk, people can still log in, until the server ends,
//! and log out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use briefing_values::error::Result;
use briefing_values::fingerprint::Fingerprint;

use crate::store::{Seconds, Session, Store, User};

/// The most sessions that are kept; the oldest goes first.
const MOST: usize = 1_000;
/// The most sessions of one user.
const MOST_OF_USER: usize = 20;

/// The sessions that are kept in memory, and those that ended although the store still has them.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<State>);

#[derive(Default)]
struct State {
    /// By the hash of the cookie's key.
    kept: BTreeMap<String, KeptSession>,
    ended: BTreeSet<String>,
}

/// A session.
#[derive(Clone)]
struct KeptSession {
    user: String,
    /// What the account was like: with another role or password, the user has to log in again.
    account: Fingerprint,
    form_key: String,
    until: Seconds,
}

impl Sessions {
    /// Keeps a session of a user until a moment; `key` is the hash of the cookie's key.
    pub(crate) fn open(
        &self,
        key: &str,
        (user, password_hash): (&User, &str),
        form_key: String,
        (now, until): (Seconds, Seconds),
    ) {
        let kept = &mut self.lock().kept;
        kept.retain(|_, session| session.until > now);
        if kept.values().filter(|session| session.user == user.name).count() >= MOST_OF_USER {
            forget_oldest(kept, |session| session.user == user.name);
        } else if kept.len() >= MOST {
            forget_oldest(kept, |_| true);
        }
        let account = account(user, password_hash);
        kept.insert(
            key.to_owned(),
            KeptSession { user: user.name.clone(), account, form_key, until },
        );
    }

    /// Returns the session of a key, unless the account has changed since or is gone.
    ///
    /// # Errors
    /// A database error.
    pub(crate) fn get(&self, store: &Store, key: &str, now: Seconds) -> Result<Option<Session>> {
        let kept = self.lock().kept.get(key).filter(|session| session.until > now).cloned();
        let Some(kept) = kept else { return Ok(None) };
        let user = store.user(&kept.user)?;
        let same = user.filter(|(user, hash)| account(user, hash) == kept.account);
        if same.is_none() {
            self.lock().kept.remove(key);
        }
        Ok(same.map(|(user, _)| Session { user, form_key: kept.form_key }))
    }

    /// Ends a session that is kept here.
    pub(crate) fn close(&self, key: &str) {
        self.lock().kept.remove(key);
    }

    /// Ends a session that the store cannot remove; returns whether there is room to remember that.
    pub(crate) fn end(&self, key: String) -> bool {
        let ended = &mut self.lock().ended;
        let room = ended.len() < MOST;
        if room {
            ended.insert(key);
        }
        room
    }

    /// Returns whether a session has ended although the store still has it.
    pub(crate) fn has_ended(&self, key: &str) -> bool {
        self.lock().ended.contains(key)
    }

    /// Removes from the store the sessions that have ended, now that it can be written again.
    pub(crate) fn settle(&self, store: &Store) {
        let ended = self.lock().ended.clone();
        for key in ended {
            if store.close_session(&key).is_ok() {
                self.lock().ended.remove(&key);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget_oldest(kept: &mut BTreeMap<String, KeptSession>, of: impl Fn(&KeptSession) -> bool) {
    let oldest = kept.iter().filter(|(_, it)| of(it)).min_by_key(|(_, it)| it.until);
    if let Some(key) = oldest.map(|(key, _)| key.clone()) {
        kept.remove(&key);
    }
}

/// Returns what tells an account from the same name with another role or password.
fn account(user: &User, password_hash: &str) -> Fingerprint {
    Fingerprint::of(format!("{} {password_hash}", user.role.name()))
}

#[cfg(test)]
mod tests {
    use super::{MOST, MOST_OF_USER, Sessions};
    use crate::store::{Role, Store, User};

    fn user(name: &str, role: Role) -> User {
        User { name: name.into(), role, admin: false }
    }

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("cabinet.sqlite")).expect("it opens");
        store.put_user(&user("韦", Role::Editor), "hash").expect("put");
        (folder, store)
    }

    #[test]
    fn a_session_lasts_as_long_as_the_account_is_the_same() {
        let (_folder, store) = store();
        let sessions = Sessions::default();
        let editor = user("韦", Role::Editor);
        let opened = |key: &str| sessions.open(key, (&editor, "hash"), "form".into(), (0, 10));
        let lasts = |key: &str, now| sessions.get(&store, key, now).expect("it reads").is_some();
        opened("a");
        assert!(lasts("a", 9) && !lasts("a", 10) && !lasts("b", 9));
        sessions.close("a");
        assert!(!lasts("a", 9), "who has logged out");
        opened("a");
        store.put_user(&user("韦", Role::Editor), "other").expect("put");
        assert!(!lasts("a", 9), "with another password");
        store.put_user(&user("韦", Role::Publisher), "hash").expect("put");
        opened("a");
        assert!(!lasts("a", 9), "with another role");
        store.put_user(&editor, "hash").expect("put");
        opened("a");
        assert!(lasts("a", 9) && store.remove_user("韦") == Ok(true));
        assert!(!lasts("a", 9), "who was removed");
    }

    #[test]
    fn nobody_fills_the_memory_and_nobody_pushes_others_out() {
        let (_folder, store) = store();
        let sessions = Sessions::default();
        let (own, other) = (user("韦", Role::Editor), user("黄", Role::Editor));
        sessions.open("own", (&own, "hash"), "form".into(), (0, 1));
        for n in 0..MOST {
            let until = i64::try_from(n).expect("few") + 2;
            sessions.open(&format!("{n}"), (&other, "hash"), "form".into(), (0, until));
        }
        assert_eq!(sessions.lock().kept.len(), MOST_OF_USER + 1);
        assert!(sessions.get(&store, "own", 0).expect("it reads").is_some());
    }

    #[test]
    fn a_session_that_the_store_cannot_remove_has_ended_anyway() {
        let (_folder, store) = store();
        store.open_session(("韦", "hash"), "key", "form", (0, 10)).expect("opened");
        let sessions = Sessions::default();
        assert!(sessions.end("key".into()) && sessions.has_ended("key"));
        sessions.settle(&store);
        assert_eq!(store.session("key", 0), Ok(None));
        assert!(!sessions.has_ended("key"));
    }
}
