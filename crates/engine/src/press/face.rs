//! The files of faces, and the faces in them.

use std::thread;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontStretch, FontStyle, FontVariant, FontWeight};
use typst_kit::fonts::FontSource;

use briefing_values::error::{Problem, Result};
use briefing_values::faces::FaceFile;

/// Loads the faces of all files, and finds out which characters each has; one thread per file, because
/// this takes a tenth of the time of a first edition.
pub(super) fn load(files: &[FaceFile]) -> Result<Vec<Face>> {
    let loaded: Vec<Vec<Font>> = thread::scope(|scope| {
        let faces =
            |file: &FaceFile| Font::iter(Bytes::new(file.bytes.clone())).collect::<Vec<_>>();
        let threads: Vec<_> = files.iter().map(|file| scope.spawn(move || faces(file))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let mut faces = Vec::new();
    for (file, fonts) in files.iter().zip(loaded) {
        if fonts.is_empty() {
            let reason = "it is not a TrueType or OpenType file".into();
            return Err(Problem::Access {
                action: "use the face",
                path: file.name.to_string(),
                reason,
            }
            .into());
        }
        faces.extend(fonts.into_iter().map(|font| Face { file: file.clone(), font }));
    }
    Ok(faces)
}

/// A face, and the file that it is in.
#[derive(Clone)]
pub(super) struct Face {
    pub(super) file: FaceFile,
    pub(super) font: Font,
}

impl FontSource for Face {
    fn load(&self) -> Option<Font> {
        Some(self.font.clone())
    }
}

/// Returns the index of the face that sets a family in a weight.
pub(super) fn select(book: &FontBook, family: &str, weight: u16) -> Option<usize> {
    let variant = FontVariant {
        style: FontStyle::Normal,
        weight: FontWeight::from_number(weight),
        stretch: FontStretch::NORMAL,
    };
    book.select(&family.to_lowercase(), variant)
}

/// Computes the hashes of faces in another thread: the engine needs them before it sets the first word.
/// They are cached in the faces.
pub(super) fn warm_up(fonts: Vec<Font>) {
    thread::spawn(move || {
        for font in fonts {
            typst::utils::hash128(&font);
        }
    });
}
