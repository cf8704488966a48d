//! Delivers a folder of files whole or not at all.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use tempfile::{Builder, TempDir};

use briefing_values::error::Result;

use super::{refusal, try_write};

/// Writes files into a folder that has none of these names yet, or that does not exist yet.
///
/// They are made in a hidden folder. If the folder is new, the hidden one is renamed to it in one step; into
/// an existing folder, they are moved entry by entry, in order.
///
/// # Errors
/// A failed write; everything made until then is removed again.
pub(crate) fn write_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<()> {
    let new = !folder.is_dir();
    let home = match folder.parent() {
        Some(parent) if new && parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) if new => parent,
        _ => folder,
    };
    let made = missing(home);
    let written = fs::create_dir_all(home)
        .map_err(|error| refusal(home, &error))
        .and_then(|()| fill(home, folder, files))
        .and_then(|stage| {
            let moved = if new { take_name(stage, folder) } else { move_in(&stage, folder, files) };
            moved.map_err(|error| refusal(folder, &error))
        });
    if written.is_err() {
        for folder in made {
            // A folder that somebody has put something into since then stays.
            let _ = fs::remove_dir(folder);
        }
    }
    written
}

/// Makes the files in a hidden folder in `home`; it is removed with the returned value.
fn fill(home: &Path, folder: &Path, files: &[(String, Vec<u8>)]) -> Result<TempDir> {
    let mut builder = Builder::new();
    builder.prefix(".briefing-").suffix(".part");
    // Anyone with access to the parent folder may use this one, as with any other program.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    let stage = builder.tempdir_in(home).map_err(|error| refusal(folder, &error))?;
    for (path, bytes) in files {
        try_write(&stage.path().join(path), bytes)
            .map_err(|error| refusal(&folder.join(path), &error))?;
    }
    Ok(stage)
}

/// Gives the hidden folder its final name.
fn take_name(stage: TempDir, folder: &Path) -> io::Result<()> {
    fs::rename(stage.path(), folder)?;
    // Nothing is left to remove under the hidden name.
    let _ = stage.keep();
    Ok(())
}

/// Moves the contents of the hidden folder into an existing folder, all of them or none.
fn move_in(stage: &TempDir, folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let mut entries: Vec<&Path> = Vec::new();
    for (path, _) in files {
        let first = Path::new(path).components().next();
        let entry = first.as_ref().map_or(Path::new(path), |first| Path::new(first.as_os_str()));
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    for (n, entry) in entries.iter().enumerate() {
        let target = folder.join(entry);
        let moved = if target.symlink_metadata().is_ok() {
            Err(io::ErrorKind::AlreadyExists.into())
        } else {
            fs::rename(stage.path().join(entry), &target)
        };
        if let Err(error) = moved {
            for entry in &entries[..n] {
                // Back to where it is removed with the hidden folder.
                let _ = fs::rename(folder.join(entry), stage.path().join(entry));
            }
            return Err(error);
        }
    }
    Ok(())
}

/// Returns the missing folders on the way to a folder, innermost first.
fn missing(folder: &Path) -> Vec<PathBuf> {
    let named = |path: &&Path| path.components().any(|part| part != Component::CurDir);
    let on_the_way = folder.ancestors().filter(named);
    on_the_way.take_while(|path| !path.exists()).map(Path::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::write_folder;
    use std::fs;
    use std::path::Path;

    fn entries(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The second file cannot be made: the first takes the place of its folder.
    const IMPOSSIBLE: [&str; 2] = ["a", "a/b"];

    fn files(paths: &[&str]) -> Vec<(String, Vec<u8>)> {
        paths.iter().map(|path| ((*path).to_owned(), b"text".to_vec())).collect()
    }

    #[test]
    fn a_new_folder_and_those_around_it_are_made() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("county/bulletin");
        write_folder(&folder, &files(&["data/1.toml", "briefing.toml"])).unwrap();
        assert_eq!(entries(&folder), ["briefing.toml", "data"]);
        assert_eq!(entries(&home.path().join("county")), ["bulletin"]);
    }

    #[test]
    fn a_folder_that_was_there_keeps_what_it_held() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join(".git")).unwrap();
        write_folder(home.path(), &files(&["data/1.toml", "data/2.toml", "README.md"])).unwrap();
        assert_eq!(entries(home.path()), [".git", "README.md", "data"]);
    }

    #[test]
    fn a_failure_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        assert!(write_folder(&home.path().join("county/bulletin"), &files(&IMPOSSIBLE)).is_err());
        assert!(write_folder(home.path(), &files(&IMPOSSIBLE)).is_err());
        assert_eq!(entries(home.path()), [""; 0]);
    }

    #[test]
    fn a_name_that_is_taken_stops_the_move_and_all_goes_back() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("data")).unwrap();
        assert!(write_folder(home.path(), &files(&["README.md", "data/1.toml"])).is_err());
        assert_eq!(entries(home.path()), ["data"]);
        assert_eq!(entries(&home.path().join("data")), [""; 0]);
    }
}
