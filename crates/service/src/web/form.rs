//! A form that was filled in on one of our pages.

use axum::extract::{FromRequest, Request};

use crate::guard::Caller;
use crate::refusal::Refusal;

/// The fields of a form, as they were sent.
pub(super) struct Form(pub(super) Vec<(String, String)>);

impl Form {
    /// Returns what a field holds, unless that is blank.
    pub(super) fn word(&self, name: &str) -> Option<String> {
        let (_, word) = self.0.iter().find(|(key, _)| key == name)?;
        Some(word.trim().to_owned()).filter(|word| !word.is_empty())
    }

    /// Refuses a form that does not come from one of the caller's pages.
    pub(super) fn is_of(&self, caller: &Caller) -> Result<(), Refusal> {
        caller.sent(&self.word("form_key").unwrap_or_default())
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = axum::extract::rejection::FormRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        axum::Form::from_request(request, state).await.map(|axum::Form(fields)| Self(fields))
    }
}
