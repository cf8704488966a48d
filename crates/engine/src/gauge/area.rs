//! The sheet and the type area (版心) on it: margins, lines, characters.

use briefing_values::error::codes;
use briefing_values::issue::{Grid, InstructionStyle, Issue};
use briefing_values::proof::MM_PER_PT;

use super::figure::{Figure, Tolerance};
use super::places::{Kind, Line, Part, Places};
use super::stream::is_han;
use super::{Quantity, Required, Row, Verdict};

/// The sheet, in mm: A4 (GB/T 9704-2012, 5.1).
const SHEET: (f64, f64) = (210.0, 297.0);

/// The type area, as the text shows it.
pub(super) struct Area {
    /// The width of an unstretched character, in mm.
    pub(super) cell: f64,
    /// The distance from one line to the next, in mm.
    pub(super) pitch: Option<f64>,
    /// The pages.
    pages: Vec<PageArea>,
}

/// The edges of the text on a page, in mm; each only where the text shows it.
struct PageArea {
    page: usize,
    /// The top of the first line, where that is text.
    top: Option<f64>,
    /// The foot of the last line, where the text runs on to the next page.
    foot: Option<f64>,
    left: Option<f64>,
    /// The right edge of the lines that fill the measure.
    right: Option<f64>,
    /// How many lines the page has, where it is full.
    lines: Option<f64>,
}

impl Area {
    pub(super) fn new(issue: &Issue, places: &Places<'_>) -> Self {
        let grid = Grid::from(issue.layout.clone());
        let pitch = pitch(places);
        let page = |page| PageArea::new(issue, places, pitch, page);
        Self {
            cell: cell(places).unwrap_or(grid.cell),
            pitch,
            pages: (0..places.pages.len()).map(page).collect(),
        }
    }

    /// Returns the foot of the type area, in mm: where full pages end, or else where the house has set
    /// it.
    pub(super) fn foot(&self, issue: &Issue) -> f64 {
        let feet = self.pages.iter().filter_map(|page| page.foot).collect();
        median(feet).unwrap_or(SHEET.1 - issue.layout.bottom)
    }

    /// Returns the top of the type area, in mm: where pages of text begin, or else where the house has
    /// set it.
    pub(super) fn top(&self, issue: &Issue) -> f64 {
        let tops = self.pages.iter().filter_map(|page| page.top).collect();
        median(tops).unwrap_or(issue.layout.top)
    }

    /// Returns how many lines a full page has.
    pub(super) fn lines(&self, issue: &Issue) -> f64 {
        let lines = self.pages.iter().filter_map(|page| page.lines).collect();
        median(lines).unwrap_or(issue.layout.lines.into())
    }

    /// Returns the rows on the type area.
    pub(super) fn rows(&self, issue: &Issue) -> Vec<Row> {
        let layout = &issue.layout;
        let each = |measure: fn(&PageArea) -> Option<f64>| {
            self.pages.iter().filter_map(move |area| Some((area.page, measure(area)?)))
        };
        let width = |area: &PageArea| Some(area.right? - area.left?);
        let depth = |area: &PageArea| Some(area.foot? - area.top?);
        let mm = |item, standard, house, field| Figure {
            code: codes::page::TYPE_AREA,
            item,
            clause: "GB/T 9704-2012 5.2.1",
            unit: Quantity::Mm,
            standard,
            tolerance: Tolerance::Stated(1.0),
            house,
            field: Some(field),
        };
        let count = |code, item, standard, house, field| Figure {
            clause: "GB/T 9704-2012 5.2.3",
            code,
            unit: Quantity::Count,
            tolerance: Tolerance::Measuring(0.05),
            ..mm(item, standard, house, field)
        };
        let (right, bottom) = (SHEET.0 - layout.right, SHEET.1 - layout.bottom);
        let characters = each(width).map(|(page, width)| (page, width / self.cell));
        let text = count(
            codes::page::CHARACTERS,
            "characters",
            28.0,
            layout.characters,
            "layout.characters",
        );
        let lines = count(codes::page::LINES, "lines", 22.0, layout.lines.into(), "layout.lines");
        vec![
            mm("top-margin", 37.0, layout.top, "layout.top").row(each(|area| area.top)),
            mm("left-margin", 28.0, layout.left, "layout.left").row(each(|area| area.left)),
            mm("measure", 156.0, right - layout.left, "layout.right").row(each(width)),
            mm("depth", 225.0, bottom - layout.top, "layout.bottom").row(each(depth)),
            lines.row(each(|area| area.lines)),
            text.row(characters),
        ]
    }
}

