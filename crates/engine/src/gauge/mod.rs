//! The gauge (量规): measures the laid-out pages, and compares them with the standard and the office's
//! limits, row by row. Measurements never come from the settings; those only tell whether a deviation
//! from the standard was intended.

mod alone;
mod area;
mod breaks;
mod colophon;
mod faces;
mod figure;
mod flow;
mod folio;
mod length;
mod places;
mod quantity;
mod roles;
mod row;
mod rules;
mod spacing;
mod stream;
mod substitutes;
mod table;
mod titles;

use briefing_values::error::codes;
use briefing_values::issue::{Issue, Limits};
use briefing_values::proof::Proof;

use crate::style::Standard;

use area::Area;
use colophon::Colophon;
use folio::Folio;
use places::Places;

pub use alone::lonely_bylines;
pub use faces::Faces;
pub use quantity::{Bound, Quantity, Required};
pub use row::{Row, Verdict};
pub use table::table;

/// Measures the pages of an issue by a standard. The pages are those that the proofreader has passed.
pub fn measure(
    issue: &Issue,
    proof: &Proof,
    faces: &Faces,
    (limits, standard): (&Limits, Standard),
) -> Vec<Row> {
    let places = Places::new(issue, proof);
    let area = Area::new(issue, &places);
    let colophon = Colophon::new(issue, &places);
    let colophon = colophon.as_ref();
    let foot = area.foot(issue);
    let folios = Folio::all(&places, foot);
    let letters = roles::letters(&places, colophon, &folios);

    let mut rows = vec![area::sheet(&places)];
    rows.extend(area.rows(issue));
    rows.extend(faces::sizes(issue, &letters));
    rows.extend(faces::faces(&letters, faces));
    rows.extend(substitutes::rows(issue, &places, &letters, faces));
    rows.push(breaks::first_page(issue, &places));
    rows.extend(titles::rows(&places));
    rows.extend(breaks::stranded(&places));
    rows.extend(alone::titles(&places));
    rows.extend(alone::bylines(&places));
    rows.extend(breaks::short_last_lines(&places));
    rows.push(spacing::letters(&places, &area));
    rows.extend(spacing::torn(&places));
    rows.push(spacing::rivers(&places, &area));
    rows.push(rules::in_line(issue, &places));
    rows.extend(rules::clear(&places));
    rows.extend(folio::rows(issue, &places, colophon, &folios, foot));
    rows.extend(colophon::rows(issue, &places, colophon));
    rows.extend(passed());
    rows.push(length::sheet_saved(issue, &places, &area, colophon));
    rows.extend(length::limits(issue, &places, limits));
    rows.extend(length::fit(issue, &places, &area, colophon, limits));
    // What rests on a clause of the standard says nothing of a style that does not follow it.
    rows.retain(|row| standard == Standard::GbT9704 || row.clause.is_none());
    rows
}

/// Returns the rows on what the proofreader has checked: pages with such a fault never get here.
fn passed() -> impl Iterator<Item = Row> {
    let faults = [
        (codes::page::MISSING_GLYPH, "missing-glyphs"),
        (codes::page::BEYOND_SHEET, "beyond-sheet"),
        (codes::page::RUN_TOGETHER, "run-together"),
        (codes::page::NOT_PRINTED, "not-printed"),
    ];
    faults.into_iter().map(|(code, item)| {
        let none = Quantity::count(0);
        Row::new(code, item).asks(Required::exactly(none.clone())).found(none, Verdict::Kept)
    })
}
