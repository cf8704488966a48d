//! The pictures of a draft: adding and removing them.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};

use crate::store::{DraftId, Role, now};

use super::Form;
use crate::bundle::{Bundle, LARGEST};
use crate::guard::{Caller, Editor};
use crate::office::Shared;
use crate::refusal::Refusal;
use crate::use_case::drafts;

/// Adds pictures to a draft.
pub(super) async fn add(
    State(office): State<Shared>,
    Editor(caller): Editor,
    Path(id): Path<DraftId>,
    bundle: Bundle,
) -> Result<Response, Refusal> {
    caller.sent(bundle.word("form_key").unwrap_or_default())?;
    drafts::draft(&office, id).await?;
    let by = caller.user.name;
    let fits = office
        .blocking(move |office| {
            let new = &bundle.pictures;
            let kept = office.store.pictures(id)?;
            let kept = kept.iter().filter(|(file, _)| new.iter().all(|(it, _)| it != file));
            let bytes: usize = kept.chain(new).map(|(_, bytes)| bytes.len()).sum();
            let fits = bytes <= LARGEST;
            if fits {
                let time = now();
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

/// Removes a picture from a draft.
pub(super) async fn remove(
    State(office): State<Shared>,
    caller: Caller,
    Path(id): Path<DraftId>,
    form: Form,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    form.is_of(&caller)?;
    let (file, by) = (form.word("file").unwrap_or_default(), caller.user.name);
    let time = now();
    office.blocking(move |office| office.store.remove_picture(id, &file, (&by, time))).await?;
    Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
}
