//! The recipe (配方): everything that determines the bytes of one edition, in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use briefing_archive::lock::{Data, FaceInput, Inputs, Pdf, StyleInput};
use briefing_engine::composer::Attachment;
use briefing_engine::plate::{Format, Plate};
use briefing_engine::press::{PdfSettings, Press};
use briefing_engine::style::Style;
use briefing_values::faces::{FaceFile, Faces};
use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::{Issue, OwnShape};

use crate::program;

/// Everything that determines the bytes of an edition.
#[derive(Debug, Clone)]
pub struct Recipe {
    /// The list of inputs, which names the rest.
    pub inputs: Inputs,
    /// The text of the list, as the PDF carries it.
    pub list: String,
    /// The fair copy of the issue.
    pub data: String,
    /// The templates.
    pub style: Arc<Style>,
    /// The files of the faces, in the order in which the press tries them.
    pub faces: Vec<FaceFile>,
    /// The pictures as they are printed, by the paths under which the issue names them.
    pub pictures: BTreeMap<String, Arc<[u8]>>,
    /// Those as their editor left them that are printed otherwise: the pages do not depend on them, but the archive
    /// keeps them.
    pub originals: BTreeMap<String, Arc<[u8]>>,
}

impl Recipe {
    /// Records everything from which an issue is about to be set.
    pub(crate) fn new(
        issue: &Issue,
        data: String,
        (style, own): (Arc<Style>, BTreeMap<String, OwnShape>),
        (roles, press): (&Faces, &Press),
        pictures: BTreeMap<String, Arc<[u8]>>,
        settings: &PdfSettings,
    ) -> Self {
        let faces: Vec<_> =
            press.files(|family| is_named(family, roles, &style)).into_iter().cloned().collect();
        let packed = style_input(&style, own);
        let inputs = Inputs {
            format: packed.format(),
            engine: program::engine(),
            pdf: Pdf {
                standards: settings.standard_names(),
                pages: settings.pages.clone(),
                creator: settings.creator.clone(),
                identity: issue.identity(),
                date: issue.colophon.print_date,
            },
            data: Data {
                name: format!("{}.toml", issue.masthead.id().stem()),
                sha256: Fingerprint::of(&data),
            },
            style: packed,
            pictures: fingerprints(&pictures),
            roles: roles.0.clone(),
            faces: faces.iter().map(face_input).collect(),
        };
        let originals = BTreeMap::new();
        Self { list: inputs.text(), inputs, data, style, faces, pictures, originals }
    }

    /// Adds the pictures that are printed otherwise than they came.
    pub(crate) fn with_originals(self, plates: BTreeMap<String, Plate>) -> Self {
        let anew = plates.into_iter().filter(|(_, plate)| plate.is_anew());
        Self { originals: anew.map(|(file, plate)| (file, plate.original)).collect(), ..self }
    }

    /// Returns what the PDF carries: the data, the list, the pictures. It names templates and faces only
    /// by their fingerprints, because they belong to the program or the office.
    pub fn attachments(&self) -> Vec<Attachment> {
        let name = &self.inputs.data.name;
        let text = |name: &str, relationship, description, text: &str| Attachment {
            name: name.into(),
            relationship,
            mime: "application/toml",
            description,
            text: Some(text.into()),
        };
        let stem = name.trim_end_matches(".toml");
        let mut all = vec![
            text(name, "source", "The data of this issue", &self.data),
            text(
                &format!("{stem}.lock.toml"),
                "supplement",
                "What this issue was made from, by SHA-256",
                &self.list,
            ),
        ];
        all.extend(self.pictures.iter().map(|(file, bytes)| Attachment {
            name: file.clone(),
            relationship: "source",
            mime: mime(bytes),
            description: "A picture of this issue",
            text: None,
        }));
        all
    }

    /// Returns everything that the archive keeps of the recipe except the faces, each with its fingerprint.
    pub fn objects(&self) -> Vec<(Fingerprint, &[u8])> {
        let Inputs { data, style, pictures, .. } = &self.inputs;
        let mut all = vec![
            (Fingerprint::of(&self.list), self.list.as_bytes()),
            (data.sha256, self.data.as_bytes()),
        ];
        all.extend(style.templates.iter().filter_map(|(name, fingerprint)| {
            Some((*fingerprint, self.style.templates.get(name)?.text.as_bytes()))
        }));
        all.extend(style.assets.iter().filter_map(|(name, fingerprint)| {
            Some((*fingerprint, self.style.assets.get(name)?.as_ref()))
        }));
        all.extend(pictures.iter().filter_map(|(name, fingerprint)| {
            Some((*fingerprint, self.pictures.get(name)?.as_ref()))
        }));
        all.extend(self.originals.values().map(|bytes| (Fingerprint::of(bytes), bytes.as_ref())));
        all
    }
}

/// Returns whether a family may set a character: a role names it, or a template does.
fn is_named(family: &str, roles: &Faces, style: &Style) -> bool {
    let family = family.to_lowercase();
    let by_role = roles.0.values().flat_map(|role| &role.families);
    by_role.map(|name| name.to_lowercase()).any(|name| name == family)
        || style.templates.values().any(|it| it.text.to_lowercase().contains(&family))
}

fn style_input(style: &Style, fields: BTreeMap<String, OwnShape>) -> StyleInput {
    let template = |(name, template): (&String, &briefing_engine::style::Template)| {
        (name.clone(), Fingerprint::of(&*template.text))
    };
    StyleInput {
        name: style.name.clone(),
        entry: style.entry.clone(),
        omits: style.omits.clone(),
        language: style.language,
        strings: style.strings.clone(),
        fields,
        templates: style.templates.iter().map(template).collect(),
        assets: fingerprints(&style.assets),
    }
}

pub(crate) fn fingerprints(
    pictures: &BTreeMap<String, Arc<[u8]>>,
) -> BTreeMap<String, Fingerprint> {
    pictures.iter().map(|(file, bytes)| (file.clone(), Fingerprint::of(bytes))).collect()
}

fn face_input(file: &FaceFile) -> FaceInput {
    FaceInput { name: file.plain_name().into(), sha256: file.bytes.fingerprint() }
}

/// Returns the media type of a picture, which its name may not tell.
fn mime(bytes: &[u8]) -> &'static str {
    Format::of(bytes).map_or("application/octet-stream", Format::mime)
}
