//! The composed source is plain Typst: the stock compiler makes the same pages from it.

use std::path::{Path, PathBuf};
use std::process::Command;

use briefing_support::office::skip;

/// The version for which the pages are promised.
const VERSION: &str = "typst 0.15.1";

#[test]
fn the_stock_compiler_makes_the_same_pages() {
    let Some(typst) = stock() else {
        let how = "cargo install typst-cli --version 0.15.1";
        return skip(&format!("{VERSION} is not on the PATH ({how})"));
    };
    for issue in ["data/176.toml", "tests/issues/full/issue.toml"] {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path();
        render(issue, "typ", &out.join("stock.typ"));
        render(issue, "svg", &out.join("ours.svg"));
        let made = Command::new(&typst)
            .args(["compile", "--font-path", "fonts", "--ignore-system-fonts"])
            .args([out.join("stock.typ"), out.join("stock-{p}.svg")])
            .status();
        assert!(made.expect("it runs").success(), "{issue} does not compile");
        let (ours, stock) = (pages(out, "ours"), pages(out, "stock"));
        assert!(
            !ours.is_empty() && ours.len() == stock.len(),
            "{issue}: {} and {} pages",
            ours.len(),
            stock.len()
        );
        for (ours, stock) in ours.iter().zip(&stock) {
            let read = |path: &PathBuf| std::fs::read(path).expect("the picture");
            assert!(read(ours) == read(stock), "{issue}: {} differs", ours.display());
        }
    }
}

fn render(issue: &str, format: &str, output: &Path) {
    let run = Command::new(env!("CARGO_BIN_EXE_briefing"))
        .args(["render", issue, "-f", format, "-o"])
        .arg(output)
        .output();
    let run = run.expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// Returns the stock compiler, if the promised version of it is installed.
fn stock() -> Option<PathBuf> {
    let says = Command::new("typst").arg("--version").output().ok()?;
    String::from_utf8_lossy(&says.stdout).starts_with(VERSION).then(|| PathBuf::from("typst"))
}

/// Lists the pictures of the pages, in order; no issue here has ten pages.
fn pages(folder: &Path, stem: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let of_stem = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with(&format!("{stem}-"))
            && path.extension().is_some_and(|ending| ending == "svg")
    };
    let mut pages: Vec<_> = paths.filter(of_stem).collect();
    pages.sort();
    pages
}
