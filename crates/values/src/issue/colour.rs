//! The colour of a house (套色), in which the name of its bulletin and the rule below are printed.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A colour, as red, green and blue (sRGB).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// Returns the contrast with white paper, from 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast_with_white(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The error for text that names no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoColour;

impl FromStr for Colour {
    type Err = NoColour;

    /// Parses `#c00000`.
    fn from_str(word: &str) -> Result<Self, NoColour> {
        let digits = word.strip_prefix('#').filter(|it| it.len() == 6).ok_or(NoColour)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NoColour);
        }
        let [_, red, green, blue] =
            u32::from_str_radix(digits, 16).map_err(|_| NoColour)?.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, NoColour};

    #[test]
    fn it_is_read_as_it_is_written() {
        for word in ["#c00000", "#005a9c", "#000000"] {
            assert_eq!(word.parse::<Colour>().map(|colour| colour.to_string()), Ok(word.into()));
        }
        for other in ["", "red", "c00000", "#c0000", "#c0000g", "#+c0000", "#红色"] {
            assert_eq!(other.parse::<Colour>(), Err(NoColour), "{other}");
        }
    }

    #[test]
    fn black_stands_out_and_yellow_does_not() {
        let contrast = |word: &str| word.parse::<Colour>().expect(word).contrast_with_white();
        assert!((contrast("#000000") - 21.0).abs() < 0.01);
        assert!((contrast("#ffffff") - 1.0).abs() < 0.01);
        assert!((contrast("#ff3333") - 3.64).abs() < 0.01, "the red of the standard");
        assert!(contrast("#ffff00") < 1.1);
    }
}
