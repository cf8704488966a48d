//! The values that the parts of the program hand each other: an issue, its passages, its pages, and
//! everything that can be wrong, with its words in two languages. They read no files and know no engine.

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
