//! Where the words of the articles are on the pages, line by line.

use briefing_values::issue::{Article, Block, Issue, Level, Note};
use briefing_values::proof::{Page, Proof, Run};

use super::stream::{Glyph, Stream, visible};

/// The parts of the articles that were found on the pages, in printed order.
pub(super) struct Places<'a> {
    /// The pages.
    pub(super) pages: &'a [Page],
    /// The parts.
    pub(super) parts: Vec<Part<'a>>,
    /// All text of the pages, as one.
    pub(super) stream: Stream<'a>,
}

/// A part of an article.
pub(super) struct Part<'a> {
    /// What it is.
    pub(super) kind: Kind,
    /// The article, from 0.
    pub(super) article: usize,
    /// The number of the paragraph among the blocks of the article, tables and pictures with it.
    pub(super) block: usize,
    /// The field that holds it.
    pub(super) field: String,
    /// How many of its glyphs are the heading that opens it.
    pub(super) lead: usize,
    /// Its glyphs; white space has none.
    pub(super) glyphs: Vec<Glyph<'a>>,
}

/// What a part of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The title.
    Title,
    /// A paragraph of the note above it.
    Note,
    /// A paragraph of the body.
    Paragraph(Level),
    /// Who wrote it.
    Byline,
}

/// A line of a part, on one page.
#[derive(Clone, Copy)]
pub(super) struct Line<'p, 'a>(pub(super) &'p [Glyph<'a>]);

impl<'a> Places<'a> {
    /// Finds the parts of an issue's articles.
    pub(super) fn new(issue: &Issue, proof: &'a Proof) -> Self {
        let stream = Stream::new(issue, proof);
        let mut finder = Finder { stream: &stream, at: 0, parts: Vec::new() };
        for (n, article) in issue.articles.iter().enumerate() {
            finder.article(n, article);
        }
        let parts = finder.parts;
        Self { pages: &proof.pages, parts, stream }
    }

    /// Returns the paragraphs of the bodies.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &Part<'a>> {
        self.parts.iter().filter(|part| matches!(part.kind, Kind::Paragraph(_)))
    }

    /// Returns the lines of the articles on a page, each with its part, from the top.
    pub(super) fn lines_on(&self, page: usize) -> Vec<(&Part<'a>, Line<'_, 'a>)> {
        let lines = self.parts.iter().flat_map(|part| part.lines().map(move |line| (part, line)));
        let mut lines: Vec<_> = lines.filter(|(_, line)| line.page() == page).collect();
        lines.sort_by(|a, b| a.1.y().total_cmp(&b.1.y()));
        lines
    }
}

impl<'a> Part<'a> {
    /// Returns the lines of the part.
    pub(super) fn lines(&self) -> impl DoubleEndedIterator<Item = Line<'_, 'a>> {
        let together = |a: &Glyph, b: &Glyph| a.page == b.page && (a.run.y - b.run.y).abs() < 0.01;
        self.glyphs.chunk_by(together).map(Line)
    }
}

impl<'a> Line<'_, 'a> {
    /// Returns the page, from 0.
    pub(super) fn page(&self) -> usize {
        self.0[0].page
    }

    /// Returns the baseline, in mm.
    pub(super) fn y(&self) -> f64 {
        self.0[0].run.y
    }

    /// Returns the text, without its white space.
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|glyph| glyph.character).collect()
    }

    /// Returns the left edge, in mm.
    pub(super) fn left(&self) -> f64 {
        self.runs().map(|run| run.x).fold(f64::INFINITY, f64::min)
    }

    /// Returns the right edge, in mm.
    pub(super) fn right(&self) -> f64 {
        self.runs().map(|run| run.x + run.width).fold(0.0, f64::max)
    }

    /// Returns the top of the highest glyph box, in mm.
    pub(super) fn top(&self) -> f64 {
        self.runs().map(Run::top).fold(f64::INFINITY, f64::min)
    }

    /// Returns the bottom of the lowest glyph box, in mm.
    pub(super) fn bottom(&self) -> f64 {
        self.runs().map(Run::bottom).fold(0.0, f64::max)
    }

    /// Returns the middle between the two, which is the middle of the line whatever its size of type.
    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.top(), self.bottom())
    }

    /// Returns its runs.
    pub(super) fn runs(&self) -> impl Iterator<Item = &'a Run> {
        self.0.chunk_by(|a, b| std::ptr::eq(a.run, b.run)).map(|glyphs| glyphs[0].run)
    }
}

