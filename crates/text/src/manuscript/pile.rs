//! The files that a manuscript is read from, and the places of their fields.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use briefing_values::error::{Fault, Place, Problem};
use briefing_values::sheet::Sheet;

use super::mended::Mended;
use super::slips::{self, Mending, Slip};

/// A sheet, and its text with the keyboard slips put right.
#[derive(Debug, Clone)]
pub(super) struct Source {
    sheet: Sheet,
    mended: Mended,
}

impl Source {
    /// Returns the source and its slips, which are found and put right only if it cannot be parsed as it
    /// is.
    pub(super) fn new(sheet: Sheet) -> (Self, Vec<Slip>) {
        let slips = match DeTable::parse(&sheet.text) {
            Ok(_) => Vec::new(),
            Err(_) => slips::all(&sheet.text),
        };
        let edits = slips.iter().flat_map(|slip| &slip.edits);
        let mut edits: Vec<_> = edits.map(|fix| (fix.range.clone(), fix.text.as_str())).collect();
        edits.sort_by_key(|(range, _)| range.start);
        let mended = Mended::new(&sheet.text, edits);
        (Self { sheet, mended }, slips)
    }
}

/// The issue's sheet and those below it, read as one: spans of each continue from the end of the one above, so that one
/// number gives both the file and the position.
#[derive(Debug, Clone)]
pub(super) struct Pile {
    pub(super) issue: Source,
    /// What lies below it, the nearest first.
    pub(super) below: Vec<(Layer, Source)>,
}

/// What a sheet below the issue's is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    /// The house file.
    House,
    /// The manifest of a style; its `[defaults]` are fields of the issue.
    Style,
}

impl Layer {
    /// Returns what a sheet has for the fields of an issue.
    pub(super) fn fields(self, mut sheet: DeTable<'_>) -> DeTable<'_> {
        match self {
            Self::House => sheet,
            Self::Style => match sheet.remove("defaults").map(Spanned::into_inner) {
                Some(DeValue::Table(defaults)) => defaults,
                _ => DeTable::new(),
            },
        }
    }
}

impl Pile {
    /// Returns the texts to parse. Blank lines in front move the spans of each after those of the ones above.
    pub(super) fn texts(&self) -> (String, Vec<(Layer, String)>) {
        let above = self.issue.mended.text.clone();
        let mut depth = above.len();
        let shifted = |(layer, source): &(Layer, Source)| {
            let text = "\n".repeat(depth) + &source.mended.text;
            depth = text.len();
            (*layer, text)
        };
        (above, self.below.iter().map(shifted).collect())
    }

    /// Returns the issue's sheet, and the house's.
    pub(super) fn sheets(&self) -> (Sheet, Option<Sheet>) {
        let house = self.below.iter().find(|(layer, _)| *layer == Layer::House);
        (self.issue.sheet.clone(), house.map(|(_, source)| source.sheet.clone()))
    }

    /// Returns the text of a span, as it was read.
    pub(super) fn raw(&self, span: Range<usize>) -> &str {
        let (source, range) = self.locate(span);
        source.mended.text.get(range).unwrap_or_default()
    }

    /// Returns the place of a span.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        let (source, range) = self.locate(span);
        let sheet = &source.sheet;
        Place::new(sheet.name.clone(), sheet.text.clone(), source.mended.origin(range))
    }

    /// Returns whether a span lies in the issue's own file.
    pub(super) fn in_issue(&self, span: &Range<usize>) -> bool {
        span.end <= self.issue.mended.text.len()
    }

    /// Returns the source that a span lies in, and where.
    fn locate(&self, span: Range<usize>) -> (&Source, Range<usize>) {
        let mut found = (&self.issue, 0);
        let mut end = self.issue.mended.text.len();
        for (_, source) in &self.below {
            if span.end <= end {
                break;
            }
            found = (source, end);
            end += source.mended.text.len();
        }
        let (source, start) = found;
        (source, span.start.saturating_sub(start)..span.end.saturating_sub(start))
    }
}

impl Slip {
    /// Returns the fault: what was found and what is meant, at its place.
    pub(super) fn fault(&self, sheet: &Sheet) -> Fault {
        let place = Place::new(sheet.name.clone(), sheet.text.clone(), self.range.clone());
        let found = place.text[place.range.clone()].to_owned();
        let wanted = self.edits.first().map(|fix| fix.text.clone()).unwrap_or_default();
        let mut words = vec![("found", found), ("wanted", wanted)];
        words.extend(self.case.map(|case| ("case", case.to_owned())));
        let fix = if self.mending == Mending::Sure { self.edits.clone() } else { Vec::new() };
        Fault { fix, ..Fault::at(Problem::Noted { code: self.code, words }, place) }
    }
}

/// Gives `issue` the fields of `house` that it lacks; tables are filled field by field.
pub(super) fn fill_in<'i>(issue: &mut DeTable<'i>, house: DeTable<'i>) {
    for (key, value) in house {
        match (issue.get_mut(key.get_ref().as_ref()).map(Spanned::get_mut), value) {
            (None, value) => {
                issue.insert(key, value);
            }
            (Some(DeValue::Table(own)), value) => {
                if let DeValue::Table(below) = value.into_inner() {
                    fill_in(own, below);
                }
            }
            (Some(_), _) => {}
        }
    }
}

/// Lists the spans of all fields below `table`, under their names: `article.0.title`.
pub(super) fn spans(table: &DeTable<'_>) -> BTreeMap<String, Range<usize>> {
    let mut all = BTreeMap::new();
    for (key, value) in table {
        note(key.get_ref(), value, &mut all);
    }
    all
}

fn note(field: &str, value: &Spanned<DeValue<'_>>, all: &mut BTreeMap<String, Range<usize>>) {
    all.insert(field.to_owned(), value.span());
    match value.get_ref() {
        DeValue::Table(table) => {
            for (key, value) in table {
                note(&format!("{field}.{}", key.get_ref()), value, all);
            }
        }
        DeValue::Array(array) => {
            for (n, value) in array.iter().enumerate() {
                note(&format!("{field}.{n}"), value, all);
            }
        }
        _ => {}
    }
}
