//! The fair copy (清稿): the fields of an issue with those of the house below them, written out in a fixed
//! order. It says everything that the pages need, and nothing that the office keeps for itself: no remarks,
//! no exceptions, no settings of the house, no `[private]`.

use toml::{Table, Value};

use crate::fields;
use crate::fields::form::Form;

use super::Manuscript;

impl Manuscript {
    /// Returns the fair copy. Its own fair copy is the same text.
    pub fn fair_copy(&self) -> String {
        let mut table = self.front.form.table();
        leave_pages(&mut table, "");
        let printed: Form = table.try_into().unwrap_or_default();
        // TOML can hold every part of the form: it was read from there.
        toml::to_string_pretty(&printed).unwrap_or_default()
    }
}

/// Takes out the fields of a table on which no page depends, including those that the table of fields does
/// not name.
fn leave_pages(table: &mut Table, name: &str) {
    table.retain(|key, _| fields::below(name).any(|field| field.key() == key && field.pages));
    for field in fields::below(name).filter(|field| field.is_table()) {
        match table.get_mut(field.key()) {
            Some(Value::Table(inner)) => leave_pages(inner, &field.name),
            Some(Value::Array(all)) => {
                let tables = all.iter_mut().filter_map(Value::as_table_mut);
                tables.for_each(|inner| leave_pages(inner, &field.name));
            }
            _ => {}
        }
    }
}
