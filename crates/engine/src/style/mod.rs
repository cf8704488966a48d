//! A style: what gives an issue its look, and nothing else.

mod inspection;
mod tags;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use briefing_values::catalogue::Lang;
use briefing_values::error::Place;
use briefing_values::sheet::Sheet;

/// A style (版式): a folder of templates with a manifest, `style.toml`, laid over the style that it extends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// The name of its folder.
    pub name: String,
    /// The template that includes the others.
    pub entry: String,
    /// The language of its own words.
    pub language: Lang,
    /// The fields that the style omits on purpose, as prefixes: `contact`.
    pub omits: Vec<String>,
    /// The words that its templates print beside those of the issue, by their names.
    pub strings: BTreeMap<String, String>,
    /// The templates, by file name. One that a style takes over and replaces is still there as `base/file`, `base`
    /// being the name of the style that it comes from.
    pub templates: BTreeMap<String, Template>,
    /// The pictures that belong to the style, by file name.
    pub assets: BTreeMap<String, Arc<[u8]>>,
    /// What the pages are measured by.
    pub standard: Standard,
    /// The manifests of the style and of those that it extends, the nearest first.
    pub manifests: Vec<Manifest>,
}

/// The manifest of a style, as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The name of the style's folder.
    pub style: String,
    /// What the style is called, if it says so.
    pub title: Option<Title>,
    /// The file.
    pub sheet: Sheet,
}

/// What a style is called.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// What pages are measured by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standard {
    /// GB/T 9704-2012, and the office's own figures where it has set some.
    #[default]
    #[serde(rename = "gb-t-9704")]
    GbT9704,
    /// The office's own figures alone; rows that a clause of a standard stands behind are left out.
    None,
}

/// One template of a style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The file name, as the template designer knows it.
    pub file: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
}

impl Style {
    /// Returns what the style is called in Chinese, or in English; its name, if it does not say.
    pub fn title(&self, chinese: bool) -> &str {
        let title = self.manifests.first().and_then(|manifest| manifest.title.as_ref());
        title.map_or(&self.name, |title| if chinese { &title.zh } else { &title.en })
    }

    /// Returns the place of a range of bytes in a template.
    pub fn place(&self, template: &str, range: std::ops::Range<usize>) -> Option<Place> {
        let template = self.templates.get(template)?;
        Some(Place::new(template.file.clone(), template.text.clone(), range))
    }

    /// Returns whether the style omits a field on purpose, whichever of several it is: `article.0.summary`.
    pub fn omits(&self, field: &str) -> bool {
        let field = general(field);
        let under = |prefix: &String| {
            field
                .strip_prefix(prefix.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.omits.iter().any(under)
    }
}

/// Returns the name of a field without the positions of list items: `article.summary`.
pub fn general(field: &str) -> String {
    let is_position = |step: &&str| step.bytes().all(|byte| byte.is_ascii_digit());
    field.split('.').filter(|step| !is_position(step)).collect::<Vec<_>>().join(".")
}
