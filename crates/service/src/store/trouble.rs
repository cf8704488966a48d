//! Trouble (故障): why the store cannot do something, as whoever asked and whoever keeps the machine read it.

use std::path::Path;

use rusqlite::ErrorCode;

use briefing_values::error::{Error, Problem, codes};

use crate::room;

/// Returns what is wrong, by the error of the database.
pub(super) fn told(action: &'static str, file: &Path, error: &rusqlite::Error) -> Error {
    let (path, reason) = (name(file), error.to_string());
    let code = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => codes::program::DISK_FULL,
        // The index of the log does not find room in these words.
        Some(ErrorCode::SystemIoFailure) if room::is_gone(file) => codes::program::DISK_FULL,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => codes::service::STORE_DAMAGED,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => codes::service::STORE_LOCKED,
        _ => return Problem::Access { action, path, reason }.into(),
    };
    Problem::Noted { code, words: vec![("path", path), ("reason", reason)] }.into()
}

/// Returns what is wrong if the file as a whole is: its name is all that is to be said.
pub(super) fn of_file(code: briefing_values::error::Code, file: &Path) -> Error {
    Problem::Noted { code, words: vec![("path", name(file))] }.into()
}

/// Returns what is wrong with a file that was found to be damaged.
pub(super) fn of_damage(file: &Path) -> Error {
    let words = vec![("path", name(file)), ("reason", "quick_check".into())];
    Problem::Noted { code: codes::service::STORE_DAMAGED, words }.into()
}

/// Returns whether an error means that the file is damaged.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// Returns the name of a file: strangers may read it, and need not know where the file is.
pub(super) fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().display().to_string()
}
