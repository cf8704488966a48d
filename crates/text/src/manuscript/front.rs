//! Reads the files of a manuscript as far as the form, and notes every fault on the way instead of
//! stopping at the first.

use std::collections::BTreeMap;
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
use super::pile::{self, Layer, Pile, Source};
use super::syntax;

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
    /// Reads the sheets of an issue and of its house, with the manifests of a style below them, the nearest first.
    pub(super) fn read(issue: Sheet, house: Option<Sheet>, style: &[Sheet]) -> Self {
        let mut faults = Vec::new();
        let mut damaged = Damage::default();
        let mut source = |sheet: Sheet| {
            let (source, slips) = Source::new(sheet.clone());
            damaged.lost |= slips.iter().any(|slip| slip.case == Some("heading"));
            faults.extend(slips.iter().map(|slip| slip.fault(&sheet)));
            source
        };
        let issue = source(issue);
        let house = house.map(|sheet| (Layer::House, source(sheet)));
        // A manifest was read before: there are no slips in it.
        let style = style.iter().map(|sheet| (Layer::Style, Source::new(sheet.clone()).0));
        let pile = Pile { issue, below: house.into_iter().chain(style).collect() };
        let mut front =
            Self { pile, form: Form::default(), spans: BTreeMap::new(), faults, damaged };
        front.parse();
        front
    }

    /// Reads the same files again, with the manifests of a style below them.
    pub(super) fn in_style(self, manifests: &[Sheet]) -> Self {
        let (issue, house) = self.pile.sheets();
        Self::read(issue, house, manifests)
    }

    fn parse(&mut self) {
        let (above, below) = self.pile.texts();
        let (table, errors) = DeTable::parse_recoverable(&above);
        if let Some(error) = syntax::too_deep(&errors) {
            // What was read of such a file is not what its writer meant.
            self.damaged.lost = true;
            self.faults.clear();
            return self.syntax(&above, std::slice::from_ref(error));
        }
        self.syntax(&above, &errors);
        let mut table = table.into_inner();
        for (layer, below) in &below {
            let (sheet, errors) = DeTable::parse_recoverable(below);
            self.syntax(below, &errors);
            pile::fill_in(&mut table, layer.fields(sheet.into_inner()));
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
        for line in syntax::unread(text, errors) {
            self.damaged.lost |= line.lost;
            self.damaged.names.extend(line.name);
            if let Some(problem) = line.problem {
                self.add(Fault::at(problem, self.pile.place(line.span)));
            }
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
