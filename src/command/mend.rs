//! `--fix`: applies unambiguous fixes, and leaves the rest of the file alone.

use std::fs;
use std::io;
use std::path::Path;

use similar::TextDiff;

use briefing_desk::Desk;
use briefing_desk::order::SourceText;
use briefing_values::error::{Fault, Fix, Problem, Result};
use briefing_values::sheet::Sheet;

use crate::delivery;

use super::inputs::Input;
use super::outputs;
use super::report::Reporter;

/// What to do about findings that the program can fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mending {
    /// Nothing.
    None,
    /// Show what would change.
    Shown,
    /// Rewrite the file.
    Done,
}

/// How many rounds of fixes a file gets: one fix can make another possible.
const ROUNDS: usize = 20;

/// Reads an issue, and mends it.
pub(super) fn mend(
    desk: &Desk,
    input: &Input,
    mending: Mending,
    reporter: &Reporter,
) -> Result<SourceText> {
    let copy = input.read()?;
    if mending == Mending::None {
        return Ok(copy);
    }
    let mended = mended(desk, &copy);
    let name = copy.sheet.name.to_string();
    let unusual = !copy.sheet.remarks().is_empty();
    if mended == *copy.sheet.text && !unusual {
        return Ok(copy);
    }
    if mending == Mending::Shown {
        let diff = TextDiff::from_lines(&*copy.sheet.text, &mended);
        let diff = diff.unified_diff().header(&name, &name).to_string();
        outputs::print(diff.as_bytes())?;
        if unusual {
            reporter.say("mend-encoding", &[("path", &name)]);
        }
        return Ok(copy);
    }
    save(input.path(), &mended)?;
    reporter.line(&name);
    Ok(SourceText { sheet: Sheet::of(&name, &mended), pictures: copy.pictures })
}

/// Rewrites a file, unless it is read-only; its permissions stay as they were.
fn save(path: &Path, text: &str) -> Result<()> {
    let refusal = |error: io::Error| Problem::Access {
        action: "write",
        path: path.display().to_string(),
        reason: error.to_string(),
    };
    let permissions = fs::metadata(path).map_err(refusal)?.permissions();
    // Putting a new file in its place would work even if it is read-only.
    if permissions.readonly() {
        return Err(refusal(io::ErrorKind::PermissionDenied.into()).into());
    }
    delivery::write_whole(path, text.as_bytes())?;
    Ok(fs::set_permissions(path, permissions).map_err(refusal)?)
}

/// Returns the text of an issue with every fix applied, as plain UTF-8: no byte-order mark, and lines that
/// end in LF.
fn mended(desk: &Desk, copy: &SourceText) -> String {
    let mut text = unix(&copy.sheet.text);
    for _ in 0..ROUNDS {
        let sheet = Sheet::of(&copy.sheet.name, &text);
        let examined = desk.examine(&SourceText { sheet, pictures: copy.pictures.clone() });
        let fixes = fixes(&examined.faults, &copy.sheet.name);
        if fixes.is_empty() {
            break;
        }
        for fix in fixes.iter().rev() {
            text.replace_range(fix.range.clone(), &fix.text);
        }
        // A fix may have removed what stood between CR and LF.
        text = unix(&text);
    }
    text
}

/// Returns a text with its lines ending in LF alone; text that was converted twice has CR CR LF.
fn unix(text: &str) -> String {
    let line = |line: &str| match line.strip_suffix('\n') {
        Some(line) => line.trim_end_matches('\r').to_owned() + "\n",
        None => line.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Returns the fixes of a file, in order; where some overlap, only the first.
fn fixes(faults: &[Fault], file: &str) -> Vec<Fix> {
    let here = |fault: &&Fault| fault.place.as_ref().is_some_and(|place| *place.file == *file);
    let mut all: Vec<_> = faults.iter().filter(here).flat_map(|fault| fault.fix.clone()).collect();
    all.sort_by_key(|fix| (fix.range.start, fix.range.end));
    let mut end = 0;
    all.retain(|fix| {
        let apart = fix.range.start >= end;
        end = if apart { fix.range.end.max(fix.range.start + 1) } else { end };
        apart
    });
    all
}
