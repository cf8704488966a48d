//! Which names the files of a crate take from each other, and from other crates.

use std::collections::BTreeSet;

use crate::paths::Named;
use crate::tree::{Target, Tree, child_folder};

/// A name that one file uses and another defines.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    /// The file that uses it.
    pub(crate) from: String,
    /// The file that defines it.
    pub(crate) to: String,
    /// The name.
    pub(crate) name: String,
}

impl Tree {
    /// Returns the edges between the files of the crate. Re-exporting an item of a child module makes none.
    pub(crate) fn edges(&self) -> BTreeSet<Edge> {
        let mut edges = BTreeSet::new();
        for (from, named, target) in self.targets() {
            let Target::Item(to, name) = target else { continue };
            let is_reexport = named.import.as_ref().is_some_and(|import| import.is_reexport);
            if to != *from && !(is_reexport && to.starts_with(&child_folder(from))) {
                edges.insert(Edge { from: from.to_owned(), to, name });
            }
        }
        edges
    }

    /// Returns the full paths into other crates, each with the file that names it.
    pub(crate) fn outside(&self) -> BTreeSet<(String, Vec<String>)> {
        let outside = self.targets().filter_map(|(file, _, target)| match target {
            Target::Outside(path) => Some((file.to_owned(), path)),
            _ => None,
        });
        outside.collect()
    }

    /// Returns every path in every file that resolves to something.
    fn targets(&self) -> impl Iterator<Item = (&str, &Named, Target)> {
        self.files.iter().flat_map(move |(file, content)| {
            content.paths.iter().filter_map(move |named| {
                Some((file.as_str(), named, self.resolve(&named.module, &named.segments)?))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Edge;
    use crate::tree::Tree;

    fn edges(files: &[(&str, &str)]) -> Vec<String> {
        let texts = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let edges = Tree::of(&texts.collect()).edges().into_iter();
        edges.map(|Edge { from, to, name }| format!("{from} {name} {to}")).collect()
    }

    #[test]
    fn imports_and_inline_paths_are_edges() {
        let found = edges(&[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::B; fn f() { super::b::g(); }"),
            ("b.rs", "pub struct B; pub fn g() {}"),
        ]);
        assert_eq!(found, ["a.rs B b.rs", "a.rs g b.rs"]);
    }

    #[test]
    fn an_imported_module_is_no_edge_but_what_is_named_in_it() {
        let found = edges(&[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "pub fn read() {} pub enum Kind { One }"),
            ("b.rs", "use super::a::{self, Kind}; fn f() { assert!(a::read() == Kind::One) }"),
        ]);
        assert_eq!(found, ["b.rs Kind a.rs", "b.rs read a.rs"]);
    }

    #[test]
    fn reexporting_a_child_is_no_edge_unless_the_file_uses_the_name_itself() {
        let child = ("a.rs", "pub struct A;");
        assert!(edges(&[("lib.rs", "mod a; pub use a::A;"), child]).is_empty());
        let found = edges(&[("lib.rs", "mod a; pub use a::A; fn f(a: A) {}"), child]);
        assert_eq!(found, ["lib.rs A a.rs"]);
    }

    #[test]
    fn reexporting_a_sibling_or_a_parent_is_an_edge() {
        let found = edges(&[
            ("lib.rs", "mod a; mod b; pub struct Top;"),
            ("a.rs", "pub struct A;"),
            ("b.rs", "pub(crate) use crate::a::A; pub use super::Top;"),
        ]);
        assert_eq!(found, ["b.rs A a.rs", "b.rs Top lib.rs"]);
    }

    #[test]
    fn unit_tests_do_not_count() {
        let found = edges(&[
            ("lib.rs", "mod a; #[cfg(test)] mod tests; #[cfg(test)] mod more { use crate::a::A; }"),
            ("a.rs", "pub struct A;"),
            ("tests.rs", "use crate::a::A;"),
        ]);
        assert!(found.is_empty(), "{found:?}");
    }
}
