//! The fields that were filled in, and how they are written into a table of the file.

use std::collections::BTreeMap;

use toml_edit::{Item, Table};

use crate::fields::Input;

use super::value;

/// The contents of a form's fields, by name: `masthead.office`, `article.0.title`. The `article.N.was` of
/// an article is its number in the file, or empty if it is new.
pub type Fields = BTreeMap<String, String>;

/// Writes words into a field of a table, unless it holds them already.
pub(super) fn put(table: &mut Table, name: &str, input: Input, words: &str) {
    let words = value::lines_of(words);
    let (place, key) = match name.split_once('.') {
        Some((part, key)) => {
            if !table.contains_key(part) && words.trim().is_empty() {
                return;
            }
            let part = table.entry(part).or_insert_with(|| Item::Table(Table::new()));
            match part.as_table_like_mut() {
                Some(part) => (part, key),
                // The file has something else there, which is reported as a fault.
                None => return,
            }
        }
        None => (table as &mut dyn toml_edit::TableLike, name),
    };
    let before = place.get(key);
    if !input.can_show(before) {
        return;
    }
    if input.words(before).trim_end_matches('\n') == words.trim_end_matches('\n') {
        return;
    }
    if words.trim().is_empty() {
        place.remove(key);
        return;
    }
    let value = input.value_after(&words, before);
    match place.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        None => drop(place.insert(key, Item::Value(value))),
    }
}
