//! Whose turn it is to act on what went wrong, and how the program and the service end because of it.

use serde::Deserialize;

/// Whose turn it is to act; of several, the last decides how the program ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The editor: the data must be fixed.
    #[default]
    Data,
    /// The template designer: the template must be fixed.
    Template,
    /// The person at the command line, or the program that sent a request.
    CommandLine,
    /// The person who looks after the machine: files, faces, disks.
    Environment,
    /// Whoever keeps the archive: a file of it is missing or damaged.
    Damage,
    /// Nobody, at once: another engine sets other pages, and the record was handed out.
    OtherEngine,
    /// The maintainers of the program: the engine of the record gives other bytes.
    BrokenPromise,
}

impl Kind {
    /// Returns the program's exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Data | Self::Template => 1,
            Self::CommandLine => 2,
            Self::Environment => 3,
            Self::Damage => 4,
            Self::OtherEngine => 5,
            Self::BrokenPromise => 6,
        }
    }

    /// Returns the HTTP status of a request that failed, where the entry of the code names no other.
    pub(super) fn status(self) -> u16 {
        match self {
            Self::Data | Self::Template => 422,
            Self::CommandLine => 400,
            // What the machine or the archive lacks will be there again when somebody has seen to it.
            Self::Environment | Self::Damage | Self::OtherEngine | Self::BrokenPromise => 503,
        }
    }
}
