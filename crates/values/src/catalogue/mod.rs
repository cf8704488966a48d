//! The catalogue: every rule of the program, what it rests on, and its words in two languages.
//!
//! The files beside this one hold the entries, one table a code. Messages, `briefing explain` and
//! the list of rules in the documentation all come from them, so they cannot contradict each other.

mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub use words::{Argument, Lang, Words, fill, phrase};

/// One rule: its rank, its basis, an example, and what is said of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// How grave a finding is, where the house does not say otherwise.
    pub severity: Severity,
    /// Whether `check --fix` mends it.
    #[serde(default)]
    pub fixed: bool,
    /// The standard and clause that the rule rests on; custom has none.
    pub clause: Option<String>,
    /// What trips the rule.
    pub bad: Option<String>,
    /// The same, as it should be.
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

/// How grave a finding is.
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

type Group = BTreeMap<String, Entry>;

static GROUPS: [LazyLock<Group>; FILES.len()] = [
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
fn read(group: usize) -> Group {
    let (name, text) = FILES[group];
    toml::from_str(text).unwrap_or_else(|error| panic!("catalogue/{name}.toml: {error}"))
}

/// Returns the entry of a code such as `data/unknown-field`.
pub fn entry(code: &str) -> Option<&'static Entry> {
    let (group, name) = code.split_once('/')?;
    let at = FILES.iter().position(|(known, _)| *known == group)?;
    GROUPS[at].get(name)
}

/// Lists all entries with their codes, in the order of the codes.
pub fn entries() -> impl Iterator<Item = (String, &'static Entry)> {
    let groups = FILES.iter().zip(&GROUPS);
    groups.flat_map(|((group, _), entries)| {
        entries.iter().map(move |(name, entry)| (format!("{group}/{name}"), entry))
    })
}

/// Returns how grave a finding is, where the house does not say otherwise.
pub fn severity(code: &str) -> Severity {
    entry(code).map_or(Severity::Error, |entry| entry.severity)
}

/// Returns the code that is most like a word, if one is.
pub fn nearest(word: &str) -> Option<String> {
    let likeness = |code: &str| {
        let name = code.split_once('/').map_or(code, |(_, name)| name);
        strsim::jaro_winkler(word, code).max(strsim::jaro_winkler(word, name))
    };
    let codes = entries().map(|(code, _)| (likeness(&code), code));
    let best = codes.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(likeness, _)| *likeness > 0.8).map(|(_, code)| code)
}
