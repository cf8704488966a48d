//! A file of options: TOML that says what could as well stand on a command line.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use briefing_values::catalogue::most_like;
use briefing_values::error::{Fault, Place, Problem, codes};
use briefing_values::sheet::Sheet;

use crate::manuscript::{audit, syntax};

/// An option, as a file may hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The name, after those of its tables: `retention.saves`.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
}

/// What an option holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// A text.
    Text,
    /// A text, or a list of them.
    Texts,
    /// A table of names and texts.
    Pairs,
    /// One of some words.
    Choice(Vec<String>),
    /// A whole number that is not smaller than this one.
    Number(u32),
}

/// An option that the file gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The name, as in [`Known`].
    pub name: String,
    /// The words that would stand on the command line.
    pub words: Vec<Word>,
    /// The value in the file.
    pub place: Place,
}

/// A word of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word: `name=text` for each of [`Holds::Pairs`].
    pub text: String,
    /// The text or number in the file.
    pub place: Place,
}

/// The options of a file, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Options {
    /// The options that could be read.
    pub given: Vec<Given>,
    /// The faults.
    pub faults: Vec<Fault>,
}

impl Options {
    /// Reads a file as far as it can be read.
    pub fn read(sheet: &Sheet, known: &[Known]) -> Self {
        let (table, errors) = DeTable::parse_recoverable(&sheet.text);
        let mut reader = FileReader { sheet, known, options: Self::default(), unread: 0 };
        if let Some(error) = syntax::too_deep(&errors) {
            reader.syntax(std::slice::from_ref(error));
            return reader.options;
        }
        reader.syntax(&errors);
        reader.table("", table.get_ref());
        reader.options
    }
}

/// Reads one file.
struct FileReader<'f> {
    sheet: &'f Sheet,
    known: &'f [Known],
    options: Options,
    /// How many of the faults are lines that could not be read.
    unread: usize,
}

impl FileReader<'_> {
    fn place(&self, span: std::ops::Range<usize>) -> Place {
        Place::new(self.sheet.name.clone(), self.sheet.text.clone(), span)
    }

    /// Notes what the parser could not read.
    fn syntax(&mut self, errors: &[toml::de::Error]) {
        for line in syntax::unread(&self.sheet.text, errors) {
            let place = self.place(line.span);
            self.options.faults.extend(line.problem.map(|problem| Fault::at(problem, place)));
        }
        self.unread = self.options.faults.len();
    }

    /// Reads a table; `above` is its name with a point, or nothing for the whole file.
    fn table(&mut self, above: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = format!("{above}{}", key.get_ref());
            let below = format!("{name}.");
            if let Some(known) = self.known.iter().find(|known| known.name == name) {
                self.option(known, value);
            } else if self.known.iter().any(|known| known.name.starts_with(&below)) {
                match value.get_ref() {
                    DeValue::Table(table) => self.table(&below, table),
                    other => self.fault(wrong(&name, "table", other), value.span()),
                }
            } else {
                let problem = self.unknown(above, key.get_ref());
                self.fault(problem, key.span());
            }
        }
    }

    /// Returns the problem of a name that there is not.
    fn unknown(&self, above: &str, name: &str) -> Problem {
        let names = self.known.iter().filter_map(|known| known.name.strip_prefix(above));
        let names = names.filter_map(|name| name.split('.').next());
        match most_like(name, names) {
            Some(near) => Problem::UnknownField { field: name.to_owned(), near: Some(near) },
            None => Problem::Noted {
                code: codes::data::UNKNOWN_FIELD,
                words: vec![("name", name.to_owned()), ("case", "setting".to_owned())],
            },
        }
    }

    /// Reads the value of an option.
    fn option(&mut self, known: &Known, value: &Spanned<DeValue<'_>>) {
        let mut words = Vec::new();
        match (&known.holds, value.get_ref()) {
            (Holds::Texts, DeValue::Array(list)) => {
                words.extend(list.iter().filter_map(|value| self.word(known, value)));
            }
            (Holds::Pairs, DeValue::Table(table)) => {
                for (name, value) in table {
                    let word = self.word(known, value);
                    let pair =
                        |it: Word| Word { text: format!("{}={}", name.get_ref(), it.text), ..it };
                    words.extend(word.map(pair));
                }
            }
            (Holds::Pairs, other) => self.fault(wrong(&known.name, "table", other), value.span()),
            _ => words.extend(self.word(known, value)),
        }
        let place = self.place(value.span());
        self.options.given.push(Given { name: known.name.clone(), words, place });
    }

    fn word(&mut self, known: &Known, value: &Spanned<DeValue<'_>>) -> Option<Word> {
        match text(known, value.get_ref()) {
            Ok(text) => Some(Word { text, place: self.place(value.span()) }),
            Err(problem) => {
                self.fault(problem, value.span());
                None
            }
        }
    }

    /// Notes a fault, unless its line could not be read anyway.
    fn fault(&mut self, problem: Problem, span: std::ops::Range<usize>) {
        let place = self.place(span);
        let told = |fault: &Fault| fault.place.as_ref().map(Place::line) == Some(place.line());
        if !self.options.faults[..self.unread].iter().any(told) {
            self.options.faults.push(Fault::at(problem, place));
        }
    }
}

/// Returns the word for a text or a number, if it is what the option should hold.
fn text(known: &Known, value: &DeValue<'_>) -> Result<String, Problem> {
    let field = known.name.clone();
    match (&known.holds, value) {
        (Holds::Number(least), DeValue::Integer(number)) => {
            match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(read) if read < i64::from(*least) => {
                    Err(Problem::OutOfRange { field, least: *least, most: u32::MAX })
                }
                Ok(read) if read <= i64::from(u32::MAX) => Ok(read.to_string()),
                _ => {
                    let words = vec![("field", field), ("case", "huge".into())];
                    Err(Problem::Noted { code: codes::data::OUT_OF_RANGE, words })
                }
            }
        }
        (Holds::Number(_), other) => Err(wrong(&field, "whole-number", other)),
        (_, DeValue::String(text)) if text.is_empty() => Err(Problem::Empty { field }),
        (Holds::Choice(choices), DeValue::String(found))
            if !choices.iter().any(|it| it == found) =>
        {
            Err(Problem::NotOneOf { field, found: found.to_string(), known: choices.clone() })
        }
        (_, DeValue::String(text)) => Ok(text.to_string()),
        (Holds::Texts, other) => Err(wrong(&field, "text-or-list", other)),
        (_, other) => Err(wrong(&field, "text", other)),
    }
}

fn wrong(name: &str, wanted: &'static str, found: &DeValue<'_>) -> Problem {
    let found = audit::found(&audit::json(found));
    Problem::WrongType { field: name.to_owned(), found, wanted }
}
