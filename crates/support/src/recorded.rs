//! Offices of old formats, as the program left them before the format was ever changed: `tests/fixtures`.

use std::fs;

use crate::office::{Office, files_below, project};

/// The office of format 1.
pub const FORMAT_1: Recorded = Recorded("tests/fixtures/format-1");

/// A recorded office, by its folder.
#[derive(Debug)]
pub struct Recorded(pub &'static str);

impl Recorded {
    /// Returns the bytes of a recorded file.
    #[track_caller]
    pub fn bytes(&self, file: &str) -> Vec<u8> {
        let path = project(self.0).join(file);
        fs::read(path).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// Returns the text of a recorded file.
    #[track_caller]
    pub fn text(&self, file: &str) -> String {
        String::from_utf8(self.bytes(file)).expect("it is text")
    }
}

impl Office {
    /// Puts a recorded office here, without the faces of its archive.
    #[must_use]
    pub fn with_recorded(self, recorded: &Recorded) -> Self {
        for file in files_below(&project(&format!("{}/office", recorded.0))) {
            self.write(&file, recorded.bytes(&format!("office/{file}")));
        }
        self
    }

    /// Puts the faces where the recorded archive had them: they are those of the repository.
    #[must_use]
    pub fn with_recorded_faces(self, recorded: &Recorded) -> Self {
        for line in recorded.text("faces.txt").lines() {
            let (hash, file) = line.split_once("  ").expect("a hash and a file");
            let face = fs::read(project(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            self.write(&object(hash), face);
        }
        self
    }
}

/// Returns the path of an object's file.
pub fn object(hash: &str) -> String {
    format!("archive/objects/{}/{hash}", &hash[..2])
}
