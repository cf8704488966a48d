//! `briefing check`: how it reports what it finds, what it mends, what an office may decide, and what no
//! file can do to it.

mod data;
mod exit_codes;
mod explain;
mod fix;
mod fix_encodings;
mod formats;
mod inputs;
mod json;
mod large;
mod linters;
mod policy;

use std::path::Path;

use briefing_support::office::{ISSUE, files_below, project};

/// An issue with a warning that `--fix` mends: half-width brackets beside Chinese text.
pub(super) fn warned() -> String {
    ISSUE.replace("第一段的文字。", "第(一)段的文字。")
}

/// An issue with an error that `--fix` mends: a full-width sign.
pub(super) fn slipped() -> String {
    ISSUE.replace("year = 2026", "year ＝ 2026")
}

/// Returns the TOML files below a folder of the project, with their bytes.
pub(super) fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let toml = |file: &String| Path::new(file).extension().is_some_and(|ending| ending == "toml");
    let read = |file: String| {
        let bytes = std::fs::read(project(folder).join(&file)).expect("the file is readable");
        (file, bytes)
    };
    files_below(&project(folder)).into_iter().filter(toml).map(read).collect()
}

/// Returns an issue with every line end as on Windows.
pub(super) fn windows(issue: &str) -> String {
    issue.replace('\n', "\r\n")
}
