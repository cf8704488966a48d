//! What is embedded in the binary: styles and faces, so that one file is enough on a machine without a
//! network.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use briefing_fonts::FONTS;
use briefing_values::error::{Problem, Result};
use briefing_values::faces::{FaceBytes, FaceFile};
use briefing_values::sheet::Sheet;

use super::FaceEntry;

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../templates");

fn root(path: &str) -> Option<(&'static Dir<'static>, &str)> {
    let (root, rest) = path.split_once('/').unwrap_or((path, ""));
    match root {
        "templates" => Some((&TEMPLATES, rest)),
        "fonts" => Some((&FONTS, rest)),
        _ => None,
    }
}

/// Returns a text file.
pub(super) fn sheet(path: &str) -> Result<Sheet> {
    let file = root(path).and_then(|(dir, rest)| dir.get_file(rest));
    let file = file.ok_or_else(|| Problem::Access {
        action: "read the built-in file",
        path: path.into(),
        reason: "it is not in the binary".into(),
    })?;
    Sheet::new(path, file.contents())
}

/// Returns the text files of a folder, by their names.
pub(super) fn files(folder: &str) -> BTreeMap<String, Sheet> {
    let named = contents(folder).filter_map(|(name, bytes)| {
        Some((name.to_owned(), Sheet::new(&format!("{folder}/{name}"), bytes).ok()?))
    });
    named.collect()
}

/// Returns the files of a folder, by their names.
pub(super) fn bytes(folder: &str) -> BTreeMap<String, Arc<[u8]>> {
    contents(folder).map(|(name, bytes)| (name.to_owned(), Arc::from(bytes))).collect()
}

/// Returns the names and the bytes of the files in a folder.
fn contents(folder: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    let dir = root(folder).and_then(|(dir, rest)| dir.get_dir(rest));
    let files = dir.into_iter().flat_map(Dir::files);
    files.filter_map(|file| Some((file.path().file_name()?.to_str()?, file.contents())))
}

/// Returns the names of the folders in a folder.
pub(super) fn folders(folder: &str) -> Vec<String> {
    let Some((dir, _)) = root(folder) else {
        return Vec::new();
    };
    dir.dirs().map(|dir| dir.path().display().to_string()).collect()
}

/// Returns the file of a face.
pub(super) fn face(entry: &FaceEntry) -> Option<FaceFile> {
    let FaceEntry { file, sha256, .. } = entry;
    let bytes = FONTS.get_file(file)?.contents();
    let bytes = FaceBytes::built_in(bytes, *sha256);
    Some(FaceFile { name: format!("fonts/{file}").into(), bytes })
}
