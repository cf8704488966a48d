//! The numbers that issues are counted by: since the bulletin began, and within the year.

use serde::{Deserialize, Serialize};

/// The running number of an issue since the bulletin began (总期号).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Serial(pub u32);

/// A number within a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct YearNumber {
    /// The year, in full.
    pub year: u16,
    /// The number within the year, from 1.
    pub number: u32,
}
