//! The limit on what is reported about one file.

/// How many faults of one kind are kept: more than anyone fixes before checking again, and few enough that
/// a file of nothing else is read in a moment.
pub(super) const MOST: usize = 500;
