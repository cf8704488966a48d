//! The inputs (用料): everything that determines the bytes of an edition, and nothing else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use briefing_values::catalogue::Lang;
use briefing_values::error::{Problem, Result, codes};
use briefing_values::faces::Role;
use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::{Date, IssueId, OwnShape};

use super::{FORMAT, day, known, read, text};

/// The format version of lists whose style has words or pictures of its own.
const FORMAT_WITH_PACKAGES: u32 = 2;

/// Everything that determines the bytes of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// The format version: that of its style.
    pub format: u32,
    /// The engine that sets the pages.
    pub engine: Engine,
    /// How the PDF is written.
    pub pdf: Pdf,
    /// The issue's fields, with those of the house file below them.
    pub data: Data,
    /// The templates.
    pub style: StyleInput,
    /// The pictures, by the paths under which the issue names them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pictures: BTreeMap<String, Fingerprint>,
    /// The faces of each role.
    pub roles: BTreeMap<String, Role>,
    /// The files of the faces that the roles name, in the order in which the press tries them. Faces
    /// that set nothing are listed, too: another one was used because they lack a character.
    #[serde(rename = "face")]
    pub faces: Vec<FaceInput>,
}

/// The engine that sets the pages. Two programs with the same engine produce the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engine {
    /// The version of this program.
    pub briefing: String,
    /// The version of Typst.
    pub typst: String,
}

/// How the PDF is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pdf {
    /// The standards that it conforms to, by the engine's names.
    pub standards: Vec<String>,
    /// The pages, from 1, as inclusive ranges; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<(usize, usize)>,
    /// The program that it names as its creator.
    pub creator: String,
    /// An identifier that it shares with no other issue's PDF.
    pub identity: String,
    /// Its date.
    #[serde(with = "day")]
    pub date: Date,
}

/// The issue's fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// The name of the file in which the PDF carries them.
    pub name: String,
    /// The fingerprint of their text.
    pub sha256: Fingerprint,
}

/// The templates of a style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StyleInput {
    /// The name of its folder.
    pub name: String,
    /// The template that includes the others.
    pub entry: String,
    /// The fields that it omits on purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub omits: Vec<String>,
    /// The language of its words.
    #[serde(default = "chinese", skip_serializing_if = "is_chinese")]
    pub language: Lang,
    /// The words that its templates print beside those of the issue.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub strings: BTreeMap<String, String>,
    /// The shapes of the fields that it has of its own, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, OwnShape>,
    /// The templates, by their names.
    pub templates: BTreeMap<String, Fingerprint>,
    /// The pictures that belong to it, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub assets: BTreeMap<String, Fingerprint>,
}

impl StyleInput {
    /// Returns the format of a list with this style: earlier programs know templates alone.
    pub fn format(&self) -> u32 {
        let Self { language, strings, fields, assets, .. } = self;
        let plain = strings.is_empty() && fields.is_empty() && assets.is_empty();
        if plain && is_chinese(language) { FORMAT } else { FORMAT_WITH_PACKAGES }
    }
}

fn chinese() -> Lang {
    Lang::Zh
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_chinese(language: &Lang) -> bool {
    *language == Lang::Zh
}

/// A file of faces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceInput {
    /// Its name, without folders.
    pub name: String,
    /// The fingerprint of its bytes.
    pub sha256: Fingerprint,
}

impl std::fmt::Display for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "briefing {} (Typst {})", self.briefing, self.typst)
    }
}

impl Inputs {
    /// Returns the text of the list.
    pub fn text(&self) -> String {
        text(self)
    }

    /// Parses the text of a list.
    ///
    /// # Errors
    /// Text that is not a list, at its place, or a format that this program does not know.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        let inputs: Self = read(name, text)?;
        known(name, inputs.format, FORMAT_WITH_PACKAGES)?;
        if inputs.id().is_none() {
            // Files are named after it, and the list may come from a stranger's PDF.
            let words = vec![("path", name.to_owned()), ("found", inputs.data.name)];
            return Err(Problem::Noted { code: codes::archive::NO_ISSUE_NAME, words }.into());
        }
        Ok(inputs)
    }

    /// Returns the issue that the data are named after.
    pub fn id(&self) -> Option<IssueId> {
        self.data.name.strip_suffix(".toml")?.parse().ok()
    }

    /// Returns the fingerprints of everything that the list names.
    pub fn objects(&self) -> Vec<Fingerprint> {
        let StyleInput { templates, assets, .. } = &self.style;
        let style = templates.values().chain(assets.values());
        let faces = self.faces.iter().map(|face| &face.sha256);
        let all = [&self.data.sha256].into_iter().chain(style).chain(faces);
        all.chain(self.pictures.values()).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Inputs;

    fn list(name: &str) -> String {
        let zeros = "0".repeat(64);
        format!(
            "format = 1\nface = []\n[engine]\nbriefing = \"1\"\ntypst = \"1\"\n[pdf]\nstandards = []\n\
             creator = \"\"\nidentity = \"\"\ndate = 2026-03-05\n[data]\nname = \"{name}\"\n\
             sha256 = \"{zeros}\"\n[style]\nname = \"\"\nentry = \"\"\n[style.templates]\n[roles]\n"
        )
    }

    #[test]
    fn files_are_named_after_issues_alone() {
        assert!(Inputs::read("a.lock.toml", &list("176.toml")).is_ok());
        assert!(Inputs::read("a.lock.toml", &list("s3.toml")).is_ok());
        for name in ["/etc/passwd", "../176.toml", "a/176.toml", "176", "x.toml", ""] {
            assert!(Inputs::read("a.lock.toml", &list(name)).is_err(), "{name}");
        }
    }
}
