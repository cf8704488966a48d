//! An event of the audit trail: who did what, from where, and what came of it.

use serde::{Deserialize, Serialize};

use briefing_values::clock;
use briefing_values::fingerprint::Fingerprint;

use crate::moment::Moment;

/// The longest word of an event, in characters.
const LONGEST: usize = 200;

/// What somebody did, or tried to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Logged in.
    Login,
    /// Logged out.
    Logout,
    /// Began a draft.
    Begin,
    /// Saved a draft.
    Save,
    /// Added a picture to a draft, or removed one.
    Picture,
    /// Put a draft away.
    PutAway,
    /// Took a draft out again.
    TakeBack,
    /// Restored an earlier state of a draft.
    Restore,
    /// Published an issue, or a revision.
    Publish,
    /// Set an issue of the archive again.
    Regenerate,
    /// Verified an issue, or the whole archive.
    Verify,
    /// Added, changed or removed an account.
    Account,
    /// Made or revoked keys of programs.
    Key,
    /// Copied archive, accounts and drafts.
    Backup,
    /// Removed a file of the audit trail whose time was up.
    Retire,
}

impl Act {
    /// All acts.
    pub const ALL: [Self; 15] = [
        Self::Login,
        Self::Logout,
        Self::Begin,
        Self::Save,
        Self::Picture,
        Self::PutAway,
        Self::TakeBack,
        Self::Restore,
        Self::Publish,
        Self::Regenerate,
        Self::Verify,
        Self::Account,
        Self::Key,
        Self::Backup,
        Self::Retire,
    ];

    /// Returns its name, as the trail writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Logout => "logout",
            Self::Begin => "begin",
            Self::Save => "save",
            Self::Picture => "picture",
            Self::PutAway => "put-away",
            Self::TakeBack => "take-back",
            Self::Restore => "restore",
            Self::Publish => "publish",
            Self::Regenerate => "regenerate",
            Self::Verify => "verify",
            Self::Account => "account",
            Self::Key => "key",
            Self::Backup => "backup",
            Self::Retire => "retire",
        }
    }
}

/// What came of an act.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused; the code of the reason.
    Refused(String),
}

/// What somebody did.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Event {
    /// When, by the system's clock: 2026-11-24T17:51:16+08:00.
    pub time: String,
    /// What.
    pub act: Act,
    /// Who, if that is known; for a login that failed, the name that was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// From which address of the network, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// To what: a draft, an issue, a user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// How often, if it happened again and again.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub count: u64,
}

impl Event {
    /// Returns an act that was done now, by a user.
    pub fn now(act: Act, user: Option<String>) -> Self {
        let time = Moment::after_1970(clock::seconds()).to_string();
        let (address, about, outcome) = (None, None, Outcome::Done);
        Self { time, act, user, address, about, outcome, count: 1 }
    }

    /// Returns the event with what the act was about.
    #[must_use]
    pub fn about(self, about: impl Into<String>) -> Self {
        Self { about: Some(about.into()), ..self }
    }

    /// Returns the event as it fits into a line, whatever somebody has put into it.
    pub(super) fn bounded(&self) -> Self {
        let short = |words: &Option<String>| {
            words.as_ref().map(|words| words.chars().take(LONGEST).collect::<String>())
        };
        let outcome = match &self.outcome {
            Outcome::Refused(reason) => Outcome::Refused(reason.chars().take(LONGEST).collect()),
            Outcome::Done => Outcome::Done,
        };
        let (user, address, about) = (short(&self.user), short(&self.address), short(&self.about));
        let time = self.time.chars().take(LONGEST).collect();
        Self { time, act: self.act, user, address, about, outcome, count: self.count }
    }

    /// Returns the day: 2026-11-24.
    pub fn day(&self) -> &str {
        self.time.get(..10).unwrap_or_default()
    }
}

fn once() -> u64 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives it so")]
fn is_once(count: &u64) -> bool {
    *count == 1
}

/// A line of the trail: an event, and the fingerprint of the line before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TrailLine {
    /// The fingerprint of the line before, without its line end; the very first has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) previous: Option<Fingerprint>,
    /// What happened.
    #[serde(flatten)]
    pub(super) event: Event,
}

#[cfg(test)]
mod tests {
    use super::{Act, Event, Outcome, TrailLine};

    #[test]
    fn a_line_is_read_as_it_was_written() {
        for outcome in [Outcome::Done, Outcome::Refused("service/busy".into())] {
            for (user, count) in [(None, 1), (Some("韦\n\"建明\u{202e}".to_owned()), 9)] {
                let event =
                    Event { outcome: outcome.clone(), count, ..Event::now(Act::Save, user) };
                let line = TrailLine { previous: None, event: event.about("draft 3") };
                let text = serde_json::to_string(&line).expect("it is plain");
                assert!(!text.contains('\n'), "{text}");
                assert_eq!(serde_json::from_str::<TrailLine>(&text).expect("it is a line"), line);
            }
        }
    }

    #[test]
    fn an_act_is_called_as_it_is_written() {
        for act in Act::ALL {
            assert_eq!(serde_json::json!(act), act.name());
        }
    }
}
