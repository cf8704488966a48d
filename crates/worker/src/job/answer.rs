//! The answers of a worker.

use serde::{Deserialize, Serialize};

use briefing_desk::faces::RoleListing;
use briefing_desk::record::testimony::Inspected;
use briefing_values::diagnostic::Diagnostic;

use super::wire::{Message, Unreadable};

/// The answer to a job.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What the worker says about the job.
    pub said: Said,
    /// The files that were made, in the order in which `said` names them.
    pub files: Vec<Vec<u8>>,
    /// How much memory the worker holds, in bytes.
    pub resident: u64,
}

/// What a worker says about a job.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// It is done.
    Done {
        /// The findings that did not stop the work.
        remarks: Vec<Diagnostic>,
        /// The result.
        done: Box<Done>,
    },
    /// The house has changed since the worker started: another worker must do the job.
    Outdated,
    /// It cannot be done.
    Refused {
        /// Everything that stopped the work; the first decides the exit code or status that the caller
        /// returns.
        faults: Vec<Diagnostic>,
    },
}

/// The result of completed work: a variant for each kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// A product was made.
    Rendered(Rendered),
    /// An issue was checked.
    Checked(Checked),
    /// The pages of a preview were set.
    Previewed(Previewed),
    /// An edition was set.
    Submitted(Submitted),
    /// A revision of the archive was set again.
    Regenerated(Regenerated),
    /// The archive was verified.
    Verified(Verified),
    /// A page was drawn; it is the only file.
    Drawn(Drawn),
    /// The faces were listed.
    FacesListed(FacesListed),
}

/// A product of an issue's pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    /// How many pages were set.
    pub pages: usize,
    /// The page of each file, from 1; `None` for a file about all pages.
    pub parts: Vec<Option<usize>>,
}

/// The result of checking an issue; the findings are in the remarks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Checked {
    /// The measurements of the pages: rows of the conformance table, as JSON that is passed on
    /// unchanged. `None` if the pages were not set.
    pub rows: Option<serde_json::Value>,
}

/// The pages of a preview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Previewed {
    /// The pages, in order.
    pub leaves: Vec<Leaf>,
    /// The digest of each file, which is that page drawn as SVG.
    pub drawn: Vec<String>,
}

/// A page of a preview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Leaf {
    /// Tells whether the page looks the same as before.
    pub digest: String,
    /// The width, in mm.
    pub width: f64,
    /// The height, in mm.
    pub height: f64,
}

/// An edition that can be published; the files are its objects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// The text of the lock.
    pub lock: String,
}

/// A revision that was set again; the only file is the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regenerated {
    /// What differs from the record; `None` if it is the same, byte for byte.
    pub differs: Option<Vec<Diagnostic>>,
}

/// The results of a verification; the faults are also in the remarks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// Whether there is no fault.
    pub sound: bool,
    /// What was examined and found, in Chinese.
    pub zh: Inspected,
    /// The same in English.
    pub en: Inspected,
}

/// A page was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn;

/// The roles of the house, and the faces that set them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacesListed {
    /// The roles.
    pub roles: Vec<RoleListing>,
}

/// The part of an answer that is sent as JSON; the rest is sent as it is.
#[derive(Serialize, Deserialize)]
struct AnswerHead {
    said: Said,
    resident: u64,
}

impl Answer {
    /// Returns the answer as a message.
    pub fn message(self) -> Message {
        let Self { said, files, resident } = self;
        Message::of(&AnswerHead { said, resident }, files)
    }

    /// Reads an answer from its message.
    ///
    /// # Errors
    /// A message that is not an answer.
    pub fn read(message: Message) -> Result<Self, Unreadable> {
        let AnswerHead { said, resident } = message.head()?;
        Ok(Self { said, files: message.parts, resident })
    }
}
