//! The shape of titles (GB/T 9704-2012, 7.3.1).

use std::cmp::Ordering;

use briefing_values::error::codes;
use briefing_values::proof::MM_PER_PT;

use super::places::{Kind, Part, Places};
use super::{Quantity, Required, Row, Verdict};

/// The maximum number of lines of a title, by custom.
const LINES: usize = 2;

/// Returns the rows on the number of lines of titles and on the shape that they make.
pub(super) fn rows(places: &Places<'_>) -> Vec<Row> {
    let titles: Vec<_> = places.parts.iter().filter(|part| part.kind == Kind::Title).collect();
    let lines = Row::new(codes::page::TITLE_SHAPE, "title-lines")
        .case("lines")
        .asks(Required::at_most(Quantity::count(LINES)));
    let shape = Row::new(codes::page::TITLE_SHAPE, "title-shape")
        .clause("GB/T 9704-2012 7.3.1")
        .asks(Required::exactly(Quantity::Word("trapezoid-or-rhombus")));
    let mut rows = each(lines, &titles, |part| {
        let count = part.lines().count();
        (Quantity::count(count), Verdict::of(count <= LINES))
    });
    let parted: Vec<_> = titles.into_iter().filter(|part| part.lines().count() > 1).collect();
    rows.extend(each(shape, &parted, |part| {
        let lengths = part.lines().map(|line| line.0.len().to_string());
        let lengths = lengths.collect::<Vec<_>>().join(" / ");
        (Quantity::Text(lengths), Verdict::of(is_shapely(&steps(part))))
    }));
    rows
}

/// Returns a row for each title that is not as it should be, or the row of the last of those with
/// the most lines.
fn each(
    row: Row,
    titles: &[&Part<'_>],
    judge: impl Fn(&Part<'_>) -> (Quantity, Verdict),
) -> Vec<Row> {
    let found = |part: &Part<'_>| {
        let (measured, verdict) = judge(part);
        let row = row.clone().found(measured, verdict).on(part.glyphs[0].page);
        if verdict == Verdict::Kept { row } else { row.field(&part.field) }
    };
    let rows: Vec<Row> = titles.iter().map(|part| found(part)).collect();
    let broken: Vec<Row> =
        rows.iter().filter(|row| row.verdict == Verdict::Broken).cloned().collect();
    if !broken.is_empty() {
        return broken;
    }
    let longest = (0..titles.len()).max_by_key(|n| titles[*n].lines().count());
    vec![longest.map_or(row, |n| rows[n].clone())]
}

/// Returns how each line of a title compares with the one above it; up to half a character counts as equal.
fn steps(part: &Part<'_>) -> Vec<Ordering> {
    let least = part.glyphs[0].run.size * MM_PER_PT / 2.0;
    let widths: Vec<f64> = part.lines().map(|line| line.right() - line.left()).collect();
    let step = |two: &[f64]| match two[1] - two[0] {
        more if more > least => Ordering::Greater,
        less if less < -least => Ordering::Less,
        _ => Ordering::Equal,
    };
    widths.windows(2).map(step).collect()
}

/// Returns whether lines make a trapezoid, which goes one way, or a rhombus, which widens before it
/// narrows.
fn is_shapely(steps: &[Ordering]) -> bool {
    let widening = steps.iter().take_while(|step| **step == Ordering::Greater).count();
    steps[widening..].iter().all(|step| *step == Ordering::Less)
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::is_shapely;

    #[test]
    fn trapezoids_and_rhombuses_are_shapely() {
        for shape in [&[][..], &[Less], &[Greater], &[Less, Less], &[Greater, Less]] {
            assert!(is_shapely(shape), "{shape:?}");
        }
        for shape in [&[Equal][..], &[Less, Greater], &[Greater, Equal]] {
            assert!(!is_shapely(shape), "{shape:?}");
        }
    }
}
