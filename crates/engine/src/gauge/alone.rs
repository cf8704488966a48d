//! What stands alone where a page begins or ends: a byline with less than two lines of its text, a title with one.

use briefing_values::error::codes;
use briefing_values::issue::Issue;
use briefing_values::proof::{Page, Proof};

use super::breaks::is_foot;
use super::places::{Kind, Line, Part, Places};
use super::{Quantity, Required, Row, Verdict};

/// How many lines of text belong to a byline, and to a title.
const LINES: usize = 2;

/// Returns the articles, from 0, whose bylines went to another page with less than two lines of their text.
pub fn lonely_bylines(issue: &Issue, proof: &Proof) -> Vec<usize> {
    let places = Places::new(issue, proof);
    let lonely = stands(&places).filter(|it| it.parted && it.above < LINES);
    lonely.map(|it| it.byline.article).collect()
}

/// How a byline stands on its page.
struct Stand<'p, 'a> {
    byline: &'p Part<'a>,
    page: usize,
    /// Whether some of its text is on the page before.
    parted: bool,
    /// How many lines stand above it.
    above: usize,
}

/// Returns how the bylines stand.
fn stands<'p, 'a>(places: &'p Places<'a>) -> impl Iterator<Item = Stand<'p, 'a>> {
    let bylines = places.parts.iter().filter(|part| part.kind == Kind::Byline);
    bylines.filter_map(|byline| {
        let first = byline.lines().next()?;
        let page = first.page();
        let above = lines_above(&places.pages[page], first.y());
        let own = places
            .parts
            .iter()
            .filter(|part| part.article == byline.article && part.kind != Kind::Byline);
        let parted = own.flat_map(|part| &part.glyphs).any(|glyph| glyph.page < page);
        Some(Stand { byline, page, parted, above })
    })
}

/// Returns a row for each byline that went to another page with less than two lines of its text.
pub(super) fn bylines(places: &Places<'_>) -> Vec<Row> {
    let row = Row::new(codes::page::LONELY_BYLINE, "byline-alone")
        .asks(Required::at_least(Quantity::count(LINES)));
    let rows = stands(places).map(|it| {
        let verdict = Verdict::of(!it.parted || it.above >= LINES);
        let row = row.clone().found(Quantity::count(it.above), verdict).on(it.page);
        if verdict == Verdict::Kept { row } else { row.field(&it.byline.field) }
    });
    worst(&row, rows.collect())
}

/// Returns a row for each title at the foot of a page with one line of its text.
pub(super) fn titles(places: &Places<'_>) -> Vec<Row> {
    let row = Row::new(codes::page::ONE_LINE_BELOW, "title-lines-below")
        .asks(Required::at_least(Quantity::count(LINES)));
    let titles = places.parts.iter().filter(|part| part.kind == Kind::Title);
    let rows = titles.filter_map(|title| {
        let last = title.lines().next_back()?;
        let lines = places.lines_on(last.page());
        let below: Vec<&(&Part<'_>, Line<'_, '_>)> =
            lines.iter().filter(|(_, line)| line.y() > last.y() + 0.01).collect();
        let (part, line) = below.last()?;
        let goes_on = part.glyphs.last().is_some_and(|glyph| glyph.page > line.page());
        let few = below.len() < LINES && goes_on && is_foot(places, line.page(), line);
        let row = row.clone().found(Quantity::count(below.len()), Verdict::of(!few));
        let row = row.on(line.page());
        Some(if few { row.field(&title.field) } else { row })
    });
    worst(&row, rows.collect())
}

/// Returns how many lines stand on a page above a baseline, those of tables with them; a picture is as good as two.
fn lines_above(page: &Page, y: f64) -> usize {
    let above = |at: f64| at < y - 0.01;
    let mut lines: Vec<_> =
        page.runs.iter().filter(|run| !run.artifact && above(run.y)).map(|run| run.y).collect();
    lines.sort_by(f64::total_cmp);
    lines.dedup_by(|a, b| (*a - *b).abs() < 0.01);
    lines.len() + LINES * page.pictures.iter().filter(|frame| above(frame.y)).count()
}

/// Returns the rows that are broken, or else the first of the others.
fn worst(row: &Row, rows: Vec<Row>) -> Vec<Row> {
    let broken: Vec<_> =
        rows.iter().filter(|row| row.verdict == Verdict::Broken).cloned().collect();
    if broken.is_empty() {
        return vec![rows.into_iter().next().unwrap_or_else(|| row.clone())];
    }
    broken
}
