//! Begins, reads and saves drafts.

use std::collections::BTreeMap;

use briefing_desk::order::SourceText;
use briefing_desk::register::Register;
use briefing_desk::styles;
use briefing_engine::pictures::Pictures;
use briefing_values::clock;
use briefing_values::error::{Problem, Result, codes};
use briefing_values::issue::IssueId;
use briefing_values::sheet::Sheet;

use crate::office::{Office, Shared};
use crate::refusal::Refusal;
use crate::store::{Draft, DraftId, Edit, Saved, Version, now};

/// The pictures of a draft, by the paths that it uses for them.
type NamedPictures = Vec<(String, Vec<u8>)>;

/// What a draft begins with.
pub(crate) enum Beginning {
    /// The issue after a published one.
    After(String),
    /// A published issue, to be revised.
    Revision(String),
    /// An empty issue.
    Empty,
    /// A file from elsewhere: its name, its bytes, and its pictures.
    File(String, Vec<u8>, NamedPictures),
}

/// Returns a draft as it was last saved.
pub(crate) async fn draft(office: &Shared, id: DraftId) -> std::result::Result<Draft, Refusal> {
    let draft = office.blocking(move |office| office.store.draft(id)).await?;
    draft.ok_or_else(Refusal::absent)
}

/// Begins a draft.
pub(crate) fn begin(office: &Office, beginning: Beginning, by: &str) -> Result<DraftId> {
    match beginning {
        Beginning::After(before) => {
            let source = published(office, &before)?;
            let register = Register::open(office.root.clone())?;
            let (next, _) = register.next_issue(&source, clock::today())?;
            let id = next.numbering.id();
            kept(office, &format!("{}.toml", id.stem()), &next.text, &[], by)
        }
        Beginning::Revision(id) => {
            let source = published(office, &id)?;
            let pictures = pictures_of(office, &id)?;
            kept(office, &format!("{id}.toml"), &source.sheet.text, &pictures, by)
        }
        Beginning::Empty => {
            let first = styles::first_issue(&office.house()?, clock::today())?;
            kept(office, "new.toml", &first, &[], by)
        }
        Beginning::File(name, file, pictures) => {
            kept(office, &name, &Sheet::new(&name, &file)?.text, &pictures, by)
        }
    }
}

/// Begins a draft with the text that somebody wrote for another, which was put away in the meantime; `None`
/// if that one is not known.
pub(crate) fn begin_again(
    office: &Office,
    id: DraftId,
    text: &str,
    by: &str,
) -> Result<Option<DraftId>> {
    // Which of its saves are still there depends on their age.
    let Some(before) = office.store.saves(id)?.into_iter().next() else { return Ok(None) };
    let pictures = office.store.pictures(id)?;
    kept(office, &before.name, text, &pictures, by).map(Some)
}

/// Saves a draft on top of the save that its writer started from, and returns the text that `write` makes
/// of it.
pub(crate) fn save(
    office: &Office,
    id: DraftId,
    version: Version,
    by: &str,
    write: impl Fn(&Draft) -> Result<String>,
) -> Result<(Saved, String)> {
    let Some(before) = office.store.draft_at(id, version)? else {
        // The save is not known, as when the store was restored from a copy: both texts are shown.
        let Some(last) = office.store.draft(id)? else {
            return Ok((Saved::NoDraft, String::new()));
        };
        let text = write(&last)?;
        return Ok((Saved::Conflict(last), text));
    };
    let text = write(&before)?;
    let saved = office.store.save_draft(id, version, Edit { text: &text, by, time: now() })?;
    Ok((saved, text))
}

fn kept(
    office: &Office,
    name: &str,
    text: &str,
    pictures: &[(String, Vec<u8>)],
    by: &str,
) -> Result<DraftId> {
    let time = now();
    let id = office.store.begin_draft(name, Edit { text, by, time })?;
    if !pictures.is_empty() {
        office.store.put_pictures(id, pictures, (by, time))?;
    }
    Ok(id)
}

/// Returns the pictures of a published issue, as their editor left them.
fn pictures_of(office: &Office, id: &str) -> Result<NamedPictures> {
    let Ok(id) = id.parse() else { return Ok(Vec::new()) };
    let holding = office.archive_cache.holding(&office.archive, id, None)?;
    let mut named = office.archive.inputs(&holding.lock)?.pictures;
    named.extend(holding.lock.inputs.pictures.clone());
    let picture = |(file, wanted)| Ok((file, office.archive.object(wanted)?.to_vec()));
    named.into_iter().map(picture).collect()
}

/// Returns the file of a published issue, as its editor left it.
fn published(office: &Office, id: &str) -> Result<SourceText> {
    let unknown = || {
        let words = vec![("words", id.to_owned())];
        Problem::Noted { code: codes::archive::BAD_SELECTION, words }
    };
    let id: IssueId = id.parse().map_err(|_| unknown())?;
    let holding = office.archive_cache.holding(&office.archive, id, None)?;
    let file = &holding.lock.inputs.file;
    let bytes = office.archive.object(file.sha256)?;
    let sheet = Sheet::new(&file.name, &bytes)?;
    Ok(SourceText { sheet, pictures: Pictures::AtHand(BTreeMap::new()) })
}
