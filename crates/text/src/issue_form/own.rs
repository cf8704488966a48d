//! The fields of a style's own in a form. Rows are lines of cells with | between them; a picture is the fields that it
//! consists of.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use briefing_values::catalogue::Lang;
use briefing_values::issue::OwnKind;

use crate::fields::{EXTRA, Input, OwnField};

use super::value::plain;
use super::write::{Fields, put};

/// Stands between the cells of a row.
const BETWEEN: &str = " | ";

/// A field of a style's own, as a form shows it.
#[derive(Debug, Clone)]
pub struct OwnInput<'f> {
    /// The name: `extra.map.alt`.
    pub name: String,
    /// How it is shown.
    pub input: Input,
    /// What it belongs to.
    field: &'f OwnField,
    /// The part of a picture that it is.
    part: Option<&'static str>,
}

/// Returns what a form shows for the fields of a style's own.
pub fn own_inputs(own: &[OwnField]) -> Vec<OwnInput<'_>> {
    own.iter().flat_map(inputs).collect()
}

fn inputs(field: &OwnField) -> Vec<OwnInput<'_>> {
    let one = |input| OwnInput { name: field.place(), input, field, part: None };
    match field.kind {
        OwnKind::Text => vec![one(Input::Line)],
        OwnKind::Paragraphs => vec![one(Input::Text)],
        OwnKind::Number => vec![one(Input::Number)],
        OwnKind::Date => vec![one(Input::Day)],
        OwnKind::Rows => vec![one(Input::Lines)],
        OwnKind::Picture => {
            let part = |part: &'static str| OwnInput {
                name: format!("{}.{part}", field.place()),
                part: Some(part),
                ..one(Input::Line)
            };
            ["file", "alt", "caption"].map(part).to_vec()
        }
    }
}

impl OwnInput<'_> {
    /// Returns what a form calls the field: rows with the names of their columns, the parts of a picture with theirs.
    pub fn label(&self, lang: Lang) -> String {
        let title = self.field.title.in_lang(lang);
        let columns = self.field.columns();
        let names: Vec<_> = columns.iter().map(|(_, name)| name.in_lang(lang)).collect();
        match (self.part, names.as_slice()) {
            (Some(part), _) => {
                let whole = format!("article.picture.{part}");
                let known = crate::fields::table().iter().find(|field| field.name == whole);
                let part = known.map_or(part, |field| field.label(lang));
                format!("{title}: {part}")
            }
            (None, []) => title.to_owned(),
            (None, names) => format!("{title}: {}", names.join(BETWEEN)),
        }
    }

    fn key(&self) -> &str {
        self.name.strip_prefix(EXTRA).map_or(&self.name, |key| key.trim_start_matches('.'))
    }
}

/// Returns whether a file has fields of a style's own that the form could not show, and would lose.
pub(super) fn is_strange(file: &DocumentMut, own: &[OwnField]) -> bool {
    let Some(extra) = file.get(EXTRA) else { return false };
    let Some(extra) = extra.as_table() else { return !own.is_empty() };
    let mut rows = own.iter().filter(|field| field.kind == OwnKind::Rows);
    rows.any(|field| lines(extra.get(&field.name), field).is_none())
}

/// Reads the fields of a style's own from a file.
pub(super) fn read(file: &DocumentMut, own: &[OwnField], fields: &mut Fields) {
    let extra = file.get(EXTRA).and_then(Item::as_table_like);
    for shown in own_inputs(own) {
        let item = extra.and_then(|extra| match shown.key().split_once('.') {
            Some((name, part)) => extra.get(name)?.as_table_like()?.get(part),
            None => extra.get(shown.key()),
        });
        let words = match shown.field.kind {
            OwnKind::Rows => lines(item, shown.field).unwrap_or_default(),
            _ => shown.input.words(item),
        };
        fields.insert(shown.name, words);
    }
}

/// Writes the fields of a style's own that were filled in.
pub(super) fn fill(file: &mut DocumentMut, own: &[OwnField], fields: &Fields) {
    for shown in own_inputs(own) {
        let Some(words) = fields.get(&shown.name) else { continue };
        if !file.contains_key(EXTRA) && words.trim().is_empty() {
            continue;
        }
        let mut table = Table::new();
        table.set_implicit(true);
        let extra = file.entry(EXTRA).or_insert(Item::Table(table));
        let Some(extra) = extra.as_table_mut() else { return };
        match shown.field.kind {
            OwnKind::Rows => put_rows(extra, shown.field, words),
            _ => put(extra, shown.key(), shown.input, words),
        }
    }
}

/// Returns rows as lines of a form; `None` if it could not show all that is there.
fn lines(item: Option<&Item>, field: &OwnField) -> Option<String> {
    let Some(item) = item else { return Some(String::new()) };
    let columns = field.columns();
    let mut lines = Vec::new();
    for row in item.as_array_of_tables()? {
        if row.iter().any(|(key, _)| columns.iter().all(|(column, _)| *column != key)) {
            return None;
        }
        let cell = |(column, _): &(&str, _)| match row.get(column).and_then(Item::as_value) {
            None => Some(String::new()),
            Some(Value::Array(_) | Value::InlineTable(_)) => None,
            Some(value) => Some(plain(value)).filter(|words| !words.contains(['|', '｜', '\n'])),
        };
        lines.push(columns.iter().map(cell).collect::<Option<Vec<_>>>()?.join(BETWEEN));
    }
    Some(lines.join("\n"))
}

fn put_rows(extra: &mut Table, field: &OwnField, words: &str) {
    let Some(before) = lines(extra.get(&field.name), field) else { return };
    let words = super::value::lines_of(words);
    if before.trim_end() == words.trim_end() {
        return;
    }
    let rows = words.lines().map(str::trim).filter(|line| !line.is_empty());
    let row = |line: &str| {
        let mut table = Table::new();
        // What is too much for the last column stays in it.
        let columns = field.columns();
        let cells = line.splitn(columns.len(), ['|', '｜']).map(str::trim);
        for ((column, _), cell) in columns.into_iter().zip(cells) {
            table.insert(column, toml_edit::value(cell.replace(['|', '｜'], "，")));
        }
        table
    };
    let rows: ArrayOfTables = rows.map(row).collect();
    if rows.is_empty() {
        extra.remove(&field.name);
    } else {
        extra.insert(&field.name, Item::ArrayOfTables(rows));
    }
}
