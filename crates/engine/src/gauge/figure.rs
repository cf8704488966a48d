//! A figure of the standard: one number that every page is compared with.

use briefing_values::error::Code;

use super::{Quantity, Required, Row, Verdict};

/// How far a page may be from what the house has set and still count as set that way, in the unit of the
/// figure.
const SLACK: f64 = 0.15;

/// A figure of the standard, and the house's own.
pub(super) struct Figure {
    /// The code of the rule.
    pub(super) code: Code,
    /// What is measured.
    pub(super) item: &'static str,
    /// The clause of the standard.
    pub(super) clause: &'static str,
    /// The unit.
    pub(super) unit: fn(f64) -> Quantity,
    /// The standard's figure.
    pub(super) standard: f64,
    /// How far a page may be from it.
    pub(super) tolerance: Tolerance,
    /// The house's figure.
    pub(super) house: f64,
    /// The field of the house file that sets it, if there is one.
    pub(super) field: Option<&'static str>,
}

/// How far a page may be from a figure.
#[derive(Clone, Copy)]
pub(super) enum Tolerance {
    /// As far as the standard or the trade allows.
    Stated(f64),
    /// As far as a ruler on paper can tell.
    Measuring(f64),
}

impl Figure {
    /// Returns the row for the page that is farthest from the figure that the house has set.
    pub(super) fn row(&self, pages: impl IntoIterator<Item = (usize, f64)>) -> Row {
        let (Tolerance::Stated(most) | Tolerance::Measuring(most)) = self.tolerance;
        let required = Required {
            tolerance: match self.tolerance {
                Tolerance::Stated(most) => Some(most),
                Tolerance::Measuring(_) => None,
            },
            ..Required::exactly((self.unit)(self.standard))
        };
        let row = Row::new(self.code, self.item).clause(self.clause).asks(required);
        let off = |value: f64| (value - self.house).abs();
        // Of pages that are equally far off, the first.
        let farther = |a: (usize, f64), b: (usize, f64)| {
            if off(b.1) > off(a.1) + 0.005 { b } else { a }
        };
        let Some((page, value)) = pages.into_iter().reduce(farther) else { return row };
        let verdict = if (value - self.standard).abs() <= most {
            Verdict::Kept
        } else if off(value) <= SLACK {
            Verdict::Deviates
        } else {
            Verdict::Broken
        };
        let row = row.found((self.unit)((value * 100.0).round() / 100.0), verdict).on(page);
        let field = self.field.filter(|_| verdict == Verdict::Deviates);
        Row { field: field.map(String::from), ..row }
    }
}

#[cfg(test)]
mod tests {
    use briefing_values::error::codes;

    use super::{Figure, Quantity, Tolerance, Verdict};

    const LINES: Figure = Figure {
        code: codes::page::LINES,
        item: "lines",
        clause: "5.2.3",
        unit: Quantity::Count,
        standard: 22.0,
        tolerance: Tolerance::Measuring(0.05),
        house: 22.0,
        field: Some("layout.lines"),
    };

    #[test]
    fn the_page_that_differs_most_is_named() {
        let row = LINES.row([(0, 22.0), (1, 20.0), (2, 21.0), (3, 20.0)]);
        assert_eq!((row.page, row.verdict), (Some(2), Verdict::Broken));
        assert_eq!(LINES.row([]).verdict, Verdict::NotApplicable);
    }

    #[test]
    fn what_the_house_has_set_is_not_broken() {
        let house = Figure { house: 23.0, ..LINES };
        assert_eq!(house.row([(0, 23.0), (1, 23.0)]).verdict, Verdict::Deviates);
        assert_eq!(house.row([(0, 23.0), (1, 21.0)]).verdict, Verdict::Broken);
        assert_eq!(LINES.row([(0, 22.0)]).verdict, Verdict::Kept);
    }
}
