//! The desk (编务): takes an issue's file through the house, from manuscript to edition. It is the
//! one way into the library, for the command line, the tests and every later service.

mod bind;
pub mod check;
pub mod draw;
pub mod examine;
pub mod faces;
mod measure;
pub mod order;
mod page_choice;
pub mod pictures;
mod policy;
pub mod product;
pub mod program;
pub mod publish;
pub mod recipe;
pub mod regenerate;
pub mod register;
pub mod replay;
pub mod reprint;
pub mod search;
mod styles;
pub mod testimony;
pub mod verify;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use briefing_engine::composer::{Composer, Enclosures};
use briefing_engine::edition::Edition;
use briefing_engine::house::House;
use briefing_engine::press::{PdfSettings, Press, Warnings};
use briefing_engine::proofreader;
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Error, Fault, Problem, Result};
use briefing_values::lexicon::Lexicon;
use briefing_values::sheet::Sheet;

use examine::Examined;
use order::{Composed, Order, Proofed, Record, SourceText, Stage};
use recipe::Recipe;

/// The desk of one house.
pub struct Desk {
    house: House,
    house_sheet: Option<Sheet>,
    lexicon: Lexicon,
    press: Arc<Press>,
    composers: Mutex<BTreeMap<String, Arc<Composer>>>,
}

impl Desk {
    /// Opens the desk of a project folder, or of the built-in house.
    ///
    /// # Errors
    /// A house file, a manifest or a face that cannot be read.
    pub fn open(root: Option<PathBuf>) -> Result<Self> {
        Self::open_after(root, None)
    }

    /// Opens the desk again, after something in the house has changed. The press stays warm where
    /// its faces are still the same.
    ///
    /// # Errors
    /// A house file, a manifest or a face that cannot be read.
    pub fn reopen(&self, root: Option<PathBuf>) -> Result<Self> {
        Self::open_after(root, Some(&self.press))
    }

    fn open_after(root: Option<PathBuf>, before: Option<&Arc<Press>>) -> Result<Self> {
        let house = House::open(root)?;
        let files = house.face_files()?;
        let press = match before.filter(|press| press.has(&files)) {
            Some(press) => press.clone(),
            None => Arc::new(Press::new(&files)?),
        };
        let desk = Self {
            house_sheet: house.sheet()?,
            lexicon: house.lexicon()?,
            press,
            house,
            composers: Mutex::default(),
        };
        desk.press.warm_up(&desk.house_faces()?);
        Ok(desk)
    }

    /// Returns the house.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// Returns the press.
    pub fn press(&self) -> &Press {
        &self.press
    }

    /// Reads as much of an issue's file, over the house file, as can be read.
    pub fn parse(&self, source: &SourceText) -> Manuscript {
        Manuscript::parse(source.sheet.clone(), self.house_sheet.clone())
    }

    /// Reads an issue's file, over the house file.
    ///
    /// # Errors
    /// The place where either is not of the right form.
    pub fn read(&self, source: &SourceText) -> Result<Manuscript> {
        Manuscript::read(source.sheet.clone(), self.house_sheet.clone())
    }

    /// Returns the project's folder for what is printed: the one that the house file names, or `out`.
    ///
    /// # Errors
    /// A house file that is not of the right form.
    pub fn output(&self) -> Result<Option<PathBuf>> {
        output(&self.house)
    }

    /// Takes an issue that was examined as far as the galley.
    ///
    /// # Errors
    /// Every fault in the data, or the first in the templates.
    fn compose(&self, examined: Examined, record: &Record) -> Result<Composed> {
        let Examined { manuscript, issue, pictures, faults } = examined;
        let faces = self.faces(&manuscript)?;
        let composer = self.composer(&manuscript)?;
        let recipe = match record {
            Record::Attached(settings) => Some(Recipe::new(
                &issue,
                manuscript.fair_copy(),
                composer.style(),
                (&faces, &self.press),
                pictures.clone(),
                settings,
            )),
            Record::LeftOut => None,
        };
        let record = recipe.as_ref().map(Recipe::attachments).unwrap_or_default();
        let galley = composer.compose(&issue, &faces, Enclosures { pictures, record })?;
        Ok(Composed { manuscript, issue, galley, recipe, remarks: faults })
    }

