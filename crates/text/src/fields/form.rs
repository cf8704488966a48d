//! The form that an editor fills in: the fields of an issue's file and of `briefing.toml`, with their types.
//!
//! Every field may be left out here, because either file may hold it; the reader of manuscripts asks for
//! those that an issue cannot do without.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use toml::value::Datetime;

use briefing_values::issue::{ColophonPlace, Gap, InstructionStyle, Latin, LineBreaking, Quotes};

pub(crate) use super::figure_form::{
    Cell, Chart, Head, KeyFigure, Picture, Table, Widths, WidthsBy,
};

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Form {
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) masthead: Masthead,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) instruction: Instruction,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) contents: Contents,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) article: Vec<Article>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) distribution: Distribution,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) colophon: Colophon,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) contact: Contact,
    #[serde(skip_serializing_if = "is_default")]
    #[schemars(schema_with = "anything")]
    pub(crate) extra: toml::Table,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) layout: Layout,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) faces: BTreeMap<String, Families>,
    pub(crate) style: Option<String>,
    pub(crate) output: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) rules: BTreeMap<String, Level>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) allow: Vec<Allow>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) limits: Limits,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) fit: Fit,
    #[serde(skip_serializing_if = "is_default")]
    #[schemars(schema_with = "anything")]
    pub(crate) private: toml::Table,
}

impl Form {
    /// Returns what was filled in, as a TOML table.
    pub(crate) fn table(&self) -> toml::Table {
        // TOML can hold every part of the form: it was read from there.
        toml::Table::try_from(self).unwrap_or_default()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Masthead {
    pub(crate) name: Option<String>,
    pub(crate) name_size: Option<f64>,
    pub(crate) colour: Option<String>,
    pub(crate) above: Option<String>,
    pub(crate) below: Option<String>,
    #[schemars(range(min = 1900, max = 2999))]
    pub(crate) year: Option<u16>,
    #[schemars(range(min = 1))]
    pub(crate) number: Option<u32>,
    #[schemars(range(min = 1))]
    pub(crate) serial: Option<u32>,
    pub(crate) period: Option<String>,
    pub(crate) issue_line: Option<String>,
    pub(crate) supplement: Option<bool>,
    pub(crate) office: Option<String>,
    pub(crate) office_suffix: Option<String>,
    pub(crate) issuer: Option<String>,
    #[schemars(schema_with = "day")]
    pub(crate) date: Option<Datetime>,
    pub(crate) classification: Option<String>,
    pub(crate) urgency: Option<String>,
    pub(crate) copy_number: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Instruction {
    pub(crate) style: Option<InstructionStyle>,
    pub(crate) label: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) picture: Option<String>,
    pub(crate) alt: Option<String>,
    pub(crate) by: Option<String>,
    #[schemars(schema_with = "day")]
    pub(crate) date: Option<Datetime>,
    pub(crate) lines: Option<u32>,
    pub(crate) width: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Contents {
    pub(crate) title: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Article {
    pub(crate) appendix: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) subtitle: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) salutation: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) note_label: Option<String>,
    pub(crate) body: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) attachments: Vec<String>,
    pub(crate) signature: Option<String>,
    #[schemars(schema_with = "day")]
    pub(crate) signed: Option<Datetime>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) key_figure: Vec<KeyFigure>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) table: Vec<Table>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) chart: Vec<Chart>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) picture: Vec<Picture>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Distribution {
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) report_to: Vec<Group>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) send_to: Vec<Group>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) issue_to: Vec<Group>,
    pub(crate) report_label: Option<String>,
    pub(crate) send_label: Option<String>,
    pub(crate) issue_label: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged, expecting = "a group is a text in quotes or a list of them")]
pub(crate) enum Group {
    One(String),
    Many(Vec<String>),
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Colophon {
    pub(crate) place: Option<ColophonPlace>,
    pub(crate) office: Option<String>,
    #[schemars(schema_with = "day")]
    pub(crate) print_date: Option<Datetime>,
    #[schemars(range(min = 1))]
    pub(crate) copies: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Contact {
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) editors: Vec<String>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) people: Vec<String>,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) website: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Layout {
    pub(crate) top: Option<f64>,
    pub(crate) bottom: Option<f64>,
    pub(crate) left: Option<f64>,
    pub(crate) right: Option<f64>,
    pub(crate) lines: Option<u32>,
    pub(crate) characters: Option<f64>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) sizes: Sizes,
    pub(crate) gap: Option<Gap>,
    pub(crate) quotes: Option<Quotes>,
    pub(crate) latin: Option<Latin>,
    pub(crate) line_breaking: Option<LineBreaking>,
    pub(crate) first_page: Option<u32>,
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) bold: Vec<String>,
    pub(crate) dpi: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Sizes {
    pub(crate) title: Option<f64>,
    pub(crate) colophon: Option<f64>,
    pub(crate) folio: Option<f64>,
    pub(crate) table: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged, expecting = "a role is set in a family's name or a list of them")]
pub(crate) enum Families {
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
pub(crate) enum Level {
    Error,
    Warning,
    Hint,
    Off,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(extend("required" = ["rule", "words", "reason"]))]
pub(crate) struct Allow {
    pub(crate) rule: Option<String>,
    pub(crate) words: Option<String>,
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Limits {
    #[schemars(range(min = 1))]
    pub(crate) pages: Option<u32>,
    #[schemars(range(min = 1))]
    pub(crate) characters: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Fit {
    #[schemars(range(min = 1))]
    pub(crate) pages: Option<u32>,
}

/// Returns the schema of a table whose fields are its writer's, or its style's.
fn anything(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object" })
}

/// Returns the schema of a day; TOML has a type for it that JSON lacks.
fn day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "date" })
}

/// Returns whether a field is as if nobody had filled it in.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
