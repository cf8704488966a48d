//! Where pages and paragraphs end: headings without text below them, short last lines, page 1.

use briefing_values::error::codes;
use briefing_values::issue::{Block, Issue};

use super::flow::tail;
use super::places::{Kind, Line, Part, Places};
use super::{Quantity, Required, Row, Verdict};

/// The last line of a paragraph is too short if it has at most this many characters.
const SHORT: usize = 2;

/// Returns a row for each title or heading at the foot of a page without a line of text.
pub(super) fn stranded(places: &Places<'_>) -> Vec<Row> {
    let row = Row::new(codes::page::STRANDED_HEADING, "stranded")
        .asks(Required::exactly(Quantity::count(0)));
    let stranded = |page: usize| {
        let lines = places.lines_on(page);
        let (part, line) = lines.last()?;
        let alone = match part.kind {
            Kind::Title => true,
            Kind::Paragraph(_) => heading_only(part, line),
            Kind::Note | Kind::Byline => false,
        };
        let heading = if part.lead > 0 { &part.glyphs[..part.lead] } else { &part.glyphs[..] };
        let words: String = heading.iter().map(|glyph| glyph.character).collect();
        let row = row.clone().found(Quantity::count(1), Verdict::Broken).on(page);
        let row = row.field(&part.field).quote(words.clone()).with("words", &words);
        (alone && is_foot(places, page, line)).then_some(row)
    };
    // Nothing can follow the last page of the text.
    let pages = 0..places.pages.len().saturating_sub(1);
    let text_follows = |page: &usize| !places.pages[page + 1].text().is_empty();
    let found: Vec<Row> = pages.filter(text_follows).filter_map(stranded).collect();
    if found.is_empty() { vec![row.found(Quantity::count(0), Verdict::Kept)] } else { found }
}

/// Returns whether a line, the last of its page, shows nothing of its paragraph but the heading.
fn heading_only(part: &Part<'_>, line: &Line<'_, '_>) -> bool {
    let here = part.glyphs.iter().skip(part.lead).filter(|glyph| glyph.page <= line.page());
    part.lead > 0 && here.count() == 0
}

/// Returns whether nothing but the page number is on a page below a line.
pub(super) fn is_foot(places: &Places<'_>, page: usize, line: &Line<'_, '_>) -> bool {
    let page = &places.pages[page];
    let below = |y: f64| y > line.y() + 0.01;
    let numbers = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '—' || c == ' ');
    !page.runs.iter().any(|run| !run.artifact && below(run.y) && !numbers(&run.text))
        && !page.pictures.iter().any(|frame| below(frame.y))
}

/// Returns a row for each paragraph whose last line has one or two characters, or else the row of the
/// paragraph with the shortest one.
pub(super) fn short_last_lines(places: &Places<'_>) -> Vec<Row> {
    let row = Row::new(codes::page::SHORT_LAST_LINE, "last-line")
        .asks(Required::at_least(Quantity::count(SHORT + 1)));
    let text = |part: &&Part<'_>| matches!(part.kind, Kind::Paragraph(_) | Kind::Note);
    let several = |part: &&Part<'_>| part.lines().nth(1).is_some();
    let last = |part: &Part<'_>| part.lines().next_back().map_or(0, |line| line.0.len());
    let paragraphs: Vec<_> = places.parts.iter().filter(text).filter(several).collect();
    let found = |part: &Part<'_>, verdict| {
        let page = part.glyphs.last().map_or(0, |glyph| glyph.page);
        row.clone().found(Quantity::count(last(part)), verdict).on(page)
    };
    let short: Vec<_> = paragraphs.iter().filter(|part| last(part) <= SHORT).collect();
    if short.is_empty() {
        let shortest = paragraphs.iter().min_by_key(|part| last(part));
        let kept = shortest.map(|part| found(part, Verdict::Kept));
        return vec![kept.unwrap_or(row.clone())];
    }
    let broken = |part: &Part<'_>| {
        let row = found(part, Verdict::Broken).field(&part.field).quote(tail(part));
        let line = part.lines().next_back().map(|line| line.text()).unwrap_or_default();
        row.with("line", &line).with("words", &tail(part))
    };
    short.into_iter().map(|part| broken(part)).collect()
}

/// Returns the row on page 1, which must show some of the text (GB/T 9704-2012, 7.3.3).
pub(super) fn first_page(issue: &Issue, places: &Places<'_>) -> Row {
    let row = Row::new(codes::page::NO_TEXT_ON_FIRST_PAGE, "first-page-lines")
        .clause("GB/T 9704-2012 7.3.3")
        .asks(Required::at_least(Quantity::count(1)));
    let opening = issue.articles.first().and_then(|article| article.blocks.first());
    let text = |(part, _): &&(&Part<'_>, Line<'_, '_>)| matches!(part.kind, Kind::Paragraph(_));
    let lines = places.lines_on(0).iter().filter(text).count();
    match opening {
        Some(Block::Paragraph(_)) => {
            row.found(Quantity::count(lines), Verdict::of(lines > 0)).on(0)
        }
        _ => row,
    }
}
