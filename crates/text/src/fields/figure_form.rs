//! The part of the form that is about the figures of an article: tables, charts, pictures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use briefing_values::issue::{Align, Beside, Design};

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Table {
    pub(crate) caption: Option<String>,
    pub(crate) unit: Option<String>,
    pub(crate) header: Option<Vec<Head>>,
    pub(crate) rows: Option<Vec<Vec<Cell>>>,
    pub(crate) rows_from: Option<String>,
    pub(crate) columns: Option<Vec<String>>,
    pub(crate) total: Option<bool>,
    pub(crate) landscape: Option<bool>,
    pub(crate) widths: Option<Widths>,
    pub(crate) align: Option<Vec<Align>>,
    pub(crate) size: Option<f64>,
    pub(crate) note: Option<String>,
    pub(crate) source: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged, expecting = "a head is a text in quotes or a list of them")]
pub(crate) enum Head {
    Name(String),
    Row(Vec<String>),
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged, expecting = "a cell is a text in quotes or a whole number")]
pub(crate) enum Cell {
    Number(i64),
    Words(String),
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged, expecting = "widths are a list of numbers or \"content\"")]
pub(crate) enum Widths {
    Shares(Vec<f64>),
    By(WidthsBy),
}

/// What columns take their widths from, instead of from their editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum WidthsBy {
    Content,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Chart {
    pub(crate) kind: Option<Design>,
    pub(crate) table: Option<u32>,
    pub(crate) labels: Option<String>,
    pub(crate) values: Option<Vec<String>>,
    pub(crate) caption: Option<String>,
    pub(crate) lines: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(extend("required" = ["number", "label"]))]
pub(crate) struct KeyFigure {
    pub(crate) number: Option<String>,
    pub(crate) unit: Option<String>,
    pub(crate) label: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(extend("required" = ["file", "alt"]))]
pub(crate) struct Picture {
    pub(crate) file: Option<String>,
    pub(crate) alt: Option<String>,
    pub(crate) caption: Option<String>,
    pub(crate) width: Option<f64>,
    pub(crate) beside: Option<Beside>,
}
