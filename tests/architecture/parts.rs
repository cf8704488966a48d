//! The parts of the crates: which other parts, and which outside crates, each of them may name.

/// The crates that consist of parts, each with its own arrows. The others may name whatever their manifests
/// allow.
pub(crate) const PARTED: &[&str] = &["archive", "briefing", "engine", "text", "values", "worker"];

/// The parts, and those that each may name, in its own crate and in the crates below. `error` is open to all.
pub(crate) const ARROWS: &[(&str, &[&str])] = &[
    ("values::catalogue", &[]),
    ("values::clock", &["issue"]),
    ("values::diagnostic", &["catalogue"]),
    ("values::error", &["catalogue"]),
    ("values::faces", &["fingerprint"]),
    ("values::fingerprint", &[]),
    ("values::html", &[]),
    ("values::issue", &[]),
    ("values::lexicon", &[]),
    ("values::passage", &[]),
    ("values::proof", &[]),
    ("values::sheet", &[]),
    ("text::copyeditor", &["issue", "lexicon", "passage"]),
    ("text::fields", &["catalogue", "issue", "passage", "sheet"]),
    ("text::issue_form", &["catalogue", "fields", "issue", "sheet"]),
    ("text::manuscript", &["catalogue", "fields", "issue", "passage", "sheet"]),
    ("text::next_issue", &["fields", "issue", "sheet"]),
    ("text::options", &["catalogue", "manuscript", "sheet"]),
    ("text::scaffold", &["issue"]),
    ("engine::composer", &["catalogue", "faces", "galley", "issue", "plate", "style", "volume"]),
    ("engine::edition", &[]),
    ("engine::galley", &["issue", "style"]),
    ("engine::gauge", &["catalogue", "issue", "proof", "style"]),
    ("engine::house", &["catalogue", "faces", "fingerprint", "lexicon", "sheet", "style"]),
    ("engine::pictures", &[]),
    ("engine::plate", &[]),
    ("engine::press", &["edition", "faces", "galley", "proof"]),
    ("engine::proofreader", &["issue", "proof", "style"]),
    ("engine::style", &["catalogue", "sheet"]),
    ("engine::volume", &["issue"]),
    ("archive::archive", &["audit", "fingerprint", "issue", "lock", "moment"]),
    ("archive::audit", &["clock", "fingerprint", "moment"]),
    ("archive::index", &["fingerprint", "issue"]),
    ("archive::lines", &["proof"]),
    ("archive::lock", &["catalogue", "faces", "fingerprint", "issue"]),
    ("archive::moment", &["issue"]),
    ("archive::pdf_reader", &[]),
    ("archive::signature", &[]),
    ("worker::job", &["diagnostic"]),
    ("worker::memory", &[]),
    ("worker::pool", &["clock", "job"]),
    ("worker::sandbox", &[]),
    ("worker::worker", ANY),
    ("service::auth", &["fingerprint"]),
    ("service::store", &["clock"]),
    ("briefing::args", &["audit", "house", "issue", "press", "store"]),
    ("briefing::command", ANY),
    ("briefing::delivery", &[]),
    ("briefing::main", &[]),
    ("briefing::record", ANY),
    ("briefing::report", &["catalogue", "html"]),
];

/// Every part that the manifest allows.
pub(crate) const ANY: &[&str] = &["*"];

/// The outside crates, and the crates or parts that may name each.
const FENCES: &[(&str, &[&str])] = &[
    ("argon2", &["service::auth"]),
    ("aho_corasick", &["text::copyeditor"]),
    ("axum", &["service"]),
    ("axum_extra", &["service"]),
    ("chardetng", &["values::sheet"]),
    ("clap", &["briefing::args", "briefing::command"]),
    ("clap_complete", &["briefing::args", "briefing::command"]),
    ("clap_mangen", &["briefing::command"]),
    ("codespan_reporting", &["briefing::command"]),
    ("csv", &["text::manuscript"]),
    ("ct_codecs", &["archive::signature"]),
    ("encoding_rs", &["values::sheet"]),
    ("futures_util", &["service"]),
    ("getrandom", &["service::auth"]),
    ("hayro", &["archive::pdf_reader"]),
    ("hayro_syntax", &["archive::pdf_reader"]),
    ("headers_accept", &["service::accept"]),
    ("http_body_util", &["service::bundle"]),
    ("hyper", &["service"]),
    ("hyper_util", &["service"]),
    ("image", &["engine::plate"]),
    ("imagesize", &["engine::plate"]),
    ("include_dir", &["engine::house", "fonts"]),
    ("indicatif", &["briefing::command"]),
    ("ipnet", &["briefing::args", "service::client", "service::settings"]),
    ("jsonschema", &["text::manuscript"]),
    ("landlock", &["worker::sandbox"]),
    ("libc", &["worker::sandbox"]),
    ("mediatype", &["service::accept", "service::bundle"]),
    ("memchr", &["archive::pdf_reader"]),
    ("mimalloc", &["briefing::main"]),
    ("minijinja", &["engine::composer", "service::web"]),
    ("minisign", &["archive::signature"]),
    ("miniz_oxide", &["archive::pdf_reader"]),
    ("notify", &["briefing::command"]),
    ("open", &["briefing::command"]),
    ("percent_encoding", &["service"]),
    ("png", &["archive::pdf_reader"]),
    ("prometheus_client", &["service"]),
    ("regex", &["text::copyeditor"]),
    ("rpassword", &["briefing::command"]),
    ("rusqlite", &["archive::index", "service::store"]),
    ("rustix", &["service::room", "service::store", "worker::sandbox"]),
    ("schemars", &["text::fields", "values::issue"]),
    ("seccompiler", &["worker::sandbox"]),
    (
        "serde_json",
        &[
            "archive::audit",
            "briefing::args",
            "briefing::command",
            "desk",
            "engine::press",
            "service",
            "support",
            "text::fields",
            "text::issue_form",
            "text::manuscript",
            "worker::job",
            "worker::worker",
        ],
    ),
    ("serde_urlencoded", &["service::web"]),
    ("sha2", &["values::fingerprint"]),
    ("similar", &["archive::lines", "briefing::command", "service"]),
    ("snapbox", &["support"]),
    ("strsim", &["text::manuscript", "values::catalogue"]),
    ("subtle", &["service::auth"]),
    ("sys_locale", &["briefing::command"]),
    (
        "tempfile",
        &[
            "archive::archive",
            "archive::audit",
            "briefing::command",
            "briefing::delivery",
            "support",
        ],
    ),
    ("time", &["service::cookies", "service::web"]),
    ("tokio", &["service"]),
    (
        "toml",
        &[
            "archive::archive",
            "archive::lock",
            "archive::moment",
            "engine::house",
            "service",
            "support",
            "text::copyeditor",
            "text::fields",
            "text::manuscript",
            "text::options",
            "values::catalogue",
        ],
    ),
    ("toml_edit", &["text::issue_form", "text::next_issue"]),
    ("tower_http", &["service"]),
    ("tracing", &["briefing::command", "service"]),
    ("tracing_subscriber", &["briefing::command"]),
    ("ttf_parser", &["engine::press"]),
    ("typst", &["engine::press"]),
    ("typst_kit", &["engine::press"]),
    ("typst_layout", &["engine::press"]),
    ("typst_pdf", &["engine::press"]),
    ("typst_render", &["engine::press"]),
    ("typst_svg", &["engine::press"]),
    ("unicode_width", &["briefing::command", "engine::gauge"]),
    ("url", &["service::origin"]),
    ("usvg", &["engine::plate"]),
    ("utoipa", &["service"]),
    ("utoipa_axum", &["service"]),
    ("utoipa_swagger_ui", &["service"]),
    ("zip", &["service"]),
    ("zune_jpeg", &["engine::plate"]),
];

