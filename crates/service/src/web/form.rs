//! A form that was filled in on one of our pages.

use axum::extract::{FromRequest, RawForm, Request};

use axum::response::{IntoResponse, Response};

use crate::bundle::LARGEST_ISSUE;
use crate::guard::Caller;
use crate::refusal::Refusal;
use crate::store::Version;

/// The largest form, in bytes: a browser encodes each byte of an issue in three, and there are other fields.
pub(super) const LARGEST_FORM: usize = 3 * LARGEST_ISSUE + 1024 * 1024;
/// The most fields of a form: more than the two hundred articles of one have.
const MOST_FIELDS: usize = 10_000;

/// The fields of a form, as they were sent.
pub(super) struct Form(pub(super) Vec<(String, String)>);

impl Form {
    /// Returns what a field holds, unless that is blank.
    pub(super) fn word(&self, name: &str) -> Option<String> {
        Some(self.whole(name).trim().to_owned()).filter(|word| !word.is_empty())
    }

    /// Returns what a field holds, blanks included: they may be part of a password.
    pub(super) fn whole(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, word)| word)
    }

    /// Returns the save of a draft that the form is about.
    pub(super) fn version(&self) -> Result<Version, Refusal> {
        let version = self.word("version").and_then(|version| version.parse().ok());
        version.ok_or_else(|| Refusal::bad("version is a number"))
    }

    /// Refuses a form that does not come from one of the caller's pages.
    pub(super) fn is_of(&self, caller: &Caller) -> Result<(), Refusal> {
        caller.sent(&self.word("form_key").unwrap_or_default())
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let RawForm(bytes) =
            RawForm::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        let fields = bytes.split(|byte| *byte == b'&');
        if fields.count() > MOST_FIELDS {
            return Err(Refusal::too_large(LARGEST_FORM).into_response());
        }
        // A form may hold a whole issue, which is not taken apart where connections are waited for.
        let read = move || serde_urlencoded::from_bytes(&bytes).map(Self);
        let form = tokio::task::spawn_blocking(read).await;
        let unreadable = || Refusal::bad("the form cannot be read").into_response();
        form.ok().and_then(Result::ok).ok_or_else(unreadable)
    }
}
