//! Known violations of the rules. A test fails when one of them has been mended and is still listed.

/// Files that are not to be counted when cycles are looked for, by crate.
pub(crate) const CYCLES: &[(&str, &str)] = &[];

/// Crates with too many names at their root, and how many.
pub(crate) const CROWDED: &[(&str, usize)] = &[];

/// Public modules, functions and constants that no other crate and no test uses.
pub(crate) const UNUSED: &[&str] = &[];

/// Names that a crate gives to more than one type.
pub(crate) const AMBIGUOUS: &[(&str, &str)] = &[];
