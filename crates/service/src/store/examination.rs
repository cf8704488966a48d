//! The examination (检查) of the store while it is in use: whether it can still be relied on.

use std::sync::atomic::Ordering;
use std::time::Duration;

use rusqlite::TransactionBehavior;

use briefing_values::error::{Result, codes};

use crate::room;

use super::connections::PATIENCE;
use super::files::Files;
use super::{Store, lock, now, trouble};

/// How long the file may be locked before an examination says so.
const EXAMINED: Duration = Duration::from_millis(500);

impl Store {
    /// Refuses to go on with a file that was taken away or replaced, that is locked, damaged or unreadable, into
    /// which the last change could not be written, or for which the disk has no room.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn examine(&self) -> Result<()> {
        self.in_place()?;
        if room::is_gone(&self.file) {
            return Err(room::none_left(&self.file));
        }
        if self.connections.are_alone() {
            let alone = self.connections.let_in();
            *lock(&self.files) = Files::of(&self.file);
            alone.map_err(|error| trouble::told("open", &self.file, &error))?;
        }
        if self.failed.load(Ordering::Relaxed) {
            // Only what is written shows that something can be written again.
            let now = now();
            let note = "INSERT OR REPLACE INTO own (name, value) VALUES ('examined', ?1)";
            self.change(|it| it.execute(note, [now.to_string()]).map(drop))?;
        } else if let Some(mut writer) = self.connections.idle_writer() {
            let begun = writer.busy_timeout(EXAMINED).and_then(|()| {
                writer.transaction_with_behavior(TransactionBehavior::Immediate)?.rollback()
            });
            let patient = writer.busy_timeout(PATIENCE);
            begun.and(patient).map_err(|error| trouble::told("write", &self.file, &error))?;
        } else if lock(&self.since).is_some_and(|since| since.elapsed() > EXAMINED * 2) {
            return Err(trouble::of_file(codes::service::STORE_LOCKED, &self.file));
        }
        self.users().map(drop)
    }
}
