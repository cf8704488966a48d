//! Sets bulletins (简报) in printable pages: structured TOML, filled into the templates of a style,
//! laid out by Typst in this process, printed as PDF/A.
//!
//! ```no_run
//! use briefing::{Desk, Sheet, SourceText};
//!
//! # fn main() -> briefing::Result<()> {
//! let desk = Desk::open(None)?;
//! let bytes = include_bytes!("../data/176.toml");
//! let text = SourceText { sheet: Sheet::new("data/176.toml", bytes)?, pictures: "data".into() };
//! let edition = desk.edition(&text)?;
//! assert_eq!(edition.pages, 8);
//! # Ok(())
//! # }
//! ```
//!
//! The parts and the arrows between them are drawn in `ARCHITECTURE.md`; the words of the trade are
//! in `GLOSSARY.md`.

mod args;
mod command;
mod delivery;
mod html;
mod preview;
mod report;

pub use briefing_desk::Desk;
pub use briefing_desk::order::SourceText;
pub use briefing_values::error::{Error, Result};
pub use briefing_values::sheet::Sheet;
pub use command::{run, told};
