//! A slip: what was typed in place of what TOML asks for.

use std::ops::Range;

use briefing_values::error::{Code, Fix};

/// A slip, and what is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::manuscript) struct Slip {
    /// The code of the fault.
    pub(in crate::manuscript) code: Code,
    /// The special case of the fault, by its name in the catalogue.
    pub(in crate::manuscript) case: Option<&'static str>,
    /// The bytes that are wrong.
    pub(in crate::manuscript) range: Range<usize>,
    /// What is read instead.
    pub(in crate::manuscript) edits: Vec<Fix>,
    /// Who may put it right.
    pub(in crate::manuscript) mending: Mending,
}

/// Who may put a slip right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::manuscript) enum Mending {
    /// The program: only one thing can be meant.
    Sure,
    /// The editor; the program only continues as if it had been put right.
    Asked,
}
