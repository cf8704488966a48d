//! The manifests: what each crate depends on, and how it describes itself.

use crate::workspace::Package;

impl Package {
    /// Returns the dependencies of the crate, on any platform, without those of its tests.
    pub(crate) fn dependencies(&self) -> Vec<&str> {
        let everywhere = self.manifest.get("dependencies").into_iter();
        let targets = self.manifest.get("target").and_then(|it| it.as_table());
        let elsewhere = targets.into_iter().flat_map(|it| it.values());
        let tables = everywhere.chain(elsewhere.filter_map(|it| it.get("dependencies")));
        let names = tables.filter_map(|it| it.as_table()).flat_map(|it| it.keys());
        names.map(String::as_str).collect()
    }

    /// Returns the dependencies from outside the workspace, under the names that code uses.
    pub(crate) fn outside_crates(&self) -> Vec<String> {
        let outside = self.dependencies().into_iter().filter(|it| !it.starts_with("briefing-"));
        outside.map(|it| it.replace('-', "_")).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::workspace::{PACKAGES, read};

    /// The crates, and those that each may depend on.
    const LAYERS: &[(&str, &[&str])] = &[
        ("briefing", &["archive", "desk", "engine", "service", "text", "values", "worker"]),
        ("service", &["archive", "desk", "engine", "text", "values", "worker"]),
        ("worker", &["archive", "desk", "engine", "text", "values"]),
        ("desk", &["archive", "engine", "text", "values"]),
        ("archive", &["values"]),
        ("engine", &["fonts", "values"]),
        ("text", &["values"]),
        ("fonts", &[]),
        ("values", &[]),
        ("support", &[]),
    ];

    #[test]
    fn crates_depend_only_on_lower_ones() {
        for package in PACKAGES.iter() {
            let name = package.short_name();
            let layer = LAYERS.iter().find(|(layer, _)| *layer == name);
            let (_, below) = layer.unwrap_or_else(|| panic!("{name} is missing in LAYERS"));
            let others = package.dependencies().into_iter();
            for other in others.filter_map(|other| other.strip_prefix("briefing-")) {
                assert!(below.contains(&other), "{name} must not depend on {other}");
            }
        }
    }

    #[test]
    fn descriptions_are_those_of_the_table() {
        let text = read(Path::new("ARCHITECTURE.md"));
        let rows: Vec<_> = text.lines().filter_map(row).collect();
        for package in PACKAGES.iter() {
            let said = package.manifest["package"]["description"].as_str().unwrap_or_default();
            let row = rows.iter().find(|(name, _)| *name == package.name);
            assert_eq!(row.map(|(_, sentence)| *sentence), Some(said), "{}", package.name);
        }
        assert_eq!(rows.len(), PACKAGES.len(), "the table lists a crate that does not exist");
    }

    /// Reads a row of the table of crates: name and sentence.
    fn row(line: &str) -> Option<(&str, &str)> {
        let (name, rest) = line.strip_prefix("| `")?.split_once('`')?;
        let (_, sentence) = rest.strip_suffix(" |")?.split_once(" | ")?;
        name.starts_with("briefing").then_some((name, sentence))
    }
}
