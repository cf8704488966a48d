//! The length of an issue: the office's limits, and what to cut or to add so that it fills the pages
//! that the house file wants.

use briefing_values::error::codes;
use briefing_values::issue::Issue;

use super::area::Area;
use super::colophon::Colophon;
use super::flow::{Flow, tail};
use super::places::{Part, Places};
use super::stream::visible;
use super::{Limits, Quantity, Required, Row, Verdict};

/// Returns the rows on the limits of the office.
pub(super) fn limits(issue: &Issue, places: &Places<'_>, limits: &Limits) -> Vec<Row> {
    let texts = issue.texts();
    let articles = texts.iter().filter(|text| text.field.starts_with("article."));
    let characters = articles.map(|text| visible(&text.words).chars().count()).sum();
    let row = |code, item, found: usize, limit: Option<u32>| {
        let row = Row::new(code, item).found(Quantity::count(found), Verdict::NotApplicable);
        let Some(limit) = limit else { return row };
        let verdict = Verdict::of(found <= limit as usize);
        let row = row.with("limit", &limit);
        Row { verdict, ..row.asks(Required::at_most(Quantity::Count(limit.into()))) }
    };
    vec![
        row(codes::page::TOO_MANY_PAGES, "pages", places.pages.len(), limits.pages),
        row(codes::page::TOO_MANY_CHARACTERS, "characters-in-all", characters, limits.characters),
    ]
}

/// Returns the rows on the number of pages that the house wants: one for each article that could be cut,
/// or one for the issue.
pub(super) fn fit(
    issue: &Issue,
    places: &Places<'_>,
    area: &Area,
    colophon: Option<&Colophon<'_>>,
    limits: &Limits,
) -> Vec<Row> {
    let pages = places.pages.len();
    let row = Row::new(codes::page::COPY_FIT, "copy-fit");
    let row = row.found(Quantity::count(pages), Verdict::NotApplicable);
    let Some(wanted) = limits.fit else { return vec![row] };
    let row = row.asks(Required::exactly(Quantity::Count(wanted.into())));
    let Some(flow) = Flow::new(issue, places, area, colophon) else { return vec![row] };
    let wanted = wanted as usize - wanted as usize % flow.step;
    if pages == wanted || wanted == 0 {
        return vec![Row { verdict: Verdict::of(pages == wanted), ..row }];
    }
    let row = Row { verdict: Verdict::Broken, ..row };
    let most = flow.room(wanted);
    if flow.end > most {
        cuts(&flow, places, &row, flow.end - most)
    } else {
        let least = (flow.room(wanted - flow.step) + 1).saturating_sub(flow.end).max(1);
        vec![filling(&flow, places, row, least, most - flow.end)]
    }
}

/// Returns the row on a sheet that only the colophon takes: the text ends on an even page, which has no room for it, so a
/// blank page and its own follow.
pub(super) fn sheet_saved(
    issue: &Issue,
    places: &Places<'_>,
    area: &Area,
    colophon: Option<&Colophon<'_>>,
) -> Row {
    let row = Row::new(codes::page::SPARE_SHEET, "spare-sheet");
    let Some(at) = colophon.filter(|it| it.page >= 2 && it.page % 2 == 1) else { return row };
    let before = &places.pages[at.page - 1];
    if !before.text().is_empty() || !before.pictures.is_empty() {
        return row;
    }
    let Some(flow) = Flow::new(issue, places, area, colophon) else { return row };
    let lines = flow.end.saturating_sub(flow.room(at.page - 1));
    if lines == 0 {
        return row;
    }
    let row = row.asks(Required::exactly(Quantity::count(0)));
    let row = row.found(Quantity::count(1), Verdict::Broken).on(at.page);
    row.with("lines", &lines).with("characters", &flow.characters(lines))
}

/// Returns a row for each article that has more lines than must be cut, with the paragraph where cutting the
/// fewest characters is enough: a short last line goes first.
fn cuts(flow: &Flow, places: &Places<'_>, row: &Row, lines: usize) -> Vec<Row> {
    let articles = places.parts.iter().map(|part| part.article).max().map_or(0, |last| last + 1);
    let cut = |article: usize| {
        let parts = || places.paragraphs().filter(move |part| part.article == article);
        let lines = flow.without_gaps(lines, article);
        let all: usize = parts().map(|part| part.lines().count()).sum();
        let long = parts().filter(|part| part.lines().count() > lines);
        let cost = |part: &Part<'_>| flow.characters(lines - 1) + last_line(part);
        let row = row.clone().case("over").with("lines", &lines);
        let row = row.field(format!("article.{article}.body"));
        match long.min_by_key(|part| cost(part)) {
            Some(part) => {
                let row = row.on(part.glyphs[0].page).quote(tail(part));
                Some(row.with("characters", &cost(part)))
            }
            None if all > lines => Some(row.with("characters", &flow.characters(lines))),
            None => None,
        }
    };
    let rows: Vec<Row> = (0..articles).filter_map(cut).collect();
    if !rows.is_empty() {
        return rows;
    }
    let row = row.clone().case("over-in-all").with("lines", &lines);
    vec![row.with("characters", &flow.characters(lines))]
}

/// Returns the row that says how much text is missing, at least and at most.
fn filling(flow: &Flow, places: &Places<'_>, row: Row, least: usize, most: usize) -> Row {
    let end = places.paragraphs().last();
    let free = flow.characters(1).saturating_sub(end.map_or(0, last_line));
    let row = row.case("under").with("lines", &least);
    let row = row.with("characters", &(flow.characters(least - 1) + free + 1));
    let row = row.with("most", &(flow.characters(most.max(1) - 1) + free));
    match end {
        Some(part) => row.field(&part.field),
        None => row,
    }
}

fn last_line(part: &Part<'_>) -> usize {
    part.lines().next_back().map_or(0, |line| line.0.len())
}
