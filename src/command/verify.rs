//! `briefing verify`: every file of the archive against what the archive says of it.

use std::path::{Path, PathBuf};

use briefing_archive::archive::{Archive, Entry, Moment, Scope};
use briefing_archive::signature::PublicKey;
use briefing_desk::regenerate::Regenerator;
use briefing_desk::verify::Verification;
use briefing_engine::house::House;
use briefing_values::clock;
use briefing_values::error::{Error, Fault, Kind, Result};

use crate::args::VerifyArgs;
use crate::delivery;

use super::inputs::Input;
use super::report::Reporter;
use super::testimony::{Rebuilt, Testimony};
use super::{Outcome, holdings, outputs, round};

/// The folder of a project that holds the public keys which the office trusts.
const KEYS: &str = "keys";

/// Verifies the archive, says what it found, and writes the report that was asked for.
pub(super) fn run(
    args: &VerifyArgs,
    root: Option<PathBuf>,
    reporter: &Reporter,
) -> Result<Outcome> {
    let root = root.or_else(|| House::root_of(Path::new(".")));
    let archive = holdings::open(&args.archive, root.as_deref())?;
    let keys = keys(args.key.clone(), root.as_deref())?;
    let chosen = (!args.all).then(|| chosen(&archive, &args.which)).transpose()?;
    let scope = match &chosen {
        Some(entries) => Scope::Entries(entries),
        None => Scope::All,
    };
    let found = briefing_desk::verify::verify(&archive, &scope, &keys)?;
    let entries = chosen.as_ref().unwrap_or(&found.inspection.sound);
    let rebuilt = args.rebuild.then(|| rebuild(&archive, entries)).transpose()?;
    let testimony = Testimony::new(&archive, &found, rebuilt.as_ref());
    reporter.faults(&testimony.faults);
    outputs::print(testimony.text(reporter.lang()).as_bytes())?;
    if let Some(path) = &args.report {
        let about = testimony.report(reporter.lang(), &Moment::after_1970(clock::seconds()));
        delivery::write_whole(path, &written(path, &about, reporter))?;
    }
    Ok(outcome(&testimony.faults, &found))
}

/// Returns all revisions of the issues that are meant.
pub(super) fn chosen(archive: &Archive, which: &[String]) -> Result<Vec<Entry>> {
    let log = archive.log()?;
    let latest = holdings::chosen(archive, &log, which)?;
    Ok(latest.iter().flat_map(|entry| log.of(entry.issue)).cloned().collect())
}

/// Reads the public keys that are trusted: those named, and those of the project.
pub(super) fn keys(mut files: Vec<PathBuf>, root: Option<&Path>) -> Result<Vec<PublicKey>> {
    let folder = root.unwrap_or(Path::new("")).join(KEYS);
    if let Ok(entries) = std::fs::read_dir(folder) {
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        files.extend(paths.filter(|path| path.extension().is_some_and(|it| it == "pub")));
    }
    let key = |path: PathBuf| {
        let name = path.display().to_string();
        let bytes = Input::File(path).read_bytes()?;
        PublicKey::read(&name, &String::from_utf8_lossy(&bytes))
    };
    files.into_iter().map(key).collect()
}

/// Sets everything again that can be relied on, and says what did not come out as recorded. What is
/// damaged has been told.
fn rebuild(archive: &Archive, entries: &[Entry]) -> Result<Rebuilt> {
    let stock = |_: &str, fingerprint| archive.object(fingerprint);
    let regenerator = Regenerator::new(&stock);
    let mut rebuilt = Rebuilt::default();
    let progress = round::progress(entries.len());
    let work = |place: usize| regenerator.regenerate(archive, &entries[place]);
    let mut said: Vec<(usize, Error)> = Vec::new();
    round::each(entries.len(), round::workers(None, entries.len()), work, |place, again| {
        match again.map(|again| again.verdict.told(&entries[place])) {
            Ok(None) => rebuilt.same += 1,
            Err(error) if error.kind() == Kind::Damage => {}
            Ok(Some(error)) | Err(error) => said.push((place, error)),
        }
        progress.inc(1);
    })?;
    progress.finish_and_clear();
    said.sort_by_key(|(place, _)| *place);
    rebuilt.faults = said.into_iter().flat_map(|(_, error)| error.faults).collect();
    Ok(rebuilt)
}

/// Returns the bytes of a report, as the name of its file asks.
fn written(path: &Path, about: &crate::report::Inspected, reporter: &Reporter) -> Vec<u8> {
    if path.extension().is_some_and(|ending| ending == "json") {
        let mut json = serde_json::to_vec_pretty(about).unwrap_or_default();
        json.push(b'\n');
        return json;
    }
    about.html(reporter.lang()).into_bytes()
}

fn outcome(faults: &[Fault], found: &Verification) -> Outcome {
    match faults.iter().map(|fault| fault.problem.kind()).max() {
        Some(kind) => Outcome::Failed(kind),
        None if found.is_sound() => Outcome::Done,
        None => Outcome::Failed(Kind::Damage),
    }
}
