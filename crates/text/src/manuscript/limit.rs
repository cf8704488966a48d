//! The limit of what is reported of one file.

/// How many faults of one kind are kept: more than anyone mends before looking again, and few enough
/// for a file of nothing else to be read in a moment.
pub(super) const MOST: usize = 500;
