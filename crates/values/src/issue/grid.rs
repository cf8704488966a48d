//! The grid that follows from an office's layout: the measurements that a style works with.

use serde::Serialize;

use super::Layout;

/// The width of the sheet, A4, in mm (GB/T 9704-2012, 5.1).
const SHEET_WIDTH: f64 = 210.0;
/// The height of the sheet, A4, in mm.
const SHEET_HEIGHT: f64 = 297.0;

/// A layout, and the measurements that follow from it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grid {
    /// The layout.
    #[serde(flatten)]
    pub layout: Layout,
    /// The width of the type area (版心), in mm.
    pub measure: f64,
    /// The width of one character, which is the size of the text's type, in mm.
    pub cell: f64,
    /// The distance from one line to the next, in mm.
    pub pitch: f64,
    /// The width of the widest picture that text runs beside, in mm: it leaves room for ten characters.
    pub beside: f64,
}

impl Grid {
    /// Returns the width of each of so many columns side by side, with the width of a character between them, in mm.
    pub fn column(&self, columns: u32) -> f64 {
        let columns = f64::from(columns.max(1));
        (self.measure - self.cell * (columns - 1.0)) / columns
    }
}

impl From<Layout> for Grid {
    /// The lines fill the type area from glyph box to glyph box (撑满版心, 5.2.3): `lines - 1`
    /// pitches and one character high, not `lines` pitches.
    fn from(layout: Layout) -> Self {
        let measure = SHEET_WIDTH - layout.left - layout.right;
        let cell = measure / layout.characters;
        let height = SHEET_HEIGHT - layout.top - layout.bottom;
        let pitch = (height - cell) / f64::from(layout.lines.saturating_sub(1).max(1));
        let beside = (measure - 11.0 * cell).max(cell);
        Self { layout, measure, cell, pitch, beside }
    }
}

#[cfg(test)]
mod tests {
    use super::{Grid, Layout};

    #[test]
    fn the_default_grid_fills_the_type_area_of_the_standard() {
        let grid = Grid::from(Layout::default());
        assert!((grid.measure - 156.0).abs() < 1e-9);
        assert!((grid.cell * 28.0 - 156.0).abs() < 1e-9);
        assert!((grid.pitch * 21.0 + grid.cell - 225.0).abs() < 1e-9);
        assert!((grid.pitch - 10.45).abs() < 0.005);
    }
}
