//! Reads `[extra]`: the fields that the style of an issue has of its own.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Table, Value};

use briefing_values::catalogue::most_like;
use briefing_values::error::Problem;
use briefing_values::issue::{Date, Extra, OwnKind};

use crate::fields::{EXTRA, OwnField, StyleFields, form};

use super::reader::Reader;
use super::{figure, words};

/// The most rows that a field may have.
const MOST_ROWS: usize = 1_000;

impl Reader<'_> {
    /// Returns what the fields of the style's own hold; nothing, as long as nobody knows the style.
    pub(super) fn extra(
        &mut self,
        extra: &Table,
        style: Option<&StyleFields>,
    ) -> BTreeMap<String, Option<Extra>> {
        let Some(StyleFields { own, .. }) = style else { return BTreeMap::new() };
        let known = || own.iter().map(|field| field.name.as_str());
        let mut meant = Vec::new();
        for name in extra.keys().filter(|name| known().all(|known| known != **name)) {
            meant.extend(self.unknown(&format!("{EXTRA}.{name}"), name, known()));
        }
        let mut read = BTreeMap::new();
        for field in own {
            let place = field.place();
            let value = extra.get(&field.name);
            if value.is_none() && field.required && !meant.contains(&field.name) {
                self.missing::<()>(&place);
            }
            let held = value.and_then(|value| self.own(field, &place, value));
            read.insert(field.name.clone(), held);
        }
        read
    }

    /// Tells of a field that there is not, and returns the one that may be meant.
    fn unknown<'k>(
        &mut self,
        place: &str,
        name: &str,
        known: impl Iterator<Item = &'k str>,
    ) -> Option<String> {
        let near = most_like(name, known);
        self.fault(place, Problem::UnknownField { field: name.to_owned(), near: near.clone() });
        near
    }

    /// Returns what one of them holds; `None` if that is not of its kind.
    fn own(&mut self, field: &OwnField, place: &str, value: &Value) -> Option<Extra> {
        match (field.kind, value) {
            (OwnKind::Text, Value::String(text)) => Some(Extra::Text(self.line(place, text))),
            (OwnKind::Paragraphs, Value::String(text)) => {
                Some(Extra::Paragraphs(words::paragraphs(self.text(place, text))))
            }
            (OwnKind::Number, Value::Integer(number)) => Some(Extra::Whole(*number)),
            (OwnKind::Number, Value::Float(number)) if number.is_finite() => {
                Some(Extra::Fraction(*number))
            }
            (OwnKind::Date, Value::Datetime(date)) => self.date(place, date).map(Extra::Date),
            // JSON has no type for a day.
            (OwnKind::Date, Value::String(text)) if Date::parse(text).is_some() => {
                Date::parse(text).map(Extra::Date)
            }
            (OwnKind::Rows, Value::Array(rows)) if rows.iter().all(Value::is_table) => {
                Some(self.rows(field, place, rows))
            }
            (OwnKind::Picture, Value::Table(table)) => self.own_picture(place, table),
            (kind, value) => {
                self.wrong_type(place, value, wanted(kind));
                None
            }
        }
    }

    fn rows(&mut self, field: &OwnField, place: &str, rows: &[Value]) -> Extra {
        let columns: Vec<_> = field.columns().into_iter().map(|(name, _)| name).collect();
        let least = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        if rows.len() > MOST_ROWS {
            self.within(place, least, 0, u32::try_from(MOST_ROWS).unwrap_or(u32::MAX));
        }
        let mut read = Vec::new();
        for (n, row) in rows.iter().take(MOST_ROWS).enumerate() {
            let row = row.as_table().into_iter().flatten();
            let blank = columns.iter().map(|column| ((*column).to_owned(), String::new()));
            let mut cells: BTreeMap<String, String> = blank.collect();
            for (column, cell) in row {
                let place = format!("{place}.{n}.{column}");
                // Of a style that is only known by its kinds, the columns are those that are there.
                if !columns.is_empty() && !columns.contains(&column.as_str()) {
                    self.unknown(&place, column, columns.iter().copied());
                    continue;
                }
                let words = match cell {
                    Value::String(text) => self.cell(&place, text),
                    Value::Integer(number) => number.to_string(),
                    cell => {
                        self.wrong_type(&place, cell, "text-or-number");
                        continue;
                    }
                };
                cells.insert(column.clone(), words);
            }
            read.push(cells);
        }
        Extra::Rows(read)
    }

    fn own_picture(&mut self, place: &str, table: &Table) -> Option<Extra> {
        match form::Picture::deserialize(table.clone()) {
            Ok(form) => Some(Extra::Picture(figure::picture(0, place, &form, self))),
            Err(error) => {
                let words = error.message().to_owned();
                self.fault(place, Problem::Syntax { words });
                None
            }
        }
    }

    fn wrong_type(&mut self, place: &str, value: &Value, wanted: &'static str) {
        let found = match value {
            Value::String(_) => "found-text",
            Value::Integer(_) => "found-number",
            Value::Float(_) => "found-fraction",
            Value::Boolean(_) => "found-truth",
            Value::Datetime(_) => "found-date",
            Value::Array(_) => "found-list",
            Value::Table(_) => "found-table",
        };
        self.fault(place, Problem::WrongType { field: place.to_owned(), found, wanted });
    }
}

/// Names the type that a field of a kind should have, as the catalogue does.
fn wanted(kind: OwnKind) -> &'static str {
    match kind {
        OwnKind::Text | OwnKind::Paragraphs => "text",
        OwnKind::Number => "number",
        OwnKind::Date => "date",
        OwnKind::Rows => "tables",
        OwnKind::Picture => "table",
    }
}
