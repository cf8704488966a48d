//! What people and programs come for. Each stands here once; the interface (`api/`) and the pages (`web/`) read
//! requests, call it, and put its answer into their own form.

pub(crate) mod drafts;
pub(crate) mod files;
pub(crate) mod listing;
pub(crate) mod publication;
pub(crate) mod verification;
