//! Jobs about the archive: what it keeps, set again, held against itself, drawn.

use std::path::Path;

use briefing_archive::archive::{Archive, Moment, Scope};
use briefing_desk::regenerate::Regenerator;
use briefing_desk::reprint::Regenerated;
use briefing_values::clock;
use briefing_values::error::{Problem, Result};
use briefing_values::issue::IssueId;
use briefing_worker::job::{About, Verdict};

use super::super::testimony::Testimony;
use super::super::{holdings, verify};
use super::{Done, Telling};

/// Draws a page of a finished PDF.
pub(super) fn draw(name: &str, pdf: Vec<u8>, page: u32, ppi: f32) -> Result<Done> {
    let picture = briefing_desk::draw::draw(name, pdf.into(), page, ppi)?;
    let files = vec![(page.to_string(), picture)];
    Ok((files, Telling(Vec::new()), About::Nothing))
}

/// Sets a revision again, and says whether it is the one of the record. Whatever it says, the file is
/// that of the record, if it could be read or set.
pub(super) fn regenerate(archive: &Archive, id: &str, revision: u32) -> Result<Done> {
    let unknown =
        || Problem::Noted { code: "archive/bad-selection", words: vec![("words", id.to_owned())] };
    let id: IssueId = id.parse().map_err(|_| unknown())?;
    let log = archive.log()?;
    let latest = log.of(id).next_back().ok_or_else(|| Archive::not_there(id))?;
    let entry = holdings::revision(&log, latest, revision)?;
    let built_in = briefing_desk::regenerate::built_in()?;
    // What the program has need not be read from the disk: the fingerprint says that it is the same.
    let stock = |_: &str, wanted| match built_in(wanted) {
        Some(bytes) => Ok(bytes),
        None => archive.object(wanted),
    };
    let Regenerated { bytes, verdict } = Regenerator::new(&stock).regenerate(archive, entry)?;
    let verdict = match verdict.told(entry) {
        None => Verdict::Same,
        Some(error) => Verdict::Other(Telling::of(&error.faults, None).0),
    };
    let files = vec![(entry.issue.stem(), bytes.to_vec())];
    Ok((files, Telling(Vec::new()), About::Regenerated(verdict)))
}

/// Holds the archive, or some issues of it, against what it says of itself.
pub(super) fn verify(archive: &Archive, root: Option<&Path>, which: &[String]) -> Result<Done> {
    let keys = verify::keys(Vec::new(), root)?;
    let entries = (!which.is_empty()).then(|| verify::chosen(archive, which)).transpose()?;
    let scope = entries.as_ref().map_or(Scope::All, |entries| Scope::Entries(entries));
    let found = briefing_desk::verify::verify(archive, &scope, &keys)?;
    let testimony = Testimony::new(archive, &found, None);
    let told = Telling::of(&testimony.faults, None);
    let moment = Moment::after_1970(clock::seconds());
    let report = |lang| serde_json::to_value(testimony.report(lang, &moment)).unwrap_or_default();
    let report = serde_json::json!({
        "sound": found.is_sound() && testimony.faults.is_empty(),
        "zh": report(briefing_values::catalogue::Lang::Zh),
        "en": report(briefing_values::catalogue::Lang::En),
    });
    Ok((Vec::new(), told, About::Report(report)))
}
