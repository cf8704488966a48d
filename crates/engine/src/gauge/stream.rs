//! All text of the pages as one stream of glyphs, in reading order.

use std::ops::Range;

use briefing_values::issue::{Instruction, InstructionStyle, Issue};
use briefing_values::proof::{Proof, Run};

/// A character on a page.
#[derive(Clone, Copy)]
pub(super) struct Glyph<'a> {
    /// The character.
    pub(super) character: char,
    /// The page, from 0.
    pub(super) page: usize,
    /// The run that it belongs to.
    pub(super) run: &'a Run,
}

/// The text of the pages without white space, page numbers, and the words in the space for the
/// instruction, which may come between two lines of a paragraph.
pub(super) struct Stream<'a> {
    /// The glyphs.
    pub(super) glyphs: Vec<Glyph<'a>>,
    text: String,
    /// Where each glyph begins in the text, and where the last ends.
    starts: Vec<usize>,
}

impl<'a> Stream<'a> {
    pub(super) fn new(issue: &Issue, proof: &'a Proof) -> Self {
        let runs = proof.pages.iter().enumerate().flat_map(|(page, on)| {
            on.runs.iter().filter(|run| !run.artifact).map(move |run| (page, run))
        });
        let glyphs = runs.flat_map(|(page, run)| {
            let seen = run.text.chars().filter(|c| !c.is_whitespace());
            seen.map(move |character| Glyph { character, page, run })
        });
        let mut stream = Self::of(glyphs.collect());
        if issue.instruction.style != InstructionStyle::None {
            let Instruction { label, text, by, .. } = &issue.instruction;
            for words in std::iter::once(label).chain(text).chain(by) {
                stream.leave_out(&visible(words));
            }
        }
        stream
    }

    fn of(glyphs: Vec<Glyph<'a>>) -> Self {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(glyphs.len() + 1);
        for glyph in &glyphs {
            starts.push(text.len());
            text.push(glyph.character);
        }
        starts.push(text.len());
        Self { glyphs, text, starts }
    }

    /// Leaves out the first occurrence of the words that consists of whole runs.
    fn leave_out(&mut self, words: &str) {
        let border = |at: usize| match (at.checked_sub(1), self.glyphs.get(at)) {
            (Some(before), Some(glyph)) => !std::ptr::eq(self.glyphs[before].run, glyph.run),
            _ => true,
        };
        let mut from = 0;
        while let Some(range) = self.find(words, from).filter(|range| !range.is_empty()) {
            if border(range.start) && border(range.end) {
                let mut glyphs = std::mem::take(&mut self.glyphs);
                glyphs.drain(range);
                *self = Self::of(glyphs);
                return;
            }
            from = range.start + 1;
        }
    }

    /// Returns the glyphs of the first occurrence of words, from a glyph on.
    pub(super) fn find(&self, words: &str, from: usize) -> Option<Range<usize>> {
        let start = *self.starts.get(from)?;
        self.text[start..].find(words).map(|at| self.range(start + at, words))
    }

    /// Returns the glyphs of the last occurrence of words within a range of glyphs.
    pub(super) fn rfind(&self, words: &str, within: Range<usize>) -> Option<Range<usize>> {
        let (start, end) = (self.starts[within.start], self.starts[within.end]);
        self.text[start..end].rfind(words).map(|at| self.range(start + at, words))
    }

    fn range(&self, start: usize, words: &str) -> Range<usize> {
        let glyph = |at: usize| self.starts.partition_point(|start| *start < at);
        glyph(start)..glyph(start + words.len())
    }
}

/// Returns words without their white space.
pub(super) fn visible(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns whether the character is Han.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '〇')
}
