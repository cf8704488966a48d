//! Accounts: the archive remembers that its house has users, so that no loss of the users' own file opens the
//! service to everybody.

use briefing_values::error::Result;

use super::Archive;

/// The file that says so. It stands outside the log: the first user may come long before the first issue.
pub(super) const ACCOUNTS: &str = "accounts";
/// What it tells whoever finds it.
const TEXT: &str = "This house has users: its service is open to nobody without an account.\n";

impl Archive {
    /// Notes that the house has users.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn note_accounts(&self) -> Result<()> {
        if self.disk.is_plain(ACCOUNTS) {
            return Ok(());
        }
        self.disk.write(ACCOUNTS, TEXT.as_bytes())
    }

    /// Returns whether it is noted that the house has users; the log may say so, too.
    pub fn notes_accounts(&self) -> bool {
        self.disk.path(ACCOUNTS).symlink_metadata().is_ok()
    }

    /// Returns whether the house has ever had users: the note says so, or an entry of the log.
    ///
    /// # Errors
    /// A log that is damaged: nobody knows then what it said.
    pub fn has_had_accounts(&self) -> Result<bool> {
        Ok(self.notes_accounts() || self.log()?.entries().any(|entry| entry.accounts))
    }
}
