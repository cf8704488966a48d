//! The articles of a form: added, moved and removed together with all that belongs to them.

use std::collections::BTreeMap;

use toml_edit::{ArrayOfTables, DocumentMut, Item, RawString, Table};

use crate::fields::{Input, below};

use super::write::{Fields, put};

/// The field that holds the articles.
pub(super) const ARTICLE: &str = "article";

/// Returns the fields of an article that the form shows.
fn shown() -> impl Iterator<Item = (&'static str, Input)> {
    below(ARTICLE).filter_map(|field| Some((field.key(), field.form?)))
}

/// Returns whether the articles are written as the form expects: each as `[[article]]`, or not at all.
pub(super) fn are_plain(file: &DocumentMut) -> bool {
    file.get(ARTICLE).is_none_or(Item::is_array_of_tables)
}

/// Returns how many articles a file has, or would have with these fields.
pub(super) fn count(file: &DocumentMut, fields: Option<&Fields>) -> usize {
    let there = articles(file).map_or(0, ArrayOfTables::len);
    there.max(fields.map_or(0, |fields| filled(fields).len()))
}

/// Reads the articles of a file.
pub(super) fn read(file: &DocumentMut, fields: &mut Fields) {
    for (number, article) in articles(file).into_iter().flatten().enumerate() {
        let mut put = |key: &str, words: String| {
            fields.insert(format!("article.{number}.{key}"), words);
        };
        put("was", number.to_string());
        for (key, input) in shown() {
            put(key, input.words(article.get(key)));
        }
        for key in ["table", "chart", "picture"] {
            let more = article.get(key).and_then(Item::as_array_of_tables);
            put(&format!("{key}s"), more.map_or(0, ArrayOfTables::len).to_string());
        }
    }
}

/// Writes the articles that were filled in, in the order of their numbers.
pub(super) fn fill(file: &mut DocumentMut, fields: &Fields) {
    let filled = filled(fields);
    if filled.is_empty() && !fields.contains_key("articles") {
        return;
    }
    let before: Vec<Table> = articles(file).into_iter().flatten().cloned().collect();
    let was = |article: &BTreeMap<&str, &str>| -> Option<usize> {
        article.get("was")?.parse().ok().filter(|was| *was < before.len())
    };
    let order: Vec<_> = filled.values().map(was).collect();
    let same = order.iter().copied().eq((0..before.len()).map(Some));
    if !same {
        let position = before.first().and_then(Table::position);
        let mut after = ArrayOfTables::new();
        for was in order {
            let mut table = was.map_or_else(blank, |was| before[was].clone());
            if was == Some(0) && !prefix(&table).starts_with('\n') {
                let own = format!("\n{}", prefix(&table));
                table.decor_mut().set_prefix(own);
            }
            unplaced(&mut table);
            after.push(table);
        }
        if let Some(first) = after.get_mut(0) {
            first.set_position(position);
        }
        file.insert(ARTICLE, Item::ArrayOfTables(after));
    }
    let Some(after) = file.get_mut(ARTICLE).and_then(Item::as_array_of_tables_mut) else { return };
    for (table, article) in after.iter_mut().zip(filled.values()) {
        for (key, input) in shown() {
            if let Some(words) = article.get(key) {
                put(table, key, input, words);
            }
        }
    }
}

/// Returns the comments and space above a table.
fn prefix(table: &Table) -> &str {
    table.decor().prefix().and_then(RawString::as_str).unwrap_or_default()
}

/// Returns the articles that were filled in, keyed by number, each with its words keyed by field.
fn filled(fields: &Fields) -> BTreeMap<usize, BTreeMap<&str, &str>> {
    let mut filled: BTreeMap<usize, BTreeMap<&str, &str>> = BTreeMap::new();
    for (name, words) in fields {
        let Some((number, key)) = name.strip_prefix("article.").and_then(|it| it.split_once('.'))
        else {
            continue;
        };
        if let Ok(number) = number.parse() {
            filled.entry(number).or_default().insert(key, words);
        }
    }
    filled
}

fn articles(file: &DocumentMut) -> Option<&ArrayOfTables> {
    file.get(ARTICLE)?.as_array_of_tables()
}

/// Returns a new article, with a blank line above it.
fn blank() -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    table
}

/// Clears the positions of a table and those in it, so that they are written in their new order.
fn unplaced(table: &mut Table) {
    table.set_position(None);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => unplaced(inner),
            Item::ArrayOfTables(all) => all.iter_mut().for_each(unplaced),
            Item::None | Item::Value(_) => {}
        }
    }
}
