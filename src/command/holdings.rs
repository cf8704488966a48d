//! The holdings (馆藏): the archive that the command line refers to.

use std::path::{Path, PathBuf};

use briefing_archive::archive::Archive;
use briefing_engine::house::House;
use briefing_values::error::Result;

use crate::args::ArchiveArgs;

/// The folder of a project's archive.
pub(super) const FOLDER: &str = "archive";

/// Returns the archive's folder: the one named, or the one in the project around `near`.
pub(super) fn folder(args: &ArchiveArgs, root: Option<&Path>, near: &Path) -> PathBuf {
    let project = || root.map(Path::to_owned).or_else(|| House::root_of(near));
    match &args.archive {
        Some(folder) => folder.clone(),
        None => shown(project().unwrap_or_default().join(FOLDER)),
    }
}

/// Returns a path relative to the current folder, if it is below that.
fn shown(path: PathBuf) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).map(Path::to_owned).unwrap_or(path)
}

/// Opens the archive that the command line refers to.
pub(super) fn open(args: &ArchiveArgs, root: Option<&Path>) -> Result<Archive> {
    Archive::open(folder(args, root, Path::new(".")))
}
