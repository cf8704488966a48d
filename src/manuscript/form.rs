//! The form that an editor fills in: the fields of an issue's file and of `briefing.toml`.
//!
//! Every field may be left out here, because either file may hold it; `reader` asks for those that
//! an issue cannot do without. `data/README.md` explains the fields to editors.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::value::Datetime;

use crate::issue::{Align, Gap, InstructionStyle, LineBreaking, Quotes};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Form {
    pub(super) masthead: Masthead,
    pub(super) instruction: Instruction,
    pub(super) article: Vec<Article>,
    pub(super) distribution: Distribution,
    pub(super) colophon: Colophon,
    pub(super) contact: Contact,
    pub(super) layout: Layout,
    pub(super) faces: BTreeMap<String, Families>,
    pub(super) style: Option<String>,
    pub(super) output: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Masthead {
    pub(super) name: Option<String>,
    pub(super) year: Option<u16>,
    pub(super) number: Option<u32>,
    pub(super) serial: Option<u32>,
    pub(super) office: Option<String>,
    pub(super) date: Option<Datetime>,
    pub(super) classification: Option<String>,
    pub(super) copy_number: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Instruction {
    pub(super) style: Option<InstructionStyle>,
    pub(super) label: Option<String>,
    pub(super) lines: Option<u32>,
    pub(super) width: Option<u32>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Article {
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) note: Option<String>,
    pub(super) note_label: Option<String>,
    pub(super) body: Option<String>,
    pub(super) table: Vec<Table>,
    pub(super) picture: Vec<Picture>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) caption: Option<String>,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) widths: Option<Vec<f64>>,
    pub(super) align: Option<Vec<Align>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "a cell is a text in quotes or a whole number")]
pub(super) enum Cell {
    Number(i64),
    Words(String),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Picture {
    pub(super) file: String,
    pub(super) alt: String,
    pub(super) caption: Option<String>,
    pub(super) width: Option<f64>,
}

#[expect(clippy::struct_field_names, reason = "the fields are the keys that editors write")]
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Distribution {
    pub(super) report_to: Vec<Group>,
    pub(super) send_to: Vec<Group>,
    pub(super) issue_to: Vec<Group>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "a group is a text in quotes or a list of them")]
pub(super) enum Group {
    One(String),
    Many(Vec<String>),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Colophon {
    pub(super) office: Option<String>,
    pub(super) print_date: Option<Datetime>,
    pub(super) copies: Option<u32>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Contact {
    pub(super) people: Vec<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Layout {
    pub(super) top: Option<f64>,
    pub(super) bottom: Option<f64>,
    pub(super) left: Option<f64>,
    pub(super) right: Option<f64>,
    pub(super) lines: Option<u32>,
    pub(super) characters: Option<f64>,
    pub(super) sizes: Sizes,
    pub(super) gap: Option<Gap>,
    pub(super) quotes: Option<Quotes>,
    pub(super) line_breaking: Option<LineBreaking>,
    pub(super) first_page: Option<u32>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sizes {
    pub(super) title: Option<f64>,
    pub(super) colophon: Option<f64>,
    pub(super) folio: Option<f64>,
    pub(super) table: Option<f64>,
}

#[derive(Debug, Clone, Deserialize)]
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
