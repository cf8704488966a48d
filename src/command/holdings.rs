//! The holdings (馆藏): the archive that the command line means.

use std::path::{Path, PathBuf};

use briefing_archive::archive::Archive;
use briefing_engine::house::House;
use briefing_values::error::Result;

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
