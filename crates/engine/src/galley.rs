//! The galley (小样): an issue set in Typst's language, before there are pages.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::style::Style;
use briefing_values::error::Place;
use briefing_values::issue::Date;

/// A composed source, the files that it reads, and where each part of it came from.
#[derive(Debug, Clone)]
pub struct Galley {
    /// The Typst source.
    pub source: String,
    /// The files that the source reads, by their paths in it.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// Where the parts of the source came from, in the order of the source.
    pub origins: Vec<Origin>,
    /// The style that it was composed in.
    pub style: Arc<Style>,
    /// The date that an edition carries.
    pub date: Date,
    /// An identifier that this issue's editions share with no others.
    pub identity: String,
}

/// Where a part of a galley came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The bytes of the source.
    pub output: Range<usize>,
    /// The template.
    pub template: String,
    /// The bytes of the template.
    pub input: Range<usize>,
    /// What the part is.
    pub kind: OriginKind,
}

/// What a part of a galley is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OriginKind {
    /// The template's own text, byte for byte.
    Template,
    /// A value, written as a literal.
    Value,
}

impl Galley {
    /// Returns the place in a template that a part of the source came from.
    pub fn place(&self, part: Range<usize>) -> Option<Place> {
        let at = part.start;
        let after = self.origins.partition_point(|origin| origin.output.start <= at);
        let origin = self.origins.get(after.checked_sub(1)?)?;
        let range = match origin.kind {
            OriginKind::Template => {
                let start = (origin.input.start + at - origin.output.start).min(origin.input.end);
                start..(start + part.len()).min(origin.input.end)
            }
            OriginKind::Value => origin.input.clone(),
        };
        self.style.place(&origin.template, range)
    }
}
