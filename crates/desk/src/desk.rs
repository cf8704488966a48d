//! The desk of a house: its house file, its lexicon, its press, and the templates it has opened.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use briefing_engine::house::House;
use briefing_engine::press::Press;
use briefing_text::manuscript::Manuscript;
use briefing_values::error::Result;
use briefing_values::lexicon::Lexicon;
use briefing_values::sheet::Sheet;

use crate::order::SourceText;
use crate::plates::PlateRack;
use crate::styles::opened::Opened;

/// The desk of one house.
pub struct Desk {
    pub(crate) house: House,
    pub(crate) house_sheet: Option<Sheet>,
    pub(crate) lexicon: Lexicon,
    pub(crate) press: Arc<Press>,
    pub(crate) styles: Mutex<BTreeMap<String, Opened>>,
    pub(crate) plates: PlateRack,
}

impl Desk {
    /// Opens the desk of a project folder, or of the built-in house.
    ///
    /// # Errors
    /// A house file, a manifest or a face that cannot be read.
    pub fn open(root: Option<PathBuf>) -> Result<Self> {
        Self::open_after(root, None)
    }

    /// Reopens the desk after a change in the house. The press stays warm if its faces are unchanged.
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
            styles: Mutex::default(),
            plates: PlateRack::default(),
        };
        desk.press.warm_up(&desk.house_faces()?);
        Ok(desk)
    }

    /// Returns the desk of the same house with another house file.
    pub(crate) fn beside(&self, house_sheet: Option<Sheet>) -> Result<Self> {
        Ok(Self {
            house: House::open(self.house.root().map(Into::into))?,
            house_sheet,
            lexicon: self.lexicon.clone(),
            press: self.press.clone(),
            styles: Mutex::default(),
            plates: PlateRack::default(),
        })
    }

    /// Returns the house.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// Returns the press.
    pub fn press(&self) -> &Press {
        &self.press
    }

    /// Reads as much as possible of an issue's file, laid over the house file, with the rows of its tables
    /// that stand in files beside it.
    pub fn parse(&self, source: &SourceText) -> Manuscript {
        let manuscript = Manuscript::parse(source.sheet.clone(), self.house_sheet.clone());
        self.in_style(manuscript).with_table_files(|file| source.pictures.picture(file))
    }

    /// Reads an issue's file, laid over the house file.
    ///
    /// # Errors
    /// A malformed file, at the place of the mistake.
    pub fn read(&self, source: &SourceText) -> Result<Manuscript> {
        let manuscript = Manuscript::read(source.sheet.clone(), self.house_sheet.clone())?;
        self.in_style(manuscript).sound()
    }

    /// Returns the project's output folder: the one that the house file names, or `out`.
    ///
    /// # Errors
    /// A malformed house file.
    pub fn output(&self) -> Result<Option<PathBuf>> {
        crate::output(&self.house)
    }
}
