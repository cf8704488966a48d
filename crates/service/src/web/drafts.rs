//! The drafts: listed, and begun: empty, from what was published, or from a file.

use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use briefing_archive::archive::Moment;
use briefing_desk::order::SourceText;
use briefing_desk::register::Register;
use briefing_engine::pictures::Pictures;
use briefing_text::scaffold;
use briefing_values::clock;
use briefing_values::error::codes;
use briefing_values::issue::{IssueId, Series};
use briefing_values::sheet::Sheet;

use crate::store::{DraftId, Edit, Outline, Place, Role};

use super::super::bundle::Bundle;
use super::super::guard::Caller;
use super::super::locale::Locale;
use super::super::office::{Office, Shared};
use super::super::refusal::Refusal;
use super::{Form, Paper};

/// A draft in the list.
#[derive(Serialize)]
pub(super) struct Listed {
    id: DraftId,
    name: String,
    version: i64,
    by: String,
    time: String,
}

impl Listed {
    /// Returns what the list shows.
    pub(super) fn of(it: Outline) -> Self {
        Self { id: it.id, name: it.name, version: it.version, by: it.by, time: moment(it.time) }
    }
}

/// Lists the drafts.
pub(super) async fn list(
    State(office): State<Shared>,
    caller: Caller,
    Locale(lang): Locale,
    uri: Uri,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    let (drafts, away, latest) = office
        .blocking(|office| {
            let holdings = office.archive_cache.holdings(&office.archive)?;
            let regular = holdings.issues.keys().filter(|id| id.series == Series::Regular);
            let latest = regular.max().map(|id| id.stem());
            let drafts = office.store.drafts(Place::Desk)?;
            Ok((drafts, office.store.drafts(Place::Away)?, latest))
        })
        .await?;
    let drafts: Vec<_> = drafts.into_iter().map(Listed::of).collect();
    let away: Vec<_> = away.into_iter().map(Listed::of).collect();
    let paper = Paper::new(&uri, lang, Some(caller));
    Ok(paper
        .answer("drafts.html", context! { drafts => Serde(drafts), away => Serde(away), latest }))
}

/// Begins a draft: the issue after a published one, a published one again, or an empty one.
pub(super) async fn begin(
    State(office): State<Shared>,
    caller: Caller,
    form: Form,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    form.is_of(&caller)?;
    let (from, revise) = (form.word("from"), form.word("revise"));
    let by = caller.user.name;
    let id = office.blocking(move |office| first(office, from, revise, &by)).await?;
    Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
}

fn first(
    office: &Office,
    from: Option<String>,
    revise: Option<String>,
    by: &str,
) -> briefing_values::error::Result<DraftId> {
    let mut pictures = Vec::new();
    let (name, text) = match (from, revise) {
        (Some(from), _) => {
            let copy = published(office, &from)?;
            let register = Register::open(office.root.clone())?;
            let (next_issue, _) = register.next_issue(&copy, clock::today())?;
            let numbering = next_issue.numbering;
            let id = IssueId { series: numbering.series, serial: numbering.serial };
            (format!("{}.toml", id.stem()), next_issue.text)
        }
        (None, Some(revise)) => {
            let copy = published(office, &revise)?;
            pictures = pictures_of(office, &revise)?;
            (format!("{revise}.toml"), copy.sheet.text.to_string())
        }
        (None, None) => ("new.toml".into(), scaffold::first_issue(clock::today())),
    };
    let time = i64::try_from(clock::seconds()).unwrap_or(i64::MAX);
    let id = office.store.begin_draft(&name, Edit { text: &text, by, time })?;
    if !pictures.is_empty() {
        office.store.put_pictures(id, &pictures, (by, time))?;
    }
    Ok(id)
}

/// Returns the pictures of a published issue.
fn pictures_of(
    office: &Office,
    id: &str,
) -> briefing_values::error::Result<Vec<(String, Vec<u8>)>> {
    let Ok(id) = id.parse() else { return Ok(Vec::new()) };
    let holding = office.archive_cache.holding(&office.archive, id, None)?;
    let named = office.archive.inputs(&holding.lock)?.pictures;
    let picture = |(file, wanted)| Ok((file, office.archive.object(wanted)?.to_vec()));
    named.into_iter().map(picture).collect()
}

/// Returns the file of a published issue, as its editor left it.
fn published(office: &Office, id: &str) -> briefing_values::error::Result<SourceText> {
    let unknown = || {
        let words = vec![("words", id.to_owned())];
        briefing_values::error::Problem::Noted { code: codes::archive::BAD_SELECTION, words }
    };
    let id: IssueId = id.parse().map_err(|_| unknown())?;
    let holding = office.archive_cache.holding(&office.archive, id, None)?;
    let file = &holding.lock.inputs.file;
    let bytes = office.archive.object(file.sha256)?;
    let sheet = Sheet::new(&file.name, &bytes)?;
    Ok(SourceText { sheet, pictures: Pictures::AtHand(std::collections::BTreeMap::new()) })
}

/// Begins a draft with a file.
pub(super) async fn upload(
    State(office): State<Shared>,
    caller: Caller,
    bundle: Bundle,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    caller.sent(bundle.word("form_key").unwrap_or_default())?;
    let by = caller.user.name;
    if bundle.name.as_ref().is_none_or(String::is_empty) {
        return Err(Refusal::bad("a file is missing"));
    }
    let id = office
        .blocking(move |office| {
            let name = bundle.name();
            let sheet = Sheet::new(&name, &bundle.file)?;
            let time = i64::try_from(clock::seconds()).unwrap_or(i64::MAX);
            let edit = Edit { text: &sheet.text, by: &by, time };
            let id = office.store.begin_draft(&name, edit)?;
            if !bundle.pictures.is_empty() {
                office.store.put_pictures(id, &bundle.pictures, (&by, time))?;
            }
            Ok(id)
        })
        .await?;
    Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
}

/// Returns a moment as people read it.
pub(super) fn moment(seconds: i64) -> String {
    let moment = Moment::after_1970(seconds.try_into().unwrap_or_default()).to_string();
    moment.trim_end_matches("+08:00").replace('T', " ")
}
