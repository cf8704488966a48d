//! What a worker answers.

use serde::{Deserialize, Serialize};

use briefing_desk::faces::RoleListing;
use briefing_desk::record::testimony::Inspected;
use briefing_values::diagnostic::Diagnostic;

use super::wire::{Message, Unreadable};

/// What came of a job.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What is said of it.
    pub said: Said,
    /// The files that were made; what is said names them, in this order.
    pub files: Vec<Vec<u8>>,
    /// How much memory the worker holds, in bytes.
    pub resident: u64,
}

/// What is said of a job.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// It is done.
    Done {
        /// What is to be said of the issue, though it can be printed.
        remarks: Vec<Diagnostic>,
        /// What came of it.
        done: Box<Done>,
    },
    /// The house has changed since the worker began: another has to do it.
    Outdated,
    /// It cannot be done.
    Refused {
        /// Everything that stopped the work; the first decides how whoever asked for it ends.
        faults: Vec<Diagnostic>,
    },
}

/// What came of the work that was done: a variant for each kind of work.
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
    /// A page was drawn; it is the one file.
    Drawn(Drawn),
    /// The faces were listed.
    FacesListed(FacesListed),
}

/// A product of an issue's pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    /// How many pages were set.
    pub pages: usize,
    /// The page of each file, from 1; nothing for a file that is about all of them.
    pub parts: Vec<Option<usize>>,
}

/// What was found in an issue; the findings are the remarks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Checked {
    /// What the pages measure: rows of the conformance table, as JSON that is passed on as it is. Nothing
    /// where the pages were not set.
    pub rows: Option<serde_json::Value>,
}

/// The pages of a preview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Previewed {
    /// The pages, in their order.
    pub leaves: Vec<Leaf>,
    /// The digest of each file, which is the page drawn in curves.
    pub drawn: Vec<String>,
}

/// A page of a preview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Leaf {
    /// Tells whether the page looks as before.
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

/// A revision that was set again; the one file is the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regenerated {
    /// What is said where it is not the record, byte for byte; nothing where it is.
    pub differs: Option<Vec<Diagnostic>>,
}

/// What a verification has found; what is wrong is in the remarks, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// Whether all is well.
    pub sound: bool,
    /// What was looked at and found, in Chinese.
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

/// What of an answer goes as JSON; the rest goes as it is.
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
    /// A message of something else.
    pub fn read(message: Message) -> Result<Self, Unreadable> {
        let AnswerHead { said, resident } = message.head()?;
        Ok(Self { said, files: message.parts, resident })
    }
}
