//! The outline of an article: its headings by level and number.

use std::collections::{BTreeMap, BTreeSet};

use briefing_values::issue::Level;

use super::Note;
use super::ordinals::Ordinal;

/// The headings of an article, read in order.
pub(super) struct Outline<'a> {
    texts: &'a [&'a str],
    ordinals: Vec<Option<Ordinal>>,
    /// The levels that the article has anywhere.
    used: BTreeSet<u8>,
    /// The first paragraph in which a number was found that is not read as one, by level and number.
    unread: BTreeMap<(u8, u32), usize>,
    /// The numbers that may come next on each level: one, or two after a slip, for the number written
    /// and the number meant; none if the level has not begun.
    due: [Vec<u32>; 5],
}

/// The levels, by their depth.
const LEVELS: [Level; 5] = [Level::Text, Level::First, Level::Second, Level::Third, Level::Fourth];

impl<'a> Outline<'a> {
    /// Returns the outline of an article's paragraphs, before the first is checked.
    pub(super) fn of(texts: &'a [&'a str]) -> Self {
        let ordinals: Vec<_> = texts.iter().map(|text| Ordinal::of(text)).collect();
        let used = ordinals.iter().flatten().map(|ordinal| ordinal.level.into()).collect();
        Self { texts, ordinals, used, unread: BTreeMap::new(), due: Default::default() }
    }

    /// Checks the number of the next paragraph, the one at `at`.
    pub(super) fn check(&mut self, at: usize) -> Option<Note> {
        let ordinal = self.ordinals[at].clone()?;
        let depth = usize::from(u8::from(ordinal.level));
        let slip = self.misplaced(&ordinal, depth).or_else(|| self.miscounted(at, &ordinal, depth));
        self.step(at, ordinal.number, depth);
        let (case, due) = slip?;
        let found = &self.texts[at][ordinal.range.clone()];
        Some(Note::on(ordinal.range).with("case", case).with("found", found).with("due", due))
    }

    /// Finds a first number whose level comes too early or too late, and names the level that is
    /// missing. A text of two levels may go from 一、 to 1., so a single level counts as left out
    /// only where the article has it elsewhere.
    fn misplaced(&self, ordinal: &Ordinal, depth: usize) -> Option<(&'static str, String)> {
        if ordinal.number > 1 || !self.due[depth].is_empty() {
            return None;
        }
        let Some(parent) = (1..depth).rev().find(|above| !self.due[*above].is_empty()) else {
            let below = LEVELS.get(depth + 1)?;
            let begun = !self.due[depth + 1].is_empty();
            return begun.then(|| ("above", Ordinal::written(*below, 1)));
        };
        let between = &LEVELS[parent + 1..depth];
        let first = *between.first()?;
        let used = self.used.contains(&first.into());
        (used || between.len() > 1).then(|| ("level", Ordinal::written(first, 1)))
    }

    /// Finds a number that does not follow the one before it, and tells which would.
    fn miscounted(
        &mut self,
        at: usize,
        ordinal: &Ordinal,
        depth: usize,
    ) -> Option<(&'static str, String)> {
        let (number, due) = (ordinal.number, &self.due[depth]);
        let expected = due.first().copied().unwrap_or(1);
        let follows = due.contains(&number) || number == expected;
        if follows || self.begins_anew(at, number, depth) || self.goes_on(at, ordinal) {
            return None;
        }
        let case = match number {
            _ if number + 1 == expected => "again",
            _ if number < expected => "back",
            _ => "skipped",
        };
        Some((case, Ordinal::written(ordinal.level, expected)))
    }

    /// Returns whether a list begins a second time: after other text, which introduces it.
    fn begins_anew(&self, at: usize, number: u32, depth: usize) -> bool {
        let ended = self.due[depth].first().is_some_and(|expected| *expected > 2);
        let before = at.checked_sub(1).and_then(|before| self.ordinals[before].as_ref());
        let apart = before.is_none_or(|before| before.level != LEVELS[depth]);
        number == 1 && ended && apart
    }

    /// Returns whether the preceding number is somewhere above where it was not read as one: lists that
    /// begin within a paragraph may continue as paragraphs, and 一、二期工程 may be a heading after all.
    fn goes_on(&mut self, at: usize, ordinal: &Ordinal) -> bool {
        let Some(before) = ordinal.number.checked_sub(1).filter(|before| *before > 0) else {
            return false;
        };
        // A level has at most ninety-nine numbers, so that the article is not searched often.
        let key = (ordinal.level.into(), before);
        if let Some(first) = self.unread.get(&key) {
            return *first < at;
        }
        let mark = Ordinal::written(ordinal.level, before);
        let digit = |c: char| c.is_ascii_digit();
        let within = |text: &str| {
            text.match_indices(&mark).any(|(at, _)| {
                at > 0
                    && !text[..at].ends_with(digit)
                    && !text[at + mark.len()..].starts_with(digit)
            })
        };
        let first = ordinal.level == Level::First;
        let mut all = self.texts.iter().zip(&self.ordinals);
        let found = all.position(|(text, read)| {
            (!first && within(text)) || (read.is_none() && text.starts_with(&mark))
        });
        let found = found.unwrap_or(usize::MAX);
        self.unread.insert(key, found);
        found < at
    }

    /// Takes note of a number.
    fn step(&mut self, at: usize, number: u32, depth: usize) {
        let expected = self.due[depth].first().copied().unwrap_or(1);
        let mut next = vec![number + 1];
        let follows = self.due[depth].contains(&number) || number == expected;
        if !follows && !self.begins_anew(at, number, depth) {
            next.push(expected + 1);
            if number < expected {
                next.insert(0, expected);
            }
        }
        self.due[depth] = next;
        self.due[depth + 1..].iter_mut().for_each(Vec::clear);
    }
}
