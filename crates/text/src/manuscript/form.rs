//! The form that an editor fills in: the fields of an issue's file and of `briefing.toml`.
//!
//! Every field may be left out here, because either file may hold it; `reader` asks for those that
//! an issue cannot do without. `data/README.md` explains the fields to editors.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use toml::value::Datetime;

use briefing_values::issue::{Align, Gap, InstructionStyle, LineBreaking, Quotes};

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Form {
    #[serde(skip_serializing_if = "is_default")]
    pub(super) masthead: Masthead,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) instruction: Instruction,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) article: Vec<Article>,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) distribution: Distribution,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) colophon: Colophon,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) contact: Contact,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) layout: Layout,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) faces: BTreeMap<String, Families>,
    pub(super) style: Option<String>,
    pub(super) output: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) rules: BTreeMap<String, Level>,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) allow: Vec<Allow>,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) limits: Limits,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) fit: Fit,
    #[serde(skip_serializing_if = "is_default")]
    #[schemars(schema_with = "anything")]
    pub(super) private: toml::Table,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Masthead {
    pub(super) name: Option<String>,
    #[schemars(range(min = 1900, max = 2999))]
    pub(super) year: Option<u16>,
    #[schemars(range(min = 1))]
    pub(super) number: Option<u32>,
    #[schemars(range(min = 1))]
    pub(super) serial: Option<u32>,
    pub(super) supplement: Option<bool>,
    pub(super) office: Option<String>,
    #[schemars(schema_with = "day")]
    pub(super) date: Option<Datetime>,
    pub(super) classification: Option<String>,
    pub(super) copy_number: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Instruction {
    pub(super) style: Option<InstructionStyle>,
    pub(super) label: Option<String>,
    pub(super) lines: Option<u32>,
    pub(super) width: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Article {
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) note: Option<String>,
    pub(super) note_label: Option<String>,
    pub(super) body: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) table: Vec<Table>,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) picture: Vec<Picture>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(extend("required" = ["header", "rows"]))]
pub(super) struct Table {
    pub(super) caption: Option<String>,
    pub(super) header: Option<Vec<String>>,
    pub(super) rows: Option<Vec<Vec<Cell>>>,
    pub(super) widths: Option<Vec<f64>>,
    pub(super) align: Option<Vec<Align>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged, expecting = "a cell is a text in quotes or a whole number")]
pub(super) enum Cell {
    Number(i64),
    Words(String),
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(extend("required" = ["file", "alt"]))]
pub(super) struct Picture {
    pub(super) file: Option<String>,
    pub(super) alt: Option<String>,
    pub(super) caption: Option<String>,
    pub(super) width: Option<f64>,
}

#[expect(clippy::struct_field_names, reason = "the fields are the keys that editors write")]
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Distribution {
    #[serde(skip_serializing_if = "is_default")]
    pub(super) report_to: Vec<Group>,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) send_to: Vec<Group>,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) issue_to: Vec<Group>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged, expecting = "a group is a text in quotes or a list of them")]
pub(super) enum Group {
    One(String),
    Many(Vec<String>),
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Colophon {
    pub(super) office: Option<String>,
    #[schemars(schema_with = "day")]
    pub(super) print_date: Option<Datetime>,
    #[schemars(range(min = 1))]
    pub(super) copies: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Contact {
    #[serde(skip_serializing_if = "is_default")]
    pub(super) people: Vec<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Layout {
    pub(super) top: Option<f64>,
    pub(super) bottom: Option<f64>,
    pub(super) left: Option<f64>,
    pub(super) right: Option<f64>,
    pub(super) lines: Option<u32>,
    pub(super) characters: Option<f64>,
    #[serde(skip_serializing_if = "is_default")]
    pub(super) sizes: Sizes,
    pub(super) gap: Option<Gap>,
    pub(super) quotes: Option<Quotes>,
    pub(super) line_breaking: Option<LineBreaking>,
    pub(super) first_page: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sizes {
    pub(super) title: Option<f64>,
    pub(super) colophon: Option<f64>,
    pub(super) folio: Option<f64>,
    pub(super) table: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged, expecting = "a role is set in a family's name or a list of them")]
pub(super) enum Families {
    One(String),
    Many(Vec<String>),
}

impl From<Families> for Vec<String> {
    fn from(families: Families) -> Self {
        match families {
            Families::One(name) => vec![name],
            Families::Many(names) => names,
        }
    }
}

/// How grave the house takes a rule to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Error,
    Warning,
    Hint,
    Off,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(extend("required" = ["rule", "words", "reason"]))]
pub(super) struct Allow {
    pub(super) rule: Option<String>,
    pub(super) words: Option<String>,
    pub(super) reason: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Limits {
    #[schemars(range(min = 1))]
    pub(super) pages: Option<u32>,
    #[schemars(range(min = 1))]
    pub(super) characters: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Fit {
    #[schemars(range(min = 1))]
    pub(super) pages: Option<u32>,
}

/// Returns the schema of a table that nobody but its writer reads.
fn anything(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object" })
}

/// Returns the schema of a day; TOML has a type for it that JSON has not.
fn day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "date" })
}

/// Returns whether a field is as one that nobody has filled in.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
