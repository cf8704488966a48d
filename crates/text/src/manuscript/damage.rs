//! What the faults of a file leave unknown, so that nothing is reported that only follows from them.

use std::collections::BTreeSet;

/// What is not known about a file because of its faults.
#[derive(Debug, Clone, Default)]
pub(super) struct Damage {
    /// Fields that were taken out.
    pub(super) fields: BTreeSet<String>,
    /// Names on lines that cannot be read.
    pub(super) names: BTreeSet<String>,
    /// Tables with a field whose name is unknown.
    pub(super) tables: BTreeSet<String>,
    /// Whether a table's name or the end of a text is lost, and with it the place of what follows.
    pub(super) lost: bool,
}

impl Damage {
    /// Returns whether a fault that was already reported may explain a missing field.
    pub(super) fn explains(&self, field: &str) -> bool {
        let around = field.match_indices('.').map(|(dot, _)| &field[..dot]);
        let taken = around.chain([field]).any(|known| self.fields.contains(known));
        let (table, name) = field.rsplit_once('.').unwrap_or(("", field));
        self.lost || taken || self.names.contains(name) || self.tables.contains(table)
    }
}
