//! `briefing new`: the next issue, made from the latest one.

use std::path::{Path, PathBuf};

use briefing_desk::order::SourceText;
use briefing_desk::register::Register;
use briefing_engine::house::HOUSE_FILE;
use briefing_text::next_issue::NextIssue;
use briefing_values::clock;
use briefing_values::error::{Kind, Result, codes};
use briefing_values::issue::Series;

use crate::args::NewArgs;
use crate::delivery;

use super::inputs::Input;
use super::outputs::{self, Output};
use super::plan::{refusal, root_of};
use super::report::Reporter;

/// The folder in a project that holds its issues, as `briefing init` makes it.
const DATA: &str = "data";

/// Writes the file of the next issue, prints its name, and says what is to be filled in.
pub(super) fn run(args: NewArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<()> {
    let day = args.date.unwrap_or_else(clock::today);
    let latest = match args.from {
        Some(file) => Latest::named(file, root)?,
        None => Latest::of(&folder(args.folder, root.clone())?, root)?,
    };
    let (next_issue, warnings) = latest.register.next_issue(&latest.copy, day)?;
    let beside = latest.input.path().with_file_name(latest.stem(&next_issue) + ".toml");
    let path = match args.output.as_deref().map(Output::new) {
        None => Some(beside),
        Some(output) => output.path(&latest.stem(&next_issue), None, "toml"),
    };
    reporter.faults(&warnings);
    if let Some(path) = &path {
        if path.symlink_metadata().is_ok() {
            let path = path.display().to_string();
            return Err(refusal(codes::program::ALREADY_THERE, &[("path", &path)]));
        }
        delivery::write_whole(path, next_issue.text.as_bytes())?;
        outputs::name(std::slice::from_ref(path))?;
    } else {
        outputs::print(next_issue.text.as_bytes())?;
    }
    explain(&next_issue, &latest.input, path.as_deref(), reporter);
    Ok(())
}

/// The issue that the new one follows, and the register that it is in.
struct Latest {
    register: Register,
    input: Input,
    copy: SourceText,
}

impl Latest {
    /// Returns the issue named on the command line.
    fn named(file: PathBuf, root: Option<PathBuf>) -> Result<Self> {
        let input = Input::File(file);
        let register = Register::open(root_of(std::slice::from_ref(&input), root)?)?;
        Ok(Self { register, copy: input.read()?, input })
    }

    /// Returns the latest issue of a folder.
    fn of(folder: &Path, root: Option<PathBuf>) -> Result<Self> {
        let none = || {
            let folder = near(folder);
            let here = folder.as_os_str().is_empty();
            let path = if here { ".".into() } else { folder.display().to_string() };
            refusal(codes::program::NO_ISSUE, &[("path", &path)])
        };
        let inputs = match Input::all(&[folder.to_owned()]) {
            // A folder without any file is one without an issue.
            Err(error) if error.kind() == Kind::CommandLine => return Err(none()),
            inputs => inputs?,
        };
        let inputs: Vec<_> = inputs.iter().map(|input| Input::File(near(input.path()))).collect();
        let register = Register::open(root_of(&inputs, root)?)?;
        let read = |input: &Input| (input.path().to_owned(), input.read());
        let mut issues: Vec<_> = inputs.iter().map(read).collect();
        let index = register.latest(&issues)?.ok_or_else(none)?;
        let (path, copy) = issues.swap_remove(index);
        Ok(Self { register, input: Input::File(path), copy: copy? })
    }

    /// Returns the name of the next issue's file: its number, zero-padded like the name of the latest.
    fn stem(&self, next_issue: &NextIssue) -> String {
        let stem = self.input.stem();
        let before = next_issue.before.id().serial();
        let digits = before.is_some_and(|serial| stem.parse() == Ok(serial.0));
        let width = if digits { stem.len() } else { 0 };
        let next = next_issue.numbering.id();
        match (next.series, next.serial()) {
            (Series::Regular, Some(serial)) => format!("{:0width$}", serial.0),
            _ => next.stem(),
        }
    }
}

/// Returns the folder of the issues: `data` in the given or surrounding project, or else the folder itself.
fn folder(given: Option<PathBuf>, root: Option<PathBuf>) -> Result<PathBuf> {
    let here = given.clone().unwrap_or_else(|| ".".into());
    let project = match given {
        Some(folder) => folder.join(HOUSE_FILE).is_file().then_some(folder),
        None => root_of(&[Input::File(here.clone())], root)?,
    };
    let data = project.map(|project| project.join(DATA)).filter(|data| data.is_dir());
    Ok(data.unwrap_or(here))
}

/// Returns a path as the person at the terminal would write it: relative to the current folder.
fn near(path: &Path) -> PathBuf {
    let current = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(current).or(path.strip_prefix(".")).unwrap_or(path).to_owned()
}

/// Says which issue the new one follows, and what is left to do.
fn explain(new: &NextIssue, after: &Input, path: Option<&Path>, reporter: &Reporter) {
    let after = after.path().display().to_string();
    reporter.say("new-number", &[("line", &new.line), ("after", &after)]);
    if !new.kept.is_empty() {
        reporter.say("new-kept", &[("fields", &new.kept.join(", "))]);
    }
    if let Some(path) = path {
        reporter.say("new-next", &[("path", &path.display().to_string())]);
    }
}
