//! The claim that a figure does not follow from others.

use super::super::Note;
use super::super::bounds::Bounds;
use super::super::figures::Figure;
use super::ledger::Ledger;

/// A contradicted figure, and what it should be.
pub(super) struct Claim {
    note: Note,
}

impl Claim {
    /// Returns the note on the figure.
    pub(super) fn note(self) -> Note {
        self.note
    }
}

/// One way to compute a figure.
pub(super) struct Calculation {
    /// The calculation, as it is written on paper.
    how: String,
    /// Its result.
    value: f64,
    /// The bounds of its result, since figures are rounded.
    bounds: Bounds,
}

impl Calculation {
    /// Divides, for a figure in this unit.
    pub(super) fn quotient(part: &Figure<'_>, whole: &Figure<'_>, unit: &str) -> Self {
        let factor = factor(unit);
        Self {
            how: format!("{}÷{}", part.written, whole.written),
            value: part.value / whole.value * factor,
            bounds: (part.bounds / whole.bounds).times(factor),
        }
    }

    /// Computes the relative difference of two figures, for a figure in this unit.
    pub(super) fn growth(from: &Figure<'_>, to: &Figure<'_>, unit: &str) -> Self {
        let factor = factor(unit);
        let (more, less) = if to.value < from.value { (from, to) } else { (to, from) };
        let whole = Bounds::around(factor, 0.0);
        let ratio = (to.bounds / from.bounds).times(factor);
        Self {
            how: format!("（{}−{}）÷{}", more.written, less.written, from.written),
            value: (more.value - less.value) / from.value * factor,
            bounds: if to.value < from.value { whole - ratio } else { ratio - whole },
        }
    }

    /// Subtracts the smaller from the larger.
    pub(super) fn difference(from: &Figure<'_>, to: &Figure<'_>) -> Self {
        let (more, less) = if to.value < from.value { (from, to) } else { (to, from) };
        Self {
            how: format!("{}−{}", more.written, less.written),
            value: more.value - less.value,
            bounds: more.bounds - less.bounds,
        }
    }

    /// Subtracts a part from its whole.
    pub(super) fn balance(whole: &Figure<'_>, part: &Figure<'_>) -> Self {
        Self {
            how: format!("{}−{}", whole.written, part.written),
            value: whole.value - part.value,
            bounds: whole.bounds - part.bounds,
        }
    }

    /// Adds figures up.
    pub(super) fn sum(parts: &[&Figure<'_>]) -> Self {
        let written: Vec<_> = parts.iter().map(|part| part.written).collect();
        let none = Bounds::around(0.0, 0.0);
        Self {
            how: written.join("+"),
            value: parts.iter().map(|part| part.value).sum(),
            bounds: parts.iter().fold(none, |sum, part| sum + part.bounds),
        }
    }

    /// Returns whether its result can lie within bounds.
    pub(super) fn meets(&self, other: Bounds) -> bool {
        self.bounds.meet(other)
    }

    /// Returns whether its result is above bounds.
    pub(super) fn exceeds(&self, other: Bounds) -> bool {
        self.bounds.low > other.high
    }

    /// Returns its result.
    pub(super) fn value(&self) -> f64 {
        self.value
    }
}

/// Returns the factor by which a ratio is multiplied in a unit.
fn factor(unit: &str) -> f64 {
    match unit {
        "%" => 100.0,
        "‰" => 1000.0,
        _ => 1.0,
    }
}

/// Claims that a figure is wrong, if there are ways to compute it and none arrives at it.
pub(super) fn claim(
    ledger: &Ledger<'_>,
    n: usize,
    ways: impl IntoIterator<Item = Calculation>,
) -> Option<Claim> {
    let figure = ledger.figure(n);
    let mut nearest = None;
    for way in ways {
        if way.bounds.meet(figure.stated()) {
            return None;
        }
        nearest = nearest.or(Some(way));
    }
    Some(contradiction(ledger, n, &nearest?))
}

/// Claims that a figure is not the result of a calculation.
pub(super) fn contradiction(ledger: &Ledger<'_>, n: usize, way: &Calculation) -> Claim {
    let figure = ledger.figure(n);
    let found = &ledger.text[figure.range.clone()];
    let unit = found.strip_prefix(figure.written).unwrap_or_default();
    let unit = ["左右", "以上", "以下", "以内", "上下"]
        .iter()
        .fold(unit.trim_start_matches(['多', '余']), |unit, word| unit.trim_end_matches(word));
    let magnitude =
        figure.written.trim_start_matches(|c: char| c.is_ascii_digit() || ",.".contains(c));
    let computed = format!("{}{magnitude}{unit}", shown(way.value / figure.scale, figure.decimals));
    let note = Note::on(figure.range.clone())
        .with("found", found)
        .with("how", &*way.how)
        .with("computed", computed);
    Claim { note }
}

/// Formats a number with as many decimals as the figure next to it, and at least one if it has a
/// fraction.
fn shown(value: f64, decimals: usize) -> String {
    let fraction = (value - value.round()).abs() > 0.005;
    let decimals = if fraction { decimals.max(1) } else { decimals };
    format!("{value:.decimals$}")
}
