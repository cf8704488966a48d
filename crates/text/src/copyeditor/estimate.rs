//! The estimate (约数): how words such as 近, 约, 多 and 以上 change a figure.

use super::bounds::Bounds;
use super::unit::is_count;

/// What the words around a figure say about it.
#[derive(Clone, Copy)]
pub(super) enum Estimate {
    /// Nothing: it is exact, or rounded.
    Plain,
    /// 多, 余: a little more.
    Above,
    /// 近, 不足: a little less.
    Below,
    /// 约, 左右.
    Around,
    /// 超过, 以上: any more.
    AtLeast,
    /// 以下, 不超过: any less.
    AtMost,
    /// One end of a range.
    Unknown,
}

impl Estimate {
    /// Reads a word after a figure: 左右, 以上.
    pub(super) fn behind(word: &str) -> Self {
        match word {
            "多" => Self::Above,
            "以上" => Self::AtLeast,
            "以下" | "以内" => Self::AtMost,
            _ => Self::Around,
        }
    }

    /// Reads the words before a figure: 近, 约, 超过.
    pub(super) fn before(head: &str) -> Self {
        let ends = |words: &[&str]| words.iter().any(|word| head.ends_with(word));
        match () {
            () if ends(&["不超过", "最多", "低于", "少于"]) && !ends(&["不低于", "不少于"]) => {
                Self::AtMost
            }
            () if ends(&[
                "超过",
                "超",
                "逾",
                "突破",
                "至少",
                "高于",
                "不低于",
                "不少于",
                "大于",
            ]) =>
            {
                Self::AtLeast
            }
            () if ends(&["近", "不足", "不到", "接近"]) => Self::Below,
            () if ends(&["约", "约为", "约有", "约达", "大概", "大致"]) => Self::Around,
            () => Self::Plain,
        }
    }

    /// Returns the bounds of a value that ends in a `step` and is round to a `place`.
    pub(super) fn bounds(self, value: f64, step: f64, place: f64, unit: &str) -> Bounds {
        let whole = (step - 1.0).abs() < 0.1;
        match self {
            Self::Plain if whole && is_count(unit) => Bounds::around(value, 0.0),
            // A measure of 2000亩 may well be 1960亩.
            Self::Plain if whole => Bounds::around(value, (place / 20.0).max(0.5)),
            Self::Plain => Bounds::around(value, step / 2.0),
            Self::Above => Bounds { low: value, high: value + place },
            Self::Below => Bounds { low: value - place, high: value },
            Self::Around => Bounds::around(value, place.max(value / 20.0)),
            Self::AtLeast => Bounds { low: value, high: f64::INFINITY },
            Self::AtMost => Bounds { low: 0.0, high: value },
            Self::Unknown => Bounds::ANY,
        }
    }
}
