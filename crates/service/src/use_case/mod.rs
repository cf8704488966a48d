//! What people and programs use the service for. Each use case is here once; the interface (`api/`) and the
//! pages (`web/`) read requests, call it, and present its result in their own form.

pub(crate) mod drafts;
pub(crate) mod files;
pub(crate) mod listing;
pub(crate) mod publication;
pub(crate) mod verification;
