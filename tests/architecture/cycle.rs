//! Cycles: files of a crate that use each other's names, so that none can be understood before the others.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::graph::Edge;

/// The files that the names in each file lead to.
type Targets<'e> = BTreeMap<&'e str, BTreeSet<&'e str>>;

/// Returns cycles of files: a shortest one for each file that is in a cycle, but in none found before.
fn cycles(edges: &BTreeSet<Edge>) -> Vec<Vec<&str>> {
    let mut targets = Targets::new();
    for Edge { from, to, .. } in edges {
        targets.entry(from).or_default().insert(to);
    }
    let mut cycles: Vec<Vec<&str>> = Vec::new();
    for file in targets.keys() {
        if !cycles.iter().any(|cycle| cycle.contains(file)) {
            cycles.extend(shortest(file, &targets));
        }
    }
    cycles
}

/// Returns the shortest way from a file back to itself.
fn shortest<'e>(start: &'e str, targets: &Targets<'e>) -> Option<Vec<&'e str>> {
    let mut previous: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(file) = queue.pop_front() {
        for target in targets.get(file).into_iter().flatten() {
            if *target == start {
                let back = |file: &&'e str| previous.get(file).copied();
                let mut cycle: Vec<_> = std::iter::successors(Some(file), back).collect();
                cycle.reverse();
                return Some(cycle);
            }
            if !previous.contains_key(target) {
                previous.insert(target, file);
                queue.push_back(target);
            }
        }
    }
    None
}

/// Describes a cycle: its files, and the names that each uses of the next.
fn described(cycle: &[&str], edges: &BTreeSet<Edge>) -> String {
    let next = cycle.iter().cycle().skip(1);
    let steps = cycle.iter().zip(next).map(|(from, to)| {
        let names = edges.iter().filter(|edge| edge.from == *from && edge.to == *to);
        let names: Vec<_> = names.map(|edge| edge.name.as_str()).collect();
        format!("{from} uses {} of {to}", names.join(", "))
    });
    steps.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{cycles, described};
    use crate::tree::Tree;
    use crate::workspace::PACKAGES;

    #[test]
    fn no_crate_has_a_cycle_of_files() {
        let mut found = Vec::new();
        for package in PACKAGES.iter() {
            let edges = package.tree.edges();
            let told = |it: &Vec<&str>| format!("{}: {}", package.name, described(it, &edges));
            found.extend(cycles(&edges).iter().map(told));
        }
        assert!(found.is_empty(), "cycles of files:\n{}", found.join("\n\n"));
    }

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let texts = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let edges = Tree::of(&texts.collect()).edges();
        cycles(&edges).iter().map(|cycle| described(cycle, &edges)).collect()
    }

    #[test]
    fn a_cycle_is_found_through_reexports() {
        let cycle = found(&[
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::{B, f}; pub struct A;"),
            ("b/mod.rs", "mod inner; pub use inner::B; pub fn f() { crate::c::C; }"),
            ("b/inner.rs", "pub struct B;"),
            ("c.rs", "pub struct C(super::a::A);"),
        ]);
        let wanted = "a.rs uses f of b/mod.rs\nb/mod.rs uses C of c.rs\nc.rs uses A of a.rs";
        assert_eq!(cycle, [wanted]);
    }

    #[test]
    fn a_parent_that_defines_what_its_children_use_and_uses_them_is_a_cycle() {
        let cycle = found(&[
            ("lib.rs", "mod a; pub struct Shared; fn run() { a::run() }"),
            ("a.rs", "use super::Shared; pub fn run() {}"),
        ]);
        assert_eq!(cycle, ["a.rs uses Shared of lib.rs\nlib.rs uses run of a.rs"]);
    }

    #[test]
    fn files_that_use_only_those_below_them_are_fine() {
        let cycle = found(&[
            ("lib.rs", "mod a; mod b; pub use a::A;"),
            ("a.rs", "use crate::b::B; pub struct A;"),
            ("b.rs", "pub struct B;"),
        ]);
        assert!(cycle.is_empty(), "{cycle:?}");
    }
}
