//! The modules of a crate, and what the names in them mean.

use std::collections::BTreeMap;

use syn::Item;

use crate::item;
use crate::paths::{Named, paths};
use crate::surface::{Exposed, exposed};
use crate::types::types;

/// How many re-exports a name may pass through.
const DEPTH: usize = 16;

/// The modules of a crate, without its unit tests.
#[derive(Default)]
pub(crate) struct Tree {
    /// The files, by their paths relative to the source folder.
    pub(crate) files: BTreeMap<String, File>,
    modules: BTreeMap<Vec<String>, Module>,
}

/// What a file defines and names.
pub(crate) struct File {
    /// The names of its types.
    pub(crate) types: Vec<String>,
    /// What it makes public.
    pub(crate) exposed: Vec<Exposed>,
    /// All paths in it.
    pub(crate) paths: Vec<Named>,
}

#[derive(Default)]
struct Module {
    file: String,
    names: BTreeMap<String, Vec<Meaning>>,
}

/// What a name means in a module.
enum Meaning {
    /// An item defined there.
    Item,
    /// A child module.
    Module,
    /// An import of this path.
    Import(Vec<String>),
}

/// What a path resolves to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A module of the crate.
    Module(Vec<String>),
    /// An item of the crate: the file that defines it, and its name there.
    Item(String, String),
    /// A path into another crate.
    Outside(Vec<String>),
}

impl Tree {
    /// Reads the modules of a crate from the texts of its files, starting at `lib.rs`. A `main.rs` next to
    /// it counts as a module.
    pub(crate) fn of(texts: &BTreeMap<String, String>) -> Self {
        let mut tree = Self::default();
        tree.read(texts, "lib.rs", &[]);
        tree.read(texts, "main.rs", &["main".into()]);
        tree
    }

    /// Reads the file of a module, and those of its child modules.
    fn read(&mut self, texts: &BTreeMap<String, String>, name: &str, module: &[String]) {
        let Some(text) = texts.get(name) else { return };
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let items: Vec<_> = file.items.into_iter().filter(|item| !item::is_test(item)).collect();
        self.define(texts, name, module, &items);
        let paths = paths(module, &items);
        for named in &paths {
            if let Some(import) = &named.import {
                let meaning = Meaning::Import(named.segments.clone());
                self.note(&named.module, &import.alias, meaning);
            }
        }
        let file = File { types: types(&items), exposed: exposed(&items), paths };
        self.files.insert(name.to_owned(), file);
    }

    /// Notes what a module defines.
    fn define(
        &mut self,
        texts: &BTreeMap<String, String>,
        file: &str,
        module: &[String],
        items: &[Item],
    ) {
        let own = Module { file: file.to_owned(), names: BTreeMap::new() };
        self.modules.entry(module.to_vec()).or_insert(own);
        for item in items {
            let Some(name) = item::name(item) else { continue };
            let Item::Mod(child) = item else {
                self.note(module, &name, Meaning::Item);
                continue;
            };
            self.note(module, &name, Meaning::Module);
            let path = [module, std::slice::from_ref(&name)].concat();
            match &child.content {
                Some((_, items)) => self.define(texts, file, &path, items),
                None => self.read(texts, &child_file(texts, file, &name), &path),
            }
        }
    }

    fn note(&mut self, module: &[String], name: &str, meaning: Meaning) {
        let names = &mut self.modules.entry(module.to_vec()).or_default().names;
        names.entry(name.to_owned()).or_default().push(meaning);
    }

    /// Resolves a path in a module. Names of the language, of variables and of parameters resolve to
    /// nothing.
    pub(crate) fn resolve(&self, module: &[String], path: &[String]) -> Option<Target> {
        self.follow(module, path, DEPTH)
    }

    fn follow(&self, module: &[String], path: &[String], depth: usize) -> Option<Target> {
        let depth = depth.checked_sub(1)?;
        let (mut module, mut rest) = begin(module, path);
        while let [name, behind @ ..] = rest {
            let Some(meaning) = self.meaning(&module, name, behind.is_empty()) else {
                let is_outside = rest.len() == path.len() && !behind.is_empty();
                return is_outside.then(|| Target::Outside(path.to_vec()));
            };
            match meaning {
                Meaning::Item => {
                    return Some(Target::Item(self.modules[&module].file.clone(), name.clone()));
                }
                Meaning::Module => module.push(name.clone()),
                // `use png;` imports a crate under its own name.
                Meaning::Import(of) if of[0] == *name => {
                    return Some(Target::Outside([of, behind].concat()));
                }
                Meaning::Import(of) => match self.follow(&module, of, depth)? {
                    Target::Module(inner) => module = inner,
                    Target::Outside(of) => return Some(Target::Outside([&of, behind].concat())),
                    item @ Target::Item(..) => return Some(item),
                },
            }
            rest = behind;
        }
        Some(Target::Module(module))
    }

