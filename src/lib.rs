//! Typesets bulletins (简报): structured TOML is filled into the templates of a style, laid out by Typst in
//! this process, and printed as PDF/A.
//!
//! ```no_run
//! use briefing::{Desk, SourceText};
//!
//! # fn main() -> briefing::Result<()> {
//! let desk = Desk::open(None)?;
//! let edition = desk.edition(&SourceText::read("data/176.toml")?)?;
//! assert_eq!(edition.pages, 8);
//! # Ok(())
//! # }
//! ```
//!
//! `examples/` has three programs that use it. `ARCHITECTURE.md` draws the parts and the arrows between
//! them; `GLOSSARY.md` explains the terms of the trade.

mod args;
pub mod command;
mod delivery;
pub mod record;
mod report;

pub use briefing_desk::Desk;
pub use briefing_desk::check::{Checked, Depth};
pub use briefing_desk::order::SourceText;
pub use briefing_engine::edition::Edition;
pub use briefing_values::error::{Error, Fault, Result, Severity};
pub use delivery::write_whole;
