//! Known violations of the rules. A test fails when one of them has been mended and is still listed.

/// Files that are not to be counted when cycles are looked for, by crate.
pub(crate) const CYCLES: &[(&str, &str)] = &[
    ("briefing", "command/mod.rs"),
    ("briefing", "command/plan.rs"),
    ("briefing", "command/render.rs"),
    ("briefing", "command/worker/mod.rs"),
    ("briefing", "preview/mod.rs"),
    ("briefing-archive", "archive/inspect.rs"),
    ("briefing-archive", "archive/pending.rs"),
    ("briefing-archive", "index/mod.rs"),
    ("briefing-desk", "lib.rs"),
    ("briefing-engine", "gauge/mod.rs"),
    ("briefing-engine", "house/mod.rs"),
    ("briefing-service", "office.rs"),
    ("briefing-service", "problem.rs"),
    ("briefing-service", "server.rs"),
    ("briefing-text", "copyeditor/mod.rs"),
    ("briefing-text", "issue_form/mod.rs"),
    ("briefing-text", "manuscript/mod.rs"),
    ("briefing-text", "manuscript/page.rs"),
    ("briefing-text", "manuscript/slips/mod.rs"),
    ("briefing-values", "issue/masthead.rs"),
    ("briefing-worker", "pool/mod.rs"),
];

/// Crates with too many names at their root, and how many.
pub(crate) const CROWDED: &[(&str, usize)] = &[("briefing-desk", 16)];

/// Public modules, functions and constants that no other crate and no test uses.
pub(crate) const UNUSED: &[&str] = &[
    "briefing_desk::recipe",
    "briefing_desk::reprint::page_changes",
    "briefing_engine::house::WORD_FILE",
    "briefing_service::auth::SHORTEST",
    "briefing_service::auth::is_of",
    "briefing_service::auth::same",
    "briefing_support::client::encoded",
    "briefing_support::office::program",
    "briefing_support::years::FIRST",
    "briefing_support::years::LAST",
    "briefing_support::years::many",
    "briefing_values::catalogue::severity",
];

/// Names that a crate gives to more than one type.
pub(crate) const AMBIGUOUS: &[(&str, &str)] = &[
    ("briefing", "Made"),
    ("briefing", "Pages"),
    ("briefing", "Plan"),
    ("briefing-archive", "Copy"),
    ("briefing-engine", "Bound"),
    ("briefing-engine", "Part"),
    ("briefing-service", "Listed"),
    ("briefing-service", "Place"),
    ("briefing-service", "Report"),
    ("briefing-service", "Version"),
    ("briefing-service", "Words"),
    ("briefing-support", "Chance"),
    ("briefing-text", "Figure"),
    ("briefing-text", "Kind"),
    ("briefing-text", "Place"),
    ("briefing-values", "Group"),
    ("briefing-worker", "Head"),
];
