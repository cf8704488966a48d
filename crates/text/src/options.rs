//! A file of options: TOML that says what could as well stand on a command line.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use briefing_values::error::{Fault, Place, Problem};
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
    /// The words that would stand on the command line: `name=text` for each of [`Holds::Pairs`].
    pub words: Vec<String>,
    /// The value in the file.
    pub place: Place,
}

/// The options of a file, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Options {
    /// The options that could be read.
    pub given: Vec<Given>,
    /// The faults, in the order of the file.
    pub faults: Vec<Fault>,
}

impl Options {
    /// Reads a file as far as it can be read.
    pub fn read(sheet: &Sheet, known: &[Known]) -> Self {
        let (table, errors) = DeTable::parse_recoverable(&sheet.text);
        let mut reader = Reader { sheet, known, options: Self::default() };
        if let Some(error) = syntax::too_deep(&errors) {
            reader.syntax(std::slice::from_ref(error));
            return reader.options;
        }
        reader.syntax(&errors);
        reader.table("", table.get_ref());
        reader.options.faults.sort_by_key(|fault| fault.place.as_ref().map(|it| it.range.start));
        reader.options
    }
}

/// Reads one file.
struct Reader<'f> {
    sheet: &'f Sheet,
    known: &'f [Known],
    options: Options,
}

impl Reader<'_> {
    fn place(&self, span: std::ops::Range<usize>) -> Place {
        Place::new(self.sheet.name.clone(), self.sheet.text.clone(), span)
    }

    /// Notes what the parser could not read.
    fn syntax(&mut self, errors: &[toml::de::Error]) {
        for line in syntax::unread(&self.sheet.text, errors) {
            let place = self.place(line.span);
            self.options.faults.extend(line.problem.map(|problem| Fault::at(problem, place)));
        }
    }

    /// Reads a table; `above` is its name with a point, or nothing for the whole file.
    fn table(&mut self, above: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = format!("{above}{}", key.get_ref());
            let below = format!("{name}.");
            if let Some(known) = self.known.iter().find(|known| known.name == name) {
                match words(known, value.get_ref()) {
                    Ok(words) => {
                        let place = self.place(value.span());
                        self.options.given.push(Given { name, words, place });
                    }
                    Err(problem) => self.fault(problem, value.span()),
                }
            } else if self.known.iter().any(|known| known.name.starts_with(&below)) {
                match value.get_ref() {
                    DeValue::Table(table) => self.table(&below, table),
                    other => self.fault(wrong(&name, "table", other), value.span()),
                }
            } else {
                let names = self.known.iter().filter_map(|known| known.name.strip_prefix(above));
                let names = names.filter_map(|name| name.split('.').next());
                let near = audit::most_like(key.get_ref(), names);
                let problem = Problem::UnknownField { field: key.get_ref().to_string(), near };
                self.fault(problem, key.span());
            }
        }
    }

    /// Notes a fault, unless its line could not be read anyway.
    fn fault(&mut self, problem: Problem, span: std::ops::Range<usize>) {
        let place = self.place(span);
        let told = |fault: &Fault| fault.place.as_ref().map(Place::line) == Some(place.line());
        if !self.options.faults.iter().any(told) {
            self.options.faults.push(Fault::at(problem, place));
        }
    }
}

/// Returns the words for an option's value, if it holds what it should.
fn words(known: &Known, value: &DeValue<'_>) -> Result<Vec<String>, Problem> {
    let field = || known.name.clone();
    let one = |wanted, value: &Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::String(text) => Ok(text.to_string()),
        other => Err(wrong(&known.name, wanted, other)),
    };
    match (&known.holds, value) {
        (_, DeValue::String(text)) if text.is_empty() => Err(Problem::Empty { field: field() }),
        (Holds::Choice(choices), DeValue::String(found))
            if !choices.iter().any(|it| it == found) =>
        {
            let (found, known) = (found.to_string(), choices.clone());
            Err(Problem::NotOneOf { field: field(), found, known })
        }
        (Holds::Text | Holds::Texts | Holds::Choice(_), DeValue::String(text)) => {
            Ok(vec![text.to_string()])
        }
        (Holds::Texts, DeValue::Array(list)) => {
            list.iter().map(|value| one("text-or-list", value)).collect()
        }
        (Holds::Pairs, DeValue::Table(table)) => {
            let pair = |(name, value): (&Spanned<_>, _)| {
                Ok(format!("{}={}", name.get_ref(), one("text", value)?))
            };
            table.iter().map(pair).collect()
        }
        (Holds::Number(least), DeValue::Integer(number)) => {
            let read = i128::from_str_radix(number.as_str(), number.radix()).unwrap_or(i128::MAX);
            if (i128::from(*least)..=i128::from(u32::MAX)).contains(&read) {
                return Ok(vec![read.to_string()]);
            }
            Err(Problem::OutOfRange { field: field(), least: *least, most: u32::MAX })
        }
        (holds, other) => Err(wrong(&known.name, wanted(holds), other)),
    }
}

/// Names what an option should hold, as the catalogue does.
fn wanted(holds: &Holds) -> &'static str {
    match holds {
        Holds::Text | Holds::Choice(_) => "text",
        Holds::Texts => "text-or-list",
        Holds::Pairs => "table",
        Holds::Number(_) => "whole-number",
    }
}

fn wrong(name: &str, wanted: &'static str, found: &DeValue<'_>) -> Problem {
    let found = audit::found(&audit::json(found));
    Problem::WrongType { field: name.to_owned(), found, wanted }
}
