//! Scales pictures down.

use image::imageops::FilterType;
use image::{DynamicImage, Rgba, RgbaImage};

/// The filter by which pixels are weighed: a polynomial, since a processor need not agree with another on a sine.
const FILTER: FilterType = FilterType::CatmullRom;

/// Returns a picture scaled down to a width and height, with eight bits for each colour.
pub(super) fn scale(image: &DynamicImage, size: (u32, u32)) -> DynamicImage {
    let colours = image.color();
    if colours.has_alpha() {
        return transparent(image.to_rgba8(), size).into();
    }
    let scaled = weighed(image, size);
    if colours.has_color() { scaled.into_rgb8().into() } else { scaled.into_luma8().into() }
}

/// Scales a picture. Of one that is much larger, whole squares of pixels are averaged first: that takes a third of the
/// time, and shows in no print, since the filter still has half as many pixels again to weigh.
fn weighed(image: &DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    let side = image.width() / (width + width.div_ceil(2));
    if side < 2 {
        return image.resize_exact(width, height, FILTER);
    }
    let averaged = (image.width() / side, (image.height() / side).max(height));
    image.thumbnail_exact(averaged.0, averaged.1).resize_exact(width, height, FILTER)
}

/// Scales a picture so that the colours of pixels that cannot be seen do not spread to their neighbours.
fn transparent(mut image: RgbaImage, size: (u32, u32)) -> RgbaImage {
    for Rgba([red, green, blue, opacity]) in image.pixels_mut() {
        for colour in [red, green, blue] {
            *colour = share(u32::from(*colour) * u32::from(*opacity), 255);
        }
    }
    let mut scaled = weighed(&image.into(), size).into_rgba8();
    for Rgba([red, green, blue, opacity]) in scaled.pixels_mut() {
        for colour in [red, green, blue] {
            *colour = share(u32::from(*colour) * 255, u32::from(*opacity).max(1));
        }
    }
    scaled
}

/// Returns a part of a whole, rounded, as a colour.
fn share(part: u32, whole: u32) -> u8 {
    u8::try_from((part + whole / 2) / whole).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, GenericImageView, ImageBuffer, Luma, Rgba, RgbaImage};

    use super::scale;

    #[test]
    fn unseen_colours_do_not_spread() {
        // Red that is seen beside green that is not.
        let image = RgbaImage::from_fn(64, 64, |x, _| {
            if x < 30 { Rgba([255, 0, 0, 255]) } else { Rgba([0, 255, 0, 0]) }
        });
        let scaled = scale(&image.into(), (16, 16));
        for (_, _, Rgba([red, green, _, opacity])) in scaled.pixels() {
            assert!(green == 0 && (opacity < 8 || red > 240), "{red} {green} {opacity}");
        }
    }

    #[test]
    fn grey_stays_grey_and_sixteen_bits_become_eight() {
        let grey = ImageBuffer::from_pixel(40, 40, Luma([0x8000_u16]));
        let scaled = scale(&grey.into(), (10, 20));
        assert!(matches!(&scaled, DynamicImage::ImageLuma8(it) if it.dimensions() == (10, 20)));
        assert!(scaled.as_bytes().iter().all(|it| *it == 128));
    }

    #[test]
    fn what_is_averaged_first_stays_where_it_was() {
        // A slope from black to white, with a size that no square divides.
        let slope = ImageBuffer::from_fn(2047, 1021, |x, _| Luma([(x / 8).to_le_bytes()[0]]));
        for width in [100, 333, 500, 680, 1000] {
            let scaled = scale(&slope.clone().into(), (width, width / 2)).into_luma8();
            for (x, y, Luma([grey])) in scaled.enumerate_pixels() {
                let wanted = (x * 2 + 1) * 2047 / (width * 16);
                assert!(wanted.abs_diff(u32::from(*grey)) <= 3, "{width}: {grey} at {x}, {y}");
            }
        }
    }

    #[test]
    fn a_line_is_scaled_to_a_line() {
        for (size, wanted) in [((12_000, 17), (443, 1)), ((17, 12_000), (1, 443))] {
            let line = ImageBuffer::from_pixel(size.0, size.1, Luma([9_u8]));
            let scaled = scale(&line.into(), wanted).into_luma8();
            assert!(scaled.dimensions() == wanted && scaled.iter().all(|it| *it == 9));
        }
    }
}
