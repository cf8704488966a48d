//! `briefing verify`: verifies every file of the archive against what the archive records of it.

use std::path::{Path, PathBuf};

use briefing_archive::archive::{Archive, Entry, Moment, Scope};
use briefing_desk::record::regenerate::Regenerator;
use briefing_desk::record::testimony::{Inspected, Rebuilt, Testimony};
use briefing_desk::record::verify;
use briefing_engine::house::House;
use briefing_values::clock;
use briefing_values::error::{Error, Kind, Result};

use crate::args::VerifyArgs;
use crate::{delivery, report};

use super::outcome::Outcome;
use super::report::Reporter;
use super::{holdings, outputs, round};

/// Verifies the archive, reports what it found, and writes the requested report.
pub(super) fn run(
    args: &VerifyArgs,
    root: Option<PathBuf>,
    reporter: &Reporter,
) -> Result<Outcome> {
    let root = root.or_else(|| House::root_of(Path::new(".")));
    let archive = holdings::open(&args.archive, root.as_deref())?;
    let keys = verify::trusted_keys(args.key.clone(), root.as_deref())?;
    let chosen = (!args.all).then(|| archive.revisions(&args.which)).transpose()?;
    let scope = match &chosen {
        Some(entries) => Scope::Entries(entries),
        None => Scope::All,
    };
    let found = verify::verify(&archive, &scope, &keys)?;
    let entries = chosen.as_ref().unwrap_or(&found.inspection.sound);
    let rebuilt = args.rebuild.then(|| rebuild(&archive, entries)).transpose()?;
    let testimony = Testimony::new(&archive, &found, rebuilt.as_ref());
    reporter.faults(&testimony.faults);
    outputs::print(testimony.text(reporter.lang()).as_bytes())?;
    if let Some(path) = &args.report {
        let about = testimony.report(reporter.lang(), &Moment::after_1970(clock::seconds()));
        delivery::write_whole(path, &written(path, &about, reporter))?;
    }
    Ok(testimony.kind().map_or(Outcome::Done, Outcome::Failed))
}

/// Sets the entries again, and returns what did not come out as recorded. Damage has been reported already.
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

/// Returns the bytes of a report, in the format that its file name asks for.
fn written(path: &Path, about: &Inspected, reporter: &Reporter) -> Vec<u8> {
    if path.extension().is_some_and(|ending| ending == "json") {
        let mut json = serde_json::to_vec_pretty(about).unwrap_or_default();
        json.push(b'\n');
        return json;
    }
    report::inspection(about, reporter.lang()).into_bytes()
}
