//! Regeneration (重印): sets an edition again from what it was made from, and from nothing else.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use briefing_archive::lock::{FaceInput, Inputs, Pdf};
use briefing_engine::composer::{Composer, Enclosures};
use briefing_engine::edition::Edition;
use briefing_engine::house::House;
use briefing_engine::press::{Forme, PdfSettings, Press, Warnings};
use briefing_engine::style::{Standard, Style, Template};
use briefing_text::fields::StyleFields;
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Error, Problem, Result, codes};
use briefing_values::faces::{FaceBytes, FaceFile, Faces};
use briefing_values::fingerprint::Fingerprint;
use briefing_values::sheet::Sheet;

use crate::record::recipe::Recipe;
use crate::settle::Setting;

/// The source of the bytes that a list of inputs names: takes the name on the list and the fingerprint.
pub type Stock<'s> = dyn Fn(&str, Fingerprint) -> Result<Arc<[u8]>> + Sync + 's;

/// Sets editions again. What several have in common is read once.
pub struct Regenerator<'s> {
    stock: &'s Stock<'s>,
    presses: Mutex<BTreeMap<Vec<Fingerprint>, Arc<Press>>>,
    composers: Mutex<BTreeMap<Vec<Fingerprint>, Arc<Composer>>>,
}

impl<'s> Regenerator<'s> {
    /// Returns a regenerator that takes everything from one stock.
    pub fn new(stock: &'s Stock<'s>) -> Self {
        Self { stock, presses: Mutex::default(), composers: Mutex::default() }
    }

    /// Returns the recipe for a list of inputs; `name` is the one by which the user knows the list.
    ///
    /// # Errors
    /// Text that is not a list, or an input that the stock does not have.
    pub fn recipe(&self, name: &str, list: String) -> Result<Recipe> {
        let inputs = Inputs::read(name, &list)?;
        let data = self.text(&inputs.data.name, inputs.data.sha256)?;
        let mut pictures = BTreeMap::new();
        for (file, fingerprint) in &inputs.pictures {
            pictures.insert(file.clone(), self.bytes(file, *fingerprint)?);
        }
        Ok(Recipe {
            style: Arc::new(self.style(&inputs)?),
            faces: Vec::new(),
            inputs,
            list,
            data,
            pictures,
            originals: BTreeMap::new(),
        })
    }

    /// Sets the edition of a recipe, and passes it to `take` with its pages.
    ///
    /// # Errors
    /// Data, templates or pages that this program refuses; any error from `take`.
    pub fn set<T>(
        &self,
        recipe: &Recipe,
        take: impl FnOnce(&Forme, Edition) -> Result<T>,
    ) -> Result<T> {
        let taken = self.impose(recipe).and_then(|(forme, settings)| {
            let edition = forme.print(&settings)?;
            take(&forme, edition)
        });
        Press::clean();
        taken
    }

    fn impose(&self, recipe: &Recipe) -> Result<(Forme, PdfSettings)> {
        let Inputs { data, roles, faces, pdf, .. } = &recipe.inputs;
        let own = StyleFields::of_shapes(&recipe.inputs.style.fields);
        let manuscript = Manuscript::read(Sheet::of(&data.name, &recipe.data), None)?;
        let mut issue = manuscript.in_style(Arc::new(own)).issue()?;
        let composer = self.composer(&recipe.style, &recipe.inputs)?;
        let record = recipe.attachments();
        let enclosures = Enclosures { pictures: recipe.pictures.clone(), record };
        let faces_of_roles = Faces(roles.clone());
        let mut galley = composer.compose(&issue, &faces_of_roles, enclosures.clone())?;
        galley.identity.clone_from(&pdf.identity);
        galley.date = pdf.date;
        let press = self.press(faces)?;
        // The engine's warnings were judged when the edition was first made.
        let warnings = Warnings::Allow;
        let setting = Setting {
            press: &press,
            composer: &composer,
            faces: &faces_of_roles,
            enclosures,
            warnings,
        };
        Ok((setting.settle(&mut issue, galley)?, settings(pdf)?))
    }

