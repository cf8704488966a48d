//! Inspects a style as a designer's reader would: is every field set, or omitted on purpose?

use std::collections::BTreeSet;
use std::sync::Arc;

use briefing_engine::pictures::Pictures;
use briefing_engine::press::{PdfSettings, Press};
use briefing_engine::style::{Style, general};
use briefing_text::fields::{EXTRA, OwnField, StyleFields, specimen, table};
use briefing_values::catalogue::most_like;
use briefing_values::error::{Fault, Problem, Result, Severity, codes};
use briefing_values::issue::OwnKind;
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
        let mut faults = style.inspect();
        faults.extend(omits(&style, &opened.fields.own));
        // What is missing shows in an issue with everything in it, and what is asked for too often in one with little.
        // The words of the office have nothing to do with it.
        let desk = self.beside(None)?;
        let mut unset = BTreeSet::new();
        for all in [true, false] {
            for fault in desk.specimen_faults(&style, &opened.fields, all) {
                match &fault.problem {
                    Problem::NotPrinted { field, .. } => drop(unset.insert(general(field))),
                    _ if faults.contains(&fault) => {}
                    _ => faults.push(fault),
                }
            }
        }
        // A picture has no words that would be missed.
        let pictures = opened.fields.own.iter().filter(|field| field.kind == OwnKind::Picture);
        let drawn = |field: &&OwnField| {
            style.names(&field.place()) || style.names(&format!(".{}.file", field.name))
        };
        let unseen = pictures.filter(|field| !drawn(field));
        unset.extend(unseen.map(OwnField::place).filter(|place| !style.omits(place)));
        faults.extend((!unset.is_empty()).then(|| not_set(&style, &unset)));
        Ok(faults)
    }

    /// Sets the specimen of a style, and returns what keeps it from being an edition.
    fn specimen_faults(&self, style: &Style, fields: &StyleFields, all: bool) -> Vec<Fault> {
        let text = specimen(&style.name, fields, all);
        let sheet = Sheet::of("specimen.toml", &text);
        let files = table().iter().filter(|field| field.name == "article.picture.file");
        let named = files.filter_map(|field| field.example.as_ref()?.as_str().map(str::to_owned));
        let pictures = named.map(|file| (file, Arc::from(DRAWING.as_bytes()))).collect();
        let source = SourceText { sheet, pictures: Pictures::AtHand(pictures) };
        let found: Vec<Fault> = match self.preview(&source) {
            Ok((proofed, faults)) => {
                let unprinted = proofed.forme.print(&PdfSettings::default()).err();
                faults.into_iter().chain(unprinted.into_iter().flat_map(|it| it.faults)).collect()
            }
            Err(error) => error.faults,
        };
        Press::clean();
        // With so much above it, the text of the specimen may begin on page 2.
        let of_note = |fault: &Fault| {
            fault.severity == Severity::Error && fault.problem != Problem::NoTextOnFirstPage
        };
        found.into_iter().filter(of_note).collect()
    }
}

/// Returns what is said of fields that a style neither sets nor omits.
fn not_set(style: &Style, fields: &BTreeSet<String>) -> Fault {
    let all: Vec<_> = fields.iter().map(String::as_str).collect();
    // The list takes the place of the one that the style has, or takes over.
    let omits = style.omits.iter().map(String::as_str).chain(all.iter().copied());
    let list: Vec<_> = omits.map(|field| format!("\"{field}\"")).collect();
    let words = vec![("fields", all.join(", ")), ("list", list.join(", "))];
    let problem = Problem::Noted { code: codes::template::FIELD_NOT_SET, words };
    Fault::new(problem, style.in_manifest("omits"))
}

/// Finds what a style omits that is no field.
fn omits(style: &Style, own: &[OwnField]) -> Vec<Fault> {
    let known: Vec<String> = table().iter().map(|field| field.name.clone()).collect();
    let own = own.iter().map(OwnField::place);
    let known: Vec<_> = known.into_iter().chain(own).chain([EXTRA.to_owned()]).collect();
    let strange = style.omits.iter().filter(|name| !known.contains(name));
    let fault = |name: &String| {
        let near = most_like(name, known.iter().map(String::as_str));
        let words = vec![("name", name.clone())];
        let problem = Problem::no_such(codes::template::OMITS_NOTHING, words, near);
        Fault::new(problem, style.in_manifest(name))
    };
    strange.map(fault).collect()
}
