//! A replay (重排对照): sets archived editions with today's templates, faces and program, and shows what
//! would change. The archive is only read.

use std::collections::BTreeMap;
use std::sync::Arc;

use briefing_archive::archive::{Archive, Entry};
use briefing_archive::lines::{Change, Lines};
use briefing_archive::lock::Inputs;
use briefing_archive::pdf_reader::{self, Picture};
use briefing_engine::composer::Enclosures;
use briefing_engine::press::{PdfSettings, Press, Warnings};
use briefing_text::manuscript::Manuscript;
use briefing_values::error::Result;
use briefing_values::faces::Faces;
use briefing_values::sheet::Sheet;

use crate::desk::Desk;
use crate::record::recipe::Recipe;
use crate::record::reprint::PageChange;
use crate::record::reprint::page_changes;
use crate::settle::Setting;
use crate::styles::opened::Opened;

/// An archived edition, set with today's house.
pub struct Replayed {
    record: Arc<[u8]>,
    again: Arc<[u8]>,
    /// The pages that would change.
    pub pages: Vec<PageChange>,
    /// The lines that would change.
    pub lines: Vec<Change>,
}

/// A page before and after, and the difference, each if it exists.
pub struct Views {
    /// As recorded.
    pub before: Option<Picture>,
    /// As it would be now.
    pub after: Option<Picture>,
    /// The difference.
    pub difference: Option<Picture>,
}

impl Replayed {
    /// Returns whether no byte would change.
    pub fn is_same(&self) -> bool {
        self.record == self.again
    }

    /// Draws the pages that would change, at a resolution in pixels per inch.
    ///
    /// # Errors
    /// A record that is not a PDF.
    pub fn views(&self, ppi: f32) -> Result<Vec<(usize, Views)>> {
        let before = pdf_reader::PdfDocument::new("record", self.record.clone())?;
        let after = pdf_reader::PdfDocument::new("edition", self.again.clone())?;
        let views = |change: &PageChange| {
            let page = change.page - 1;
            let (before, after) = (before.picture(page, ppi), after.picture(page, ppi));
            let difference = before.as_ref().zip(after.as_ref()).map(|(a, b)| a.compare(b).picture);
            (change.page, Views { before, after, difference })
        };
        Ok(self.pages.iter().map(views).collect())
    }
}

impl Desk {
    /// Sets an archived edition with this house, in its own style or in another.
    ///
    /// # Errors
    /// An edition that this house cannot set; a missing or damaged file of the archive.
    pub fn replay(
        &self,
        archive: &Archive,
        entry: &Entry,
        style: Option<&str>,
    ) -> Result<Replayed> {
        let lock = archive.lock(entry)?;
        let record = archive.object(lock.output.sha256)?;
        let before = Lines::read(&archive.text(lock.output.lines)?).unwrap_or_default();
        let inputs = archive.inputs(&lock)?;
        let file = archive.object(lock.inputs.file.sha256)?;
        let chosen = self.chosen(&lock.inputs.file.name, &file, &inputs, style)?;
        let replayed = self.set_again(archive, &inputs, &chosen);
        Press::clean();
        let (again, after) = replayed?;
        let (pages, lines) = if record == again {
            (Vec::new(), Vec::new())
        } else {
            let pages = page_changes((record.clone(), &before), (again.clone(), &after))?;
            (pages, before.changes(&after))
        };
        Ok(Replayed { record, again, pages, lines })
    }

    /// Returns the faces and the templates that the issue would have today: those that its own file
    /// names, or else those of the house as it is now, not as it was then.
    fn chosen(
        &self,
        name: &str,
        file: &[u8],
        inputs: &Inputs,
        style: Option<&str>,
    ) -> Result<(Faces, Opened)> {
        let sheet = Sheet::new(name, file).unwrap_or_else(|_| Sheet::of(&inputs.data.name, ""));
        let manuscript = Manuscript::parse(sheet, self.house_sheet.clone());
        let style = match style {
            Some(name) => self.style_of(name)?,
            None => self.style(&manuscript)?,
        };
        Ok((self.faces(&manuscript)?, style))
    }

    fn set_again(
        &self,
        archive: &Archive,
        inputs: &Inputs,
        (faces, Opened { composer, fields }): &(Faces, Opened),
    ) -> Result<(Arc<[u8]>, Lines)> {
        let data = archive.text(inputs.data.sha256)?;
        let mut pictures = BTreeMap::new();
        for (file, fingerprint) in &inputs.pictures {
            pictures.insert(file.clone(), archive.object(*fingerprint)?);
        }
        let manuscript = Manuscript::read(Sheet::of(&inputs.data.name, &data), None)?;
        // Another style may not have all the fields.
        let mut issue = manuscript.in_style(fields.clone()).without_strangers().issue()?;
        let standards = PdfSettings::standards_named(&inputs.pdf.standards);
        let settings =
            PdfSettings { standards: standards.unwrap_or_default(), ..PdfSettings::default() };
        let house = (faces, &*self.press);
        let style = (composer.style(), fields.shapes());
        let recipe = Recipe::new(&issue, data, style, house, pictures.clone(), &settings);
        let record = recipe.attachments();
        let enclosures = Enclosures { pictures, record };
        let galley = composer.compose(&issue, faces, enclosures.clone())?;
        let (press, warnings) = (&*self.press, Warnings::Allow);
        let forme =
            Setting { press, composer, faces, enclosures, warnings }.settle(&mut issue, galley)?;
        Ok((forme.print(&settings)?.bytes.into(), Lines::of(&forme.proof())))
    }
}