    fn style(&self, inputs: &Inputs) -> Result<Style> {
        let wanted = &inputs.style;
        let mut templates = BTreeMap::new();
        for (name, fingerprint) in &wanted.templates {
            let text = self.text(name, *fingerprint)?.into();
            templates.insert(name.clone(), Template { file: name.as_str().into(), text });
        }
        let mut assets = BTreeMap::new();
        for (name, fingerprint) in &wanted.assets {
            assets.insert(name.clone(), self.bytes(name, *fingerprint)?);
        }
        Ok(Style {
            name: wanted.name.clone(),
            entry: wanted.entry.clone(),
            language: wanted.language,
            omits: wanted.omits.clone(),
            strings: wanted.strings.clone(),
            templates,
            assets,
            // Only those who make an edition ask for these.
            standard: Standard::default(),
            manifests: Vec::new(),
        })
    }

    fn composer(&self, style: &Arc<Style>, inputs: &Inputs) -> Result<Arc<Composer>> {
        let key: Vec<_> = inputs.style.templates.values().copied().collect();
        let mut composers = self.composers.lock().unwrap_or_else(PoisonError::into_inner);
        // The same templates under other names are a different style.
        let known = composers.get(&key).filter(|composer| *composer.style() == **style);
        if let Some(composer) = known {
            return Ok(composer.clone());
        }
        let composer = Arc::new(Composer::new(style.clone())?);
        composers.insert(key, composer.clone());
        Ok(composer)
    }

    fn press(&self, faces: &[FaceInput]) -> Result<Arc<Press>> {
        let key: Vec<_> = faces.iter().map(|face| face.sha256).collect();
        let mut presses = self.presses.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(press) = presses.get(&key) {
            return Ok(press.clone());
        }
        let mut files = Vec::new();
        for FaceInput { name, sha256 } in faces {
            let bytes = FaceBytes::read(self.bytes(name, *sha256)?.to_vec());
            files.push(FaceFile { name: name.as_str().into(), bytes });
        }
        let press = Arc::new(Press::new(&files)?);
        presses.insert(key, press.clone());
        Ok(press)
    }

    fn bytes(&self, name: &str, fingerprint: Fingerprint) -> Result<Arc<[u8]>> {
        (self.stock)(name, fingerprint)
    }

    fn text(&self, name: &str, fingerprint: Fingerprint) -> Result<String> {
        let bytes = self.bytes(name, fingerprint)?;
        String::from_utf8(bytes.to_vec()).map_err(|_| Problem::NotText { path: name.into() }.into())
    }
}

/// Returns the error for an input of the pages that is not available anywhere.
pub fn not_at_hand(name: &str, fingerprint: Fingerprint) -> Error {
    let words = vec![("name", name.to_owned()), ("sha256", fingerprint.to_string())];
    Problem::Noted { code: codes::archive::NOT_AT_HAND, words }.into()
}

/// Returns a function that finds a built-in template or face by its fingerprint.
pub fn built_in() -> Result<impl Fn(Fingerprint) -> Option<Arc<[u8]>> + Sync> {
    let house = House::open(None)?;
    let mut files = BTreeMap::new();
    for style in house.styles()? {
        let style = house.style(&style)?;
        for template in style.templates.values() {
            files.insert(Fingerprint::of(&*template.text), Arc::from(template.text.as_bytes()));
        }
        files.extend(style.assets.into_values().map(|bytes| (Fingerprint::of(&bytes), bytes)));
    }
    let faces = house.face_files()?;
    Ok(move |wanted| {
        let face = || faces.iter().find(|face| face.bytes.fingerprint() == wanted);
        files.get(&wanted).cloned().or_else(|| Some(Arc::from(face()?.bytes.as_ref())))
    })
}

/// Returns the settings for writing a PDF again.
fn settings(pdf: &Pdf) -> Result<PdfSettings> {
    let standards = PdfSettings::standards_named(&pdf.standards).ok_or_else(|| {
        let words = format!("unknown standard: {}", pdf.standards.join(", "));
        Error::from(Problem::CommandLine { words })
    })?;
    Ok(PdfSettings { standards, pages: pdf.pages.clone(), creator: pdf.creator.clone() })
}
