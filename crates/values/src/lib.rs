//! The values that the other crates exchange: an issue, its passages, its pages, and everything that can
//! go wrong, with messages in two languages. Nothing here reads a file or knows the engine.

pub mod catalogue;
pub mod clock;
pub mod diagnostic;
pub mod error;
pub mod faces;
pub mod fingerprint;
pub mod html;
pub mod issue;
pub mod lexicon;
pub mod passage;
pub mod proof;
pub mod sheet;