    /// Takes an issue's file as far as the galley, for a compiler elsewhere.
    ///
    /// # Errors
    /// Every fault in the data, or the first in the templates.
    pub fn galley(&self, source: &SourceText, record: &Record) -> Result<Composed> {
        let composed = self.compose(self.examine(source).sound()?, record)?;
        Press::check(&composed.galley)?;
        Ok(composed)
    }

    /// Takes an issue's file all the way to pages, and hands them to `print`. `stage` is told when
    /// each stage begins.
    ///
    /// # Errors
    /// Every fault of the stage that stopped the work, and what `print` returns.
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
        // Also after a fault: what the engine worked out until then would stay for good.
        Press::clean();
        printed
    }

    /// Takes an issue's file to pages that may be wrong, and returns them with what is wrong: a
    /// person who is still writing wants to see both. The engine's warnings come with the pages.
    ///
    /// # Errors
    /// Every fault of a stage that ended without pages.
    pub fn preview(&self, source: &SourceText) -> Result<(Proofed, Vec<Fault>)> {
        let seen = self.examine(source).sound().and_then(|examined| {
            let composed = self.compose(examined, &Record::LeftOut)?;
            self.impose(composed, Warnings::Allow, &mut |_| {})
        });
        Press::clean();
        seen
    }

    /// Returns the paths under which an issue names its pictures.
    ///
    /// # Errors
    /// Every fault in the data.
    pub fn pictures(&self, source: &SourceText) -> Result<Vec<String>> {
        Ok(pictures::named(&self.read(source)?.issue()?))
    }

    /// Prints the edition of an issue's file, as it is archived: PDF/A-3a and PDF/UA-1.
    ///
    /// # Errors
    /// Every fault of the stage that stopped the work.
    pub fn edition(&self, source: &SourceText) -> Result<Edition> {
        let print = |pages: &Proofed| pages.forme.print(&PdfSettings::default());
        self.render(source, &Order::default(), &mut |_| {}, print)
    }

    /// Lays out a galley, holds the pages against the issue, and returns them with what was found.
    fn impose(
        &self,
        composed: Composed,
        warnings: Warnings,
        stage: &mut dyn FnMut(Stage),
    ) -> Result<(Proofed, Vec<Fault>)> {
        let Composed { manuscript, issue, galley, recipe, mut remarks } = composed;
        stage(Stage::Impose);
        let forme = self
            .press
            .impose(galley, warnings)
            .map_err(|error| pointed_at_data(error, &manuscript))?;
        stage(Stage::Proofread);
        remarks.extend_from_slice(forme.warnings());
        let proof = forme.proof();
        let findings = proofreader::read(&issue, &proof, |field| forme.galley().style.omits(field));
        let fault = |finding: proofreader::Finding| {
            let place = finding.field.map(|field| manuscript.place_in(&field, &finding.words));
            Fault::new(finding.problem, place)
        };
        let faults = findings.into_iter().map(fault).collect();
        Ok((Proofed { forme, proof, manuscript, issue, recipe, remarks }, faults))
    }
}

/// Returns a house's folder for what is printed: the one that the house file names, or `out`.
///
/// # Errors
/// A house file that cannot be read, or is not of the right form.
pub fn output(house: &House) -> Result<Option<PathBuf>> {
    let Some(root) = house.root() else { return Ok(None) };
    let file = house.sheet()?.map(Manuscript::house).transpose()?;
    let named = file.and_then(|file| file.choices().output);
    Ok(Some(root.join(named.as_deref().unwrap_or("out"))))
}

/// Returns the schema of an issue's file and of the house file (JSON Schema, draft 7).
pub fn schema() -> String {
    briefing_text::fields::schema()
}

/// Points the faults that a template finds in the data at the data.
fn pointed_at_data(mut error: Error, manuscript: &Manuscript) -> Error {
    for fault in &mut error.faults {
        if let Problem::Refused { field, .. } = &fault.problem {
            fault.place = Some(manuscript.place(field));
        }
    }
    error
}
