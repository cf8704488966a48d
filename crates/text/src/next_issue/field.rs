//! Fields of a file by their names, found and filled in without disturbing what is around them.

use toml_edit::{Datetime, Item, RawString, Table, Value};

use briefing_values::issue::Date;

/// Returns a field by its dotted name: `masthead.serial`.
pub(super) fn find<'t>(root: &'t Table, name: &str) -> Option<&'t Item> {
    let (section, key) = name.split_once('.')?;
    root.get(section)?.as_table_like()?.get(key)
}

/// Writes a value into a field. What surrounds the old value stays; `remark` updates the comments above and
/// after it.
pub(super) fn put(root: &mut Table, name: &str, value: Value, remark: impl Fn(&str) -> String) {
    let Some((section, key)) = name.split_once('.') else { return };
    let section = root.entry(section).or_insert_with(|| Item::Table(Table::new()));
    let Some(section) = section.as_table_like_mut() else { return };
    if let Some(mut key) = section.key_mut(key) {
        let above = key.leaf_decor().prefix().and_then(RawString::as_str).map(&remark);
        if let Some(comment) = above {
            key.leaf_decor_mut().set_prefix(comment);
        }
    }
    match section.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            let mut decor = old.decor().clone();
            if let Some(comment) = decor.suffix().and_then(RawString::as_str).map(&remark) {
                decor.set_suffix(comment);
            }
            *old = value;
            *old.decor_mut() = decor;
        }
        None => {
            section.insert(key, Item::Value(value));
        }
    }
}

/// Returns a count as a value.
pub(super) fn count(count: u32) -> Value {
    i64::from(count).into()
}

/// Returns a day as a value.
pub(super) fn day(date: Date) -> Value {
    let Date { year, month, day } = date;
    let date = toml_edit::Date { year, month, day };
    Datetime { date: Some(date), time: None, offset: None }.into()
}
