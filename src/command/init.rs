//! `briefing init`: makes a project folder that can be rendered right away.

use std::fs;
use std::path::Path;

use briefing_desk::styles;
use briefing_engine::house::House;
use briefing_text::scaffold::Scaffold;
use briefing_values::clock;
use briefing_values::error::{Problem, Result, codes};

use crate::args::InitArgs;
use crate::delivery;

use super::outputs;
use super::plan::refusal;
use super::report::Reporter;

/// What a folder may hold and still count as empty: its Git history.
const EMPTY_BUT_FOR: &str = ".git";

/// Makes the project, lists its files, and says what to do next.
pub(super) fn run(args: &InitArgs, reporter: &Reporter) -> Result<()> {
    empty(&args.folder)?;
    let house = House::open(None)?;
    let sample = styles::sample(&house, &args.style)?;
    let day = args.date.unwrap_or_else(clock::today);
    let scaffold = Scaffold::new(&sample, day, styles::schema_of(&house, &args.style));
    delivery::write_folder(&args.folder, &scaffold.files)?;
    let here = args.folder.as_os_str() == ".";
    let folder = if here { Path::new("") } else { &args.folder };
    let paths: Vec<_> = scaffold.files.iter().map(|(path, _)| folder.join(path)).collect();
    outputs::name(&paths)?;
    if !here {
        reporter.say("next-folder", &[("path", &args.folder.display().to_string())]);
    }
    reporter.say("next-render", &[("path", &scaffold.issue)]);
    reporter.say("then-house", &[]);
    Ok(())
}

/// Refuses a folder that is not empty, or a file in its place.
pub(super) fn empty(folder: &Path) -> Result<()> {
    let shown = folder.display();
    if folder.symlink_metadata().is_ok() && !folder.is_dir() {
        return Err(refusal(codes::program::NO_FOLDER, &[("path", &shown.to_string())]));
    }
    if !folder.is_dir() {
        return Ok(());
    }
    let unreadable = |error: std::io::Error| Problem::Access {
        action: "read",
        path: shown.to_string(),
        reason: error.to_string(),
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.file_name());
    }
    names.retain(|name| name != EMPTY_BUT_FOR);
    // The same message whatever order the disk lists them in.
    names.sort();
    match names.first() {
        Some(name) => Err(refusal(
            codes::program::FOLDER_NOT_EMPTY,
            &[("path", &shown.to_string()), ("name", &name.display().to_string())],
        )),
        None => Ok(()),
    }
}