/// Follows the articles along the text of the pages.
struct Finder<'s, 'a> {
    stream: &'s Stream<'a>,
    /// Where the search continues.
    at: usize,
    parts: Vec<Part<'a>>,
}

impl Finder<'_, '_> {
    fn article(&mut self, n: usize, article: &Article) {
        let field = |name: &str| format!("article.{n}.{name}");
        let (begin, titled) = (self.at, self.parts.len());
        let start = self.title(n, article);
        if let Some(note) = &article.note {
            self.note(n, note, (begin, titled));
        }
        for (block, words) in article.blocks.iter().enumerate() {
            if let Block::Paragraph(paragraph) = words {
                let words = format!("{}{}", paragraph.lead, paragraph.rest);
                let lead = visible(&paragraph.lead).chars().count();
                self.part(
                    (Kind::Paragraph(paragraph.level), n, block),
                    field("body"),
                    &words,
                    lead,
                );
            }
        }
        if let Some(byline) = &article.byline {
            let end = self.at;
            if !self.part((Kind::Byline, n, article.blocks.len()), field("byline"), byline, 0) {
                // Some styles set it below the title.
                self.at = start;
                self.part((Kind::Byline, n, 0), field("byline"), byline, 0);
                self.at = end;
            }
        }
    }

    /// Finds the note of an article, above its title or below it; `begin` is where the article begins, in the stream and
    /// among the parts.
    fn note(&mut self, n: usize, note: &Note, begin: (usize, usize)) {
        let (end, (mut above, mut place)) = (self.at, begin);
        for words in &note.paragraphs {
            let field = format!("article.{n}.note");
            self.at = above;
            if self.part((Kind::Note, n, 0), field.clone(), words, 0) && self.at <= end {
                above = self.at;
                // Parts stand in the order of the page.
                if let Some(part) = self.parts.pop() {
                    self.parts.insert(place, part);
                    place += 1;
                }
            } else {
                above = self.at;
            }
        }
        self.at = self.at.max(end);
    }

    /// Finds a title: its last occurrence before its text, as a table of contents may have it too.
    /// Returns where the search continues.
    fn title(&mut self, n: usize, article: &Article) -> usize {
        let note = article.note.iter().filter_map(|note| note.paragraphs.first().cloned());
        let paragraph = |block: &Block| match block {
            Block::Paragraph(paragraph) => Some(format!("{}{}", paragraph.lead, paragraph.rest)),
            _ => None,
        };
        let text = article.blocks.first().and_then(paragraph).into_iter().chain(note).next();
        let words = visible(&article.title.concat());
        let before = text.and_then(|text| self.stream.find(&visible(&text), self.at));
        let found = match before {
            Some(text) => self.stream.rfind(&words, self.at..text.start),
            None => self.stream.find(&words, self.at),
        };
        if let Some(range) = found {
            self.at = range.end;
            let glyphs = self.stream.glyphs[range].to_vec();
            let field = format!("article.{n}.title");
            self.parts.push(Part {
                kind: Kind::Title,
                article: n,
                block: 0,
                field,
                lead: 0,
                glyphs,
            });
        }
        self.at
    }

    /// Finds a part after the last, and returns whether it is there.
    fn part(
        &mut self,
        (kind, article, block): (Kind, usize, usize),
        field: String,
        words: &str,
        lead: usize,
    ) -> bool {
        let words = visible(words);
        let Some(range) = self.stream.find(&words, self.at).filter(|_| !words.is_empty()) else {
            return false;
        };
        self.at = range.end;
        let glyphs = self.stream.glyphs[range].to_vec();
        self.parts.push(Part { kind, article, block, field, lead, glyphs });
        true
    }
}
