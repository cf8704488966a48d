//! The code of each problem, and its words from the catalogue.

use std::fmt;

use crate::catalogue::codes::{archive, data, page, program, template};
use crate::catalogue::{self, Argument, Code, Kind, Lang, Severity, Words};

use super::Problem;

impl Problem {
    /// Returns the code, which names the problem in every version: `data/missing-field`.
    pub fn code(&self) -> Code {
        match self {
            Self::Access { .. } => program::ACCESS,
            Self::BeyondThePage { .. } => page::BEYOND_SHEET,
            Self::Character { .. } => data::UNPRINTABLE,
            Self::CommandLine { .. } => program::COMMAND_LINE,
            Self::Empty { .. } => data::EMPTY,
            Self::Engine { .. } => template::ENGINE,
            Self::EvenFirstPage { .. } => data::EVEN_FIRST_PAGE,
            Self::Missing { .. } => data::MISSING_FIELD,
            Self::MissingGlyph { .. } => page::MISSING_GLYPH,
            Self::NoSuchDay { .. } => data::NO_SUCH_DAY,
            Self::NoSuchFigure { .. } => data::NO_SUCH_FIGURE,
            Self::NoSuchRule { .. } => program::NO_SUCH_RULE,
            Self::NoSuchStyle { .. } => data::NO_SUCH_STYLE,
            Self::NoTextOnFirstPage => page::NO_TEXT_ON_FIRST_PAGE,
            Self::NotOneOf { .. } => data::NOT_ONE_OF,
            Self::Measured { code, .. } | Self::Noted { code, .. } => *code,
            Self::NotPrinted { .. } => page::NOT_PRINTED,
            Self::NotText { .. } => data::NOT_TEXT,
            Self::OnlyForTheHouse { .. } => data::ONLY_FOR_THE_HOUSE,
            Self::OtherContent { .. } => archive::OTHER_CONTENT,
            Self::OutOfRange { .. } => data::OUT_OF_RANGE,
            Self::Picture { .. } => data::PICTURE,
            Self::PicturePath { .. } => data::PICTURE_PATH,
            Self::Refused { .. } => template::REFUSED,
            Self::RunTogether { .. } => page::RUN_TOGETHER,
            Self::Syntax { .. } => data::SYNTAX,
            Self::Template { .. } => template::TEMPLATE,
            Self::TooManyLines { .. } => data::TOO_MANY_LINES,
            Self::UnknownFace { .. } => program::UNKNOWN_FACE,
            Self::UnknownField { .. } => data::UNKNOWN_FIELD,
            Self::UnknownRole { .. } => data::UNKNOWN_ROLE,
            Self::UnknownRule { .. } => data::UNKNOWN_RULE,
            Self::WrongType { .. } => data::WRONG_TYPE,
        }
    }

    /// Returns how serious the problem is, unless the house says otherwise.
    pub fn severity(&self) -> Severity {
        self.code().entry().severity
    }

    /// Returns who must act.
    pub fn kind(&self) -> Kind {
        self.code().entry().kind
    }

    /// Returns what is wrong, in words.
    pub fn message(&self, lang: Lang) -> String {
        catalogue::fill(&self.words(lang).says, &self.arguments(), lang)
    }

    /// Returns what to do about it, if the message alone does not say.
    pub fn hint(&self, lang: Lang) -> Option<String> {
        let hint = self.words(lang).hint.as_deref()?;
        Some(catalogue::fill(hint, &self.arguments(), lang))
    }

