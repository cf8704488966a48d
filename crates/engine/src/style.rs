//! A style: the templates that give an issue its look, and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use briefing_values::error::Place;

/// A style (版式): a folder of templates with a small manifest, `style.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// The name of its folder.
    pub name: String,
    /// The template that includes the others.
    pub entry: String,
    /// The fields that the style omits on purpose, as prefixes: `contact`.
    pub omits: Vec<String>,
    /// The templates, by file name.
    pub templates: BTreeMap<String, Template>,
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
    /// Returns the place of a range of bytes in a template.
    pub fn place(&self, template: &str, range: std::ops::Range<usize>) -> Option<Place> {
        let template = self.templates.get(template)?;
        Some(Place::new(template.file.clone(), template.text.clone(), range))
    }

    /// Returns whether the style omits a field on purpose.
    pub fn omits(&self, field: &str) -> bool {
        let under = |prefix: &String| {
            field
                .strip_prefix(prefix.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.omits.iter().any(under)
    }
}
