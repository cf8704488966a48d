//! Pages as pixels, and how two of them differ.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};

use super::PdfDocument;

/// The colours of what only the first picture shows, and only the second: red and blue.
const ALONE: [[u8; 3]; 2] = [[208, 32, 32], [24, 72, 208]];

/// A page as pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The width, in pixels.
    pub width: u32,
    /// The height, in pixels.
    pub height: u32,
    /// The pixels, row by row: red, green and blue of each.
    pub pixels: Vec<[u8; 3]>,
}

/// How two pictures differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The number of pixels that differ.
    pub pixels: u64,
    /// Both in one: what they share in pale grey, what only the first shows in red, what only the second
    /// shows in blue.
    pub picture: Picture,
}

impl PdfDocument {
    /// Renders a page, counted from 0, at a resolution in pixels per inch.
    pub fn picture(&self, page: usize, ppi: f32) -> Option<Picture> {
        let page = self.pdf.pages().get(page)?;
        let (x_scale, y_scale) = (ppi / 72.0, ppi / 72.0);
        let settings =
            RenderSettings { x_scale, y_scale, bg_color: WHITE, ..RenderSettings::default() };
        let drawn =
            hayro::render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
        // The sheet is white, so every pixel is opaque.
        let pixels = drawn.data_as_u8_slice().chunks_exact(4);
        Some(Picture {
            width: drawn.width().into(),
            height: drawn.height().into(),
            pixels: pixels.map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect(),
        })
    }
}

impl Picture {
    /// Encodes the picture as PNG.
    pub fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let written = encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(self.pixels.as_flattened()));
        // Writing to memory fails only if the picture has no pixels, and then there is nothing to see.
        if written.is_ok() { bytes } else { Vec::new() }
    }

    /// Returns the pixel at a position; beyond the edge everything is white.
    fn at(&self, x: u32, y: u32) -> [u8; 3] {
        let inside = x < self.width && y < self.height;
        let index = y as usize * self.width as usize + x as usize;
        self.pixels.get(index).copied().filter(|_| inside).unwrap_or([255; 3])
    }

    /// Compares two pictures pixel by pixel.
    pub fn compare(&self, after: &Self) -> Difference {
        let (width, height) = (self.width.max(after.width), self.height.max(after.height));
        let mut pixels = Vec::with_capacity(width as usize * height as usize);
        let mut different = 0;
        for y in 0..height {
            for x in 0..width {
                let (a, b) = (self.at(x, y), after.at(x, y));
                different += u64::from(a != b);
                pixels.push(shown(a, b));
            }
        }
        Difference { pixels: different, picture: Self { width, height, pixels } }
    }
}

/// Returns the colour that shows two pixels in one.
fn shown(a: [u8; 3], b: [u8; 3]) -> [u8; 3] {
    let ink = |pixel: [u8; 3]| 255 - pixel.iter().min().copied().unwrap_or(255);
    if a == b {
        return [255 - ink(a) / 4; 3];
    }
    let [before, after] = ALONE;
    // The more of it there is, the deeper the colour.
    let (colour, depth) = if ink(a) >= ink(b) { (before, ink(a)) } else { (after, ink(b)) };
    let pale = |part: u8| {
        let white = 255 - (255 - u16::from(part)) * u16::from(depth.max(64)) / 255;
        u8::try_from(white).unwrap_or(255)
    };
    colour.map(pale)
}

#[cfg(test)]
mod tests {
    use super::Picture;

    fn picture(width: u32, pixels: &[u8]) -> Picture {
        let height = u32::try_from(pixels.len()).unwrap() / width;
        Picture { width, height, pixels: pixels.iter().map(|grey| [*grey; 3]).collect() }
    }

    #[test]
    fn pictures_that_are_the_same_differ_in_nothing() {
        let one = picture(2, &[0, 255, 128, 255]);
        assert_eq!(one.compare(&one).pixels, 0);
    }

    #[test]
    fn every_pixel_counts_and_so_does_the_size() {
        let one = picture(2, &[255, 255, 255, 0]);
        assert_eq!(one.compare(&picture(2, &[255, 254, 255, 0])).pixels, 1);
        let longer = picture(2, &[255, 255, 255, 0, 255, 7]);
        let difference = one.compare(&longer);
        assert_eq!((difference.pixels, difference.picture.height), (1, 3));
    }

    #[test]
    fn what_is_gone_is_red_and_what_is_new_is_blue() {
        let shown = picture(2, &[0, 255]).compare(&picture(2, &[255, 0])).picture.pixels;
        let ([r, _, b], [red, _, blue]) = (shown[0], shown[1]);
        assert!(r > b && red < blue, "{shown:?}");
    }
}
