//! A style as a package (版式包): a folder with a manifest, templates and assets, which may take over another one and
//! replace some of it, file by file.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path};
use std::sync::Arc;

use briefing_values::catalogue::Lang;
use briefing_values::error::{Fault, Place, Problem, Result, codes};
use briefing_values::sheet::Sheet;

use crate::style::{Manifest, Style, Template};

use super::manifest::StyleManifest;
use super::{House, VOLUME_STYLE, builtin, manifest};

/// The manifest in a style's folder.
const STYLE_FILE: &str = "style.toml";
/// The folder of a style's pictures, in its own.
const ASSETS: &str = "assets";
/// The folder of its sample issues.
const SAMPLE: &str = "sample";
/// The template that includes the others, unless the manifest names another.
const ENTRY: &str = "briefing.typ.j2";

/// What stands in the folder of one style.
struct Package {
    name: String,
    sheet: Sheet,
    manifest: StyleManifest,
    templates: BTreeMap<String, Template>,
    assets: BTreeMap<String, Arc<[u8]>>,
}

impl House {
    /// Returns a style: its package, over the one that it extends, over the one that this extends. Of each, files of the
    /// project replace built-in ones.
    ///
    /// # Errors
    /// A style that does not exist, that extends itself, or whose manifest cannot be read.
    pub fn style(&self, name: &str) -> Result<Style> {
        let mut chain = vec![self.package(name)?];
        while let Some((base, place)) = chain.last().and_then(Package::base) {
            if base == VOLUME_STYLE {
                let problem = Problem::NoSuchStyle { name: base, known: self.styles()? };
                return Err(Fault::at(problem, place).into());
            }
            if chain.iter().any(|package| package.name == base) {
                let words = vec![("style", base)];
                let problem = Problem::Noted { code: codes::template::EXTENDS_ITSELF, words };
                return Err(Fault::at(problem, place).into());
            }
            let package = self.package(&base).map_err(|error| error.placed(&place))?;
            chain.push(package);
        }
        Ok(laid_over(chain))
    }

    /// Returns the files of a style's sample issues, by their names.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn sample(&self, style: &str) -> Result<BTreeMap<String, Arc<[u8]>>> {
        let folder = format!("templates/{style}/{SAMPLE}");
        let mut files = builtin::bytes(&folder);
        if let Some(project) = &self.project {
            files.extend(project.bytes(&folder)?);
        }
        Ok(files)
    }

    fn package(&self, name: &str) -> Result<Package> {
        if !is_folder(name) {
            return Err(Problem::NoSuchStyle { name: name.into(), known: self.styles()? }.into());
        }
        let folder = format!("templates/{name}");
        let mut files = builtin::files(&folder);
        let mut assets = builtin::bytes(&format!("{folder}/{ASSETS}"));
        if let Some(project) = &self.project {
            files.extend(project.files(&folder, |file| file == STYLE_FILE || is_template(file))?);
            assets.extend(project.bytes(&format!("{folder}/{ASSETS}"))?);
        }
        let Some(sheet) = files.remove(STYLE_FILE) else {
            return Err(Problem::NoSuchStyle { name: name.into(), known: self.styles()? }.into());
        };
        let templates = files.into_iter().filter(|(file, _)| is_template(file));
        let template = |(file, sheet): (String, Sheet)| {
            (file, Template { file: sheet.name, text: sheet.text })
        };
        Ok(Package {
            name: name.into(),
            manifest: manifest::read(&sheet)?,
            sheet,
            templates: templates.map(template).collect(),
            assets,
        })
    }
}

/// Returns whether a name is that of a folder beside the others, and leads nowhere else.
fn is_folder(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name)
}

fn is_template(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|end| end == "j2")
}

impl Package {
    /// Returns the style that this one extends, and where its manifest says so.
    fn base(&self) -> Option<(String, Place)> {
        let name = self.manifest.extends.as_ref()?;
        let Range { start, end } = name.span();
        let place = Place::new(self.sheet.name.clone(), self.sheet.text.clone(), start..end);
        Some((name.get_ref().clone(), place))
    }
}

/// Lays packages over one another; the first is the style itself, and each extends the next.
fn laid_over(chain: Vec<Package>) -> Style {
    let name = chain.first().map(|package| package.name.clone()).unwrap_or_default();
    let mut style = Style {
        name,
        entry: ENTRY.into(),
        language: Lang::Zh,
        omits: Vec::new(),
        strings: BTreeMap::new(),
        templates: BTreeMap::new(),
        assets: BTreeMap::new(),
        standard: crate::style::Standard::default(),
        manifests: Vec::new(),
    };
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for Package { name, sheet, manifest, templates, assets } in chain.into_iter().rev() {
        for (file, template) in templates {
            let before = style.templates.insert(file.clone(), template);
            let owner = owners.insert(file.clone(), name.clone());
            // Whoever replaces a template may still include it, or change a block of it.
            if let (Some(before), Some(owner)) = (before, owner) {
                style.templates.insert(format!("{owner}/{file}"), before);
            }
        }
        let StyleManifest { title, entry, language, standard, omits, strings, .. } = manifest;
        style.entry = entry.unwrap_or(style.entry);
        style.language = language.unwrap_or(style.language);
        style.standard = standard.unwrap_or(style.standard);
        style.omits = omits.unwrap_or(style.omits);
        style.strings.extend(strings);
        style.assets.extend(assets);
        style.manifests.insert(0, Manifest { style: name, title, sheet });
    }
    style
}
