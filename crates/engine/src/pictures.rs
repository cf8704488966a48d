//! Reads the pictures that go with an issue, from its own folder or from what came with it, and from
//! nowhere else.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use briefing_values::error::Problem;

/// The largest picture file that is read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Where the pictures of an issue are.
#[derive(Debug, Clone)]
pub enum Pictures {
    /// In the folder of the file.
    Folder(PathBuf),
    /// In memory, by the paths under which the issue names them: they came with it.
    AtHand(BTreeMap<String, Arc<[u8]>>),
}

impl Pictures {
    /// Returns the bytes of a picture.
    ///
    /// # Errors
    /// A file that is missing, not a regular file, too large, or outside of the folder.
    pub fn picture(&self, file: &str) -> Result<Arc<[u8]>, Problem> {
        match self {
            Self::Folder(folder) => read(folder, file),
            Self::AtHand(pictures) => pictures.get(file).cloned().ok_or_else(|| Problem::Picture {
                file: file.into(),
                reason: "there is no such file".into(),
            }),
        }
    }
}

impl From<PathBuf> for Pictures {
    fn from(folder: PathBuf) -> Self {
        Self::Folder(folder)
    }
}

impl From<&str> for Pictures {
    fn from(folder: &str) -> Self {
        Self::Folder(folder.into())
    }
}

fn read(folder: &Path, file: &str) -> Result<Arc<[u8]>, Problem> {
    let refuse = |reason: String| Problem::Picture { file: file.into(), reason };
    let unreadable = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => refuse("there is no such file".into()),
        _ => refuse(error.to_string()),
    };
    let folder = folder.canonicalize().map_err(unreadable)?;
    let path = folder.join(file).canonicalize().map_err(unreadable)?;
    if !path.starts_with(&folder) {
        return Err(Problem::PicturePath { file: file.into() });
    }
    let about = fs::metadata(&path).map_err(unreadable)?;
    if !about.is_file() {
        return Err(refuse("it is not a file".into()));
    }
    if about.len() > LARGEST {
        return Err(refuse("it is larger than 64 MiB".into()));
    }
    fs::read(&path).map(Arc::from).map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use super::Pictures;
    use briefing_values::error::Problem;

    #[test]
    fn only_plain_files_of_the_folder_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let (inner, outer) = (folder.path().join("issue"), folder.path().join("secret.png"));
        std::fs::create_dir_all(inner.join("sub")).unwrap();
        for file in [&outer, &inner.join("a.png")] {
            std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"), file).unwrap();
        }
        let pictures = Pictures::from(inner.clone());
        assert!(pictures.picture("a.png").is_ok());
        assert!(pictures.picture("sub").is_err());
        assert!(pictures.picture("none.png").is_err());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&outer, inner.join("link.png")).unwrap();
            let refused = Problem::PicturePath { file: "link.png".into() };
            assert_eq!(pictures.picture("link.png"), Err(refused));
        }
    }
}
