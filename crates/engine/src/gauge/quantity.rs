//! What is required of a page and what is found on it: lengths, sizes of type, numbers, words.

use serde::Serialize;

use briefing_values::catalogue::{Argument, Lang};

/// Something that is measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "unit", content = "value", rename_all = "kebab-case")]
pub enum Quantity {
    /// A length, in mm.
    Mm(f64),
    /// A width and a height, in mm.
    #[serde(rename = "mm-by-mm")]
    Size(f64, f64),
    /// A size of type, in pt.
    Pt(f64),
    /// A number of pages, lines or characters.
    Count(f64),
    /// Words from the page, or the name of a face.
    Text(String),
    /// A phrase of the catalogue.
    Word(&'static str),
}

/// What is required of a quantity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Required {
    /// The quantity.
    #[serde(flatten)]
    pub quantity: Quantity,
    /// On which side of it the page may be.
    pub bound: Bound,
    /// By how much the page may differ from it, where the standard or the trade leaves room: 3号 is
    /// 15.75 pt in metal and 16 pt in word processors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<f64>,
}

/// On which side of a required quantity a page may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// Exactly it.
    Exactly,
    /// Not below it.
    AtLeast,
    /// Not above it.
    AtMost,
}

impl Quantity {
    /// Returns a count.
    pub(super) fn count(things: usize) -> Self {
        u32::try_from(things)
            .map_or(Self::Count(f64::INFINITY), |things| Self::Count(things.into()))
    }

    /// Returns the quantity in words: lengths to a tenth of a millimetre.
    pub fn said(&self, lang: Lang) -> String {
        self.argument().said(lang)
    }

    /// Returns the quantity as an argument of a message.
    pub(super) fn argument(&self) -> Argument {
        let tenths = |value: f64| (value * 10.0).round() / 10.0 + 0.0;
        Argument::Text(match self {
            Self::Mm(length) => format!("{} mm", tenths(*length)),
            Self::Size(width, height) => format!("{} × {} mm", tenths(*width), tenths(*height)),
            Self::Pt(size) => format!("{} pt", tenths(*size)),
            Self::Count(number) => tenths(*number).to_string(),
            Self::Text(words) => words.clone(),
            Self::Word(name) => return Argument::Phrase((*name).to_owned()),
        })
    }
}

impl Required {
    /// Requires a quantity.
    pub(super) fn exactly(quantity: Quantity) -> Self {
        Self { quantity, bound: Bound::Exactly, tolerance: None }
    }

    /// Requires a quantity, or more.
    pub(super) fn at_least(quantity: Quantity) -> Self {
        Self { bound: Bound::AtLeast, ..Self::exactly(quantity) }
    }

    /// Requires a quantity, or less.
    pub(super) fn at_most(quantity: Quantity) -> Self {
        Self { bound: Bound::AtMost, ..Self::exactly(quantity) }
    }

    /// Returns what is required in words: `37 mm ±1`, `≥ 1`.
    pub fn said(&self, lang: Lang) -> String {
        self.argument().said(lang)
    }

    /// Returns what is required as an argument of a message.
    pub(super) fn argument(&self) -> Argument {
        let sign = match self.bound {
            Bound::Exactly => "",
            Bound::AtLeast => "≥ ",
            Bound::AtMost => "≤ ",
        };
        match (self.quantity.argument(), self.tolerance) {
            (Argument::Text(said), None) => Argument::Text(format!("{sign}{said}")),
            (Argument::Text(said), Some(most)) => Argument::Text(format!("{sign}{said} ±{most}")),
            (phrase, _) => phrase,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Quantity, Required};
    use briefing_values::catalogue::Lang;

    #[test]
    fn lengths_are_said_to_a_tenth_of_a_millimetre() {
        let said = |quantity: Quantity| quantity.said(Lang::En);
        assert_eq!(said(Quantity::Mm(36.96)), "37 mm");
        assert_eq!(said(Quantity::Mm(-0.01)), "0 mm");
        assert_eq!(said(Quantity::Size(210.0, 297.04)), "210 × 297 mm");
        assert_eq!(said(Quantity::Pt(15.791)), "15.8 pt");
        assert_eq!(said(Quantity::count(22)), "22");
        let top = Required { tolerance: Some(1.0), ..Required::exactly(Quantity::Mm(37.0)) };
        assert_eq!(top.said(Lang::En), "37 mm ±1");
        assert_eq!(Required::at_least(Quantity::count(1)).said(Lang::Zh), "≥ 1");
    }
}
