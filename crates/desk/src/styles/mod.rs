//! The styles that a desk has opened.

mod inspection;
pub(crate) mod opened;
mod sample;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use briefing_engine::composer::Composer;
use briefing_engine::house::{DEFAULT_STYLE, House, VOLUME_STYLE};
use briefing_engine::plate::{Plate, Room};
use briefing_engine::style::Style;
use briefing_text::fields::{self, OwnField, StyleFields};
use briefing_text::manuscript::Manuscript;
use briefing_text::scaffold::Scaffold;
use briefing_values::error::{Error, Fault, Problem, Result, codes};
use briefing_values::issue::Date;
use briefing_values::sheet::Sheet;

use crate::desk::Desk;

use opened::Opened;

pub use sample::{Sample, Samples, Tested};

impl Desk {
    /// Returns the style that the files choose.
    pub(crate) fn style(&self, manuscript: &Manuscript) -> Result<Opened> {
        let name = or_default(manuscript.choices().style);
        if name == VOLUME_STYLE {
            let known = self.house.styles()?;
            let problem = Problem::NoSuchStyle { name, known };
            return Err(Fault::at(problem, manuscript.place("style")).into());
        }
        self.style_of(&name).map_err(|error| at_its_name(error, manuscript))
    }

    /// Returns a style by its name; it is read once.
    pub(crate) fn style_of(&self, name: &str) -> Result<Opened> {
        let mut styles = self.styles.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(opened) = styles.get(name) {
            return Ok(opened.clone());
        }
        let style = Arc::new(self.house.style(name)?);
        let fields = Arc::new(fields_of(&style)?);
        // Whatever else a template asks for, it can only get pictures.
        if let Some((name, problem)) = style.assets.iter().find_map(refused) {
            return Err(Fault::new(problem, style.in_manifest(name)).into());
        }
        let opened = Opened { composer: Arc::new(Composer::new(style)?), fields };
        styles.insert(name.to_owned(), opened.clone());
        Ok(opened)
    }

    /// Returns a manuscript as one in the style that it chooses; as it is, if there is no such style.
    pub(crate) fn in_style(&self, manuscript: Manuscript) -> Manuscript {
        match self.style(&manuscript) {
            Ok(style) => manuscript.in_style(style.fields),
            // What is wrong with its templates is no fault of its fields.
            Err(_) => in_style_of(&self.house, manuscript),
        }
    }
}

/// Returns the fields that the style of an issue's file has of its own; none, if there is no such style.
pub fn own_fields(house: &House, sheet: &Sheet) -> Vec<OwnField> {
    let below = || house.sheet().ok()?.and_then(|below| style_of(&below));
    let name = or_default(style_of(sheet).or_else(below));
    let fields = house.style(&name).and_then(|style| fields_of(&style));
    fields.map(|fields| fields.own).unwrap_or_default()
}

/// Returns the style that a file names, without reading more of it than that needs: what stands in front of its tables.
fn style_of(sheet: &Sheet) -> Option<String> {
    let tables = sheet.text.match_indices('[').map(|(at, _)| at);
    let mut starts = tables.filter(|at| sheet.text[..*at].ends_with('\n') || *at == 0);
    let head = &sheet.text[..starts.next().unwrap_or(sheet.text.len())];
    Manuscript::parse(Sheet::of(&sheet.name, head), None).choices().style
}

fn or_default(style: Option<String>) -> String {
    style.unwrap_or_else(|| DEFAULT_STYLE.into())
}

/// Returns the schema of an issue's file and of the house file (JSON Schema, draft 7), with the fields that the
/// house's style has of its own.
pub fn schema(house: &House) -> String {
    fields::schema(&own_fields(house, &Sheet::of("", "")))
}

/// Returns the same schema with the fields of a style that nobody has chosen yet.
pub fn schema_of(house: &House, style: &str) -> String {
    let fields = house.style(style).and_then(|style| fields_of(&style));
    fields::schema(&fields.map(|fields| fields.own).unwrap_or_default())
}

/// Returns the file of a bulletin's first issue, printed on a given day: the sample of the house's style.
///
/// # Errors
/// A style without a sample, or one that cannot be read.
pub fn first_issue(house: &House, date: Date) -> Result<String> {
    let chosen = house.sheet()?.and_then(|sheet| style_of(&sheet));
    let sample = sample(house, &or_default(chosen))?;
    let Scaffold { files, issue } = Scaffold::new(&sample, date, String::new());
    let first = files.into_iter().find(|(path, _)| *path == issue);
    Ok(first.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default())
}

/// Returns the files of a style's sample.
///
/// # Errors
/// A style that does not exist, has no sample, or cannot be read.
pub fn sample(house: &House, style: &str) -> Result<BTreeMap<String, Arc<[u8]>>> {
    house.style(style)?;
    let sample = house.sample(style)?;
    if sample.is_empty() {
        let words = vec![("name", style.to_owned())];
        return Err(Problem::Noted { code: codes::template::NO_SAMPLE, words }.into());
    }
    Ok(sample)
}

/// Returns what a style says of fields.
///
/// # Errors
/// A manifest that says of them what no style can.
pub fn fields_of(style: &Style) -> Result<StyleFields> {
    StyleFields::read(style.manifests.iter().map(|manifest| &manifest.sheet))
}

/// Returns a picture of a style that cannot be printed, and why.
fn refused<'s>((name, bytes): (&'s String, &Arc<[u8]>)) -> Option<(&'s str, Problem)> {
    let room = Room { width: 210.0, height: 297.0, dpi: 1200.0 };
    let refused = Plate::new(&format!("assets/{name}"), bytes.clone(), room).err()?;
    Some((name, refused))
}

/// Returns a manuscript as one in the style that it chooses, for whoever does not set it.
pub(crate) fn in_style_of(house: &House, manuscript: Manuscript) -> Manuscript {
    let name = or_default(manuscript.choices().style);
    match house.style(&name).and_then(|style| fields_of(&style)) {
        Ok(fields) => manuscript.in_style(Arc::new(fields)),
        Err(_) => manuscript,
    }
}

/// Sets the place of the fault for an unknown style: where the style is named.
fn at_its_name(error: Error, manuscript: &Manuscript) -> Error {
    match error.faults.as_slice() {
        [Fault { problem: Problem::NoSuchStyle { .. }, .. }] => {
            error.placed(&manuscript.place("style"))
        }
        _ => error,
    }
}