impl PageArea {
    fn new(issue: &Issue, places: &Places<'_>, pitch: Option<f64>, page: usize) -> Self {
        let lines = places.lines_on(page);
        let text = |(part, _): &&(&Part<'_>, Line<'_, '_>)| matches!(part.kind, Kind::Paragraph(_));
        let highest = |line: &Line<'_, '_>| {
            let runs = places.pages[page].runs.iter().filter(|run| !run.artifact);
            runs.map(|run| run.y).all(|y| y > line.y() - 0.01)
        };
        let first = lines.first().filter(|(_, line)| highest(line));
        let last =
            lines.last().filter(|last| runs_on(last, places) && !gave_up(issue, last, places));
        let count =
            |pitch: f64| Some(((last?.1.middle() - first?.1.middle()) / pitch).round() + 1.0);
        // A line beside a picture, or its caption of up to two lines, has what that leaves of the measure.
        let caption = 2.0 * pitch.unwrap_or_default();
        let beside = |line: &Line<'_, '_>| {
            let mut frames = places.pages[page].pictures.iter();
            frames.any(|it| (it.y..it.y + it.height + caption).contains(&line.middle()))
        };
        let alone = |(_, line): &&(&Part<'_>, Line<'_, '_>)| !beside(line);
        let inner =
            lines.iter().filter(text).filter(alone).filter(|(part, line)| !opens(part, line));
        // A column beside the instruction is narrower than the type area.
        let whole = page > 0 || issue.instruction.style != InstructionStyle::Side;
        // Of text in columns nobody has set the edges.
        let abreast = lines.windows(2).any(|pair| {
            let (a, b) = (&pair[0].1, &pair[1].1);
            (a.y() - b.y()).abs() < 2.0 && (a.left() - b.left()).abs() > 10.0
        });
        let full = lines.iter().filter(text).filter(alone);
        let full = full.filter(|(part, line)| whole && is_full(part, line));
        Self {
            page,
            top: first.filter(text).map(|(_, line)| line.top()),
            foot: last.map(|(_, line)| line.bottom()),
            left: median(inner.map(|(_, line)| line.left()).collect()).filter(|_| !abreast),
            right: median(full.map(|(_, line)| line.right()).collect()).filter(|_| !abreast),
            lines: pitch.and_then(count),
        }
    }
}

/// Returns the row on the size of the sheets.
pub(super) fn sheet(places: &Places<'_>) -> Row {
    let row = Row::new(codes::page::SHEET, "sheet")
        .clause("GB/T 9704-2012 5.1")
        .asks(Required::exactly(Quantity::Size(SHEET.0, SHEET.1)));
    let sides = |n: usize| {
        let page = &places.pages[n];
        if page.is_turned() { (page.height, page.width) } else { (page.width, page.height) }
    };
    let off = |n: &usize| (sides(*n).0 - SHEET.0).abs().max((sides(*n).1 - SHEET.1).abs());
    let farthest = (0..places.pages.len()).rev().max_by(|a, b| off(a).total_cmp(&off(b)));
    let Some(worst) = farthest else { return row };
    let (width, height) = sides(worst);
    row.found(Quantity::Size(width, height), Verdict::of(off(&worst) < 0.1)).on(worst)
}

/// Returns whether the text continues from a line, the last of its page, on the next page: then the page
/// is full. A heading or a title on the next page may have been kept with its text.
fn runs_on((part, line): &(&Part<'_>, Line<'_, '_>), places: &Places<'_>) -> bool {
    let goes_on = part.glyphs.last().is_some_and(|glyph| glyph.page > line.page());
    let follows = |next: &&Part<'_>| {
        matches!(next.kind, Kind::Paragraph(_))
            && next.lead == 0
            && next.article == part.article
            && next.block == part.block + 1
            && next.glyphs.first().is_some_and(|glyph| glyph.page == line.page() + 1)
    };
    let text = matches!(part.kind, Kind::Paragraph(_));
    text && (goes_on || places.parts.iter().any(|next| follows(&next)))
}

/// Returns whether lines went from below a line, the last of its page, to the byline on the next: then the page has less
/// than it could have.
fn gave_up(issue: &Issue, (part, line): &(&Part<'_>, Line<'_, '_>), places: &Places<'_>) -> bool {
    let byline = |next: &Part<'_>| {
        let here = next.article == part.article && next.kind == Kind::Byline;
        here && next.glyphs.first().is_some_and(|glyph| glyph.page == line.page() + 1)
    };
    issue.articles[part.article].kept && places.parts.iter().any(byline)
}

/// Returns whether a line is the first of its part, which is indented.
fn opens(part: &Part<'_>, line: &Line<'_, '_>) -> bool {
    part.lines().next().is_some_and(|first| same(&first, line))
}

/// Returns whether a line fills the measure: it is not the last of its part, and its last character is
/// not a punctuation mark, half of which may be blank beyond the edge.
fn is_full(part: &Part<'_>, line: &Line<'_, '_>) -> bool {
    let han = line.0.last().is_some_and(|glyph| is_han(glyph.character));
    han && part.lines().next_back().is_some_and(|last| !same(&last, line))
}

fn same(a: &Line<'_, '_>, b: &Line<'_, '_>) -> bool {
    std::ptr::eq(a.0, b.0)
}

/// Returns the distance between successive lines of a paragraph.
fn pitch(places: &Places<'_>) -> Option<f64> {
    let steps = places.paragraphs().flat_map(|part| {
        let lines: Vec<_> = part.lines().collect();
        let steps = lines.windows(2).filter(|two| two[0].page() == two[1].page());
        steps.map(|two| two[1].y() - two[0].y()).collect::<Vec<_>>()
    });
    median(steps.collect())
}

/// Returns the width of a Han character in the last lines of paragraphs, which are not justified; or
/// else the size of the type.
fn cell(places: &Places<'_>) -> Option<f64> {
    let last = places.paragraphs().filter_map(|part| part.lines().next_back());
    let runs = last.filter_map(|line| line.0.first().map(|glyph| glyph.run));
    let runs = runs.filter(|run| run.text.chars().all(is_han));
    let widths = runs.map(|run| run.width / length(&run.text)).collect();
    let sizes = places.paragraphs().flat_map(|part| &part.glyphs[part.lead..]);
    let sizes = sizes.map(|glyph| glyph.run.size * MM_PER_PT).collect();
    median(widths).or_else(|| median(sizes))
}

fn length(text: &str) -> f64 {
    u32::try_from(text.chars().count()).map_or(f64::INFINITY, f64::from)
}

/// Returns the median.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
