//! The examination (检查) of the store while it is in use: whether it can still be relied on.

use std::sync::atomic::Ordering;
use std::time::Duration;

use rusqlite::TransactionBehavior;

use briefing_values::error::{Problem, Result, codes};

use crate::room;

use super::connections::PATIENCE;
use super::{Store, content, lock, now, trouble};

/// How long the file may be locked before an examination says so.
const EXAMINED: Duration = Duration::from_millis(500);
/// From which size on the log is carried over into the file, in bytes.
const LONG_LOG: u64 = 4 * 1024 * 1024;

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
            self.let_in()?;
        }
        if self.damaged.load(Ordering::Relaxed) {
            return Err(trouble::of_damage(&self.file));
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
        self.carry_over()?;
        let opened = lock(&self.files).can_be_opened();
        opened.map_err(|error| Problem::access("write", trouble::name(&self.file), &error))?;
        self.users().map(drop)
    }

    /// Examines every page, which takes a while; what is wrong is remembered.
    pub(crate) fn examine_whole(&self) {
        // The database gives an empty log, when it opens it, the permissions of the file.
        let can_be_opened = lock(&self.files).can_be_opened().is_ok();
        let looked = !self.connections.are_alone() && can_be_opened;
        if looked && !content::is_whole(&self.file) {
            self.damaged.store(true, Ordering::Relaxed);
        }
    }

    /// Lets other programs in, now that there is room; meanwhile nobody asks whether the files are in place.
    fn let_in(&self) -> Result<()> {
        let files = lock(&self.files);
        let let_in = self.connections.let_in();
        drop(files);
        let_in.map_err(|error| self.refusal("write", &error))?;
        self.look_around()
    }

    /// Carries a long log over into the file; meanwhile nobody asks who has written into it.
    fn carry_over(&self) -> Result<()> {
        let mut files = lock(&self.files);
        let Some(writer) = self.connections.idle_writer() else { return Ok(()) };
        if files.size_of_log() < LONG_LOG {
            return Ok(());
        }
        let carried = writer.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        files.settle();
        carried.map_err(|error| self.refusal("write", &error))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Edit, Store};

    #[test]
    fn a_long_log_is_carried_over_and_that_is_no_trouble() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cabinet.sqlite");
        let store = Store::open(&file).expect("it opens");
        let text = "啊".repeat(500_000);
        for n in 0..3 {
            let begun = Edit { text: &text, by: "韦", time: n };
            store.begin_draft("27.toml", begun).expect("begun");
        }
        let size = || std::fs::metadata(&file).expect("it is there").len();
        let before = size();
        store.examine().expect("it is sound");
        assert!(size() > before + 4_000_000, "{before} {}", size());
        assert!(store.draft(1).expect("it reads").is_some_and(|draft| draft.text == text));
        store.examine().expect("it is sound");
    }
}
