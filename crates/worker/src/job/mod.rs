//! A job (任务): what a worker process is given to do with one issue, and what it answers. Both are
//! plain values, and go through a pipe as [`wire`] says.

mod answer;
mod diagnostic;
pub mod wire;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use briefing_values::catalogue::Lang;

pub use answer::{About, Answer, Leaf, Said, Verdict};
pub use diagnostic::{Diagnostic, Excerpt, Replacement, Tongues};

use wire::{Message, Unreadable};

/// One job.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// What is to be done.
    pub work: Work,
    /// The name by which the user knows the file.
    pub name: String,
    /// The bytes of the file that the work is about: an issue's, or those of a PDF.
    pub file: Vec<u8>,
    /// The pictures that came with an issue, by the paths under which it names them.
    pub pictures: Vec<(String, Vec<u8>)>,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    /// Make a product of the pages of an issue.
    Render {
        /// What is made.
        product: Product,
        /// Which pages, as the command line writes them; all if there are none.
        pages: Option<String>,
        /// Print although the engine warns.
        allow_warnings: bool,
        /// The language in which a terminal is told what stopped the work, if one is to be told.
        tell: Option<Lang>,
    },
    /// Say everything that is wrong with an issue, or worth a look.
    Check {
        /// How far it is taken.
        depth: Depth,
    },
    /// Set the pages of an issue that may be wrong, and draw those that are not known.
    Preview {
        /// The digests of the pages that need not be drawn again.
        known: Vec<String>,
    },
    /// Set an issue, and hand over all that the archive keeps of it but the faces.
    Submit,
    /// Set a revision of the archive again.
    Regenerate {
        /// The issue, as the archive names it.
        id: String,
        /// The revision.
        revision: u32,
    },
    /// Hold the archive, or some issues of it, against what it says of itself.
    Verify {
        /// Which issues; all files of the archive if there are none.
        which: Vec<String>,
    },
    /// Draw a page of a finished PDF.
    Draw {
        /// The page, from 1.
        page: u32,
        /// Pixels to the inch.
        ppi: f32,
    },
    /// Tell which faces set the roles of the house.
    Faces,
}

impl Work {
    /// Returns how much time of the processor the work may take at least.
    pub fn least_time(&self) -> Duration {
        match self {
            Self::Verify { .. } => Duration::from_hours(1),
            _ => Duration::ZERO,
        }
    }
}

/// What is made of the pages of an issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Product {
    /// A PDF that keeps these standards, by the engine's names; those of the archive if there are none.
    Pdf(Vec<String>),
    /// Pictures of so many pixels to the inch.
    Png(f32),
    /// Pictures in curves.
    Svg,
    /// What stands on the pages.
    Layout,
}

/// How far an issue is taken to find what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// As far as the text.
    Text,
    /// As far as the pages, which are measured.
    Pages,
}

/// What of a job goes as JSON; the rest goes as it is.
#[derive(Serialize, Deserialize)]
struct Head {
    work: Work,
    name: String,
    pictures: Vec<String>,
}

impl Job {
    /// Returns a job that is about no file.
    pub fn of(work: Work) -> Self {
        Self { work, name: String::new(), file: Vec::new(), pictures: Vec::new() }
    }

    /// Returns how many bytes the job is about.
    pub fn size(&self) -> usize {
        self.file.len() + self.pictures.iter().map(|(_, bytes)| bytes.len()).sum::<usize>()
    }

    /// Returns the job as a message.
    pub fn message(self) -> Message {
        let Self { work, name, file, pictures } = self;
        let (pictures, mut bytes): (Vec<_>, Vec<_>) = pictures.into_iter().unzip();
        bytes.insert(0, file);
        Message::of(&Head { work, name, pictures }, bytes)
    }

    /// Reads a job from its message.
    ///
    /// # Errors
    /// A message of something else.
    pub fn read(message: Message) -> Result<Self, Unreadable> {
        let Head { work, name, pictures } = message.head()?;
        let mut parts = message.parts.into_iter();
        let file = parts.next().ok_or(Unreadable)?;
        if parts.len() != pictures.len() {
            return Err(Unreadable);
        }
        Ok(Self { work, name, file, pictures: pictures.into_iter().zip(parts).collect() })
    }
}
