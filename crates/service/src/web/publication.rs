//! Publishing a draft: what is about to be published is shown once more, and then published.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use minijinja::value::Serde;

use briefing_archive::archive::Policy;
use briefing_desk::check::Depth;
use briefing_text::issue_form::{self, Fields};
use briefing_text::next_issue;
use briefing_values::error::codes;
use briefing_values::fingerprint::Fingerprint;
use briefing_values::sheet::Sheet;
use briefing_worker::job::{About, Check};

use crate::store::{Draft, DraftId, Role, now};

use super::faults::{MOST, Told};
use super::{Form, Paper};
use crate::archive_cache::Holding;
use crate::bundle::Bundle;
use crate::guard::Caller;
use crate::locale::Locale;
use crate::office::Shared;
use crate::refusal::Refusal;
use crate::use_case::drafts;
use crate::use_case::publication::{self, Publication};

/// Shows what is about to be published.
pub(super) async fn ask(
    State(office): State<Shared>,
    caller: Caller,
    Locale(lang): Locale,
    uri: Uri,
    Path(id): Path<DraftId>,
) -> Result<Response, Refusal> {
    caller.may(Role::Publisher)?;
    let draft = drafts::draft(&office, id).await?;
    let pictures = office.blocking(move |office| office.store.pictures(id)).await?;
    let file = draft.text.clone().into_bytes();
    let about = About { name: draft.name.clone(), file, pictures };
    let told = match office.make(caller.turn(), Check { depth: Depth::Pages }, about).await {
        Ok(made) => Told::all(&made.remarks, lang),
        Err(refusal) => Told::all(&refusal.faults, lang),
    };
    let Known { fields, called, before } = known(&office, &draft).await?;
    let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let paper = Paper::new(&uri, lang, Some(caller));
    let own = context! {
        draft => context! { id => draft.id, name => draft.name, version => draft.version },
        editor => format!("/drafts/{}", draft.id),
        errors => told.iter().any(Told::is_error),
        name => field("masthead.name"), called, print_date => field("colophon.print_date"),
        before => before.map(|it| context! {
            revision => it.entry.revision, published => it.entry.time.to_string(),
            by => it.entry.by.clone(), sha256 => it.lock.output.sha256.to_string(),
        }),
        count => told.len(),
        more => told.len().saturating_sub(MOST),
        faults => Serde(&told[..told.len().min(MOST)]),
    };
    paper.answer("publish.html", own)
}

/// What a draft says, with the house file below it.
struct Known {
    fields: Fields,
    /// The line that prints its numbers, as far as they can be read.
    called: String,
    /// The revision that was published before.
    before: Option<Arc<Holding>>,
}

async fn known(office: &Shared, draft: &Draft) -> Result<Known, Refusal> {
    let sheet = Sheet::of(&draft.name, &draft.text);
    office
        .blocking(move |office| {
            let house = office.house()?.sheet()?;
            let numbers = next_issue::numbers(&sheet, house.as_ref()).ok().flatten();
            let called = next_issue::line(&sheet, house.as_ref()).unwrap_or_default();
            let house =
                house.and_then(|sheet| issue_form::read(&sheet, &[]).ok()).unwrap_or_default();
            let mut fields = issue_form::glance(&sheet).unwrap_or_default();
            for (name, words) in house {
                let own = fields.entry(name).or_default();
                if own.is_empty() {
                    *own = words;
                }
            }
            let holdings = office.archive_cache.holdings(&office.archive)?;
            let id = numbers.and_then(|numbers| numbers.id());
            let before = id.and_then(|id| holdings.issues.get(&id)?.last().cloned());
            Ok(Known { fields, called, before })
        })
        .await
}

/// Publishes a draft as its publisher has seen it.
pub(super) async fn publish(
    State(office): State<Shared>,
    caller: Caller,
    Path(id): Path<DraftId>,
    form: Form,
) -> Result<Response, Refusal> {
    caller.may(Role::Publisher)?;
    form.is_of(&caller)?;
    if form.word("sure").is_none() {
        return Err(Refusal::bad("a publication is confirmed"));
    }
    // Pictures first: one that is added now makes another version, which is not the one that was confirmed.
    let pictures = office.blocking(move |office| office.store.pictures(id)).await?;
    let draft = drafts::draft(&office, id).await?;
    if form.word("version") != Some(draft.version.to_string()) {
        return Err(Refusal::noted(codes::service::CONFLICT, Vec::new()));
    }
    let bundle = Bundle {
        name: Some(draft.name),
        file: draft.text.into_bytes(),
        pictures,
        ..Bundle::default()
    };
    // A revision replaces what the page has shown.
    let seen = form.word("revise").and_then(|seen| seen.parse::<Fingerprint>().ok());
    let policy = seen.map_or(Policy::First, Policy::ReviseOf);
    let publication =
        Publication { id: None, policy, reason: form.word("reason"), note: form.word("note") };
    let (published, _, _) = publication::publish(&office, &caller, bundle, publication).await?;
    // What somebody has saved in the meantime was not published, and is kept.
    office.blocking(move |office| office.store.put_draft_away(id, draft.version, now())).await?;
    Ok(Redirect::to(&format!("/issues/{}", published.entry().issue.stem())).into_response())
}
