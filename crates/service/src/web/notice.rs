//! What the pages of accounts say at their head: what was just done, a key that was made, or why something was not done.

use axum::Extension;
use axum::response::{IntoResponse, Response};
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::{Deserialize, Serialize};

use briefing_values::catalogue::Lang;

use super::faults::Told;
use crate::acts::Reason;
use crate::refusal::Refusal;

/// What was done before a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Success {
    PasswordChanged,
    KeyRevoked,
    UserAdded,
    UserChanged,
    UserRemoved,
}

impl Success {
    /// Returns the address of a page that says so at its head.
    pub(super) fn on(self, page: &str) -> String {
        let name = match self {
            Self::PasswordChanged => "password-changed",
            Self::KeyRevoked => "key-revoked",
            Self::UserAdded => "user-added",
            Self::UserChanged => "user-changed",
            Self::UserRemoved => "user-removed",
        };
        format!("{page}?done={name}")
    }
}

/// The query of an address that says what was done.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Before {
    done: Option<Success>,
}

/// What a page says at its head.
#[derive(Default)]
pub(super) struct Notice {
    done: Option<Success>,
    key: Option<String>,
    refusal: Option<Refusal>,
}

impl Notice {
    /// Says that a key was made, which is shown this once.
    pub(super) fn key(key: String) -> Self {
        Self { key: Some(key), ..Self::default() }
    }

    /// Says why something was not done.
    pub(super) fn refused(refusal: Refusal) -> Self {
        Self { refusal: Some(refusal), ..Self::default() }
    }

    /// Returns whether the page cannot be shown again in another language without what it says.
    pub(super) fn is_said_once(&self) -> bool {
        self.key.is_some()
    }

    /// Returns what the page is told.
    pub(super) fn value(&self, lang: Lang) -> Value {
        let refused = self.refusal.as_ref().map(|it| Told::all(&it.faults, lang));
        context! {
            done => Serde(self.done),
            key => self.key.clone(),
            faults => Serde(refused.unwrap_or_default()),
        }
    }

    /// Gives a page the status of what it says.
    pub(super) fn answer(&self, page: Response) -> Response {
        let Some(refusal) = &self.refusal else { return page };
        let reason = refusal.faults.first().map(|fault| Extension(Reason(fault.code)));
        (refusal.status, reason, page).into_response()
    }
}

impl From<Before> for Notice {
    fn from(before: Before) -> Self {
        Self { done: before.done, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Before, Success};

    #[test]
    fn an_address_says_what_was_done_and_nothing_else() {
        let query = Success::UserAdded.on("/users").split_once('?').expect("a query").1.to_owned();
        let before: Before = serde_urlencoded::from_str(&query).expect("it is read");
        assert_eq!(before.done, Some(Success::UserAdded));
        assert!(serde_urlencoded::from_str::<Before>("done=call-0800-1234").is_err());
    }
}
