//! Lays out an issue until no byline stands alone. Only the pages show where one got to another page without its text;
//! then the issue is composed once more, and the style keeps the two together.

use briefing_engine::composer::{Composer, Enclosures};
use briefing_engine::galley::Galley;
use briefing_engine::gauge;
use briefing_engine::press::{Forme, Press, Warnings};
use briefing_values::error::Result;
use briefing_values::faces::Faces;
use briefing_values::issue::{Article, Issue};

/// How often an issue is composed anew at most. Each round keeps all bylines that stand alone in it, and what moves because
/// of that may leave others alone; after so many the page table tells of those.
const ROUNDS: usize = 8;

/// What an issue is composed and laid out with.
pub(crate) struct Setting<'s> {
    pub(crate) press: &'s Press,
    pub(crate) composer: &'s Composer,
    pub(crate) faces: &'s Faces,
    pub(crate) enclosures: Enclosures,
    pub(crate) warnings: Warnings,
}

impl Setting<'_> {
    /// Returns the pages of an issue that has been composed.
    ///
    /// # Errors
    /// Faults of the engine, and of the templates.
    pub(crate) fn settle(&self, issue: &mut Issue, galley: Galley) -> Result<Forme> {
        let (identity, date) = (galley.identity.clone(), galley.date);
        let mut forme = self.press.impose(galley, self.warnings)?;
        for _ in 0..ROUNDS {
            if forme.pages() < 2 || !keep(issue, &forme) {
                break;
            }
            let galley = self.composer.compose(issue, self.faces, self.enclosures.clone())?;
            let galley = Galley { identity: identity.clone(), date, ..galley };
            forme = self.press.impose(galley, self.warnings)?;
        }
        Ok(forme)
    }
}

/// Marks the articles whose bylines stand alone, and returns whether that is news.
fn keep(issue: &mut Issue, forme: &Forme) -> bool {
    let waits = |article: &Article| article.byline.is_some() && !article.kept;
    if !issue.articles.iter().any(waits) {
        return false;
    }
    let mut news = false;
    for article in gauge::lonely_bylines(issue, &forme.proof()) {
        news |= !std::mem::replace(&mut issue.articles[article].kept, true);
    }
    news
}
