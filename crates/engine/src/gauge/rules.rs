//! Rules and frames: whether they end where the type area does, and whether words keep clear of them.

use briefing_values::error::codes;
use briefing_values::issue::Issue;
use briefing_values::proof::{MM_PER_PT, Page, Run, Shape};

use super::places::Places;
use super::{Quantity, Required, Row, Verdict};

/// What is as wide as this share of the type area is meant to be as wide as all of it.
const WHOLE: f64 = 0.97;
/// The most by which a rule may end beside the edge of the type area, in mm: a reader sees a tenth.
const BESIDE: f64 = 0.05;
/// The least white between words and the rule beside them, in mm.
const CLEAR: f64 = 0.3;

/// Returns the row on the rule or frame that ends farthest from an edge of the type area.
pub(super) fn in_line(issue: &Issue, places: &Places<'_>) -> Row {
    let row = Row::new(codes::page::RULE_OUT_OF_LINE, "rules-beside")
        .asks(Required::at_most(Quantity::Mm(BESIDE)));
    let edges = |page: &Page| {
        let layout = &issue.layout;
        // The left edge of a sheet that is turned is the foot of the others.
        let (left, right) = if page.is_turned() {
            (layout.bottom, layout.top)
        } else {
            (layout.left, layout.right)
        };
        (left, page.width - right)
    };
    let beside = |(n, page): (usize, &Page)| {
        let (left, right) = edges(page);
        let whole =
            page.shapes.iter().filter(|it| it.frame.width >= WHOLE * (right - left)).map(span);
        let farthest = whole.map(|(from, to)| (from - left).abs().max((to - right).abs()));
        Some((farthest.max_by(f64::total_cmp)?, n))
    };
    let worst = places.pages.iter().enumerate().filter_map(beside);
    let worst = worst.max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((farthest, page)) = worst else { return row };
    row.found(Quantity::Mm(farthest), Verdict::of(farthest <= BESIDE)).on(page)
}

/// Returns a row for each page on which words come too near to an upright rule, or one for the least white.
pub(super) fn clear(places: &Places<'_>) -> Vec<Row> {
    let row = Row::new(codes::page::TOUCHES_RULE, "white-beside-rules")
        .asks(Required::at_least(Quantity::Mm(CLEAR)));
    let nearest =
        |(n, page): (usize, &Page)| nearest(page).map(|(white, run)| (n, white, run.text.clone()));
    let found: Vec<_> = places.pages.iter().enumerate().filter_map(nearest).collect();
    let told = |(n, white, text): &(usize, f64, String)| {
        let row = row.clone().found(Quantity::Mm(*white), Verdict::of(*white >= CLEAR)).on(*n);
        row.with("words", text)
    };
    let close: Vec<_> = found.iter().filter(|it| it.1 < CLEAR).map(told).collect();
    if !close.is_empty() {
        return close;
    }
    vec![found.iter().min_by(|a, b| a.1.total_cmp(&b.1)).map_or_else(|| row.clone(), told)]
}

/// Returns the run of a page that is nearest to an upright rule at its height, and the white between them, in mm;
/// none if the rule goes through it.
fn nearest(page: &Page) -> Option<(f64, &Run)> {
    let upright: Vec<_> =
        page.shapes.iter().filter(|it| it.frame.width < 1.0 && it.frame.height > 2.0).collect();
    let beside = |run: &Run, rule: &Shape| {
        // A sign may stand on the baseline or hang from the top; its middle is within its line.
        let middle = run.y - 0.38 * run.size * MM_PER_PT;
        (rule.frame.y..=rule.frame.y + rule.frame.height).contains(&middle)
    };
    let words = page.runs.iter().filter(|run| !run.artifact && !run.ink.is_empty());
    let whites = words.flat_map(|run| {
        let near = upright.iter().filter(|rule| beside(run, rule));
        near.map(|rule| (white(run, rule), run)).collect::<Vec<_>>()
    });
    whites.min_by(|a, b| a.0.total_cmp(&b.0))
}

/// Returns the white between a run and a rule.
fn white(run: &Run, rule: &Shape) -> f64 {
    let (from, to) = span(rule);
    let left = run.ink.iter().map(|ink| ink.0).fold(f64::INFINITY, f64::min);
    let right = run.ink.iter().map(|ink| ink.1).fold(0.0, f64::max);
    (from - right).max(left - to).max(0.0)
}

/// Returns from where to where the ink of a shape goes, in mm from the left.
fn span(shape: &Shape) -> (f64, f64) {
    let half = shape.stroke.unwrap_or(0.0) / 2.0;
    // A line has a stroke, but ends where it ends.
    let half = if shape.frame.height < 0.01 { 0.0 } else { half };
    (shape.frame.x - half, shape.frame.x + shape.frame.width + half)
}
