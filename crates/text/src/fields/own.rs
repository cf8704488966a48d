//! What a style says of the fields of an issue, in its manifest: fields of its own, under `[fields]`, and values for
//! those that every style has, under `[defaults]`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Spanned, Value};

use briefing_values::error::{Fault, Place, Problem, Result, codes};
use briefing_values::issue::{OwnKind, OwnShape};
use briefing_values::sheet::Sheet;

use super::table::Phrase;

/// The table of an issue's file that holds the fields of a style's own.
pub const EXTRA: &str = "extra";
/// The tables that a style may have values for: what stands on every page, and how.
const MAY_HAVE_DEFAULTS: [&str; 9] = [
    "masthead",
    "instruction",
    "contents",
    "distribution",
    "colophon",
    "contact",
    "layout",
    "faces",
    "limits",
];

/// A field of a style's own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnField {
    /// The name, below `extra`.
    #[serde(skip)]
    pub name: String,
    /// What it holds.
    pub kind: OwnKind,
    /// What it is called.
    pub title: Phrase,
    /// What it means.
    pub meaning: Option<Phrase>,
    /// Whether an issue in this style cannot do without it.
    #[serde(default)]
    pub required: bool,
    /// Whether its text is proofread.
    #[serde(default)]
    pub proofread: bool,
    /// What the columns of rows are called, by their names.
    #[serde(default)]
    columns: BTreeMap<String, Spanned<Phrase>>,
}

/// What a style says of the fields of an issue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StyleFields {
    /// The fields of its own, in the order of its manifest.
    pub own: Vec<OwnField>,
    /// The manifests with values for fields, the nearest first.
    pub(crate) defaults: Vec<Sheet>,
}

/// The parts of a manifest that are about fields.
#[derive(Deserialize)]
struct Parts {
    #[serde(default)]
    fields: BTreeMap<Spanned<String>, OwnField>,
    #[serde(default)]
    defaults: BTreeMap<Spanned<String>, Value>,
}

impl StyleFields {
    /// Reads the manifests of a style and of those that it extends, the nearest first.
    ///
    /// # Errors
    /// A field that no issue could write, or a value for a field that is the issue's or the office's, at its place.
    pub fn read<'s>(manifests: impl DoubleEndedIterator<Item = &'s Sheet>) -> Result<Self> {
        let mut all = Self::default();
        for sheet in manifests.rev() {
            let parts: Parts = toml::from_str(&sheet.text).map_err(|error| {
                let words = error.message().to_owned();
                at(sheet, error.span().unwrap_or(0..0), Problem::Syntax { words })
            })?;
            if let Some(key) = parts.defaults.keys().find(|key| !may_have_defaults(key)) {
                let words = vec![("table", key.get_ref().clone())];
                let problem = Problem::Noted { code: codes::template::NO_DEFAULT, words };
                return Err(at(sheet, key.span(), problem).into());
            }
            let mut fields: Vec<_> = parts.fields.into_iter().collect();
            fields.sort_by_key(|(name, _)| name.span().start);
            for (name, field) in fields {
                if let Some(problem) = refusal(name.get_ref(), &field) {
                    return Err(at(sheet, name.span(), problem).into());
                }
                let field = OwnField { name: name.into_inner(), ..field };
                all.own.retain(|known| known.name != field.name);
                all.own.push(field);
            }
            if !parts.defaults.is_empty() {
                all.defaults.insert(0, sheet.clone());
            }
        }
        Ok(all)
    }

    /// Returns fields of these shapes, of which nothing else is known.
    pub fn of_shapes(shapes: &BTreeMap<String, OwnShape>) -> Self {
        let nameless = || Phrase { zh: String::new(), en: String::new() };
        let columns = |shape: &OwnShape| {
            let columns = shape.columns.iter().enumerate();
            columns.map(|(n, name)| (name.clone(), Spanned::new(n..n, nameless()))).collect()
        };
        let field = |(name, shape): (&String, &OwnShape)| OwnField {
            name: name.clone(),
            kind: shape.kind,
            title: nameless(),
            meaning: None,
            required: false,
            proofread: false,
            columns: columns(shape),
        };
        Self { own: shapes.iter().map(field).collect(), defaults: Vec::new() }
    }

    /// Returns the values that it has for fields, by the names of these, those of the nearest manifest first.
    pub fn values(&self) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        for sheet in &self.defaults {
            // They were read before.
            let Ok(parts) = toml::from_str::<Parts>(&sheet.text) else { continue };
            for (table, value) in parts.defaults {
                flatten(table.get_ref(), &value, &mut values);
            }
        }
        values
    }

    /// Returns the shapes of its own fields, by their names.
    pub fn shapes(&self) -> BTreeMap<String, OwnShape> {
        let shape = |field: &OwnField| {
            let columns = field.columns().into_iter().map(|(name, _)| name.to_owned());
            (field.name.clone(), OwnShape { kind: field.kind, columns: columns.collect() })
        };
        self.own.iter().map(shape).collect()
    }
}

