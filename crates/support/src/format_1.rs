//! The office of format 1, as the program left it before the format was ever changed:
//! `tests/fixtures/format-1`.

use std::fs;

use crate::office::{Office, files_below, project};

/// The folder of the recorded files.
pub const RECORDED: &str = "tests/fixtures/format-1";

impl Office {
    /// Puts the recorded office here, without the faces of its archive.
    #[must_use]
    pub fn with_format_1(self) -> Self {
        for file in files_below(&project(&format!("{RECORDED}/office"))) {
            self.write(&file, recorded(&format!("office/{file}")));
        }
        self
    }

    /// Puts the faces where the recorded archive had them: they are those of the repository.
    #[must_use]
    pub fn with_faces_of_format_1(self) -> Self {
        for line in text("faces.txt").lines() {
            let (hash, file) = line.split_once("  ").expect("a hash and a file");
            let face = fs::read(project(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            self.write(&object(hash), face);
        }
        self
    }
}

/// Returns the bytes of a recorded file.
#[track_caller]
pub fn recorded(file: &str) -> Vec<u8> {
    let path = project(RECORDED).join(file);
    fs::read(path).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Returns the text of a recorded file.
#[track_caller]
pub fn text(file: &str) -> String {
    String::from_utf8(recorded(file)).expect("it is text")
}

/// Returns the path of an object's file.
pub fn object(hash: &str) -> String {
    format!("archive/objects/{}/{hash}", &hash[..2])
}