    fn words(&self, lang: Lang) -> &'static Words {
        let entry = self.code().entry();
        let special = self.case().and_then(|case| entry.case.get(case));
        match (special, lang) {
            (Some(case), Lang::Zh) => &case.zh,
            (Some(case), Lang::En) => &case.en,
            (None, Lang::Zh) => &entry.zh,
            (None, Lang::En) => &entry.en,
        }
    }

    /// Returns the special case of the rule, if this is one.
    fn case(&self) -> Option<&str> {
        match self {
            Self::Character { character } if turns_direction(*character) => Some("direction"),
            Self::Engine { hints, .. } if !hints.is_empty() => Some("hinted"),
            Self::Missing { field } if field.starts_with("masthead.") => Some("masthead"),
            Self::Measured { case, .. } => *case,
            Self::MissingGlyph { field: None, .. } => Some("template"),
            Self::Noted { words, .. } => {
                words.iter().find(|(name, _)| *name == "case").map(|(_, case)| case.as_str())
            }
            Self::NoSuchDay { found } if found.contains([':', 'T']) => Some("time"),
            Self::OutOfRange { most: u32::MAX, .. } => Some("open"),
            Self::WrongType { wanted: "tables", found: "found-table", .. } => Some("tables"),
            // Only cells of tables are a text or a number.
            Self::WrongType { wanted: "text-or-number", found: "found-table", .. } => Some("cell"),
            Self::WrongType { wanted: "table", found: "found-list", .. } => Some("table"),
            Self::NoSuchRule { near: Some(_), .. }
            | Self::UnknownField { near: Some(_), .. }
            | Self::UnknownRule { near: Some(_), .. } => Some("near"),
            _ => None,
        }
    }

    #[expect(clippy::too_many_lines, reason = "a line or two for each problem, in one place")]
    /// Returns what the problem is about, under the names that the catalogue uses.
    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        match self {
            Self::Access { action, path, reason } => {
                vec![("action", phrase(action)), ("path", text(path)), ("reason", phrase(reason))]
            }
            Self::BeyondThePage { page, words } => {
                vec![("page", text(page)), ("words", text(words))]
            }
            Self::Character { character } => vec![("code", code_point(*character))],
            Self::CommandLine { words }
            | Self::Refused { words, .. }
            | Self::Syntax { words }
            | Self::Template { words }
            | Self::Engine { words, .. } => self.said_elsewhere(words),
            Self::Empty { field } | Self::Missing { field } | Self::OnlyForTheHouse { field } => {
                vec![("field", of(field))]
            }
            Self::EvenFirstPage { found } | Self::TooManyLines { found } => {
                vec![("found", text(found))]
            }
            Self::Measured { words, .. } => words.clone(),
            Self::MissingGlyph { character, field } => vec![
                ("character", text(character)),
                ("code", code_point(*character)),
                ("field", of(field.as_deref().unwrap_or_default())),
            ],
            Self::NoSuchDay { found } => vec![("found", text(found))],
            Self::NoSuchFigure { marker } => vec![("marker", text(marker))],
            Self::NoSuchStyle { name, known } | Self::UnknownRole { role: name, known } => {
                vec![("name", text(name)), ("known", list(known))]
            }
            Self::NoTextOnFirstPage => Vec::new(),
            Self::NotOneOf { field, found, known } => {
                vec![("field", of(field)), ("found", text(found)), ("known", list(known))]
            }
            Self::Noted { words, .. } => {
                // The reason for a refusal is a phrase of the catalogue.
                let own = |name: &str| name == "why";
                let word = |(name, word): &(&'static str, String)| {
                    (*name, if own(name) { phrase(word) } else { text(word) })
                };
                words.iter().map(word).collect()
            }
            Self::NotPrinted { field, words } => vec![("field", of(field)), ("words", text(words))],
            Self::NotText { path } => vec![("path", text(path))],
            Self::OtherContent { id, revision, changes } => vec![
                ("id", text(id)),
                ("revision", text(revision)),
                ("changes", Argument::Phrases(changes.clone())),
            ],
            Self::OutOfRange { field, least, most } => {
                vec![("field", of(field)), ("least", text(least)), ("most", text(most))]
            }
            Self::Picture { file, reason } => {
                vec![("file", text(file)), ("reason", phrase(reason))]
            }
            Self::PicturePath { file } => vec![("file", text(file))],
            Self::RunTogether { words, onto } => vec![("words", text(words)), ("onto", text(onto))],
            Self::UnknownFace { role, family, known } => {
                vec![("role", text(role)), ("family", text(family)), ("known", list(known))]
            }
            Self::NoSuchRule { code: name, near } | Self::UnknownRule { code: name, near } => {
                vec![("name", text(name)), ("near", text(near.map_or("", Code::as_str)))]
            }
            Self::UnknownField { field: name, near } => {
                vec![("name", text(name)), ("near", text(near.as_deref().unwrap_or_default()))]
            }
            Self::WrongType { field, found, wanted } => {
                vec![("field", of(field)), ("found", phrase(found)), ("wanted", phrase(wanted))]
            }
        }
    }

    /// Returns the words of a parser, a template or the engine; the catalogue may know them.
    fn said_elsewhere(&self, words: &str) -> Vec<(&'static str, Argument)> {
        let mut arguments = vec![("words", Argument::Phrase(words.to_owned()))];
        match self {
            Self::Refused { field, .. } => arguments.push(("field", of(field))),
            Self::Engine { hints, .. } => arguments.push(("hints", text(hints.join("; ")))),
            _ => {}
        }
        arguments
    }
}

/// Returns whether a character changes the direction of the text around it.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "numbers and references are passed as they are")]
fn text(value: impl ToString) -> Argument {
    Argument::Text(value.to_string())
}

fn phrase(name: &str) -> Argument {
    Argument::Phrase(name.to_owned())
}

fn of(field: &str) -> Argument {
    Argument::Field(field.to_owned())
}

fn list(known: &[String]) -> Argument {
    Argument::List(known.to_vec())
}

fn code_point(character: char) -> Argument {
    Argument::Text(format!("U+{:04X}", u32::from(character)))
}
