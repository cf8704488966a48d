//! The manifests of styles and of the faces.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use briefing_values::error::{Fault, Place, Problem, Result};
use briefing_values::faces::Role;
use briefing_values::fingerprint::Fingerprint;
use briefing_values::sheet::Sheet;

/// `style.toml`: the manifest of a style.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StyleManifest {
    /// The template that includes the others.
    pub(super) entry: String,
    /// The fields that the style omits on purpose.
    #[serde(default)]
    pub(super) omits: Vec<String>,
}

/// `fonts/manifest.toml`: the built-in faces, and the roles that they are given.
#[derive(Debug, Deserialize)]
pub(super) struct FaceManifest {
    /// The faces.
    pub(super) face: Vec<FaceEntry>,
    /// The faces of each role.
    pub(super) roles: BTreeMap<String, Role>,
    /// The families that end every role's list.
    pub(super) fallback: Vec<String>,
}

/// A built-in face.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FaceEntry {
    /// The file, in `fonts/`.
    pub file: String,
    /// The fingerprint of the file.
    pub sha256: Fingerprint,
    /// Where the face comes from.
    pub origin: FaceOrigin,
    /// The licence, as an SPDX expression.
    pub licence: String,
}

/// Where a built-in face comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FaceOrigin {
    /// The Debian package.
    pub package: String,
    /// The version of the package.
    pub version: String,
    /// The path of the original file in it.
    pub path: String,
}

/// Reads a manifest.
pub(super) fn read<T: DeserializeOwned>(sheet: &Sheet) -> Result<T> {
    toml::from_str(&sheet.text).map_err(|error| {
        let place =
            Place::new(sheet.name.clone(), sheet.text.clone(), error.span().unwrap_or(0..0));
        Fault::at(Problem::Syntax { words: error.message().into() }, place).into()
    })
}
