//! The pipeline: takes an issue's file through examination, composition, layout and proofreading to a
//! product of its pages.

use std::collections::BTreeMap;

use briefing_engine::composer::Enclosures;
use briefing_engine::edition::Edition;
use briefing_engine::press::{Forme, PdfSettings, Press, Warnings};
use briefing_engine::proofreader;
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Error, Fault, Problem, Result};

use crate::examine::Examined;
use crate::order::{Composed, Order, Proofed, Record, SourceText, Stage};
use crate::record::recipe::Recipe;
use crate::settle::Setting;
use crate::styles::opened::Opened;

use crate::desk::Desk;

impl Desk {
    /// Takes an examined issue as far as the galley.
    ///
    /// # Errors
    /// Every fault in the data, or the first in the templates.
    pub(crate) fn compose(&self, examined: Examined, record: &Record) -> Result<Composed> {
        let Examined { manuscript, issue, plates, faults } = examined;
        let pictures: BTreeMap<_, _> =
            plates.iter().map(|(file, plate)| (file.clone(), plate.printed.clone())).collect();
        let faces = self.faces(&manuscript)?;
        let Opened { composer, fields } = self.style(&manuscript)?;
        let recipe = match record {
            Record::Attached(settings) => Some(
                Recipe::new(
                    &issue,
                    manuscript.fair_copy(),
                    (composer.style(), fields.shapes()),
                    (&faces, &self.press),
                    pictures.clone(),
                    settings,
                )
                .with_originals(plates),
            ),
            Record::LeftOut => None,
        };
        let record = recipe.as_ref().map(Recipe::attachments).unwrap_or_default();
        let enclosures = Enclosures { pictures, record };
        let galley = composer.compose(&issue, &faces, enclosures.clone())?;
        Ok(Composed { manuscript, issue, galley, enclosures, recipe, remarks: faults })
    }

    /// Takes an issue's file as far as the galley, for an external compiler.
    ///
    /// # Errors
    /// Every fault in the data, or the first in the templates.
    pub fn galley(&self, source: &SourceText, record: &Record) -> Result<Composed> {
        let mut composed = self.compose(self.examine(source).sound()?, record)?;
        Press::check(&composed.galley)?;
        // What the engine does not set is written all the same: it may be for another.
        if let Ok(forme) = self.settle(&mut composed, Warnings::Allow) {
            composed.galley = forme.galley().clone();
        }
        Press::clean();
        Ok(composed)
    }

    /// Returns the source of an issue's file up to where a template fails; `None` if the data or the style cannot be read.
    pub fn source_so_far(&self, source: &SourceText) -> Option<String> {
        let Examined { manuscript, issue, plates, .. } = self.examine(source).sound().ok()?;
        let Opened { composer, .. } = self.style(&manuscript).ok()?;
        let pictures = plates.into_iter().map(|(file, plate)| (file, plate.printed)).collect();
        let enclosures = Enclosures { pictures, record: Vec::new() };
        Some(composer.so_far(&issue, &self.faces(&manuscript).ok()?, enclosures))
    }

    /// Takes an issue's file all the way to pages, and hands them to `print`. `stage` is called when
    /// each stage begins.
    ///
    /// # Errors
    /// Every fault of the stage that stopped the work, and any error from `print`.
    pub fn render<T>(
        &self,
        source: &SourceText,
        order: &Order,
        stage: &mut dyn FnMut(Stage),
        print: impl FnOnce(&Proofed) -> Result<T>,
    ) -> Result<T> {
        stage(Stage::Read);
        let printed = self.examine(source).sound().and_then(|examined| {
            stage(Stage::Compose);
            let composed = self.compose(examined, &order.record)?;
            let (proofed, findings) = self.impose(composed, order.warnings, stage)?;
            let proofed = Error::unless(findings, proofed)?;
            self.keeps_raised_rules(&proofed)?;
            stage(Stage::Print);
            print(&proofed)
        });
        // Even after a fault: otherwise the engine would keep its cached results forever.
        Press::clean();
        printed
    }

    /// Takes an issue's file to pages that may have faults, and returns both: a person who is still
    /// writing wants to see the pages and the faults. The engine's warnings come with the pages.
    ///
    /// # Errors
    /// Every fault of a stage that produced no pages.
    pub fn preview(&self, source: &SourceText) -> Result<(Proofed, Vec<Fault>)> {
        let seen = self.examine(source).sound().and_then(|examined| {
            let composed = self.compose(examined, &Record::LeftOut)?;
            self.impose(composed, Warnings::Allow, &mut |_| {})
        });
        Press::clean();
        seen
    }

    /// Returns the paths under which an issue names its pictures and the files of its tables.
    ///
    /// # Errors
    /// Every fault in the data.
    pub fn pictures(&self, source: &SourceText) -> Result<Vec<String>> {
        let manuscript = self.read(source)?;
        Ok(crate::pictures::named(&manuscript, &manuscript.issue()?))
    }

    /// Prints the edition of an issue's file, as it is archived: PDF/A-3a and PDF/UA-1.
    ///
    /// # Errors
    /// Every fault of the stage that stopped the work.
    pub fn edition(&self, source: &SourceText) -> Result<Edition> {
        let print = |pages: &Proofed| pages.forme.print(&PdfSettings::default());
        self.render(source, &Order::default(), &mut |_| {}, print)
    }

    /// Lays out a galley, and composes its issue anew where the pages ask for it.
    fn settle(&self, composed: &mut Composed, warnings: Warnings) -> Result<Forme> {
        let Composed { manuscript, issue, galley, enclosures, .. } = composed;
        let setting = Setting {
            press: &self.press,
            composer: &self.style(manuscript)?.composer,
            faces: &self.faces(manuscript)?,
            enclosures: enclosures.clone(),
            warnings,
        };
        setting.settle(issue, galley.clone())
    }

    /// Lays out a galley, compares the pages with the issue, and returns them with the findings.
    pub(crate) fn impose(
        &self,
        mut composed: Composed,
        warnings: Warnings,
        stage: &mut dyn FnMut(Stage),
    ) -> Result<(Proofed, Vec<Fault>)> {
        stage(Stage::Impose);
        let forme = self
            .settle(&mut composed, warnings)
            .map_err(|error| pointed_at_data(error, &composed.manuscript))?;
        let Composed { manuscript, issue, recipe, mut remarks, .. } = composed;
        stage(Stage::Proofread);
        remarks.extend_from_slice(forme.warnings());
        let proof = forme.proof();
        let findings = proofreader::read(&issue, &proof, &forme.galley().style);
        let fault = |finding: proofreader::Finding| {
            let place = finding.field.map(|field| manuscript.place_in(&field, &finding.words));
            Fault::new(finding.problem, place)
        };
        let faults = findings.into_iter().map(fault).collect();
        Ok((Proofed { forme, proof, manuscript, issue, recipe, remarks }, faults))
    }
}

/// Sets the places of faults that a template finds in the data.
fn pointed_at_data(mut error: Error, manuscript: &Manuscript) -> Error {
    for fault in &mut error.faults {
        if let Problem::Refused { field, .. } = &fault.problem {
            fault.place = Some(manuscript.place(field));
        }
    }
    error
}
