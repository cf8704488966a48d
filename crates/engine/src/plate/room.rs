//! The room that a picture has on a page, and how finely it is printed there.

/// An inch, in mm.
const INCH: f64 = 25.4;

/// How much finer than it is printed a picture may be before it is scaled down: what is gained by less is lost again by
/// writing it anew.
const SLACK: f64 = 1.25;

/// The room that a picture has on a page, at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// The width, in mm.
    pub width: f64,
    /// The height, in mm.
    pub height: f64,
    /// How many dots are printed to the inch.
    pub dpi: f64,
}

impl Room {
    /// Returns the width in mm at which a picture of these pixels is printed: it fills the room as far as its shape
    /// lets it.
    pub fn width_of(self, (width, height): (u32, u32)) -> f64 {
        self.width.min(self.height * f64::from(width) / f64::from(height))
    }

    /// Returns how many dots a picture of these pixels has to the inch there.
    pub fn resolution_of(self, pixels: (u32, u32)) -> f64 {
        f64::from(pixels.0) * INCH / self.width_of(pixels)
    }

    /// Returns the width and height in pixels to which a picture of these pixels is scaled down, if it is.
    pub(super) fn scaled(self, pixels: (u32, u32)) -> Option<(u32, u32)> {
        let resolution = self.resolution_of(pixels);
        let part = |size: u32| dots(f64::from(size) * self.dpi / resolution, size);
        (resolution > self.dpi * SLACK).then(|| (part(pixels.0), part(pixels.1)))
    }

    /// Returns the width in mm up to which a picture of these pixels has so many dots to the inch.
    pub fn width_at(pixels: (u32, u32), resolution: f64) -> f64 {
        f64::from(pixels.0) * INCH / resolution
    }
}

/// Returns a number of dots, rounded up so that a picture never falls short, from 1 to the most that there are.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it lies between two numbers that fit"
)]
fn dots(share: f64, most: u32) -> u32 {
    share.ceil().clamp(1.0, f64::from(most)) as u32
}

#[cfg(test)]
mod tests {
    use super::Room;

    #[test]
    fn a_picture_fills_its_room_as_its_shape_lets_it() {
        let room = Room { width: 156.0, height: 225.0, dpi: 200.0 };
        let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 0.05, "{found}");
        near(room.width_of((400, 300)), 156.0);
        near(room.resolution_of((400, 300)), 65.1);
        near(room.width_of((300, 3000)), 22.5);
        near(room.resolution_of((300, 3000)), 338.7);
        near(Room::width_at((300, 3000), 150.0), 50.8);
    }

    #[test]
    fn what_is_scaled_is_not_scaled_again() {
        for dpi in [72.0, 200.0, 300.0, 1200.0] {
            for width in [10.0, 60.5, 99.9, 156.0] {
                let room = Room { width, height: 229.8, dpi };
                for pixels in
                    [(4032, 3024), (3024, 4032), (12000, 17), (17, 12000), (1, 1), (65535, 1525)]
                {
                    let scaled = room.scaled(pixels).unwrap_or(pixels);
                    assert!(scaled.0 <= pixels.0 && scaled.1 <= pixels.1);
                    assert_eq!(room.scaled(scaled), None, "{pixels:?} in {room:?}");
                    // No dot is missing.
                    let enough = room.resolution_of(scaled) >= dpi.min(room.resolution_of(pixels));
                    assert!(enough || scaled.0 == 1, "{pixels:?} in {room:?}");
                }
            }
        }
        let room = Room { width: 156.0, height: 229.8, dpi: 200.0 };
        assert_eq!(room.scaled((4032, 3024)), Some((1229, 922)));
        assert_eq!(room.scaled((1535, 1000)), None, "249.9 dpi");
        assert_eq!(room.scaled((1536, 1000)), Some((1229, 800)), "250.1 dpi");
    }
}
