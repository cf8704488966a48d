//! The manifests of styles and of the faces.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use toml::Spanned;

use briefing_values::catalogue::Lang;
use briefing_values::error::{Fault, Place, Problem, Result};
use briefing_values::faces::Role;
use briefing_values::fingerprint::Fingerprint;
use briefing_values::sheet::Sheet;

use crate::style::{Standard, Title};

/// `style.toml`: the manifest of a style. What it leaves out is as in the style that it extends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StyleManifest {
    /// What the style is called.
    pub(super) title: Option<Title>,
    /// The style that it takes over.
    pub(super) extends: Option<Spanned<String>>,
    /// The template that includes the others.
    pub(super) entry: Option<String>,
    /// The language of its words.
    pub(super) language: Option<Lang>,
    /// What its pages are measured by.
    pub(super) standard: Option<Standard>,
    /// The fields that the style omits on purpose.
    pub(super) omits: Option<Vec<String>>,
    /// The words that its templates print beside those of the issue.
    #[serde(default)]
    pub(super) strings: BTreeMap<String, String>,
    /// Values for fields of the issue, and fields of its own: for whoever reads issues.
    #[serde(rename = "defaults")]
    pub(super) _defaults: Option<IgnoredAny>,
    #[serde(rename = "fields")]
    pub(super) _fields: Option<IgnoredAny>,
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
