//! The figure: a numeral with its unit, and what it may stand for.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bounds::Bounds;
use super::estimate::Estimate;
use super::numeral::{Numeral, numerals};
use super::text::{at, before};
use super::unit::{TIME, unit};

/// A quantity in the text, such as 近1.2万户.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure<'a> {
    /// Its bytes, from the first digit to the end of the unit.
    pub(super) range: Range<usize>,
    /// The numeral with 万 or 亿, as written.
    pub(super) written: &'a str,
    /// The quantity.
    pub(super) value: f64,
    /// What it may stand for.
    pub(super) bounds: Bounds,
    /// One unit of the last digit shown.
    pub(super) step: f64,
    /// How many digits follow the point.
    pub(super) decimals: usize,
    /// The value of 万 or 亿, or 1.
    pub(super) scale: f64,
    /// The unit's name; empty if it has none that we know.
    pub(super) unit: &'a str,
}

/// Lists the figures of a text, leaving out dates, ages and ordinals.
pub(super) fn figures(text: &str) -> Vec<Figure<'_>> {
    numerals(text).iter().filter_map(|numeral| figure(text, numeral)).collect()
}

/// Sharpens the figures of a sentence: beside 4.5万元, 3万元 is 3.0万元.
pub(super) fn sharpen(figures: &mut [Figure<'_>]) {
    // The scales are powers of ten, and the same ones have the same bits.
    let alike = |figure: &Figure<'_>| figure.scale.to_bits();
    let mut finest = BTreeMap::new();
    for figure in &*figures {
        let step = finest.entry((figure.unit, alike(figure))).or_insert(figure.step);
        *step = figure.step.min(*step);
    }
    for figure in figures {
        let finest = finest.get(&(figure.unit, alike(figure))).copied().unwrap_or(figure.step);
        if figure.scale > 1.0 && figure.bounds == Bounds::around(figure.value, figure.step / 2.0) {
            figure.bounds = Bounds::around(figure.value, finest / 2.0);
        }
    }
}

fn figure<'a>(text: &'a str, numeral: &Numeral) -> Option<Figure<'a>> {
    if matches!(before(text, numeral.range.start), Some('第' | '〔' | '[')) {
        return None;
    }
    let mut rest = &text[numeral.range.end..];
    let mut open = skip(&mut rest, &["多", "余", "几"]);
    let (scale, behind) = scale(rest);
    rest = behind;
    let written = text[numeral.range.start..text.len() - rest.len()].trim_end_matches(['多', '余']);
    open |= skip(&mut rest, &["多", "余"]);
    let unit = unit(rest);
    let (shown, name) = unit.unwrap_or_default();
    rest = &rest[shown.len()..];
    if name == TIME || rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    // 1万元/户 is a price, not a sum.
    let name = if rest.starts_with('/') { "" } else { name };
    let behind =
        ["左右", "上下", "以上", "以下", "以内", "多"].iter().find(|it| rest.starts_with(**it));
    rest = &rest[behind.map_or(0, |it| it.len())..];
    let range = numeral.range.start..text.len() - rest.len();
    let (value, step) = (numeral.value * scale, step(numeral) * scale);
    let estimate = match (is_range(text, &range, numeral.range.end), open, behind) {
        (true, ..) => Estimate::Unknown,
        (_, true, _) => Estimate::Above,
        (.., Some(word)) => Estimate::behind(word),
        _ => Estimate::before(&text[..range.start]),
    };
    let bounds = estimate.bounds(value, step, place(text, numeral) * scale, name);
    let decimals = numeral.decimals;
    Some(Figure { range, written, value, bounds, step, decimals, scale, unit: name })
}

impl Figure<'_> {
    /// Returns what the figure states, if it was computed from others: the last digit may have been cut
    /// off instead of rounded, but not that of 4倍.
    pub(super) fn stated(&self) -> Bounds {
        match self.unit {
            "倍" if self.decimals == 0 => self.bounds,
            _ => self.bounds.widened(self.step / 2.0),
        }
    }
}

/// Strips a word from the start of a text, and returns whether there was one.
fn skip(text: &mut &str, words: &[&str]) -> bool {
    let word = words.iter().find(|word| text.starts_with(**word));
    *text = &text[word.map_or(0, |word| word.len())..];
    word.is_some()
}

/// Returns the value of 万, 亿 and the like at the start of a text, and the rest of it.
pub(super) fn scale(text: &str) -> (f64, &str) {
    let mut scale = 1.0;
    let mut rest = text;
    while let Some(c) = at(rest, 0) {
        scale *= match c {
            // 千瓦, 千米 and 千克 are units.
            '千' if rest["千".len()..].starts_with(['瓦', '米', '克']) => break,
            '百' if rest.starts_with("百分点") => break,
            '十' => 10.0,
            '百' => 100.0,
            '千' => 1e3,
            '万' => 1e4,
            '亿' => 1e8,
            _ => break,
        };
        rest = &rest[c.len_utf8()..];
    }
    (scale, rest)
}

/// Returns the place value of the last digit shown.
fn step(numeral: &Numeral) -> f64 {
    (0..numeral.decimals).fold(1.0, |step, _| step / 10.0)
}

/// Returns the place value of the last digit that is not 0: what 多 and 近 may stand for.
fn place(text: &str, numeral: &Numeral) -> f64 {
    let digits = &text[numeral.range.clone()];
    let zeros = digits.len() - digits.trim_end_matches(['0', ',']).len();
    match numeral.decimals {
        0 => (0..zeros).fold(1.0, |place, _| place * 10.0),
        _ => step(numeral),
    }
}

/// Returns whether a figure is one end of a range, such as 1500—1800元.
fn is_range(text: &str, range: &Range<usize>, digits: usize) -> bool {
    const MARKS: [char; 6] = ['—', '～', '~', '–', '-', '－'];
    let opens = |end: usize, marks: &[char]| {
        let mark = at(text, end).filter(|c| marks.contains(c));
        mark.and_then(|c| at(text, end + c.len_utf8())).is_some_and(|c| c.is_ascii_digit())
    };
    let head = &text[..range.start];
    let closes = head.strip_suffix(MARKS).is_some_and(|head| !head.is_empty())
        || head
            .strip_suffix(['至', '到'])
            .is_some_and(|it| it.ends_with(|c: char| c.is_ascii_digit()));
    closes || opens(range.end, &MARKS) || opens(digits, &['至', '到'])
}

#[cfg(test)]
mod tests {
    use super::figures;

    #[test]
    fn figures_know_what_they_may_stand_for() {
        let text = "2018年近1.2万户、467人、200多万元、12.4%、第3名、1500—1800元、3公里左右";
        let all = figures(text);
        let words: Vec<_> = all.iter().map(|it| &text[it.range.clone()]).collect();
        let wanted = ["1.2万户", "467人", "200多万元", "12.4%", "1500", "1800元", "3公里左右"];
        assert_eq!(words, wanted);
        let bounds = |n: usize| (all[n].bounds.low.round(), all[n].bounds.high.round());
        assert_eq!(bounds(0), (11_000.0, 12_000.0));
        assert_eq!(bounds(1), (467.0, 467.0));
        assert_eq!(bounds(2), (2_000_000.0, 3_000_000.0));
        assert_eq!(bounds(5), (0.0, f64::INFINITY));
        assert_eq!(all[2].unit, "元");
    }
}
