//! The text of an issue as a flow of lines, from the top of page 1 to its end.

use briefing_values::issue::{Grid, Issue};
use briefing_values::proof::Run;

use super::area::Area;
use super::colophon::Colophon;
use super::places::{Kind, Part, Places};

/// How many characters of a paragraph's end a message shows.
const SHOWN: usize = 12;

/// The text of an issue in lines, from the top of page 1 to its end.
pub(super) struct Flow {
    /// The lines of a full page.
    page: usize,
    /// How many lines from the top of page 1 the text ends.
    pub(super) end: usize,
    /// How many lines the page of the colophon leaves for text.
    beside: usize,
    /// How many characters a line of text has.
    characters: f64,
    /// By how many pages an issue grows: two if the colophon needs an even page.
    pub(super) step: usize,
    /// The articles whose title begins a page, each with the lines that it would save by moving up:
    /// those left empty above it, less the white above a title within a page.
    gaps: Vec<(usize, isize)>,
}

impl Flow {
    /// Returns the flow of an issue with a colophon.
    pub(super) fn new(
        issue: &Issue,
        places: &Places<'_>,
        area: &Area,
        colophon: Option<&Colophon<'_>>,
    ) -> Option<Self> {
        let colophon = colophon?;
        let pitch = area.pitch.unwrap_or(Grid::from(issue.layout.clone()).pitch);
        let top = area.top(issue);
        // The line whose glyph box ends at a position.
        let line = |bottom: f64| (bottom - top - area.cell) / pitch + 1.0;
        let (page, bottom) = end(places, colophon, area.foot(issue))?;
        // Above the first rule the colophon keeps a line free, and the lead of the last line.
        let lead = (pitch - area.cell) / 2.0;
        let beside = colophon.rules.first().map_or(0.0, |rule| line(rule - pitch - lead));
        let lines = whole(area.lines(issue));
        Some(Self {
            page: lines,
            end: page * lines + whole(line(bottom).round()),
            beside: whole(beside + 0.02),
            characters: per_line(places).unwrap_or(issue.layout.characters),
            step: if colophon.page % 2 == 1 { 2 } else { 1 },
            gaps: gaps(places, lines, |middle| whole(line(middle + area.cell / 2.0).round())),
        })
    }

    /// Returns the last line in which the text may end for the issue to have that many pages.
    pub(super) fn room(&self, pages: usize) -> usize {
        (pages.saturating_sub(1) * self.page + self.beside) * usize::from(pages > 0)
    }

    /// Returns how many characters that many lines hold.
    pub(super) fn characters(&self, lines: usize) -> usize {
        let lines = u32::try_from(lines).map_or(f64::INFINITY, f64::from);
        whole((lines * self.characters).round())
    }

    /// Returns how many lines must be cut from an article for the issue to become `lines` lines shorter, as
    /// the titles after it move up.
    pub(super) fn without_gaps(&self, lines: usize, article: usize) -> usize {
        let behind = self.gaps.iter().filter(|(titled, _)| *titled > article);
        let saved: isize = behind.map(|(_, lines)| lines).sum();
        lines.saturating_add_signed(-saved).max(1)
    }
}

/// Finds the titles that begin a page. `row` returns the line of the page at a position.
fn gaps(places: &Places<'_>, lines: usize, row: impl Fn(f64) -> usize) -> Vec<(usize, isize)> {
    let ends =
        |part: &Part<'_>| part.lines().next_back().map(|line| (line.page(), row(line.middle())));
    let begins =
        |part: &Part<'_>| part.lines().next().map(|line| (line.page(), row(line.middle())));
    let pairs = places.parts.windows(2).filter(|two| two[1].kind == Kind::Title);
    let pairs = pairs.filter_map(|two| Some((two[1].article, ends(&two[0])?, begins(&two[1])?)));
    let pairs: Vec<_> = pairs.collect();
    let same = pairs.iter().filter(|(_, above, below)| above.0 == below.0);
    let white =
        same.map(|(_, above, below)| below.1.saturating_sub(above.1 + 1)).min().unwrap_or(1);
    let first = pairs.iter().filter(|(_, above, below)| above.0 + 1 == below.0 && below.1 <= 1);
    let saved = |(article, above, _): &(usize, (usize, usize), _)| {
        let empty = lines.saturating_sub(above.1);
        (*article, empty.cast_signed() - white.cast_signed())
    };
    first.map(saved).collect()
}

/// Returns the page and the position where the text ends.
fn end(places: &Places<'_>, colophon: &Colophon<'_>, foot: f64) -> Option<(usize, f64)> {
    let lowest = |n: usize| {
        let page = &places.pages[n];
        let above = match colophon.rules.first() {
            Some(rule) if n == colophon.page => *rule,
            _ => foot + 1.0,
        };
        let runs = page.runs.iter().filter(|run| !run.artifact && !run.text.trim().is_empty());
        let pictures = page.pictures.iter().map(|frame| frame.y + frame.height);
        runs.map(Run::bottom).chain(pictures).filter(|y| *y < above).reduce(f64::max)
    };
    (0..=colophon.page).rev().find_map(|n| Some((n, lowest(n)?)))
}

/// Returns how many characters the full lines of the text have on average.
fn per_line(places: &Places<'_>) -> Option<f64> {
    let inner = places.paragraphs().flat_map(|part| {
        let lines: Vec<_> = part.lines().map(|line| line.0.len()).collect();
        let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
        inner.to_vec()
    });
    let counts: Vec<f64> = inner.filter_map(|n| u32::try_from(n).ok()).map(f64::from).collect();
    let lines = u32::try_from(counts.len()).ok().filter(|lines| *lines > 0)?;
    Some(counts.iter().sum::<f64>() / f64::from(lines))
}

/// Returns the end of a part.
pub(super) fn tail(part: &Part<'_>) -> String {
    let shown = part.glyphs.len().saturating_sub(SHOWN);
    part.glyphs[shown..].iter().map(|glyph| glyph.character).collect()
}

/// Returns the whole part of a number that is not negative.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of some pages")]
fn whole(number: f64) -> usize {
    number.max(0.0) as usize
}
