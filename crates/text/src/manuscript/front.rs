//! Reads the files of a manuscript as far as the form, and notes every fault on the way instead of
//! stopping at the first.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Deserialize;
use toml::de::{DeTable, DeValue, Deserializer};

use briefing_values::error::{Fault, Fix, Place, Problem, codes};
use briefing_values::sheet::Sheet;

use crate::fields::form::Form;

use super::audit::{self, Misfit};
use super::damage::Damage;
use super::dates;
use super::limit::MOST;
use super::pile::{self, Pile, Source};

/// What the parser says about brackets or names that are nested too deeply.
const TOO_DEEP: [&str; 2] = ["cannot recurse further; max recursion depth met", "recursion limit"];

/// The files of a manuscript, read as far as they can be.
#[derive(Debug, Clone)]
pub(super) struct Front {
    pub(super) pile: Pile,
    pub(super) form: Form,
    pub(super) spans: BTreeMap<String, Range<usize>>,
    pub(super) faults: Vec<Fault>,
    /// The fields that were taken out because of a fault, or that a fault may have swallowed.
    pub(super) damaged: Damage,
}

impl Front {
    pub(super) fn read(issue: Sheet, house: Option<Sheet>) -> Self {
        let mut faults = Vec::new();
        let mut damaged = Damage::default();
        let mut source = |sheet: Sheet| {
            let (source, slips) = Source::new(sheet.clone());
            damaged.lost |= slips.iter().any(|slip| slip.case == Some("heading"));
            faults.extend(slips.iter().map(|slip| slip.fault(&sheet)));
            source
        };
        let pile = Pile { issue: source(issue), house: house.map(source) };
        let mut front =
            Self { pile, form: Form::default(), spans: BTreeMap::new(), faults, damaged };
        front.parse();
        front
    }

    fn parse(&mut self) {
        let (above, below) = self.pile.texts();
        let (table, errors) = DeTable::parse_recoverable(&above);
        if let Some(error) = errors.iter().find(|error| TOO_DEEP.contains(&error.message())) {
            // What was read of such a file is not what its writer meant.
            self.damaged.lost = true;
            self.faults.clear();
            return self.syntax(&above, std::slice::from_ref(error));
        }
        self.syntax(&above, &errors);
        let mut table = table.into_inner();
        if let Some(below) = &below {
            let (house, errors) = DeTable::parse_recoverable(below);
            self.syntax(below, &errors);
            pile::fill_in(&mut table, house.into_inner());
        }
        self.spans = pile::spans(&table);
        // A form that can be read as it is also fits the schema, except for ranges, which the reader
        // checks.
        if let Ok(form) = deserialized(&table) {
            self.form = form;
            return;
        }
        let misfits = audit::misfits(&table);
        let told = misfits.len().min(MOST);
        let (told, rest) = misfits.split_at(told);
        self.damaged.lost |= !rest.is_empty();
        for misfit in told {
            self.misfit(&mut table, misfit);
        }
        for misfit in rest {
            audit::take_out(&mut table, &misfit.path);
        }
        self.form(table);
    }