    /// Returns what a name means in a module. A function may share its name with a module or a crate; only
    /// the latter can be followed by another name.
    fn meaning(&self, module: &[String], name: &str, is_last: bool) -> Option<&Meaning> {
        let meanings = self.modules.get(module)?.names.get(name)?;
        let is_type = name.starts_with(char::is_uppercase);
        let fits = |meaning: &&Meaning| match meaning {
            Meaning::Item => is_last || is_type,
            Meaning::Module => !is_last,
            Meaning::Import(_) => true,
        };
        let is_module = |meaning: &&Meaning| is_last && matches!(meaning, Meaning::Module);
        meanings.iter().find(fits).or(meanings.iter().find(is_module))
    }
}

/// Returns the module at which a path in `module` begins, and the names in it: without `crate`, `self` and
/// `super`.
fn begin<'p>(module: &[String], path: &'p [String]) -> (Vec<String>, &'p [String]) {
    let (mut module, mut rest) = (module.to_vec(), path);
    while let [name, behind @ ..] = rest {
        match name.as_str() {
            "crate" => module.clear(),
            "self" => {}
            "super" => drop(module.pop()),
            _ => break,
        }
        rest = behind;
    }
    (module, rest)
}

/// Returns the folder of the child modules of a file, ending in `/`.
pub(crate) fn child_folder(file: &str) -> String {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let root = stem.strip_suffix("mod").or(stem.strip_suffix("lib"));
    match root.filter(|root| root.is_empty() || root.ends_with('/')) {
        Some(root) => root.to_owned(),
        None => format!("{stem}/"),
    }
}

/// Returns the file of a child module.
fn child_file(texts: &BTreeMap<String, String>, file: &str, name: &str) -> String {
    let folder = child_folder(file);
    let alone = format!("{folder}{name}.rs");
    if texts.contains_key(&alone) { alone } else { format!("{folder}{name}/mod.rs") }
}

#[cfg(test)]
mod tests {
    use super::{Target, Tree};

    #[track_caller]
    fn resolves(files: &[(&str, &str)], module: &[&str], path: &str, wanted: &str) {
        let texts = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let module: Vec<_> = module.iter().map(ToString::to_string).collect();
        let path: Vec<_> = path.split("::").map(str::to_owned).collect();
        let found = match Tree::of(&texts.collect()).resolve(&module, &path) {
            Some(Target::Item(file, name)) => format!("{name} in {file}"),
            Some(Target::Module(path)) => format!("module {}", path.join("::")),
            Some(Target::Outside(path)) => path.join("::"),
            None => String::new(),
        };
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_path_resolves_to_the_file_that_defines_the_item() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::c; mod within { pub enum Kind { One } }"),
            ("b/mod.rs", "pub mod c; pub fn g() {}"),
            ("b/c.rs", "pub struct Deep;"),
        ];
        resolves(&files, &["a"], "super::b::g", "g in b/mod.rs");
        resolves(&files, &["a"], "c::Deep::new", "Deep in b/c.rs");
        resolves(&files, &["a"], "self::within::Kind::One", "Kind in a.rs");
        resolves(&files, &["b", "c"], "super::super::b::c::Deep", "Deep in b/c.rs");
        resolves(&files, &["a"], "variable", "");
    }

    #[test]
    fn reexports_are_seen_through() {
        let files = [
            ("lib.rs", "pub mod a; pub use a::Deep;"),
            ("a.rs", "mod b; pub use b::Deep; pub use b::Other as Plain;"),
            ("a/b.rs", "pub struct Deep; pub struct Other;"),
        ];
        resolves(&files, &[], "crate::Deep", "Deep in a/b.rs");
        resolves(&files, &["a", "b"], "crate::a::Plain", "Other in a/b.rs");
    }

    #[test]
    fn other_crates_are_told_from_modules_and_functions() {
        let text = "use png; use toml::de::Error as E; mod toml {} fn landlock() {}";
        let files = [("lib.rs", text)];
        resolves(&files, &[], "png::Encoder::new", "png::Encoder::new");
        resolves(&files, &[], "landlock::Ruleset", "landlock::Ruleset");
        resolves(&files, &[], "landlock", "landlock in lib.rs");
        resolves(&files, &[], "toml", "module toml");
    }
}
