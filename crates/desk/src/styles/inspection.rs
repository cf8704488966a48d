//! Inspects a style as a designer's reader would: is every field set, or omitted on purpose?

use std::collections::BTreeSet;
use std::sync::Arc;

use briefing_engine::pictures::Pictures;
use briefing_engine::plate::{Plate, Room};
use briefing_engine::press::Press;
use briefing_engine::style::Style;
use briefing_text::fields::{self, EXTRA, OwnField};
use briefing_values::catalogue::most_like;
use briefing_values::error::{Fault, Problem, Result, Severity, codes};
use briefing_values::sheet::Sheet;

use crate::desk::Desk;
use crate::order::SourceText;

/// What stands for the pictures of the specimen.
const DRAWING: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"><rect width="8" height="6"/></svg>"#;

impl Desk {
    /// Returns what is wrong with a style, each fault at its place in the files of the style: names that lead nowhere,
    /// fields that it neither sets nor omits, templates that cannot be filled or laid out.
    ///
    /// # Errors
    /// A style that does not exist, or that cannot be read.
    pub fn inspect_style(&self, name: &str) -> Result<Vec<Fault>> {
        let opened = self.style_of(name)?;
        let style = opened.composer.style();
        let own = &opened.fields.own;
        let mut faults = style.inspect();
        faults.extend(omits(&style, own));
        faults.extend(assets(&style));
        // What is missing shows in an issue with everything in it, and what is asked for too often in one with little.
        // The words of the office have nothing to do with it.
        let desk = self.beside(None)?;
        let mut set = BTreeSet::new();
        for all in [true, false] {
            for fault in desk.specimen_faults(&style, own, all) {
                if set.insert((fault.problem.clone().code(), fault.to_string())) {
                    faults.push(fault);
                }
            }
        }
        Ok(faults)
    }

    /// Sets the specimen of a style, and returns the faults that are the style's.
    fn specimen_faults(&self, style: &Style, own: &[OwnField], all: bool) -> Vec<Fault> {
        let text = fields::specimen(&style.name, own, all);
        let sheet = Sheet::of("specimen.toml", &text);
        let files = fields::table().iter().filter(|field| field.name == "article.picture.file");
        let named = files.filter_map(|field| field.example.as_ref()?.as_str().map(str::to_owned));
        let pictures = named.map(|file| (file, Arc::from(DRAWING.as_bytes()))).collect();
        let source = SourceText { sheet, pictures: Pictures::AtHand(pictures) };
        let found = match self.preview(&source) {
            Ok((_, faults)) => faults,
            Err(error) => error.faults,
        };
        Press::clean();
        // With so much above it, the text of the specimen may begin on page 2.
        let of_note = |fault: &Fault| {
            fault.severity == Severity::Error && fault.problem != Problem::NoTextOnFirstPage
        };
        let errors = found.into_iter().filter(of_note);
        errors.map(|fault| of_the_style(style, fault)).collect()
    }
}

/// Returns a fault of the specimen as one of the style.
fn of_the_style(style: &Style, fault: Fault) -> Fault {
    match &fault.problem {
        Problem::NotPrinted { field, .. } => {
            let words = vec![("field", general(field))];
            let problem = Problem::Noted { code: codes::template::FIELD_NOT_SET, words };
            Fault::new(problem, style.in_manifest("omits"))
        }
        _ => fault,
    }
}

/// Returns the name of a field without the positions of list items.
fn general(field: &str) -> String {
    let is_place = |step: &&str| step.bytes().all(|byte| byte.is_ascii_digit());
    field.split('.').filter(|step| !is_place(step)).collect::<Vec<_>>().join(".")
}

/// Finds what a style omits that is no field.
fn omits(style: &Style, own: &[OwnField]) -> Vec<Fault> {
    let known: Vec<String> = fields::table().iter().map(|field| field.name.clone()).collect();
    let own = own.iter().map(OwnField::place);
    let known: Vec<_> = known.into_iter().chain(own).chain([EXTRA.to_owned()]).collect();
    let strange = style.omits.iter().filter(|name| !known.contains(name));
    let fault = |name: &String| {
        let mut words = vec![("name", name.clone())];
        if let Some(near) = most_like(name, known.iter().map(String::as_str)) {
            words.extend([("near", near), ("case", "near".to_owned())]);
        }
        let problem = Problem::Noted { code: codes::template::OMITS_NOTHING, words };
        Fault::new(problem, style.in_manifest(name))
    };
    strange.map(fault).collect()
}

/// Finds pictures of a style that cannot be printed.
fn assets(style: &Style) -> Vec<Fault> {
    let room = Room { width: 210.0, height: 297.0, dpi: 1200.0 };
    let refused = style.assets.iter().filter_map(|(name, bytes)| {
        Plate::new(&format!("assets/{name}"), bytes.clone(), room).err()
    });
    refused.map(|problem| Fault::new(problem, style.in_manifest(""))).collect()
}
