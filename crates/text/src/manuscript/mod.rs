//! Reads what an editor wrote: an issue's TOML, laid over the house file's, into an issue.

mod article;
pub(crate) mod audit;
mod body;
mod chart;
mod choices;
mod colophon;
mod damage;
mod dates;
mod extra;
mod fair_copy;
mod field_places;
mod figure;
mod front;
mod limit;
mod masthead;
mod mended;
mod merge;
mod page;
mod passages;
mod pile;
mod reader;
mod slips;
mod spelling;
pub(crate) mod syntax;
mod table;
mod table_file;
mod words;

use std::ops::Range;
use std::sync::Arc;

use briefing_values::error::{Error, Fault, Place, Result};
use briefing_values::passage::Passage;
use briefing_values::sheet::Sheet;

use crate::fields::StyleFields;

use front::Front;

pub use choices::{Choices, Exception};
pub use field_places::FieldPlaces;

/// An issue's file, laid field by field over the house file.
#[derive(Debug, Clone)]
pub struct Manuscript {
    front: Front,
    /// What the style says of fields, once it is known.
    style: Option<Arc<StyleFields>>,
}

impl Manuscript {
    /// Reads an issue's file and, if the project has one, the house file below it. Whatever the files hold,
    /// as much as possible is read; [`Manuscript::faults`] has the rest.
    pub fn parse(issue: Sheet, house: Option<Sheet>) -> Self {
        Self::of(Front::read(issue, house, &[]))
    }

    fn of(mut front: Front) -> Self {
        front.house_only();
        front.issue_only();
        Self { front, style: None }
    }

    /// Reads the files again as those of an issue in a style, which has values for fields that neither of them fills in,
    /// and fields of its own.
    #[must_use]
    pub fn in_style(self, style: Arc<StyleFields>) -> Self {
        let read = match style.defaults.as_slice() {
            [] => self,
            manifests => Self::of(self.front.in_style(manifests)),
        };
        Self { style: Some(style), ..read }
    }

    /// Reads an issue's file over the house file.
    ///
    /// # Errors
    /// Every place where a file is not TOML, or does not fit the form.
    pub fn read(issue: Sheet, house: Option<Sheet>) -> Result<Self> {
        Self::parse(issue, house).sound()
    }

    /// Reads a house file alone.
    ///
    /// # Errors
    /// Every place where it is not TOML, or does not fit the form.
    pub fn house(sheet: Sheet) -> Result<Self> {
        Self { front: Front::read(sheet, None, &[]), style: None }.sound()
    }

    /// Returns the manuscript, if nothing in its files is in the way.
    ///
    /// # Errors
    /// Every place where a file is not TOML, or does not fit the form.
    pub fn sound(self) -> Result<Self> {
        Error::unless(self.front.faults.clone(), self)
    }

    /// Returns the places where the files are not TOML, or do not fit the form.
    pub fn faults(&self) -> &[Fault] {
        &self.front.faults
    }

    /// Returns the place of some bytes of a passage.
    pub fn place_of(&self, passage: &Passage, range: Range<usize>) -> Place {
        self.front.pile.place(passage.origin(range))
    }

    /// Returns the place of a field, or of the nearest table around it that is in the files.
    pub fn place(&self, field: &str) -> Place {
        let mut name = field;
        loop {
            if let Some(span) = self.front.spans.get(name) {
                return self.front.pile.place(span.clone());
            }
            match name.rfind('.') {
                Some(dot) => name = &name[..dot],
                None => return self.front.pile.place(0..0),
            }
        }
    }

    /// Leaves out the fields of a style's own that the style does not have.
    #[must_use]
    pub fn without_strangers(mut self) -> Self {
        if let Some(style) = &self.style {
            self.front.form.extra.retain(|name, _| style.own.iter().any(|it| it.name == *name));
        }
        self
    }

    /// Returns whether the issue's own file fills in a field.
    pub fn fills_in(&self, field: &str) -> bool {
        self.front.spans.get(field).is_some_and(|span| self.front.pile.in_issue(span))
    }

    /// Returns the fields of the manuscript, to be looked up by places.
    pub fn field_places(&self) -> FieldPlaces<'_> {
        let place = |span: &Range<usize>| self.front.pile.place(span.clone());
        FieldPlaces::of(self.front.spans.iter().map(|(name, span)| (name.as_str(), place(span))))
    }

    /// Returns the place of `words` within a field, or of the field itself if they cannot be found.
    pub fn place_in(&self, field: &str, words: &str) -> Place {
        let place = self.place(field);
        match place.text[place.range.clone()].find(words) {
            Some(at) if !words.is_empty() => {
                let start = place.range.start + at;
                Place { range: start..start + words.len(), ..place }
            }
            _ => place,
        }
    }
}
