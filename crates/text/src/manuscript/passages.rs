//! Cuts a manuscript into passages, in the order of its fields.

use std::fmt::Display;

use toml::{Table, Value};

use briefing_values::issue::OwnKind;
use briefing_values::passage::{Part, Passage};

use crate::fields::{self, Field};

use super::spelling::{Letter, letters};
use super::{Manuscript, body, merge, words};

impl Manuscript {
    /// Returns the text of the manuscript, including that of the house file, in the order of its fields.
    pub fn passages(&self) -> Vec<Passage> {
        let mut cutter = Cutter { manuscript: self, passages: Vec::new() };
        cutter.table("", "", &self.front.form.table());
        cutter.extra(&self.front.form.extra);
        cutter.passages
    }
}

struct Cutter<'a> {
    manuscript: &'a Manuscript,
    passages: Vec<Passage>,
}

impl Cutter<'_> {
    /// Adds the fields of a table at a place such as `article.0`.
    fn table(&mut self, name: &str, place: &str, table: &Table) {
        for field in fields::below(name) {
            if let Some(value) = table.get(field.key()) {
                self.value(field, &step(place, field.key()), value);
            }
        }
    }

    /// Adds the contents of a field, or of a member of a list in it.
    fn value(&mut self, field: &Field, place: &str, value: &Value) {
        match value {
            Value::Table(table) => self.table(&field.name, place, table),
            Value::Array(all) => {
                for (n, value) in all.iter().enumerate() {
                    self.value(field, &step(place, n), value);
                }
            }
            Value::String(text) => {
                if let Some(part) = field.proofread {
                    self.text(part, place, text);
                }
            }
            _ => {}
        }
    }

    /// Adds the fields of the style's own that are proofread.
    fn extra(&mut self, extra: &Table) {
        let own = self.manuscript.style.iter().flat_map(|style| &style.own);
        for field in own.filter(|field| field.proofread) {
            let part = match field.kind {
                OwnKind::Text => Part::Caption,
                OwnKind::Paragraphs => Part::Note,
                OwnKind::Rows => Part::Cell,
                OwnKind::Number | OwnKind::Date | OwnKind::Picture => continue,
            };
            let place = field.place();
            match extra.get(&field.name) {
                Some(Value::String(text)) => self.text(part, &place, text),
                Some(Value::Array(rows)) => {
                    for (n, row) in rows.iter().enumerate() {
                        for (column, cell) in row.as_table().into_iter().flatten() {
                            if let Value::String(text) = cell {
                                self.text(part, &format!("{place}.{n}.{column}"), text);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, part: Part, field: &str, text: &str) {
        match part {
            Part::Cell if merge::is_mark(text) => {}
            // What was read from another file has no place in this one.
            Part::Cell if !self.manuscript.front.spans.contains_key(field) => {}
            Part::Title | Part::Cell => self.lines(part, field, text),
            part if part.is_prose() => self.paragraphs(part, field, text),
            part => self.line(part, field, text),
        }
    }

    /// Adds a one-line field.
    fn line(&mut self, part: Part, field: &str, text: &str) {
        let letters = self.letters(field, text);
        self.add(part, field, &words::one_line(text), &mut &*letters);
    }

    /// Adds a title or a cell, whose lines stay separate.
    fn lines(&mut self, part: Part, field: &str, text: &str) {
        let letters = self.letters(field, text);
        self.add(part, field, &words::lines(text), &mut &*letters);
    }

    /// Adds a field of several paragraphs; those that mark the place of a figure are not text.
    fn paragraphs(&mut self, part: Part, field: &str, text: &str) {
        let letters = self.letters(field, text);
        let mut rest = letters.as_slice();
        for paragraph in words::paragraphs(text) {
            let passages = self.passages.len();
            self.add(part, field, &paragraph, &mut rest);
            if body::is_marker(&paragraph) {
                self.passages.truncate(passages);
            }
        }
    }

    /// Returns the characters of a field as they are spelled in its file.
    fn letters(&self, field: &str, text: &str) -> Vec<Letter> {
        let span = self.manuscript.front.spans.get(field).cloned().unwrap_or_default();
        let spelled = letters(self.manuscript.front.pile.raw(span.clone()), span.start);
        if spelled.iter().map(|(c, _)| *c).eq(text.chars()) {
            return spelled;
        }
        // The parser read the field in a way that we do not: each character stands for the whole field.
        text.chars().map(|c| (c, span.clone())).collect()
    }

    /// Adds a passage whose text matches the letters except in white space, and leaves the rest of them.
    fn add(&mut self, part: Part, field: &str, text: &str, letters: &mut &[Letter]) {
        let mut characters = Vec::with_capacity(text.len() / 3);
        for c in text.chars() {
            // Where a line ended, the text may have a space or a line end of its own.
            let same = |letter: &Letter| letter.0 == c || (c.is_whitespace() && letter.0 == '\n');
            let Some(at) = letters.iter().position(same) else { break };
            characters.push((c, letters[at].1.clone()));
            *letters = &letters[at + 1..];
        }
        self.passages.push(Passage::new(part, article(field), field.to_owned(), characters));
    }
}

/// Returns the place of a field of a table, or of a member of a list.
fn step(place: &str, key: impl Display) -> String {
    if place.is_empty() { key.to_string() } else { format!("{place}.{key}") }
}

/// Returns the number of the article that a place such as `article.0.body` lies in.
fn article(place: &str) -> Option<usize> {
    place.strip_prefix("article.")?.split('.').next()?.parse().ok()
}
