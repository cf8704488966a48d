//! The command line of a test or benchmark without a harness. An unknown word ends the program: a typo
//! would otherwise pass for a successful run.

use std::io::Write;
use std::process;

/// Options that cargo and test runners add by themselves; they change nothing here.
const OF_RUNNERS: [&str; 4] = ["--bench", "--nocapture", "--no-capture", "--quiet"];

/// Returns what the words of the command line mean, or ends the program if they mean nothing.
///
/// A runner that asks for a `--list` is told that nothing here can be run by name.
pub fn read<T>(usage: &str, meaning: impl FnOnce(&[&str]) -> Option<T>) -> T {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let own = words.iter().map(String::as_str).filter(|word| !OF_RUNNERS.contains(word));
    let own: Vec<_> = own.collect();
    if own.first() == Some(&"--list") {
        process::exit(0);
    }
    meaning(&own).unwrap_or_else(|| {
        // There may be nobody to read it; the exit code says it, too.
        let _ =
            writeln!(std::io::stderr(), "`{}` means nothing here\nusage: {usage}", own.join(" "));
        process::exit(2)
    })
}

/// Returns the parts that the words of the command line name, or all of them if there are no words; ends
/// the program if a word names none.
pub fn parts<T>(
    usage: &str,
    parts: impl IntoIterator<Item = (&'static str, T)>,
) -> Vec<(&'static str, T)> {
    let mut parts: Vec<_> = parts.into_iter().collect();
    read(usage, |words| {
        let known = |word: &&str| parts.iter().any(|(name, _)| name == word);
        if !words.iter().all(known) {
            return None;
        }
        parts.retain(|(name, _)| words.is_empty() || words.contains(name));
        Some(())
    });
    parts
}
