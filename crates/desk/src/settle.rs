//! Lays out an issue until no byline stands alone. Only the pages show where one got to another page without its text;
//! then the issue is composed once more, and the style keeps the two together.

use briefing_engine::composer::{Composer, Enclosures};
use briefing_engine::galley::Galley;
use briefing_engine::gauge;
use briefing_engine::press::{Forme, Press, Warnings};
use briefing_values::error::Result;
use briefing_values::faces::Faces;
use briefing_values::issue::Issue;

/// What an issue is composed and laid out with.
pub(crate) struct Setting<'s> {
    pub(crate) press: &'s Press,
    pub(crate) composer: &'s Composer,
    pub(crate) faces: &'s Faces,
    pub(crate) enclosures: Enclosures,
    pub(crate) warnings: Warnings,
}

impl Setting<'_> {
    /// Returns the pages of an issue that has been composed. Each round keeps another byline, so there are at most as
    /// many as there are articles; most issues need none.
    ///
    /// # Errors
    /// Faults of the engine, and of the templates.
    pub(crate) fn settle(&self, issue: &mut Issue, galley: Galley) -> Result<Forme> {
        let (identity, date) = (galley.identity.clone(), galley.date);
        let mut forme = self.press.impose(galley, self.warnings)?;
        while issue.articles.iter().any(|article| article.byline.is_some() && !article.kept) {
            let lonely = gauge::lonely_bylines(issue, &forme.proof());
            let mut more = false;
            for article in lonely {
                more |= !std::mem::replace(&mut issue.articles[article].kept, true);
            }
            if !more {
                break;
            }
            let galley = self.composer.compose(issue, self.faces, self.enclosures.clone())?;
            let galley = Galley { identity: identity.clone(), date, ..galley };
            forme = self.press.impose(galley, self.warnings)?;
        }
        Ok(forme)
    }
}
