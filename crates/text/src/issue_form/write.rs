//! What was filled in, and how it is written into a table of the file.

use std::collections::BTreeMap;

use toml_edit::{Item, Table};

use crate::fields::Input;

use super::value;

/// What stands in the fields of a form, by their names: `masthead.office`, `article.0.title`. The
/// `article.N.was` of an article is its number in the file, or nothing where it is new.
pub type Fields = BTreeMap<String, String>;

/// Writes words into a field of a table, if they are not those that it says already.
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
                // The file says something else there, and is told what is wrong with it.
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
