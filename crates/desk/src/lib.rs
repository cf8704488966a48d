//! The desk (编务): takes an issue's file through the house, from manuscript to edition. It is the only
//! entry point of the library, for the command line, the tests and the service.

pub mod check;
mod desk;
pub mod examine;
pub mod faces;
mod measure;
pub mod order;
mod page_choice;
pub mod pictures;
mod pipeline;
mod plates;
mod policy;
pub mod product;
pub mod program;
pub mod record;
pub mod register;
mod settle;
pub mod styles;

use std::path::PathBuf;

use briefing_engine::house::House;
use briefing_text::manuscript::Manuscript;
use briefing_values::error::Result;

pub use desk::Desk;

/// Returns the output folder of a house: the one that the house file names, or `out`.
///
/// # Errors
/// A house file that cannot be read or is malformed.
pub fn output(house: &House) -> Result<Option<PathBuf>> {
    let Some(root) = house.root() else { return Ok(None) };
    let file = house.sheet()?.map(Manuscript::house).transpose()?;
    let named = file.and_then(|file| file.choices().output);
    Ok(Some(root.join(named.as_deref().unwrap_or("out"))))
}
