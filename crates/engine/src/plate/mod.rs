//! Makes plates (制版): what is printed of a picture, out of the file that its editor has put beside the issue.
//!
//! The bytes of a file say what it is, its name does not. Whoever sent it may mean harm: how large it is, is known
//! from its head and found bearable before any of it is decoded. And all of it is decoded, since a viewer shows
//! half of a photograph without a word.

mod format;
mod jpeg;
mod negative;
mod png;
mod room;

use std::sync::Arc;

use briefing_values::error::Problem;

pub use format::Format;
pub use room::Room;

use negative::Negative;

/// A picture, made ready for the press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plate {
    /// The file as its editor left it.
    pub original: Arc<[u8]>,
    /// The file that is printed, and that the PDF carries: the same, unless that cannot be printed.
    pub printed: Arc<[u8]>,
    /// The width and height of the picture as it came, upright, in pixels.
    pub pixels: (u32, u32),
}

impl Plate {
    /// Returns the plate of a picture's file; `file` is the path under which the issue names it.
    ///
    /// A file that is printed is its own plate: what a PDF carries gives the same PDF again.
    ///
    /// # Errors
    /// Why it cannot be printed.
    pub fn new(file: &str, original: Arc<[u8]>) -> Result<Self, Problem> {
        let refuse = |reason: &str| Problem::Picture { file: file.into(), reason: reason.into() };
        let negative = develop(&original).map_err(refuse)?;
        let anew = negative.print().map_err(|_| refuse(negative::DAMAGED))?;
        let printed = anew.map_or_else(|| original.clone(), Arc::from);
        let pixels = (negative.image.width(), negative.image.height());
        Ok(Self { original, printed, pixels })
    }

    /// Returns whether another file is printed than the editor's.
    pub fn is_anew(&self) -> bool {
        self.original != self.printed
    }
}

/// Decodes a picture.
///
/// # Errors
/// Why it cannot be printed, as a phrase of the catalogue.
fn develop(bytes: &[u8]) -> Result<Negative, &'static str> {
    match Format::of(bytes)? {
        Format::Jpeg => jpeg::develop(bytes),
        Format::Png => png::develop(bytes),
    }
}
