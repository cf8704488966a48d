//! How often the editorial rules are right, counted on issues written for the purpose by somebody who had
//! not seen the rules: clean ones, and ones with slips worked in. See `tests/corpus/notes.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use briefing_support::office::{assert, files_below, project, recorded};
use briefing_text::copyeditor::{self, At, Reading};
use briefing_text::manuscript::Manuscript;
use briefing_values::lexicon::Lexicon;
use briefing_values::sheet::Sheet;

/// What one rule found, and what it should have found.
#[derive(Default)]
struct Count {
    /// Slips that were found.
    found: usize,
    /// Slips that were not.
    missed: Vec<String>,
    /// Findings where there is no slip.
    false_alarms: Vec<String>,
}

/// A finding: its rule, and the bytes of the file that it marks.
struct Finding {
    code: String,
    start: usize,
    end: usize,
    words: String,
}

/// Returns what all rules find in a file.
fn findings(text: &str) -> Vec<Finding> {
    let manuscript = Manuscript::read(Sheet::of("issue.toml", text), None).expect("an issue");
    let issue = manuscript.issue().expect("an issue without fault");
    let passages = manuscript.passages();
    let lexicon = Lexicon::default();
    let reading = Reading { passages: &passages, issue: Some(&issue), lexicon: &lexicon };
    let finding = |finding: copyeditor::Finding| {
        let place = match finding.at {
            At::Passage(n) => manuscript.place_of(&passages[n], finding.note.range),
            At::Field(field) => manuscript.place(field),
        };
        let words = place.text[place.range.clone()].to_owned();
        Finding {
            code: finding.code.to_string(),
            start: place.range.start,
            end: place.range.end,
            words,
        }
    };
    copyeditor::read(&reading).into_iter().map(finding).collect()
}

/// Reads the slips that a file lists: the code, and the words at the place.
fn slips(path: &Path, text: &str) -> Vec<(String, usize, usize, String)> {
    let list = fs::read_to_string(path).unwrap_or_default();
    let slip = |line: &str| {
        let (code, words) = line.split_once('\t').expect("a code and words");
        let at = text.find(words).unwrap_or_else(|| panic!("{}: {words}", path.display()));
        (code.to_owned(), at, at + words.len(), words.to_owned())
    };
    list.lines().map(slip).collect()
}

/// Counts what the rules find in the corpus, by their codes.
fn count() -> BTreeMap<String, Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for code in copyeditor::rules().iter().map(copyeditor::Rule::code) {
        counts.insert(code.to_string(), Count::default());
    }
    for file in files_below(&project("tests/corpus")) {
        let path = project("tests/corpus").join(&file);
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&path).expect("a text");
            let wanted = slips(&path.with_extension("expected"), &text);
            let tolerated = slips(&path.with_extension("also"), &text);
            tell(&file, &findings(&text), &wanted, &tolerated, &mut counts);
        }
    }
    counts
}

type Slip = (String, usize, usize, String);

/// Checks the findings of a file against its slips.
fn tell(
    file: &str,
    found: &[Finding],
    wanted: &[Slip],
    tolerated: &[Slip],
    counts: &mut BTreeMap<String, Count>,
) {
    let meets = |slip: &Slip, finding: &Finding| {
        slip.0 == finding.code
            && finding.start < slip.2
            && slip.1 < finding.end.max(finding.start + 1)
    };
    for slip in wanted {
        let count = counts.entry(slip.0.clone()).or_default();
        if found.iter().any(|finding| meets(slip, finding)) {
            count.found += 1;
        } else {
            count.missed.push(format!("{file}: {}", slip.3));
        }
    }
    for finding in found {
        if !wanted.iter().chain(tolerated).any(|slip| meets(slip, finding)) {
            let count = counts.entry(finding.code.clone()).or_default();
            count.false_alarms.push(format!("{file}: {}", finding.words));
        }
    }
}

/// The head of a table.
const HEAD: &str = "\
| rules | slips | found | false alarms | precision | recall |
|---|---|---|---|---|---|
";

/// Returns a share in per cent, or a dash if there is nothing to divide by.
fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".into();
    }
    let thousandths = (1000 * part + whole / 2) / whole;
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

/// Returns the line of a table.
fn line(name: &str, found: usize, missed: usize, alarms: usize) -> String {
    format!(
        "| {name} | {} | {found} | {alarms} | {} | {} |\n",
        found + missed,
        share(found, found + alarms),
        share(found, found + missed)
    )
}

#[test]
fn the_rules_are_as_right_as_the_documentation_says() {
    let counts = count();
    let mut groups: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut rules = String::new();
    for (code, count) in &counts {
        let numbers = [count.found, count.missed.len(), count.false_alarms.len()];
        rules += &line(&format!("`{code}`"), numbers[0], numbers[1], numbers[2]);
        for name in [code.split('/').next().unwrap_or_default(), "all"] {
            let group = groups.entry(name).or_default();
            (0..3).for_each(|n| group[n] += numbers[n]);
        }
    }
    let mut table = String::from(include_str!("../../../../tests/corpus/precision.head.md"));
    table += HEAD;
    for (name, numbers) in &groups {
        table += &line(name, numbers[0], numbers[1], numbers[2]);
    }
    let _ = write!(
        table,
        "\n## Rule by rule\n\n{HEAD}{rules}\n## What was missed, and where the rules cried wolf\n"
    );
    for (code, count) in &counts {
        for (what, places) in [("missed", &count.missed), ("false alarm", &count.false_alarms)] {
            for place in places {
                let _ = write!(table, "\n* `{code}` {what}: {place}");
            }
        }
    }
    table.push('\n');
    let path = project("docs/precision.md");
    assert()
        .try_eq(Some(&"docs/precision.md"), table.into(), recorded(&path))
        .expect("as documented");
}

#[test]
fn every_slip_of_the_corpus_is_of_a_rule() {
    let rules: BTreeSet<_> =
        copyeditor::rules().iter().map(|rule| rule.code().to_string()).collect();
    let unknown: Vec<_> = count().into_keys().filter(|code| !rules.contains(code)).collect();
    assert_eq!(unknown, [""; 0]);
}
