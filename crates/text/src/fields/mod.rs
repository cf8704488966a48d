//! The fields of an issue's file and of `briefing.toml`: the form that they make up, and what the program
//! says about each. Whatever shows, reads or writes fields takes them from here.

pub(crate) mod form;
pub(crate) mod form_schema;

mod explained;
mod figure_form;
mod own;
mod specimen;
mod table;

pub use explained::schema;
pub use own::{EXTRA, OwnField, StyleFields};
pub use specimen::specimen;
pub use table::{Field, Input, Phrase, below, table};
