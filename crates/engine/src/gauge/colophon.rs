//! The colophon (版记): the page that it is on, and where it ends (GB/T 9704-2012, 7.4).

use briefing_values::error::codes;
use briefing_values::issue::{ColophonPlace, Grid, Issue};
use briefing_values::proof::{Run, Shape};

use super::figure::{Figure, Tolerance};
use super::places::Places;
use super::stream::{Glyph, visible};
use super::{Quantity, Required, Row, Verdict};

/// The height of the sheet, in mm.
const SHEET_HEIGHT: f64 = 297.0;

/// The colophon on its page.
pub(super) struct Colophon<'a> {
    /// The page, from 0.
    pub(super) page: usize,
    /// The positions of its rules, in mm from the top.
    pub(super) rules: Vec<f64>,
    /// The runs between its first rule and its last, or else those of the line with the print date.
    pub(super) runs: Vec<&'a Run>,
}

impl<'a> Colophon<'a> {
    /// Finds the colophon by its print date.
    pub(super) fn new(issue: &Issue, places: &Places<'a>) -> Option<Self> {
        if issue.colophon.place == ColophonPlace::None {
            return None;
        }
        let glyphs = &places.stream.glyphs;
        let ways = issue.colophon.print_date.printed();
        let found = ways.iter().filter_map(|words| places.stream.rfind(words, 0..glyphs.len()));
        let dated = glyphs[found.map(|place| place.start).max()?];
        let page = &places.pages[dated.page];
        let measure = Grid::from(issue.layout.clone()).measure;
        let text = places.lines_on(dated.page).last().map_or(0.0, |(_, line)| line.bottom());
        let middle = |shape: &Shape| shape.frame.y + shape.frame.height / 2.0;
        let rule = |shape: &&Shape| {
            let flat = shape.frame.height < 1.0 && shape.frame.width > measure / 2.0;
            flat && middle(shape) > text
        };
        let mut rules: Vec<f64> = page.shapes.iter().filter(rule).map(middle).collect();
        rules.sort_by(f64::total_cmp);
        // Rules of tables and charts may stand above it.
        let first = first_words(issue, places, &dated);
        let above = rules.iter().rposition(|rule| *rule < first);
        rules.drain(..above.unwrap_or_default());
        let within = |run: &&Run| match (rules.first(), rules.last()) {
            (Some(first), Some(last)) => (*first..=*last).contains(&run.y),
            _ => (run.y - dated.run.y).abs() < 0.01,
        };
        let runs = page.runs.iter().filter(|run| !run.artifact).filter(within).collect();
        Some(Self { page: dated.page, rules, runs })
    }
}

/// Returns the baseline of the colophon's first words, in mm; that of its date, if they are not found.
fn first_words(issue: &Issue, places: &Places<'_>, date: &Glyph<'_>) -> f64 {
    let glyphs = &places.stream.glyphs;
    let texts = issue.texts();
    let lists = texts.iter().find(|text| text.field.starts_with("distribution."));
    let first = lists.or_else(|| texts.iter().find(|text| text.field == "colophon.office"));
    let place = first.and_then(|text| places.stream.rfind(&visible(&text.words), 0..glyphs.len()));
    let words = place.map(|place| glyphs[place.start]).filter(|glyph| glyph.page == date.page);
    words.map_or(date.run.y, |words| words.run.y.min(date.run.y))
}

/// Returns the rows on the place of the colophon.
pub(super) fn rows(
    issue: &Issue,
    places: &Places<'_>,
    colophon: Option<&Colophon<'_>>,
) -> Vec<Row> {
    let place = Row::new(codes::page::COLOPHON, "colophon-place")
        .clause("GB/T 33476.2-2016 7.3.1")
        .asks(Required::exactly(Quantity::Word("last-even-page")));
    let foot = Figure {
        code: codes::page::COLOPHON,
        item: "colophon-foot",
        clause: "GB/T 9704-2012 7.4.1",
        unit: Quantity::Mm,
        standard: 262.0,
        tolerance: Tolerance::Measuring(0.3),
        house: SHEET_HEIGHT - issue.layout.bottom,
        field: Some("layout.bottom"),
    };
    // Where the house has it elsewhere, the standard has no place for it.
    let at_foot = issue.colophon.place == ColophonPlace::LastPage;
    let Some(colophon) = colophon.filter(|_| at_foot) else { return vec![place, foot.row([])] };
    let (page, pages) = (colophon.page + 1, places.pages.len());
    let measured = Quantity::Text(format!("{page} / {pages}"));
    let verdict = Verdict::of(page == pages && page.is_multiple_of(2));
    let last = colophon.rules.last().map(|rule| (colophon.page, *rule));
    let mut foot = foot.row(last);
    if last.is_none() {
        foot = foot.found(Quantity::Word("none"), Verdict::Broken).on(colophon.page);
    }
    let case = |row: Row| {
        let broken = row.verdict == Verdict::Broken;
        if broken { row.case("foot") } else { row }
    };
    vec![place.found(measured, verdict).on(colophon.page), case(foot)]
}
