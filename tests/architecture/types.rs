//! One name, one type: no crate defines two types of the same name, or one that shadows the prelude.

use syn::visit::{self, Visit};
use syn::{Item, ItemEnum, ItemStruct, ItemTrait, ItemType, ItemUnion};

/// The names that every file sees.
const PRELUDE: [&str; 9] =
    ["Box", "Clone", "Copy", "Default", "Iterator", "Option", "String", "ToString", "Vec"];

/// Returns the names of the types that items define, inside functions as well.
pub(crate) fn types(items: &[Item]) -> Vec<String> {
    let mut finder = Finder(Vec::new());
    for item in items {
        finder.visit_item(item);
    }
    finder.0
}

struct Finder(Vec<String>);

impl<'ast> Visit<'ast> for Finder {
    fn visit_item(&mut self, item: &'ast Item) {
        let name = match item {
            Item::Enum(ItemEnum { ident, .. })
            | Item::Struct(ItemStruct { ident, .. })
            | Item::Trait(ItemTrait { ident, .. })
            | Item::Type(ItemType { ident, .. })
            | Item::Union(ItemUnion { ident, .. }) => Some(ident.to_string()),
            _ => None,
        };
        self.0.extend(name);
        visit::visit_item(self, item);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{PRELUDE, types};
    use crate::workspace::PACKAGES;

    #[test]
    fn no_crate_uses_the_name_of_a_type_twice() {
        let mut found = BTreeSet::new();
        for package in PACKAGES.iter() {
            let mut taken = BTreeSet::from(PRELUDE);
            for name in package.tree.files.values().flat_map(|file| &file.types) {
                if !taken.insert(name) {
                    found.insert((package.name.as_str(), name.as_str()));
                }
            }
        }
        assert!(found.is_empty(), "names of several types: {found:?}");
    }

    #[test]
    fn types_are_found_wherever_they_are_defined() {
        let text =
            "struct A; enum B {} mod c { trait C {} } fn f() { type D = A; union E { a: u8 } }";
        let file = syn::parse_file(text).expect("the text is Rust");
        assert_eq!(types(&file.items), ["A", "B", "C", "D", "E"]);
    }
}
