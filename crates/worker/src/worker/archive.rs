//! Jobs about the archive: setting again, verifying and drawing what it keeps.

use std::path::Path;

use briefing_archive::archive::{Archive, Moment, Scope};
use briefing_desk::record::regenerate::{self, Regenerator};
use briefing_desk::record::testimony::Testimony;
use briefing_desk::record::verify;
use briefing_values::catalogue::Lang;
use briefing_values::clock;
use briefing_values::error::{Problem, Result, codes};
use briefing_values::issue::IssueId;

use crate::job::{About, Draw, Drawn, Regenerate, Regenerated, Verified, Verify};

use super::made::Made;
use super::telling::Telling;

/// Draws a page of a finished PDF.
pub(super) fn draw(about: About, Draw { page, ppi }: Draw) -> Result<Made> {
    let picture = briefing_desk::record::draw::draw(&about.name, about.file.into(), page, ppi)?;
    Ok(Made::of(Drawn, vec![picture]))
}

/// Sets a revision again, and reports whether it matches the record. In either case, the file is that of
/// the record, if it could be read or set.
pub(super) fn regenerate(archive: &Archive, which: &Regenerate) -> Result<Made> {
    let unknown = || {
        let words = vec![("words", which.id.clone())];
        Problem::Noted { code: codes::archive::BAD_SELECTION, words }
    };
    let id: IssueId = which.id.parse().map_err(|_| unknown())?;
    let log = archive.log()?;
    let latest = log.of(id).next_back().ok_or_else(|| Archive::not_there(id))?;
    let entry = log.revision(latest, which.revision)?;
    let built_in = regenerate::built_in()?;
    // What is built into the program need not be read from disk: the fingerprint shows that it is the same.
    let stock = |_: &str, wanted| match built_in(wanted) {
        Some(bytes) => Ok(bytes),
        None => archive.object(wanted),
    };
    let again = Regenerator::new(&stock).regenerate(archive, entry)?;
    let differs = again.verdict.told(entry).map(|error| Telling::of(&error.faults, None).0);
    Ok(Made::of(Regenerated { differs }, vec![again.bytes.to_vec()]))
}

/// Verifies the archive, or some issues of it.
pub(super) fn verify(archive: &Archive, root: Option<&Path>, what: &Verify) -> Result<Made> {
    let keys = verify::trusted_keys(Vec::new(), root)?;
    let some = !what.which.is_empty();
    let entries = some.then(|| archive.revisions(&what.which)).transpose()?;
    let scope = entries.as_ref().map_or(Scope::All, |entries| Scope::Entries(entries));
    let found = verify::verify(archive, &scope, &keys)?;
    let testimony = Testimony::new(archive, &found, None);
    let moment = Moment::after_1970(clock::seconds());
    let done = Verified {
        sound: testimony.kind().is_none(),
        zh: testimony.report(Lang::Zh, &moment),
        en: testimony.report(Lang::En, &moment),
    };
    Ok(Made { remarks: Telling::of(&testimony.faults, None), ..Made::of(done, Vec::new()) })
}
