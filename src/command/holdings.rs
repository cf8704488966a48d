//! The holdings (馆藏): the archive that the command line means, and the issues in it.

use std::path::{Path, PathBuf};

use briefing_archive::archive::{Archive, Entry, Log, Selection};
use briefing_engine::house::House;
use briefing_values::error::{Problem, Result};

use crate::args::ArchiveArgs;

/// The folder of a project's archive.
const FOLDER: &str = "archive";

/// Returns the folder of the archive: the one named, or that of the project around `near`.
pub(super) fn folder(args: &ArchiveArgs, root: Option<&Path>, near: &Path) -> PathBuf {
    let project = || root.map(Path::to_owned).or_else(|| House::root_of(near));
    match &args.archive {
        Some(folder) => folder.clone(),
        None => shown(project().unwrap_or_default().join(FOLDER)),
    }
}

/// Names a folder from where the person is.
fn shown(path: PathBuf) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).map(Path::to_owned).unwrap_or(path)
}

/// Opens the archive that the command line means.
pub(super) fn open(args: &ArchiveArgs, root: Option<&Path>) -> Result<Archive> {
    Archive::open(folder(args, root, Path::new(".")))
}

/// Returns the entries of the issues that are meant, each once, in the order of their numbers; of all
/// where no words are given.
pub(super) fn chosen<'l>(
    archive: &Archive,
    log: &'l Log,
    words: &[String],
) -> Result<Vec<&'l Entry>> {
    let year = |entry: &Entry| Ok(archive.lock(entry)?.issue.year);
    if words.is_empty() {
        return Selection::All.of(log, year);
    }
    let mut chosen = Vec::new();
    for word in words {
        chosen.extend(Selection::parse(word)?.of(log, year)?);
    }
    chosen.sort_by_key(|entry| entry.issue);
    chosen.dedup_by_key(|entry| entry.issue);
    Ok(chosen)
}

/// Returns the entry of a revision of the issue that another entry is about.
pub(super) fn revision<'l>(log: &'l Log, latest: &Entry, wanted: u32) -> Result<&'l Entry> {
    log.of(latest.issue).find(|entry| entry.revision == wanted).ok_or_else(|| {
        let words = vec![
            ("id", latest.issue.to_string()),
            ("stem", latest.issue.stem()),
            ("revision", wanted.to_string()),
            ("count", latest.revision.to_string()),
        ];
        Problem::Noted { code: "archive/no-revision", words }.into()
    })
}
