//! What a worker answers.

use serde::{Deserialize, Serialize};

use super::Diagnostic;
use super::wire::{Message, Unreadable};

/// What came of a job.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What is said of it.
    pub said: Said,
    /// The files that were made, each with its name.
    pub files: Vec<(String, Vec<u8>)>,
    /// How much memory the worker holds, in bytes.
    pub resident: u64,
}

/// What is said of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// It is done.
    Done {
        /// What is to be said of the issue, though it can be printed.
        remarks: Vec<Diagnostic>,
        /// What else there is to say.
        about: About,
    },
    /// The house has changed since the worker began: another has to do it.
    Outdated,
    /// It cannot be done.
    Refused {
        /// The exit code with which the command line would end.
        exit: u8,
        /// Everything that stopped the work.
        faults: Vec<Diagnostic>,
        /// The same, as a terminal is told, if the job asked for it.
        told: String,
    },
}

/// What there is to say of the work that was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Nothing more.
    Nothing,
    /// So many pages were set.
    Pages(usize),
    /// The pages of a preview.
    Leaves(Vec<Leaf>),
    /// A revision of the archive was set again.
    Regenerated(Verdict),
    /// What is reported, as JSON.
    Report(serde_json::Value),
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

/// Whether a revision that was set again is the one of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Byte for byte.
    Same,
    /// It is not; this is what is said of it.
    Other(Vec<Diagnostic>),
}

/// What of an answer goes as JSON; the rest goes as it is.
#[derive(Serialize, Deserialize)]
struct Head {
    said: Said,
    files: Vec<String>,
    resident: u64,
}

impl Answer {
    /// Returns the answer as a message.
    pub fn message(self) -> Message {
        let Self { said, files, resident } = self;
        let (files, parts) = files.into_iter().unzip();
        Message::of(&Head { said, files, resident }, parts)
    }

    /// Reads an answer from its message.
    ///
    /// # Errors
    /// A message of something else.
    pub fn read(message: Message) -> Result<Self, Unreadable> {
        let Head { said, files, resident } = message.head()?;
        if files.len() != message.parts.len() {
            return Err(Unreadable);
        }
        Ok(Self { said, files: files.into_iter().zip(message.parts).collect(), resident })
    }
}
