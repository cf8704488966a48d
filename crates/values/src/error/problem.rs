//! Every problem that the program can report, as data; its words are in the catalogue.

use std::fmt::Display;
use std::io;

use crate::catalogue::{Argument, Code};

#[expect(
    missing_docs,
    reason = "the fields are named for what they hold, and each is in the words"
)]
/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A file could not be read, made or written.
    Access { action: &'static str, path: String, reason: String },
    /// A page shows words beyond the edge of the sheet.
    BeyondThePage { page: usize, words: String },
    /// A character that cannot be printed, or that changes how others are.
    Character { character: char },
    /// The command line contradicts itself.
    CommandLine { words: String },
    /// A value must not be empty.
    Empty { field: String },
    /// The engine stopped, or warned.
    Engine { words: String, hints: Vec<String> },
    /// A first page with an even number would stand on the left.
    EvenFirstPage { found: u32 },
    /// A field that the data needs is missing.
    Missing { field: String },
    /// No face has a glyph for the character.
    MissingGlyph { character: char, field: Option<String> },
    /// A date that does not exist in the calendar.
    NoSuchDay { found: String },
    /// A marker in a body for a table or picture that the article does not have.
    NoSuchFigure { marker: String },
    /// A rule on the command line that the program does not know.
    NoSuchRule { code: String, near: Option<Code> },
    /// A style that neither the project nor the program has.
    NoSuchStyle { name: String, known: Vec<String> },
    /// Page 1 shows none of the text.
    NoTextOnFirstPage,
    /// What a rule of the page found; the catalogue has its words under the code and the case.
    Measured { code: Code, case: Option<&'static str>, words: Vec<(&'static str, Argument)> },
    /// A value that is not one of those that the field can have.
    NotOneOf { field: String, found: String, known: Vec<String> },
    /// Words of the issue are not on its pages.
    NotPrinted { field: String, words: String },
    /// A file in no encoding that the program recognises.
    NotText { path: String },
    /// A field of the house file in an issue's file.
    OnlyForTheHouse { field: String },
    /// An issue with this number has been published with other content.
    OtherContent { id: String, revision: u32, changes: Vec<&'static str> },
    /// A number outside its range.
    OutOfRange { field: String, least: u32, most: u32 },
    /// A slip, or a breach of a rule; the catalogue has its words under the code.
    Noted { code: Code, words: Vec<(&'static str, String)> },
    /// A picture that the engine cannot read.
    Picture { file: String, reason: String },
    /// A picture's path leads out of the folder.
    PicturePath { file: String },
    /// A template cannot set what a field holds.
    Refused { field: String, words: String },
    /// Words that are printed over others.
    RunTogether { words: String, onto: String },
    /// The data is not TOML.
    Syntax { words: String },
    /// A template that minijinja refuses.
    Template { words: String },
    /// More lines than the page has room for.
    TooManyLines { found: u32 },
    /// A role with a family that no face has.
    UnknownFace { role: String, family: String, known: Vec<String> },
    /// A field that the form does not have.
    UnknownField { field: String, near: Option<String> },
    /// A role that the program does not know.
    UnknownRole { role: String, known: Vec<String> },
    /// A rule that the program does not know.
    UnknownRule { code: String, near: Option<Code> },
    /// A value of a type other than the field's.
    WrongType { field: String, found: &'static str, wanted: &'static str },
}

impl Problem {
    /// Returns the problem of a file that the system refused; `action` is what was to be done with it.
    pub fn access(action: &'static str, path: impl Display, refusal: &io::Error) -> Self {
        Self::Access { action, path: path.to_string(), reason: refusal.to_string() }
    }

    /// Returns the problem of a name that nothing has, with the one that may be meant.
    pub fn no_such(
        code: Code,
        mut words: Vec<(&'static str, String)>,
        near: Option<String>,
    ) -> Self {
        if let Some(near) = near {
            words.extend([("near", near), ("case", "near".to_owned())]);
        }
        Self::Noted { code, words }
    }

    /// Returns the field that the problem is about, if it names one.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Empty { field }
            | Self::Missing { field }
            | Self::MissingGlyph { field: Some(field), .. }
            | Self::NotOneOf { field, .. }
            | Self::NotPrinted { field, .. }
            | Self::OutOfRange { field, .. }
            | Self::Refused { field, .. }
            | Self::WrongType { field, .. } => Some(field),
            _ => None,
        }
    }
}
