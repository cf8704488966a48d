//! `briefing backup`: copies everything that an office has, while the service may be running.

use std::fs;
use std::path::{Path, PathBuf};

use briefing_archive::archive::Archive;
use briefing_archive::audit::{Act, Trail};
use briefing_engine::house::House;
use briefing_service::store::Store;
use briefing_values::error::{Problem, Result};

use crate::args::BackupArgs;
use crate::delivery;

use super::report::Reporter;
use super::{audit, holdings, init, outputs, serve};

/// Copies archive, store and house into a folder that appears when it is complete.
pub(super) fn run(args: &BackupArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<()> {
    let root = root.or_else(|| House::root_of(Path::new(".")));
    init::empty(&args.folder)?;
    let beside = args.folder.parent().filter(|it| !it.as_os_str().is_empty());
    let beside = beside.unwrap_or(Path::new("."));
    let refused = |error: std::io::Error| Problem::access("write", args.folder.display(), &error);
    fs::create_dir_all(beside).map_err(refused)?;
    let part = tempfile::Builder::new().prefix(".briefing-backup-").tempdir_in(beside);
    let part = part.map_err(refused)?;
    // Users and drafts first: an issue that is published meanwhile is then in the copy twice rather than nowhere.
    let store = serve::store(&args.store, root.as_deref());
    if store.is_file() {
        Store::open(&store)?.copy_to(&part.path().join(serve::STORE))?;
    }
    let archive = Archive::at(holdings::folder(&args.archive, root.as_deref(), Path::new(".")));
    let (mut files, mut bytes) = archive.copy_to(&part.path().join(holdings::FOLDER))?;
    let trail = Trail::beside(&archive.folder());
    let copied = trail.copy_to(Trail::beside(&part.path().join(holdings::FOLDER)).folder())?;
    files += copied.0;
    bytes += copied.1;
    for name in House::parts() {
        let from = root.as_deref().unwrap_or(Path::new("")).join(name);
        let copied = copy(&from, &part.path().join(name))?;
        files += copied.0;
        bytes += copied.1;
    }
    // What stands in the way of a folder is at most an empty one.
    let _ = fs::remove_dir(&args.folder);
    fs::rename(part.path(), &args.folder).map_err(refused)?;
    // It is in its place, and no longer to be cleared away.
    let _ = part.keep();
    let what = (Act::Backup, &*args.folder.display().to_string());
    audit::note(&archive, &args.by, what, reporter);
    outputs::name(std::slice::from_ref(&args.folder))?;
    let megabytes = format!("{}.{}", bytes / 1_000_000, bytes / 100_000 % 10);
    reporter.say("backed-up", &[("count", &files.to_string()), ("size", &megabytes)]);
    Ok(())
}

/// Copies a file, or a folder with what is in it; returns how many files, and how many bytes. Links are followed, as
/// the house does.
fn copy(from: &Path, to: &Path) -> Result<(usize, u64)> {
    let refused = |error: std::io::Error| Problem::access("read", from.display(), &error);
    if from.is_dir() {
        let (mut files, mut bytes) = (0, 0);
        for entry in fs::read_dir(from).map_err(refused)? {
            let name = entry.map_err(refused)?.file_name();
            let copied = copy(&from.join(&name), &to.join(&name))?;
            files += copied.0;
            bytes += copied.1;
        }
        return Ok((files, bytes));
    }
    if !from.is_file() {
        return Ok((0, 0));
    }
    let read = fs::read(from).map_err(refused)?;
    delivery::write_whole(to, &read)?;
    Ok((1, read.len() as u64))
}
