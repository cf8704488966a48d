//! Makes plates (制版): what is printed of a picture, out of the file that its editor has put beside the issue.
//!
//! The bytes of a file say what it is, its name does not. Whoever sent it may mean harm: how large it is, is known
//! from its head and found bearable before any of it is decoded. And all of it is decoded, since a viewer shows
//! half of a photograph without a word.

mod extent;
mod format;
mod jpeg;
mod negative;
mod png;
mod repeats;
mod room;
mod scale;
mod svg;
mod webp;

use std::collections::BTreeSet;
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
    /// The file that is printed, and that the PDF carries: the same, unless that cannot be printed, has more dots than its
    /// room takes, or tells more than it shows.
    pub printed: Arc<[u8]>,
    /// The width and height of the picture as it came, upright, in pixels; a drawing is as fine as its printer.
    pub pixels: Option<(u32, u32)>,
    /// The characters that the press sets in it, of a drawing.
    pub characters: BTreeSet<char>,
}

impl Plate {
    /// Returns the plate of a picture's file; `file` is the path under which the issue names it, and `room` the largest
    /// that it has there.
    ///
    /// A file that is printed is its own plate: what a PDF carries gives the same PDF again.
    ///
    /// # Errors
    /// Why it cannot be printed.
    pub fn new(file: &str, original: Arc<[u8]>, room: Room) -> Result<Self, Problem> {
        let refuse = |reason: &str| Problem::Picture { file: file.into(), reason: reason.into() };
        let negative = match develop(&original).map_err(refuse)? {
            Developed::Pixels(negative) => negative,
            Developed::Drawing(characters) => {
                return Ok(Self { printed: original.clone(), original, pixels: None, characters });
            }
        };
        let anew = negative.print(&original, room).map_err(|_| refuse(negative::DAMAGED))?;
        let printed = anew.map_or_else(|| original.clone(), Arc::from);
        let pixels = Some(negative.pixels());
        Ok(Self { original, printed, pixels, characters: BTreeSet::new() })
    }

    /// Returns whether another file is printed than the editor's.
    pub fn is_anew(&self) -> bool {
        self.original != self.printed
    }
}

/// What a file holds.
enum Developed {
    /// Pixels.
    Pixels(Negative),
    /// A drawing, with characters.
    Drawing(BTreeSet<char>),
}

/// Decodes a picture.
///
/// # Errors
/// Why it cannot be printed, as a phrase of the catalogue.
fn develop(bytes: &[u8]) -> Result<Developed, &'static str> {
    match Format::of(bytes)? {
        Format::Jpeg => jpeg::develop(bytes).map(Developed::Pixels),
        Format::Png => png::develop(bytes).map(Developed::Pixels),
        Format::Webp => webp::develop(bytes).map(Developed::Pixels),
        Format::Svg => svg::inspect(bytes).map(Developed::Drawing),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Plate, Room};

    /// The files that are spoiled: plain, progressive, in inks, in grey, WebP of both kinds.
    const FILES: [&[u8]; 6] = [
        include_bytes!("../../../../tests/faults/pictures/cut-short.jpg"),
        include_bytes!("../../../../tests/pictures/progressive.jpg"),
        include_bytes!("../../../../tests/pictures/inks.jpg"),
        include_bytes!("../../../../tests/issues/full/map.png"),
        include_bytes!("../../../../tests/pictures/lossy.webp"),
        include_bytes!("../../../../tests/pictures/lossless.webp"),
    ];

    #[test]
    fn spoiled_files_are_refused_or_printed() {
        let room = Room { width: 10.0, height: 20.0, dpi: 72.0 };
        let mut chance = 7_usize;
        let mut next = |most: usize| {
            chance = chance
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (chance >> 33) % most
        };
        let (mut printed, mut refused) = (0, 0);
        for round in 0..600 {
            let mut bytes = FILES[round % FILES.len()].to_vec();
            for _ in 0..=next(3) {
                // Heads and tables are short, and stand in front.
                let reach = if next(2) == 0 { bytes.len().min(700) } else { bytes.len() };
                let at = next(reach);
                match next(4) {
                    0 => bytes.truncate(at.max(1)),
                    1 => bytes[at] = 0xff,
                    _ => bytes[at] = u8::try_from(next(256)).unwrap_or_default(),
                }
            }
            match Plate::new("a", Arc::from(bytes), room) {
                Ok(plate) => {
                    printed += 1;
                    let again =
                        Plate::new("a", plate.printed.clone(), room).expect("it is a picture");
                    assert_eq!(again.printed, plate.printed, "round {round}");
                }
                Err(_) => refused += 1,
            }
        }
        assert!(printed > 20 && refused > 100, "{printed} printed, {refused} refused");
    }
}
