//! The room that a picture has on a page, and how finely it is printed there.

/// An inch, in mm.
const INCH: f64 = 25.4;

/// The room that a picture has on a page, at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// The width, in mm.
    pub width: f64,
    /// The height, in mm.
    pub height: f64,
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

    /// Returns the width in mm up to which a picture of these pixels has so many dots to the inch.
    pub fn width_at(pixels: (u32, u32), resolution: f64) -> f64 {
        f64::from(pixels.0) * INCH / resolution
    }
}

#[cfg(test)]
mod tests {
    use super::Room;

    #[test]
    fn a_picture_fills_its_room_as_its_shape_lets_it() {
        let room = Room { width: 156.0, height: 225.0 };
        let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 0.05, "{found}");
        near(room.width_of((400, 300)), 156.0);
        near(room.resolution_of((400, 300)), 65.1);
        near(room.width_of((300, 3000)), 22.5);
        near(room.resolution_of((300, 3000)), 338.7);
        near(Room::width_at((300, 3000), 150.0), 50.8);
    }
}
