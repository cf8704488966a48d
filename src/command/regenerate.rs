//! `briefing regenerate`: past issues, byte for byte as they were published.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use briefing_archive::archive::{Archive, Entry, Log};
use briefing_desk::record::regenerate::Regenerator;
use briefing_desk::record::reprint::Regenerated;
use briefing_engine::house::House;
use briefing_values::error::Result;

use crate::args::RegenerateArgs;

use super::holdings;
use super::inputs::Input;
use super::outcome::Outcome;
use super::outputs::Output;
use super::plan::contradiction;
use super::report::Reporter;
use super::round::{self, Made};

/// Sets issues again from what they were made from, and writes them.
pub(super) fn run(
    args: &RegenerateArgs,
    root: Option<PathBuf>,
    reporter: &Reporter,
) -> Result<Outcome> {
    let root = root.or_else(|| House::root_of(Path::new(".")));
    let output = Output::or_of(args.output.as_deref(), &House::open(root.clone())?)?;
    if let [pdf] = args.which.as_slice()
        && Path::new(pdf).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
    {
        if args.revision.is_some() {
            return Err(contradiction("--revision goes with issues of the archive"));
        }
        return from_pdf(Path::new(pdf), args, root.as_deref(), &output, reporter);
    }
    let archive = holdings::open(&args.archive, root.as_deref())?;
    let log = archive.log()?;
    let mut entries = archive.latest(&log, &args.which)?;
    if let Some(wanted) = args.revision {
        for entry in &mut entries {
            *entry = log.revision(entry, wanted.get())?;
        }
    }
    if entries.len() > 1 && !matches!(output, Output::Folder(_)) {
        return Err(contradiction("several issues need an output folder: end the path with /"));
    }
    regenerate(&archive, &log, &entries, &output, args, reporter)
}

fn regenerate(
    archive: &Archive,
    log: &Log,
    entries: &[&Entry],
    output: &Output,
    args: &RegenerateArgs,
    reporter: &Reporter,
) -> Result<Outcome> {
    let stock = |_: &str, fingerprint| archive.object(fingerprint);
    let regenerator = Regenerator::new(&stock);
    let make = |place: usize| {
        let entry = entries[place];
        let Regenerated { bytes, verdict } = regenerator.regenerate(archive, entry)?;
        let path = output.path(&stem(log, entry), None, "pdf");
        Ok(Made { files: vec![(path, bytes.to_vec())], but: verdict.told(entry) })
    };
    round::run(entries.len(), round::workers(args.jobs, entries.len()), reporter, make)
}

/// Returns the name of a revision's file: the issue's, with the revision unless it is the latest.
fn stem(log: &Log, entry: &Entry) -> String {
    let latest = log.of(entry.issue).next_back().map_or(1, |latest| latest.revision);
    match entry.revision {
        revision if revision == latest => entry.issue.stem(),
        revision => format!("{}-r{revision}", entry.issue.stem()),
    }
}

/// Sets an edition again from a PDF alone, with templates and faces from the program or an archive.
fn from_pdf(
    path: &Path,
    args: &RegenerateArgs,
    root: Option<&Path>,
    output: &Output,
    reporter: &Reporter,
) -> Result<Outcome> {
    let pdf: Arc<[u8]> = Input::File(path.to_owned()).read_bytes()?.into();
    let archive = holdings::open(&args.archive, root).ok();
    let built_in = briefing_desk::record::regenerate::built_in()?;
    let stock = |name: &str, wanted| {
        let kept = || archive.as_ref()?.find(wanted);
        built_in(wanted)
            .or_else(kept)
            .ok_or_else(|| briefing_desk::record::regenerate::not_at_hand(name, wanted))
    };
    let name = path.display().to_string();
    let make = |_: usize| {
        let again = briefing_desk::record::reprint::regenerate_pdf(&name, &pdf, &stock)?;
        Ok(Made::from(vec![(output.path(&again.stem, None, "pdf"), again.bytes)]))
    };
    round::run(1, 1, reporter, make)
}
