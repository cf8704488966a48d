//! The pictures of a draft: added, and taken out.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use briefing_values::clock;

use crate::store::{DraftId, Role};

use super::super::bundle::{Bundle, LARGEST};
use super::super::guard::Caller;
use super::super::office::Shared;
use super::super::refusal::Refusal;
use super::Form;
use super::draft::draft;

/// Adds pictures to a draft.
pub(super) async fn add(
    State(office): State<Shared>,
    caller: Caller,
    Path(id): Path<DraftId>,
    bundle: Bundle,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    caller.sent(bundle.word("form_key").unwrap_or_default())?;
    draft(&office, id).await?;
    let by = caller.user.name;
    let fits = office
        .blocking(move |office| {
            let new = &bundle.pictures;
            let kept = office.store.pictures(id)?;
            let kept = kept.iter().filter(|(file, _)| new.iter().all(|(it, _)| it != file));
            let bytes: usize = kept.chain(new).map(|(_, bytes)| bytes.len()).sum();
            let fits = bytes <= LARGEST;
            if fits {
                let time = i64::try_from(clock::seconds()).unwrap_or(i64::MAX);
                office.store.put_pictures(id, new, (&by, time))?;
            }
            Ok(fits)
        })
        .await?;
    if !fits {
        return Err(Refusal::too_large(LARGEST));
    }
    Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
}

/// Takes a picture out of a draft.
pub(super) async fn remove(
    State(office): State<Shared>,
    caller: Caller,
    Path(id): Path<DraftId>,
    form: Form,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    form.is_of(&caller)?;
    let (file, by) = (form.word("file").unwrap_or_default(), caller.user.name);
    let time = i64::try_from(clock::seconds()).unwrap_or(i64::MAX);
    office.blocking(move |office| office.store.remove_picture(id, &file, (&by, time))).await?;
    Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
}
