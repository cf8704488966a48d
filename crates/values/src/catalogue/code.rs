//! The codes: the name of every entry of the catalogue, as a type of its own.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// The name of an entry, which stays the same in every version: `data/unknown-field`. There is no code
/// without an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Code(&'static str);

/// A constant for every code, in a module for each group: `codes::data::UNKNOWN_FIELD`.
pub mod codes {
    include!(concat!(env!("OUT_DIR"), "/codes.rs"));
}

impl Code {
    /// Returns the code that a text names, if it names one.
    pub fn known(text: &str) -> Option<Self> {
        let at = codes::ALL.binary_search_by_key(&text, |code| code.0).ok()?;
        Some(codes::ALL[at])
    }

    /// Lists all codes, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        codes::ALL.iter().copied()
    }

    /// Returns the code as it is written.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// Returns the group that the code belongs to: `data`.
    pub fn group(self) -> &'static str {
        self.0.split_once('/').map_or(self.0, |(group, _)| group)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::known(&text).ok_or_else(|| de::Error::custom(format!("no code: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, codes};

    #[test]
    fn what_is_no_code_is_not_known() {
        assert_eq!(Code::known("data/unknown-field"), Some(codes::data::UNKNOWN_FIELD));
        assert_eq!(Code::known("data/unknown"), None);
        assert_eq!(Code::known(""), None);
    }

    #[test]
    fn a_code_has_a_group() {
        assert_eq!(codes::page::TYPE_AREA.group(), "page");
    }
}
