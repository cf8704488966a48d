//! A style that has been opened.

use std::sync::Arc;

use briefing_engine::composer::Composer;
use briefing_text::fields::StyleFields;

/// A style that has been opened.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    /// Its templates.
    pub(crate) composer: Arc<Composer>,
    /// What it says of fields.
    pub(crate) fields: Arc<StyleFields>,
}
