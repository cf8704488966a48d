//! Sets bulletins (简报) in printable pages: structured TOML, filled into the templates of a style,
//! laid out by Typst in this process, printed as PDF/A.
//!
//! ```no_run
//! use briefing::desk::{SourceText, Desk};
//! use briefing::sheet::Sheet;
//!
//! # fn main() -> briefing::error::Result<()> {
//! let desk = Desk::open(None)?;
//! let bytes = include_bytes!("../data/176.toml");
//! let copy = SourceText { sheet: Sheet::new("data/176.toml", bytes)?, pictures: "data".into() };
//! let edition = desk.edition(&copy)?;
//! assert_eq!(edition.pages, 8);
//! # Ok(())
//! # }
//! ```
//!
//! The parts and the arrows between them are drawn in `ARCHITECTURE.md`; the words of the trade are
//! in `GLOSSARY.md`.

pub mod archive;
pub mod args;
pub mod auth;
pub mod catalogue;
pub mod clock;
pub mod composer;
pub mod copyeditor;
pub mod delivery;
pub mod desk;
pub mod edition;
pub mod error;
pub mod faces;
pub mod fingerprint;
pub mod galley;
pub mod gauge;
pub mod house;
pub mod html;
pub mod index;
pub mod issue;
pub mod issue_form;
pub mod job;
pub mod lexicon;
pub mod lines;
pub mod lock;
pub mod manuscript;
pub mod next_issue;
pub mod passage;
pub mod pdf_reader;
pub mod pictures;
pub mod pool;
pub mod press;
pub mod preview;
pub mod proof;
pub mod proofreader;
pub mod report;
pub mod sandbox;
pub mod scaffold;
pub mod service;
pub mod sheet;
pub mod signature;
pub mod store;
pub mod style;
pub mod volume;

mod command;

pub use command::{run, told};