impl OwnField {
    /// Returns the columns of its rows with what they are called, in the order of the manifest.
    pub fn columns(&self) -> Vec<(&str, &Phrase)> {
        let mut columns: Vec<_> = self.columns.iter().collect();
        columns.sort_by_key(|(_, phrase)| phrase.span().start);
        columns.into_iter().map(|(name, phrase)| (name.as_str(), phrase.get_ref())).collect()
    }

    /// Returns the name with that of the table that it stands in: `extra.hotline`.
    pub fn place(&self) -> String {
        format!("{EXTRA}.{}", self.name)
    }
}

fn flatten(name: &str, value: &Value, values: &mut BTreeMap<String, String>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                flatten(&format!("{name}.{key}"), value, values);
            }
        }
        value => drop(values.entry(name.to_owned()).or_insert_with(|| value.to_string())),
    }
}

fn may_have_defaults(key: &Spanned<String>) -> bool {
    MAY_HAVE_DEFAULTS.contains(&key.get_ref().as_str())
}

/// Returns what is wrong with a field of a style's own.
fn refusal(name: &str, field: &OwnField) -> Option<Problem> {
    let is_word = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let case = if !is_word(name) || !field.columns.keys().all(|column| is_word(column)) {
        "name"
    } else if (field.kind == OwnKind::Rows) == field.columns.is_empty() {
        "columns"
    } else {
        return None;
    };
    let words = vec![("name", name.to_owned()), ("case", case.to_owned())];
    Some(Problem::Noted { code: codes::template::OWN_FIELD, words })
}

fn at(sheet: &Sheet, range: std::ops::Range<usize>, problem: Problem) -> Fault {
    Fault::at(problem, Place::new(sheet.name.clone(), sheet.text.clone(), range))
}

#[cfg(test)]
mod tests {
    use briefing_values::sheet::Sheet;

    use super::{OwnField, StyleFields};

    fn read(manifests: &[&str]) -> Result<StyleFields, String> {
        let sheets: Vec<_> = manifests.iter().map(|text| Sheet::of("style.toml", text)).collect();
        StyleFields::read(sheets.iter()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_style_has_the_fields_of_the_one_that_it_extends_and_its_own() {
        let base = "[fields.b]\nkind = \"text\"\ntitle = { zh = \"乙\", en = \"B\" }\n\
                    [fields.a]\nkind = \"date\"\ntitle = { zh = \"甲\", en = \"A\" }\n";
        let own = "[fields.b]\nkind = \"number\"\ntitle = { zh = \"乙\", en = \"B\" }\n\
                   [defaults.layout]\nlines = 20\n";
        let fields = read(&[own, base]).expect("they are sound");
        let names: Vec<_> = fields.own.iter().map(OwnField::place).collect();
        assert_eq!(names, ["extra.a", "extra.b"]);
        assert_eq!(fields.defaults.len(), 1);
    }

    #[test]
    fn what_no_issue_could_write_is_refused() {
        let title = "title = { zh = \"甲\", en = \"A\" }";
        for (manifest, place) in [
            (format!("[fields.Ab]\nkind = \"text\"\n{title}\n"), "style.toml:1:9"),
            (format!("[fields.a]\nkind = \"rows\"\n{title}\n"), "style.toml:1:9"),
            ("[defaults]\nstyle = \"x\"\n".into(), "style.toml:2:1"),
            ("[defaults.rules]\n".into(), "style.toml:1:11"),
            ("[fields.a]\nkind = \"colour\"\n".into(), "style.toml:2:8"),
        ] {
            let refused = read(&[&manifest]).expect_err(&manifest);
            assert!(refused.starts_with(place), "{refused}");
        }
    }
}
