//! Which faces set the roles of an issue.

use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Error, Fault, Problem, Result};
use briefing_values::faces::Faces;
use briefing_values::sheet::Sheet;

use crate::Desk;

impl Desk {
    /// Returns the roles of an issue and the faces that set them.
    ///
    /// # Errors
    /// A role or a face that is not there.
    pub fn faces(&self, manuscript: &Manuscript) -> Result<Faces> {
        let place = |role: &str| manuscript.place(&format!("faces.{role}"));
        let faces = self.roles(manuscript)?;
        let mut faults = Vec::new();
        for (name, role) in &faces.0 {
            for family in
                role.families.iter().filter(|family| self.press.face(family, role.weight).is_none())
            {
                let known = self.press.families();
                let problem =
                    Problem::UnknownFace { role: name.clone(), family: family.clone(), known };
                faults.push(Fault::at(problem, place(name)));
            }
        }
        Error::unless(faults, faces)
    }

    /// Returns the roles of an issue; whether there are faces for them is not asked.
    pub(crate) fn roles(&self, manuscript: &Manuscript) -> Result<Faces> {
        let place = |role: &str| manuscript.place(&format!("faces.{role}"));
        self.house.roles(&manuscript.choices().faces, place)
    }

    /// Returns the roles as the house file has them.
    ///
    /// # Errors
    /// A role or a face that is not there.
    pub fn house_faces(&self) -> Result<Faces> {
        let sheet = self.house_sheet.clone().unwrap_or_else(|| Sheet::of("", ""));
        self.faces(&Manuscript::house(sheet)?)
    }
}
