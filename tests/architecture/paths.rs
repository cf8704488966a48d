//! The paths that a file names: in `use` items, in code, and in the arguments of macros and attributes.

use syn::buffer::Cursor;
use syn::parse::{Parse, ParseStream};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, Macro, Meta, Path, UseTree, Visibility};

/// A path as it is written in a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The module that names it.
    pub(crate) module: Vec<String>,
    /// Its segments.
    pub(crate) segments: Vec<String>,
    /// What a `use` item makes of it.
    pub(crate) import: Option<Import>,
}

/// What a `use` item makes of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Import {
    /// The name that it goes by from then on.
    pub(crate) alias: String,
    /// Whether the name is visible outside the module.
    pub(crate) is_reexport: bool,
}

/// Returns all paths in the items of a module and of its inline modules.
pub(crate) fn paths(module: &[String], items: &[Item]) -> Vec<Named> {
    let mut finder = Finder { module: module.to_vec(), found: Vec::new() };
    for item in items {
        finder.visit_item(item);
    }
    finder.found
}

struct Finder {
    module: Vec<String>,
    found: Vec<Named>,
}

impl Finder {
    fn add(&mut self, segments: Vec<String>, import: Option<Import>) {
        self.found.push(Named { module: self.module.clone(), segments, import });
    }

    /// Adds the paths of a `use` tree.
    fn import(&mut self, before: &[String], tree: &UseTree, is_reexport: bool) {
        let (name, alias) = match tree {
            UseTree::Path(path) => {
                let before = [before, &[path.ident.to_string()]].concat();
                return self.import(&before, &path.tree, is_reexport);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(before, tree, is_reexport);
                }
                return;
            }
            UseTree::Glob(_) => return self.add([before, &["*".into()]].concat(), None),
            UseTree::Name(name) => (name.ident.to_string(), None),
            UseTree::Rename(rename) => (rename.ident.to_string(), Some(rename.rename.to_string())),
        };
        let path = if name == "self" { before.to_vec() } else { [before, &[name]].concat() };
        let alias = alias.or(path.last().cloned()).unwrap_or_default();
        self.add(path, Some(Import { alias, is_reexport }));
    }

    /// Adds the paths among the arguments of a macro or an attribute.
    fn scan(&mut self, tokens: syn::Result<Tokens>) {
        let tokens = tokens.expect("any token can be scanned");
        for path in tokens.0 {
            self.add(path, None);
        }
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_reexport = !matches!(item.vis, Visibility::Inherited);
        self.import(&[], &item.tree, is_reexport);
    }

    fn visit_path(&mut self, path: &'ast Path) {
        self.add(path.segments.iter().map(|segment| segment.ident.to_string()).collect(), None);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        visit::visit_macro(self, call);
        self.scan(call.parse_body());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        visit::visit_attribute(self, attribute);
        if matches!(attribute.meta, Meta::List(_)) {
            self.scan(attribute.parse_args());
        }
    }
}

/// The paths among tokens of unknown grammar.
struct Tokens(Vec<Vec<String>>);

impl Parse for Tokens {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.step(|cursor| {
            let mut found = Vec::new();
            let end = scan(*cursor, &mut found);
            Ok((Self(found), end))
        })
    }
}

/// Collects the paths from a cursor on, and returns the end. What follows a dot is a field or a method.
fn scan<'a>(mut cursor: Cursor<'a>, found: &mut Vec<Vec<String>>) -> Cursor<'a> {
    let mut after_dot = false;
    while !cursor.eof() {
        let is_dot = cursor.punct().is_some_and(|(punct, _)| punct.as_char() == '.');
        if let Some((name, mut rest)) = cursor.ident() {
            let mut path = vec![name.to_string()];
            while let Some((name, behind)) = segment(rest) {
                path.push(name);
                rest = behind;
            }
            found.extend(Some(path).filter(|_| !after_dot));
            cursor = rest;
        } else if let Some((inner, _, _, rest)) = cursor.any_group() {
            scan(inner, found);
            cursor = rest;
        } else if let Some((_, rest)) = cursor.token_tree() {
            cursor = rest;
        }
        after_dot = is_dot;
    }
    cursor
}

/// Reads `::name`.
fn segment(cursor: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let (first, rest) = cursor.punct()?;
    let (second, rest) = rest.punct()?;
    let (name, rest) = rest.ident()?;
    let is_separator = first.as_char() == ':' && second.as_char() == ':';
    is_separator.then(|| (name.to_string(), rest))
}

#[cfg(test)]
mod tests {
    use super::paths;

    fn found(text: &str) -> Vec<String> {
        let file = syn::parse_file(text).expect("the text is Rust");
        paths(&[], &file.items).into_iter().map(|named| named.segments.join("::")).collect()
    }

    #[test]
    fn use_trees_are_flattened() {
        let text = "use a::{self, b::{C, D as E}, super::f, g::*};";
        assert_eq!(found(text), ["a", "a::b::C", "a::b::D", "a::super::f", "a::g::*"]);
    }

    #[test]
    fn paths_in_code_are_found() {
        let text = "fn f(a: a::B) -> impl c::D { e::f::<g::H>(a.b) }";
        assert_eq!(found(text), ["a::B", "c::D", "e::f", "g::H", "a"]);
    }

    #[test]
    fn paths_in_macros_and_attributes_are_found() {
        let text = "#[derive(a::B)] struct S; fn f() { d!(\"{}\", e::f(x.y), [g::H]) }";
        assert_eq!(found(text), ["derive", "a::B", "d", "e::f", "x", "g::H"]);
    }
}
