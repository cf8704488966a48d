//! Which templates set an issue.

use std::sync::{Arc, PoisonError};

use briefing_engine::composer::Composer;
use briefing_engine::house::{DEFAULT_STYLE, VOLUME_STYLE};
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Error, Fault, Problem, Result};

use crate::desk::Desk;

impl Desk {
    /// Returns the templates of the style that the files choose.
    pub(crate) fn composer(&self, manuscript: &Manuscript) -> Result<Arc<Composer>> {
        let name = manuscript.choices().style.unwrap_or_else(|| DEFAULT_STYLE.into());
        if name == VOLUME_STYLE {
            let known = self.house.styles()?;
            let problem = Problem::NoSuchStyle { name, known };
            return Err(Fault::at(problem, manuscript.place("style")).into());
        }
        self.composer_of(&name).map_err(|error| at_its_name(error, manuscript))
    }

    /// Returns the templates of a style; they are read once.
    pub(crate) fn composer_of(&self, name: &str) -> Result<Arc<Composer>> {
        let mut composers = self.composers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(composer) = composers.get(name) {
            return Ok(composer.clone());
        }
        let composer = Arc::new(Composer::new(Arc::new(self.house.style(name)?))?);
        composers.insert(name.to_owned(), composer.clone());
        Ok(composer)
    }
}

/// Sets the place of the fault for an unknown style: where the style is named.
fn at_its_name(error: Error, manuscript: &Manuscript) -> Error {
    match error.faults.as_slice() {
        [Fault { problem: problem @ Problem::NoSuchStyle { .. }, .. }] => {
            Fault::at(problem.clone(), manuscript.place("style")).into()
        }
        _ => error,
    }
}
