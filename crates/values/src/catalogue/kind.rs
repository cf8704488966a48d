//! Who must act on what went wrong, and the exit code or HTTP status that follows.

use serde::Deserialize;

/// Who must act; of several kinds, the last in this order decides the exit code.
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
    /// Nobody, for now: another engine sets different pages, and the record was returned.
    OtherEngine,
    /// The maintainers of the program: the engine that set the record produces different bytes.
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

    /// Returns the HTTP status of a request that failed, unless the entry of the code names another.
    pub(super) fn status(self) -> u16 {
        match self {
            Self::Data | Self::Template => 422,
            Self::CommandLine => 400,
            // What the machine or the archive lacks will be there again once somebody has seen to it.
            Self::Environment | Self::Damage | Self::OtherEngine | Self::BrokenPromise => 503,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn exit_codes_and_statuses_are_those_of_the_guides() {
        let kinds = [
            Kind::Data,
            Kind::Template,
            Kind::CommandLine,
            Kind::Environment,
            Kind::Damage,
            Kind::OtherEngine,
            Kind::BrokenPromise,
        ];
        assert_eq!(kinds.map(Kind::exit_code), [1, 1, 2, 3, 4, 5, 6]);
        assert_eq!(kinds.map(Kind::status), [422, 422, 400, 503, 503, 503, 503]);
    }
}