    /// Notes what the parser could not read: the first fault of each line.
    fn syntax(&mut self, text: &str, errors: &[toml::de::Error]) {
        let (mut lines, mut table, mut told) = (BTreeSet::new(), None, 0..0);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            if told.contains(&span.start) {
                continue;
            }
            let (start, line) = line_of(text, span.start);
            told = start..start + line.len() + 1;
            if !lines.insert(start) {
                continue;
            }
            if lines.len() > MOST {
                break;
            }
            let words = match error.message() {
                _ if line.trim_end().ends_with('=') => "missing value",
                message if message.starts_with("cannot extend value") => "duplicate value",
                message => message.split(", expected").next().unwrap_or(message),
            };
            let name = name_on(line);
            self.damaged.lost |= name.is_none() || words.contains("multi-line");
            self.damaged.names.extend(name);
            let doubled = words == "duplicate key" && line.trim_start().starts_with('[');
            if words == "duplicate key" && table.as_ref().is_some_and(|end| start < *end) {
                continue;
            }
            if doubled {
                // If a table is there twice, so are its fields.
                table = Some(next_table(text, start));
            }
            let problem = match words {
                "duplicate key" => Problem::Noted {
                    code: codes::data::DUPLICATE_KEY,
                    words: vec![("key", text[span.clone()].into())],
                },
                "invalid date" if dates::written(&text[span.clone()]).is_some() => {
                    Problem::NoSuchDay { found: text[span.clone()].into() }
                }
                _ => Problem::Syntax { words: words.into() },
            };
            self.add(Fault::at(problem, self.pile.place(span)));
        }
    }

    /// Notes a field that does not fit the form, and takes it out.
    fn misfit(&mut self, table: &mut DeTable<'_>, misfit: &Misfit) {
        let name = misfit.path.join(".");
        let place = match &misfit.problem {
            Problem::UnknownField { field, .. } => key_span(table, &misfit.path, field),
            _ => self.spans.get(&name).cloned(),
        };
        let place = self.pile.place(place.unwrap_or(0..0));
        let (problem, fix) = quoted_date(misfit.problem.clone(), &place);
        let beside = &misfit.path[..misfit.path.len().saturating_sub(1)];
        match &problem {
            Problem::UnknownField { near: Some(near), .. } => {
                self.damaged.fields.insert([beside, std::slice::from_ref(near)].concat().join("."));
            }
            Problem::UnknownField { field, .. } if !field.is_ascii() => {
                self.damaged.tables.insert(beside.join("."));
            }
            _ => {}
        }
        let taken = audit::take_out(table, &misfit.path);
        self.damaged.fields.insert(taken.join("."));
        self.add(Fault { fix: fix.into_iter().collect(), ..Fault::at(problem, place) });
    }

    /// Reads the form. Whatever the schema accepts but the types do not is noted and taken out.
    fn form(&mut self, mut table: DeTable<'_>) {
        // Each round takes out at least one field; the schema leaves few.
        for _ in 0..=self.spans.len().min(MOST / 10) {
            let error = match deserialized(&table) {
                Ok(form) => {
                    self.form = form;
                    return;
                }
                Err(error) => error,
            };
            let span = error.span().unwrap_or(0..0);
            let inside = |other: &&Range<usize>| other.start <= span.start && span.end <= other.end;
            let fields = self.spans.iter().filter(|(_, other)| inside(other));
            let Some((field, _)) = fields.min_by_key(|(_, other)| other.len()) else { break };
            let path: Vec<String> = field.split('.').map(String::from).collect();
            let message = error.message();
            let huge = message.contains("invalid value: integer") || message.contains("i128");
            let problem = if huge {
                let words = vec![("field", field.clone()), ("case", "huge".into())];
                Problem::Noted { code: codes::data::OUT_OF_RANGE, words }
            } else {
                Problem::Syntax { words: "the value does not fit the field".to_owned() }
            };
            self.add(Fault::at(problem, self.pile.place(span)));
            let taken = audit::take_out(&mut table, &path);
            self.damaged.fields.insert(taken.join("."));
        }
        self.damaged.lost = true;
    }

    /// Notes the fields of an issue's file that belong in the house file.
    pub(super) fn house_only(&mut self) {
        for field in ["output", "rules"] {
            let span = self.spans.get(field).filter(|span| self.pile.in_issue(span));
            if let Some(span) = span {
                let problem = Problem::OnlyForTheHouse { field: field.into() };
                self.add(Fault::at(problem, self.pile.place(span.clone())));
            }
        }
    }

    /// Notes the fields of the house file that belong in an issue's.
    pub(super) fn issue_only(&mut self) {
        let span = self.spans.get("allow").filter(|span| !self.pile.in_issue(span));
        if let Some(span) = span {
            let words = vec![("field", "[[allow]]".to_owned())];
            let problem = Problem::Noted { code: codes::data::ONLY_FOR_AN_ISSUE, words };
            self.add(Fault::at(problem, self.pile.place(span.clone())));
        }
    }

    /// Adds a fault, unless one has been found at the same place already.
    fn add(&mut self, fault: Fault) {
        let overlaps = |known: &Fault| match (&known.place, &fault.place) {
            (Some(known), Some(new)) => {
                known.file == new.file
                    && known.range.start <= new.range.end
                    && new.range.start < known.range.end.max(known.range.start + 1)
                    && known.line() == new.line()
            }
            _ => false,
        };
        if self.faults.len() < 2 * MOST && !self.faults.iter().any(overlaps) {
            self.faults.push(fault);
        }
    }
}

/// Returns the form that a table fills in.
fn deserialized(table: &DeTable<'_>) -> Result<Form, toml::de::Error> {
    Form::deserialize(Deserializer::from(toml::Spanned::new(0..0, table.clone())))
}

/// Returns the end of the table whose name is on the line at a byte.
fn next_table(text: &str, start: usize) -> usize {
    let end = text[start..].find("\n[").map(|end| start + end + 1);
    end.unwrap_or(text.len())
}

/// Returns the span of a field's name.
fn key_span(table: &DeTable<'_>, path: &[String], name: &str) -> Option<Range<usize>> {
    let mut at = table;
    let mut steps = path[..path.len() - 1].iter();
    while let Some(step) = steps.next() {
        let mut value = at.get(step.as_str())?.get_ref();
        while let DeValue::Array(list) = value {
            value = list.get(steps.next()?.parse::<usize>().ok()?)?.get_ref();
        }
        let DeValue::Table(table) = value else { return None };
        at = table;
    }
    at.iter().find(|(key, _)| key.get_ref() == name).map(|(key, _)| key.span())
}

/// Recognises a date in quotes, which is a slip of its own kind: it is known what it should be.
fn quoted_date(problem: Problem, place: &Place) -> (Problem, Option<Fix>) {
    let Problem::WrongType { wanted: "date", found: "found-text", .. } = &problem else {
        return (problem, None);
    };
    let found = &place.text[place.range.clone()];
    let inner = found.trim_matches(['"', '\'', '“', '”']).trim();
    let Some((_, iso)) = dates::written(inner).filter(|(length, _)| *length == inner.len()) else {
        return (problem, None);
    };
    let words =
        vec![("found", found.to_owned()), ("wanted", iso.clone()), ("case", "quoted".into())];
    let fix = Fix { range: place.range.clone(), text: iso };
    (Problem::Noted { code: codes::data::SLIP_DATE, words }, Some(fix))
}

/// Returns the line of a byte, and where it begins.
fn line_of(text: &str, at: usize) -> (usize, &str) {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    (start, &text[start..end])
}

/// Returns the name of the field on a line that cannot be read.
fn name_on(line: &str) -> Option<String> {
    let (name, _) = line.split_once('=').unwrap_or((line, ""));
    let name = name.trim().trim_matches(['"', '\'']);
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let name = name.split(|c| !plain(c)).next()?.rsplit('.').next()?;
    (!name.is_empty()).then(|| name.to_owned())
}
