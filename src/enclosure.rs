//! Reads the pictures that go with an issue, from its own folder and from nowhere else.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use crate::error::Problem;

/// The largest file that is taken for a picture, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Returns the bytes of a picture.
///
/// # Errors
/// A file that is not there, is no plain file, is too large, or that a link leads out of the folder.
pub fn picture(folder: &Path, file: &str) -> Result<Arc<[u8]>, Problem> {
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
    use super::picture;
    use crate::error::Problem;

    #[test]
    fn only_plain_files_of_the_folder_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let (inner, outer) = (folder.path().join("issue"), folder.path().join("secret.png"));
        std::fs::create_dir_all(inner.join("sub")).unwrap();
        for file in [&outer, &inner.join("a.png")] {
            std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"), file).unwrap();
        }
        assert!(picture(&inner, "a.png").is_ok());
        assert!(picture(&inner, "sub").is_err());
        assert!(picture(&inner, "none.png").is_err());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&outer, inner.join("link.png")).unwrap();
            let refused = Problem::PicturePath { file: "link.png".into() };
            assert_eq!(picture(&inner, "link.png"), Err(refused));
        }
    }
}
