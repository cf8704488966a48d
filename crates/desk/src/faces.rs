//! Which faces set the roles of an issue.

use serde::{Deserialize, Serialize};

use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Error, Fault, Problem, Result};
use briefing_values::faces::{FaceFile, Faces, Role};
use briefing_values::sheet::Sheet;

use crate::desk::Desk;

/// A role of the page, and the faces that set it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleListing {
    /// The name of the role in Chinese.
    pub chinese: String,
    /// The faces, in the order in which they are tried.
    pub faces: Vec<FaceListing>,
    /// The name of the role.
    pub role: String,
    /// The weight that is requested of the faces; 400 is regular.
    pub weight: u16,
}

/// A face, and the file that contains it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaceListing {
    /// The family.
    pub family: String,
    /// The file.
    pub file: String,
    /// The licence, and where the face comes from.
    pub licence: String,
    /// The SHA-256 of the file.
    pub sha256: String,
}

impl Desk {
    /// Lists roles, with the details of the faces that set each.
    pub fn role_listings(&self, faces: &Faces) -> Vec<RoleListing> {
        let listing = |(name, role): (&String, &Role)| {
            let face = |family: &String| {
                Some(self.face_listing(family, self.press.face(family, role.weight)?))
            };
            RoleListing {
                chinese: role.chinese.clone(),
                faces: role.families.iter().filter_map(face).collect(),
                role: name.clone(),
                weight: role.weight,
            }
        };
        faces.0.iter().map(listing).collect()
    }

    fn face_listing(&self, family: &str, file: &FaceFile) -> FaceListing {
        let hash = file.bytes.fingerprint();
        let entry = self.house.face_entries().iter().find(|entry| entry.sha256 == hash);
        let licence = match entry {
            Some(entry) => {
                format!("{}, from {} {}", entry.licence, entry.origin.package, entry.origin.version)
            }
            None => "the project's own; its licence is the office's to know".into(),
        };
        let (family, file, sha256) = (family.to_owned(), file.name.to_string(), hash.to_string());
        FaceListing { family, file, licence, sha256 }
    }

    /// Returns the roles of an issue and the faces that set them.
    ///
    /// # Errors
    /// A role or a face that does not exist.
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

    /// Returns the roles of an issue, without checking that their faces exist.
    pub(crate) fn roles(&self, manuscript: &Manuscript) -> Result<Faces> {
        let place = |role: &str| manuscript.place(&format!("faces.{role}"));
        self.house.roles(&manuscript.choices().faces, place)
    }

    /// Returns the roles as the house file defines them.
    ///
    /// # Errors
    /// A role or a face that does not exist.
    pub fn house_faces(&self) -> Result<Faces> {
        let sheet = self.house_sheet.clone().unwrap_or_else(|| Sheet::of("", ""));
        self.faces(&Manuscript::house(sheet)?)
    }
}
