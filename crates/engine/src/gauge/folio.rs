//! The page number (页码): its form, its side, its distance from the text (GB/T 9704-2012, 7.5).

use briefing_values::error::codes;
use briefing_values::issue::Issue;
use briefing_values::proof::{Page, Run};

use super::colophon::Colophon;
use super::figure::{Figure, Tolerance};
use super::places::Places;
use super::{Quantity, Required, Row, Verdict};

/// The clause that all of this comes from.
const CLAUSE: &str = "GB/T 9704-2012 7.5";
/// Within this distance from the middle of the sheet a page number is on neither side, in mm.
const MIDDLE: f64 = 15.0;

/// The page number of a page.
pub(super) struct Folio<'a> {
    /// The page, from 0.
    pub(super) page: usize,
    /// The runs.
    pub(super) runs: Vec<&'a Run>,
}

impl<'a> Folio<'a> {
    /// Finds the page numbers: the line with digits below the foot of the type area.
    pub(super) fn all(places: &Places<'a>, foot: f64) -> Vec<Self> {
        let folio = |(n, page): (usize, &'a Page)| {
            let below: Vec<&Run> = page.runs.iter().filter(|run| run.top() > foot - 0.5).collect();
            let counts = |run: &&&Run| run.text.contains(|c: char| c.is_ascii_digit());
            let number = below.iter().find(counts)?;
            let beside = |run: &&&Run| (run.y - number.y).abs() < 0.01;
            let mut runs: Vec<&Run> = below.iter().filter(beside).copied().collect();
            runs.sort_by(|a, b| a.x.total_cmp(&b.x));
            Some(Self { page: n, runs })
        };
        // A sheet that is turned has it at another edge.
        let upright = places.pages.iter().enumerate().filter(|(_, page)| !page.is_turned());
        upright.filter_map(folio).collect()
    }

    /// Returns the words, as printed.
    fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect::<String>().trim().to_owned()
    }

    /// Returns where the middle of the words is, in mm.
    fn middle(&self) -> f64 {
        let left = self.runs.iter().map(|run| run.x).fold(f64::INFINITY, f64::min);
        let right = self.runs.iter().map(|run| run.x + run.width).fold(0.0, f64::max);
        f64::midpoint(left, right)
    }
}

/// Returns the rows on page numbers.
pub(super) fn rows(
    issue: &Issue,
    places: &Places<'_>,
    colophon: Option<&Colophon<'_>>,
    folios: &[Folio<'_>],
    foot: f64,
) -> Vec<Row> {
    let distance = Figure {
        code: codes::page::FOLIO,
        item: "folio-distance",
        clause: CLAUSE,
        unit: Quantity::Mm,
        standard: 7.0,
        tolerance: Tolerance::Measuring(0.3),
        house: 7.0,
        field: None,
    };
    let dashes = folios.iter().filter_map(|folio| {
        let dash = folio.runs.iter().find_map(|run| run.dash)?;
        Some((folio.page, dash - foot))
    });
    vec![form(issue, places, colophon, folios), side(issue, places, folios), distance.row(dashes)]
}

/// Returns the row on the form — 1 —, and on the pages that have it: not on a blank page before the
/// colophon, nor on the colophon's own page after it.
fn form(
    issue: &Issue,
    places: &Places<'_>,
    colophon: Option<&Colophon<'_>>,
    folios: &[Folio<'_>],
) -> Row {
    let row = Row::new(codes::page::FOLIO, "folio-form")
        .clause(CLAUSE)
        .asks(Required::exactly(Quantity::Word("number-in-dashes")));
    let blank = |page: &Page| page.text().is_empty() && page.pictures.is_empty();
    let colophon = colophon.map(|colophon| colophon.page);
    let bare = |n: usize| {
        let after = |it: usize| it == n && n > 0 && blank(&places.pages[n - 1]);
        blank(&places.pages[n]) || colophon.is_some_and(after)
    };
    let text = |n: usize| folios.iter().find(|folio| folio.page == n).map(Folio::text);
    let right = |n: &usize| {
        let number = format!("—{}—", number(issue, *n));
        let found = text(*n).map(|text| text.split_whitespace().collect::<String>());
        if bare(*n) { found.is_none() } else { found == Some(number) }
    };
    let measured = |n| text(n).map_or(Quantity::Word("none"), Quantity::Text);
    match (0..places.pages.len()).find(|n| !places.pages[*n].is_turned() && !right(n)) {
        Some(n) => row.found(measured(n), Verdict::Broken).on(n),
        None => row.found(measured(0), Verdict::Kept),
    }
}

/// Returns the row on the side: odd numbers right, even numbers left.
fn side(issue: &Issue, places: &Places<'_>, folios: &[Folio<'_>]) -> Row {
    let row = Row::new(codes::page::FOLIO, "folio-side")
        .clause(CLAUSE)
        .asks(Required::exactly(Quantity::Word("odd-right-even-left")));
    let found = |folio: &Folio<'_>| {
        let off = folio.middle() - places.pages[folio.page].width / 2.0;
        if off.abs() < MIDDLE {
            "in-the-middle"
        } else if off > 0.0 {
            "right"
        } else {
            "left"
        }
    };
    let wanted = |n: usize| if number(issue, n).is_multiple_of(2) { "left" } else { "right" };
    let wrong = folios.iter().find(|folio| found(folio) != wanted(folio.page));
    match wrong {
        _ if folios.is_empty() => row,
        Some(folio) => row.found(Quantity::Word(found(folio)), Verdict::Broken).on(folio.page),
        None => row.found(Quantity::Word("odd-right-even-left"), Verdict::Kept),
    }
}

/// Returns the number of a page.
fn number(issue: &Issue, page: usize) -> usize {
    usize::try_from(issue.layout.first_page).unwrap_or(1) + page
}
