//! Fills a bound volume into its templates.

use minijinja::value::Serde;
use minijinja::{Value, context};

use briefing_values::error::Result;
use briefing_values::faces::Faces;
use briefing_values::issue::Date;

use crate::galley::Galley;
use crate::volume::{BoundIssue, Volume};

use super::{Composer, Filled};

impl Composer {
    /// Returns the galley of a volume with a date. The PDFs of its issues are its files.
    ///
    /// # Errors
    /// The place in a template that uses an undefined name.
    pub fn bind(&self, volume: &Volume, faces: &Faces, date: Date) -> Result<Galley> {
        let context = context! {
            volume => Value::from(Serde(volume)),
            faces => Value::from(Serde(faces)),
        };
        let file = |issue: &BoundIssue| (format!("{}.pdf", issue.stem), issue.pdf.clone());
        let filled = Filled {
            files: volume.issues.iter().map(file).collect(),
            date,
            identity: format!("{} {}", volume.name, volume.year),
        };
        self.fill(context, filled)
    }
}
