//! Reads what an editor wrote: an issue's TOML, laid over the house file's, into an [`Issue`].

mod article;
mod body;
mod colophon;
mod figure;
mod form;
mod masthead;
mod page;
mod pile;
mod reader;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::de::{DeTable, Deserializer};

use crate::error::{Fault, Place, Problem, Result};
use crate::issue::Issue;
use crate::sheet::Sheet;

use form::Form;
use pile::Pile;

/// An issue's file, laid field by field over the house file.
#[derive(Debug, Clone)]
pub struct Manuscript {
    pile: Pile,
    form: Form,
    spans: BTreeMap<String, Range<usize>>,
}

/// What the files choose of the house.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// The style, by the name of its folder.
    pub style: Option<String>,
    /// The folder for what is printed, relative to the project's.
    pub output: Option<String>,
    /// The families that the office puts in front of a role's own.
    pub faces: BTreeMap<String, Vec<String>>,
}

impl Manuscript {
    /// Reads an issue's file and, where the project has one, the house file below it.
    ///
    /// # Errors
    /// The place where a file is not TOML, or has a field that the form does not.
    pub fn read(issue: Sheet, house: Option<Sheet>) -> Result<Self> {
        let manuscript = Self::parse(Pile { issue, house })?;
        let place = manuscript.place("output");
        if place.file == manuscript.pile.issue.name && manuscript.spans.contains_key("output") {
            let problem = Problem::OnlyForTheHouse { field: "output".into() };
            return Err(Fault::at(problem, place).into());
        }
        Ok(manuscript)
    }

    /// Reads a house file alone.
    ///
    /// # Errors
    /// The place where it is not TOML, or has a field that the form does not.
    pub fn house(sheet: Sheet) -> Result<Self> {
        Self::parse(Pile { issue: sheet, house: None })
    }

    fn parse(pile: Pile) -> Result<Self> {
        let (above, below) = pile.texts();
        let mut table = DeTable::parse(&above).map_err(|error| pile.refusal(&error))?;
        if let Some(below) = &below {
            let house = DeTable::parse(below).map_err(|error| pile.refusal(&error))?;
            pile::fill_in(table.get_mut(), house.into_inner());
        }
        let spans = pile::spans(table.get_ref());
        let form =
            Form::deserialize(Deserializer::from(table)).map_err(|error| pile.refusal(&error))?;
        Ok(Self { pile, form, spans })
    }

    /// Returns the issue.
    ///
    /// # Errors
    /// Every field that is missing, empty, or cannot be printed, at its place.
    pub fn issue(&self) -> Result<Issue> {
        reader::read(self)
    }

    /// Returns what the files choose of the house.
    pub fn choices(&self) -> Choices {
        let faces = self.form.faces.iter();
        Choices {
            style: self.form.style.clone(),
            output: self.form.output.clone(),
            faces: faces.map(|(role, names)| (role.clone(), names.clone().into())).collect(),
        }
    }

    /// Returns the place of a field, or of the nearest table around it that is written down.
    pub fn place(&self, field: &str) -> Place {
        let mut name = field;
        loop {
            if let Some(span) = self.spans.get(name) {
                return self.pile.place(span.clone());
            }
            match name.rfind('.') {
                Some(dot) => name = &name[..dot],
                None => return self.pile.place(0..0),
            }
        }
    }

    /// Returns the place of `words` within a field, or of the field where they cannot be found.
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