/// The outside crates that everything may name.
const OPEN: &[&str] = &["serde"];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ANY, ARROWS, FENCES, OPEN, PARTED};
    use crate::workspace::{PACKAGES, Package};

    /// Returns the part that a file belongs to.
    fn part(package: &Package, file: &str) -> String {
        let root = file.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        format!("{}::{root}", package.short_name())
    }

    #[test]
    fn arrows_point_one_way() {
        for (from, to, name) in PACKAGES.iter().flat_map(arrows) {
            let (Some(allowed), Some(_)) = (allowed(&from), allowed(&to)) else { continue };
            let (_, target) = to.split_once("::").expect("a part belongs to a crate");
            let fine = from == to || target == "error" || allowed == ANY;
            assert!(fine || allowed.contains(&target), "{from} must not name {name} of {to}");
        }
    }

    /// Returns the parts that a part may name, if it is one.
    fn allowed(part: &str) -> Option<&'static [&'static str]> {
        ARROWS.iter().find(|(known, _)| *known == part).map(|(_, allowed)| *allowed)
    }

    /// Returns which parts name which: from, to, and the name.
    fn arrows(package: &Package) -> BTreeSet<(String, String, String)> {
        let own = package.tree.edges().into_iter();
        let own = own.map(|edge| (part(package, &edge.from), part(package, &edge.to), edge.name));
        let others = package.tree.outside().into_iter().filter_map(|(file, path)| {
            let other = path[0].strip_prefix("briefing_")?;
            let to = format!("{other}::{}", path.get(1)?);
            Some((part(package, &file), to, path.join("::")))
        });
        own.chain(others).collect()
    }

    #[test]
    fn every_part_has_arrows() {
        let (mut parts, mut parted) = (BTreeSet::new(), BTreeSet::new());
        for package in PACKAGES.iter() {
            let files = package.tree.files.keys().filter(|file| *file != "lib.rs");
            let own: BTreeSet<_> = files.map(|file| part(package, file)).collect();
            parts.extend(own.clone());
            parted.extend(own.into_iter().filter(|_| PARTED.contains(&package.short_name())));
        }
        let known: BTreeSet<_> = ARROWS.iter().map(|(part, _)| (*part).to_owned()).collect();
        let unknown: Vec<_> = parted.difference(&known).collect();
        assert!(unknown.is_empty(), "missing in ARROWS: {unknown:?}");
        let gone: Vec<_> = known.difference(&parts).collect();
        assert!(gone.is_empty(), "only in ARROWS: {gone:?}");
    }

    #[test]
    fn outside_crates_stay_behind_their_fences() {
        for package in PACKAGES.iter() {
            for (file, path) in package.tree.outside() {
                let Some((word, homes)) = FENCES.iter().find(|(word, _)| *word == path[0]) else {
                    continue;
                };
                let part = part(package, &file);
                let fine = homes.iter().any(|home| *home == part || *home == package.short_name());
                assert!(fine, "{part} must not name {word}");
            }
        }
    }

    #[test]
    fn every_outside_crate_has_a_fence() {
        let mut needed = BTreeSet::new();
        for package in PACKAGES.iter() {
            for word in package.outside_crates().into_iter().filter(|it| !OPEN.contains(&&**it)) {
                needed.insert((word, package.short_name().to_owned()));
            }
        }
        let fences = FENCES.iter().flat_map(|(word, homes)| {
            homes.iter().map(move |home| {
                let home = home.split("::").next().unwrap_or_default();
                ((*word).to_owned(), home.to_owned())
            })
        });
        assert_eq!(needed, fences.collect(), "in the manifests, and in FENCES");
    }
}
