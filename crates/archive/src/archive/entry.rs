//! An entry of the log (存档日志): one change to the archive, chained to the previous one.

use serde::{Deserialize, Serialize};

use briefing_values::error::{Fault, Place, Problem, Result, codes};
use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::IssueId;

use crate::audit::Closed;

use super::Moment;

/// The format version of entries.
const FORMAT: u32 = 1;
/// The format version of entries on issues that are not counted by a running number.
const FORMAT_OF_ANY_NUMBER: u32 = 2;

/// One change to the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    format: u32,
    /// Which entry this is, from 1.
    pub seq: u32,
    /// The fingerprint of the previous entry; the first has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Fingerprint>,
    /// What was done.
    pub action: Action,
    /// To which issue.
    pub issue: IssueId,
    /// Which revision it made.
    pub revision: u32,
    /// The fingerprint of the lock that it added.
    pub lock: Fingerprint,
    /// When, by the system's clock.
    pub time: Moment,
    /// Who did it, as the system or the person says.
    pub by: String,
    /// Why, where the archive asks for a reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What else the person wanted to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether it came from somebody with an account of the service.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub accounts: bool,
    /// The public key of the signature next to the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
    /// The files of the audit trail that were closed since the entry before.
    #[serde(default, skip_serializing_if = "Closed::is_empty")]
    pub audit: Closed,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// An issue was published.
    Publish,
    /// A published issue was published again, with other content.
    Revise,
}

/// What a person says about a publication.
#[derive(Debug, Clone)]
pub struct Statement {
    /// When it is made.
    pub time: Moment,
    /// Who makes it.
    pub by: String,
    /// Why, where the archive asks for a reason.
    pub reason: Option<String>,
    /// What else the person wants to say.
    pub note: Option<String>,
    /// Whether the person has an account of the service.
    pub accounts: bool,
}

impl Entry {
    /// Returns the entry that follows another.
    pub(super) fn after(
        last: Option<&(Self, Fingerprint)>,
        (action, issue, revision): (Action, IssueId, u32),
        lock: Fingerprint,
        said: Statement,
        (signer, audit): (Option<String>, Closed),
    ) -> Self {
        let Statement { time, by, reason, note, accounts } = said;
        Self {
            format: if issue.serial().is_some() { FORMAT } else { FORMAT_OF_ANY_NUMBER },
            seq: last.map_or(1, |(last, _)| last.seq + 1),
            previous: last.map(|(_, fingerprint)| *fingerprint),
            action,
            issue,
            revision,
            lock,
            time,
            by,
            reason,
            note,
            accounts,
            signer,
            audit,
        }
    }

    /// Returns the path of the entry's file.
    pub fn name(&self) -> String {
        name(self.seq)
    }

    /// Returns the path of the entry's signature.
    pub fn signature_name(&self) -> String {
        signature_name(self.seq)
    }

    /// Returns the path of the lock that it added.
    pub fn lock_name(&self) -> String {
        lock_name(self.issue, self.revision)
    }

    /// Returns the text of the entry's file.
    pub(super) fn text(&self) -> String {
        // TOML can represent all of an entry.
        toml::to_string(self).unwrap_or_default()
    }

    /// Parses the text of an entry's file.
    pub(super) fn read(name: &str, text: &str) -> Result<Self> {
        let entry: Self = toml::from_str(text).map_err(|error| {
            let place = Place::new(name.into(), text.into(), error.span().unwrap_or(0..0));
            Fault::at(Problem::Syntax { words: error.message().into() }, place)
        })?;
        if !(FORMAT..=FORMAT_OF_ANY_NUMBER).contains(&entry.format) {
            let words = vec![("path", name.to_owned()), ("found", entry.format.to_string())];
            return Err(Problem::Noted { code: codes::archive::OTHER_FORMAT, words }.into());
        }
        Ok(entry)
    }
}

/// Returns the path of the lock of a revision.
pub(super) fn lock_name(id: IssueId, revision: u32) -> String {
    format!("issues/{}/{revision}.toml", id.stem())
}

/// Returns the path of the entry with a number.
pub(super) fn name(seq: u32) -> String {
    format!("log/{seq:06}.toml")
}

/// Returns the path of the signature of an entry.
pub(super) fn signature_name(seq: u32) -> String {
    format!("{}.minisig", name(seq))
}

impl Action {
    /// Returns its name among the phrases of the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            Self::Publish => "log-publish",
            Self::Revise => "log-revise",
        }
    }
}
