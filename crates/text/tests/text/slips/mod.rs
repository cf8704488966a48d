//! The slips of a Chinese keyboard, made in issues without fault: each is reported once, at its line, and
//! nothing is reported that only follows from it.

mod made;

use std::collections::BTreeSet;

use proptest::prelude::*;

use briefing_support::office::{ISSUE, project};
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Fault, Place};
use briefing_values::sheet::Sheet;

use made::Slip;

/// Returns the issues in which slips are made.
fn issues() -> [String; 3] {
    let read = |path| std::fs::read_to_string(project(path)).expect("the issue is there");
    [ISSUE.to_owned(), read("data/176.toml"), read("tests/issues/full/issue.toml")]
}

/// Returns what is wrong with the data of an issue: the lines and the codes, in order.
fn faults(text: &str) -> Vec<(usize, &'static str)> {
    let (_, faults) = Manuscript::parse(Sheet::of("issue.toml", text), None).examine();
    let line = |fault: &Fault| fault.place.as_ref().map_or(0, Place::line);
    let mut all: Vec<_> = faults.iter().map(|it| (line(it), it.problem.code().as_str())).collect();
    all.sort_unstable();
    all
}

/// Returns an issue with slips made in it, and what must be reported about them.
fn with(text: &str, slips: &[&Slip]) -> (String, Vec<(usize, &'static str)>) {
    let mut lines: Vec<_> = text.lines().map(String::from).collect();
    for slip in slips {
        lines[slip.line - 1].clone_from(&slip.written);
    }
    let mut told: Vec<_> = slips.iter().map(|slip| (slip.told, slip.code)).collect();
    told.sort_unstable();
    (lines.join("\n") + "\n", told)
}

#[test]
fn the_issues_are_without_fault() {
    for text in issues() {
        assert_eq!(faults(&text), []);
    }
}

#[test]
fn every_kind_of_slip_is_made_somewhere() {
    let texts = issues();
    let codes: BTreeSet<_> = texts.iter().flat_map(|it| made::all(it)).map(|it| it.code).collect();
    let wanted = [
        "data/slip-bracket",
        "data/slip-comma",
        "data/slip-comment",
        "data/slip-date",
        "data/slip-digit",
        "data/slip-equals",
        "data/slip-key",
        "data/slip-lines",
        "data/slip-path",
        "data/slip-quote",
        "data/slip-space",
        "data/stray-text",
        "data/unclosed-list",
        "data/unclosed-text",
    ];
    assert_eq!(codes, BTreeSet::from(wanted));
}

#[test]
fn one_slip_is_told_once() {
    let mut wrong = Vec::new();
    for text in issues() {
        for slip in made::all(&text) {
            let (text, told) = with(&text, &[&slip]);
            let found = faults(&text);
            if found != told {
                wrong.push(format!("{}: {} gives {found:?}", slip.code, slip.written));
            }
        }
    }
    assert!(wrong.is_empty(), "{} are told wrongly\n{}", wrong.len(), wrong.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn many_slips_are_told_one_by_one(
        issue in 0..3_usize,
        chosen in prop::collection::vec(any::<prop::sample::Index>(), 2..12),
    ) {
        let text = &issues()[issue];
        let all = made::all(text);
        let (mut slips, mut spots) = (Vec::new(), BTreeSet::<usize>::new());
        for slip in chosen.iter().map(|index| index.get(&all)) {
            if slip.spots.iter().all(|spot| !spots.contains(spot)) {
                spots.extend(&slip.spots);
                slips.push(slip);
            }
        }
        let (text, told) = with(text, &slips);
        let written: Vec<_> = slips.iter().map(|slip| &slip.written).collect();
        prop_assert_eq!(faults(&text), told, "{:#?}", written);
    }
}
