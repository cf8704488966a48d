//! A job (任务): the work that a worker process is given, and its answer. Both are plain values, and go
//! through a pipe as `wire.rs` describes.

mod answer;
mod request;
pub(crate) mod wire;
mod work;

use serde::{Deserialize, Serialize};

pub use answer::{
    Answer, Checked, Done, Drawn, FacesListed, Leaf, Previewed, Regenerated, Rendered, Said,
    Submitted, Verified,
};
pub use request::Request;
pub use work::{
    Check, Draw, ListFaces, Preview, Product, Regenerate, Render, Submit, Verify, Work,
};

use wire::{Message, Unreadable};

/// One job.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// What is to be done.
    pub work: Work,
    /// What it is about.
    pub about: About,
}

/// What a job is about: an issue's file with its pictures, or a finished PDF; empty if it is about the
/// house or the archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The name by which the user knows the file.
    pub name: String,
    /// Its bytes.
    pub file: Vec<u8>,
    /// The pictures that came with an issue, by the paths under which it names them.
    pub pictures: Vec<(String, Vec<u8>)>,
}

/// The part of a job that is sent as JSON; the rest is sent as it is.
#[derive(Serialize, Deserialize)]
struct JobHead {
    work: Work,
    name: String,
    pictures: Vec<String>,
}

impl Job {
    /// Returns the size of the job's files, in bytes.
    pub fn size(&self) -> usize {
        let pictures = self.about.pictures.iter().map(|(_, bytes)| bytes.len());
        self.about.file.len() + pictures.sum::<usize>()
    }

    /// Returns the job as a message.
    pub fn message(self) -> Message {
        let Self { work, about: About { name, file, pictures } } = self;
        let (pictures, mut bytes): (Vec<_>, Vec<_>) = pictures.into_iter().unzip();
        bytes.insert(0, file);
        Message::of(&JobHead { work, name, pictures }, bytes)
    }

    /// Reads a job from its message.
    ///
    /// # Errors
    /// A message that is not a job.
    pub fn read(message: Message) -> Result<Self, Unreadable> {
        let JobHead { work, name, pictures } = message.head()?;
        let mut parts = message.parts.into_iter();
        let file = parts.next().ok_or(Unreadable)?;
        if parts.len() != pictures.len() {
            return Err(Unreadable);
        }
        let pictures = pictures.into_iter().zip(parts).collect();
        Ok(Self { work, about: About { name, file, pictures } })
    }
}
