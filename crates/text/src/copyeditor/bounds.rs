//! The bounds: what a printed figure may stand for, since figures are rounded and estimated.

use std::ops::{Add, Div, Sub};

/// A least and a greatest value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    /// The least value.
    pub(super) low: f64,
    /// The greatest value.
    pub(super) high: f64,
}

impl Bounds {
    /// Anything that is not negative.
    pub(super) const ANY: Self = Self { low: 0.0, high: f64::INFINITY };

    /// Returns the values that lie no farther than `slack` from `value`.
    pub(super) fn around(value: f64, slack: f64) -> Self {
        Self { low: value - slack, high: value + slack }
    }

    /// Returns the bounds, `slack` wider on both sides.
    pub(super) fn widened(self, slack: f64) -> Self {
        Self { low: self.low - slack, high: self.high + slack }
    }

    /// Returns the bounds of a multiple.
    pub(super) fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }

    /// Returns whether one value can lie within both; up to a rounding error.
    pub(super) fn meet(self, other: Self) -> bool {
        let hair = |value: f64| if value.is_finite() { value.abs() * 1e-9 } else { 0.0 };
        self.low <= other.high + hair(other.high) && other.low <= self.high + hair(self.high)
    }
}

impl Add for Bounds {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }
}

impl Sub for Bounds {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { low: self.low - other.high, high: self.high - other.low }
    }
}

impl Div for Bounds {
    type Output = Self;

    /// Divides; the divisor is a quantity, and not negative.
    fn div(self, other: Self) -> Self {
        let by = |value: f64, divisor: f64| if divisor > 0.0 { value / divisor } else { f64::NAN };
        let widest = if self.low < 0.0 { other.low } else { other.high };
        let (low, high) = (by(self.low, widest), by(self.high, other.low));
        let known = |value: f64, otherwise| if value.is_nan() { otherwise } else { value };
        Self { low: known(low, f64::NEG_INFINITY), high: known(high, f64::INFINITY) }
    }
}
