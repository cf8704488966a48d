//! The catalogue: every rule of the program, what it rests on, and its words in two languages.
//!
//! The files beside this one hold the entries, one table per code. Messages, `briefing explain` and the
//! list of rules in the documentation all come from them, so they cannot contradict each other.

mod code;
mod kind;
mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub use code::{Code, codes};
pub use kind::Kind;
pub use words::{Argument, Lang, Words, fill, phrase};

/// One rule: its severity, who must act, its basis, an example, and its words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// How serious a finding is, unless the house says otherwise.
    pub severity: Severity,
    /// Who must act; the editor by default.
    #[serde(default)]
    pub kind: Kind,
    /// The HTTP status of a request that fails for this reason, if it differs from that of the kind.
    status: Option<u16>,
    /// Whether only laid-out pages can show it.
    #[serde(default)]
    pub pages: bool,
    /// Whether `check --fix` fixes it.
    #[serde(default)]
    pub fixed: bool,
    /// The standard and clause that the rule rests on; custom has none.
    pub clause: Option<String>,
    /// An example that breaks the rule.
    pub bad: Option<String>,
    /// The same example, as it should be.
    pub good: Option<String>,
    /// The Chinese words.
    pub zh: Words,
    /// The English words.
    pub en: Words,
    /// Other words for special cases of the rule, by the name of the case.
    #[serde(default)]
    pub case: BTreeMap<String, Case>,
}

/// The words for a special case of a rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The Chinese words.
    pub zh: Words,
    /// The English words.
    pub en: Words,
}

impl Entry {
    /// Returns the HTTP status of a request that fails for this reason.
    pub fn status(&self) -> u16 {
        self.status.unwrap_or_else(|| self.kind.status())
    }
}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Custom, or a matter of taste: worth a look.
    Hint,
    /// Probably wrong, but the issue can be printed.
    Warning,
    /// The issue is not printed.
    Error,
}

impl Severity {
    /// Returns the name, as the house file writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The entries, by the group of their codes.
const FILES: [(&str, &str); 10] = [
    ("archive", include_str!("archive.toml")),
    ("data", include_str!("data.toml")),
    ("number", include_str!("number.toml")),
    ("page", include_str!("page.toml")),
    ("program", include_str!("program.toml")),
    ("punct", include_str!("punct.toml")),
    ("service", include_str!("service.toml")),
    ("structure", include_str!("structure.toml")),
    ("template", include_str!("template.toml")),
    ("wording", include_str!("wording.toml")),
];

/// The entries of a group, by their names within it.
type Entries = BTreeMap<String, Entry>;

static GROUPS: [LazyLock<Entries>; FILES.len()] = [
    LazyLock::new(|| read(0)),
    LazyLock::new(|| read(1)),
    LazyLock::new(|| read(2)),
    LazyLock::new(|| read(3)),
    LazyLock::new(|| read(4)),
    LazyLock::new(|| read(5)),
    LazyLock::new(|| read(6)),
    LazyLock::new(|| read(7)),
    LazyLock::new(|| read(8)),
    LazyLock::new(|| read(9)),
];

#[expect(clippy::panic, reason = "the files are part of the program, and a test reads them all")]
fn read(group: usize) -> Entries {
    let (name, text) = FILES[group];
    toml::from_str(text).unwrap_or_else(|error| panic!("catalogue/{name}.toml: {error}"))
}

impl Code {
    /// Returns what the catalogue says about the code.
    #[expect(
        clippy::panic,
        reason = "the codes are made from the files, and a test compares the two"
    )]
    #[expect(clippy::missing_panics_doc, reason = "there is no code without an entry")]
    pub fn entry(self) -> &'static Entry {
        let found = self.as_str().split_once('/').and_then(|(group, name)| {
            let at = FILES.iter().position(|(known, _)| *known == group)?;
            GROUPS[at].get(name)
        });
        found.unwrap_or_else(|| panic!("{self} has no entry"))
    }
}

/// Lists all entries with their codes, in the order of the codes.
pub fn entries() -> impl Iterator<Item = (Code, &'static Entry)> {
    Code::all().map(|code| (code, code.entry()))
}

/// Returns which of these names somebody may have meant, if any is like theirs.
pub fn most_like<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    let word = name.to_lowercase().replace('-', "_");
    let all = known.map(|known| (strsim::jaro_winkler(&word, &known.replace('-', "_")), known));
    let best = all.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(likeness, _)| *likeness > 0.8).map(|(_, known)| known.to_owned())
}

/// Returns the code that is most like a word, if any is like it.
pub fn nearest(word: &str) -> Option<Code> {
    let likeness = |code: &str| {
        let name = code.split_once('/').map_or(code, |(_, name)| name);
        strsim::jaro_winkler(word, code).max(strsim::jaro_winkler(word, name))
    };
    let codes = Code::all().map(|code| (likeness(code.as_str()), code));
    let best = codes.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(likeness, _)| *likeness > 0.8).map(|(_, code)| code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Code, FILES, GROUPS, Severity, entries, nearest};
    use crate::error::codes;

    #[test]
    fn every_code_has_an_entry_and_every_entry_a_code() {
        let entries = FILES.iter().zip(&GROUPS).flat_map(|((group, _), entries)| {
            entries.keys().map(move |name| format!("{group}/{name}"))
        });
        let codes: BTreeSet<_> = Code::all().map(|code| code.to_string()).collect();
        assert_eq!(codes, entries.collect());
        assert!(Code::all().is_sorted(), "a code is looked up by its place");
    }

    #[test]
    fn every_entry_is_listed_and_a_slip_leads_to_the_nearest() {
        assert!(entries().map(|(code, _)| code).eq(Code::all()));
        assert_eq!(nearest("punct/range-dsah"), Some(codes::punct::RANGE_DASH));
        assert_eq!(nearest("range-dash"), Some(codes::punct::RANGE_DASH));
        assert_eq!(nearest("第"), None);
    }

    #[test]
    fn a_status_is_that_of_the_kind_unless_the_entry_has_its_own() {
        assert_eq!(codes::data::EMPTY.entry().status(), 422);
        assert_eq!(codes::service::NOT_FOUND.entry().status(), 404);
        let names = [Severity::Hint, Severity::Warning, Severity::Error].map(Severity::name);
        assert_eq!(names, ["hint", "warning", "error"]);
    }
}
