//! Every editorial rule has texts that must trip it and near misses that must not, in
//! `tests/rules/GROUP.toml`. A text is the body of an article; a fragment is TOML that is laid over
//! an issue without fault.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use briefing_support::office::{ISSUE, assert, files_below, project, recorded};
use briefing_text::copyeditor::{self, At, Reading};
use briefing_text::manuscript::Manuscript;
use briefing_values::catalogue;
use briefing_values::lexicon::{Lexicon, Word};
use briefing_values::sheet::Sheet;

/// The cases of one rule.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Cases {
    /// Bodies that must trip the rule; ⟦ and ⟧ enclose what it must mark.
    bad: Vec<String>,
    /// Bodies that must not.
    good: Vec<String>,
    /// Bodies that must trip the rule, as `--fix` leaves them.
    fixed: BTreeMap<String, String>,
    /// Fragments that must trip the rule; ⟦ and ⟧ as in bodies.
    bad_toml: Vec<String>,
    /// Fragments that must not.
    good_toml: Vec<String>,
    /// The office's own list, if the rule reads it.
    lexicon: Vec<Word>,
}

/// Reads the cases of all rules, under their codes.
fn cases() -> BTreeMap<String, Cases> {
    let mut all = BTreeMap::new();
    for file in files_below(&project("tests/rules")) {
        let Some(group) = file.strip_suffix(".toml") else { continue };
        let text = std::fs::read_to_string(project("tests/rules").join(&file)).expect("a text");
        let cases: BTreeMap<String, Cases> =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        all.extend(cases.into_iter().map(|(name, cases)| (format!("{group}/{name}"), cases)));
    }
    all
}

/// What a rule marks in a fragment, with the passage around it and the fix.
struct Found {
    marked: String,
    text: String,
    fix: Option<String>,
}

/// Returns what a rule finds in a fragment, if the office has these words of its own.
fn found(code: &str, fragment: &str, words: &[Word]) -> Vec<Found> {
    let fragment = fragment.replace(['⟦', '⟧'], "");
    let (above, below) = (Sheet::of("case.toml", &fragment), Sheet::of("issue.toml", ISSUE));
    let manuscript = Manuscript::read(above, Some(below)).expect("the case is an issue");
    let issue = manuscript.issue().expect("the case is an issue without fault");
    let passages = manuscript.passages();
    let lexicon = Lexicon { word: words.to_vec() };
    let reading = Reading { passages: &passages, issue: Some(&issue), lexicon: &lexicon };
    let findings =
        copyeditor::read(&reading).into_iter().filter(|found| found.code.as_str() == code);
    let found = findings.map(|finding| {
        let text = match finding.at {
            At::Passage(passage) => &passages[passage].text,
            At::Field(field) => {
                return Found { marked: field.into(), text: String::new(), fix: None };
            }
        };
        let mut fixed = text.clone();
        let fix = finding.note.fix.map(|fix| {
            fixed.replace_range(finding.note.range.clone(), &fix);
            fixed
        });
        Found { marked: text[finding.note.range].to_owned(), text: text.clone(), fix }
    });
    found.collect()
}

/// Returns the fragment whose article has this body.
fn with_body(body: &str) -> String {
    let body = body.replace('\\', "\\\\");
    format!("[[article]]\ntitle = \"一个标题\"\nbody = \"\"\"\n{body}\n\"\"\"\n")
}

/// Returns what a text marks with ⟦ and ⟧.
fn marks(text: &str) -> Vec<&str> {
    text.split('⟦').skip(1).filter_map(|rest| rest.split('⟧').next()).collect()
}

#[test]
fn every_rule_finds_its_slips_and_passes_its_near_misses() {
    let mut wrong = Vec::new();
    for (code, cases) in cases() {
        let good = cases.good.iter().map(|body| with_body(body));
        for fragment in good.chain(cases.good_toml.iter().cloned()) {
            for found in found(&code, &fragment, &cases.lexicon) {
                wrong.push(format!("{code} cries wolf at {} in {}", found.marked, found.text));
            }
        }
        let bad = cases.bad.iter().map(|body| with_body(body));
        for fragment in bad.chain(cases.bad_toml) {
            let found: Vec<_> = found(&code, &fragment, &cases.lexicon)
                .into_iter()
                .map(|found| found.marked)
                .collect();
            let wanted = marks(&fragment);
            if found.is_empty() || (!wanted.is_empty() && found != wanted) {
                wrong.push(format!("{code} marks {found:?} in\n{fragment}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fixes_say_what_is_meant() {
    let mut wrong = Vec::new();
    for (code, cases) in cases() {
        for (body, wanted) in &cases.fixed {
            let mut text = body.clone();
            // One at a time, because each moves the next.
            while let Some(fixed) =
                found(&code, &with_body(&text), &cases.lexicon).into_iter().find_map(|it| it.fix)
            {
                if fixed == text {
                    break;
                }
                text = fixed;
            }
            if text != *wanted {
                wrong.push(format!("{code} makes {text} of {body}, not {wanted}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_cases_of_both_kinds() {
    let cases = cases();
    let known: BTreeSet<_> =
        copyeditor::rules().iter().map(|rule| rule.code().to_string()).collect();
    let tested: BTreeSet<_> = cases.keys().cloned().collect();
    assert_eq!(tested, known);
    for (code, cases) in cases {
        let (bad, good) =
            (cases.bad.len() + cases.bad_toml.len(), cases.good.len() + cases.good_toml.len());
        assert!(bad > 0 && good > 0, "{code} has {bad} slips and {good} near misses");
    }
}

/// Returns the list of rules, made from the catalogue.
fn list_of_rules() -> String {
    let mut list = String::from(include_str!("../../../../tests/rules/rules.head.md"));
    let mut group = "";
    for (code, entry) in catalogue::entries() {
        if code.group() != group {
            group = code.group();
            list += &format!(
                "\n## {group}/\n\n| code | severity | rule | 规则 | basis | `--fix` |\n|---|---|---|---|---|---|\n"
            );
        }
        let cell =
            |words: Option<&String>| words.map_or(String::new(), |words| words.replace('|', "\\|"));
        list += &format!(
            "| `{code}` | {} | {} | {} | {} | {} |\n",
            entry.severity.name(),
            cell(entry.en.rule.as_ref()),
            cell(entry.zh.rule.as_ref()),
            cell(entry.clause.as_ref()),
            if entry.fixed { "yes" } else { "" },
        );
    }
    list
}

#[test]
fn the_list_of_rules_is_the_catalogue() {
    let path = project("docs/rules.md");
    let same = assert().try_eq(Some(&"docs/rules.md"), list_of_rules().into(), recorded(&path));
    same.expect("the list is as recorded");
}
