//! What a crate makes public: few names at its root, and nothing that goes unused.

use syn::Item;

use crate::item;
use crate::paths::paths;

/// A public name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exposed {
    /// The name.
    pub(crate) name: String,
    /// Whether it is that of a module.
    pub(crate) is_module: bool,
}

/// Returns the public names among items.
pub(crate) fn exposed(items: &[Item]) -> Vec<Exposed> {
    let mut exposed = Vec::new();
    for item in items.iter().filter(|item| item::is_public(item)) {
        if let Some(name) = item::name(item) {
            exposed.push(Exposed { name, is_module: matches!(item, Item::Mod(_)) });
        } else {
            let imports = paths(&[], std::slice::from_ref(item)).into_iter();
            let names = imports.filter_map(|path| Some(path.import?.alias));
            exposed.extend(names.map(|name| Exposed { name, is_module: false }));
        }
    }
    exposed
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Exposed, exposed};
    use crate::tree::Tree;
    use crate::workspace::{PACKAGES, Package, files_beside};

    /// How many names a crate may have at its root.
    const MOST: usize = 12;

    #[test]
    fn crates_have_few_names_at_their_root() {
        let count = |package: &'static Package| {
            (package.name.as_str(), package.tree.files["lib.rs"].exposed.len())
        };
        let crowded = PACKAGES.iter().map(count).filter(|(_, count)| *count > MOST);
        assert_eq!(crowded.collect::<Vec<_>>(), [], "more than {MOST} names");
    }

    #[test]
    fn what_is_public_is_used_elsewhere() {
        let beside = files_beside();
        let mut unused = BTreeSet::new();
        for package in PACKAGES.iter() {
            // A program of the crate itself uses its library as others do.
            let trees = PACKAGES.iter().map(|other| &other.tree).chain(&beside);
            let used: BTreeSet<_> = trees.flat_map(Tree::outside).map(|(_, path)| path).collect();
            let is_used = |path: &[String]| {
                used.range(path.to_vec()..).next().is_some_and(|first| first.starts_with(path))
            };
            let public = public_paths(package).into_iter();
            unused.extend(public.filter(|path| !is_used(path)).map(|path| path.join("::")));
        }
        assert!(unused.is_empty(), "public, but used by nobody else: {unused:?}");
    }

    /// Returns the public modules of a crate, and the functions and constants in them. A type may be public
    /// only because one of those returns it.
    fn public_paths(package: &Package) -> Vec<Vec<String>> {
        let files = &package.tree.files;
        let root = package.name.replace('-', "_");
        let mut paths = Vec::new();
        for module in files["lib.rs"].exposed.iter().filter(|exposed| exposed.is_module) {
            let path = vec![root.clone(), module.name.clone()];
            let names = [format!("{}.rs", module.name), format!("{}/mod.rs", module.name)];
            let inside = names.iter().filter_map(|file| files.get(file)).flat_map(|it| &it.exposed);
            let untyped = inside.map(|it| &it.name).filter(|name| !is_type(name));
            paths.extend(untyped.map(|name| [&*path, std::slice::from_ref(name)].concat()));
            paths.push(path);
        }
        paths
    }

    fn is_type(name: &str) -> bool {
        name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
    }

    #[test]
    fn public_names_are_found() {
        let text =
            "pub mod a; mod b; pub use b::{C, D as E}; pub(crate) fn f() {} pub const G: u8 = 1;";
        let file = syn::parse_file(text).expect("the text is Rust");
        let found = exposed(&file.items).into_iter();
        let found = found.map(|Exposed { name, is_module }| (name, is_module));
        let wanted = [("a", true), ("C", false), ("E", false), ("G", false)];
        assert_eq!(found.collect::<Vec<_>>(), wanted.map(|(name, it)| (name.to_owned(), it)));
    }
}
