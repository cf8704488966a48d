//! What only shows when issues or articles are compared.

use briefing_support::office::ISSUE;
use briefing_text::copyeditor::{self, At};
use briefing_text::manuscript::Manuscript;
use briefing_values::issue::Issue;
use briefing_values::sheet::Sheet;

fn read(fragment: &str) -> Manuscript {
    let sheet = |name: &str, text: &str| Sheet::of(name, text);
    let (above, below) = (sheet("case.toml", fragment), sheet("issue.toml", ISSUE));
    Manuscript::read(above, Some(below)).expect("the case is an issue")
}

/// Compares issues by year, number and serial, and returns the places of those that are marked,
/// each with the case of the rule.
fn compare(numbers: &[(u16, u32, u32)]) -> Vec<(usize, String)> {
    let issue = |(year, number, serial): &(u16, u32, u32)| {
        let head = format!("[masthead]\nyear = {year}\nnumber = {number}\nserial = {serial}\n");
        read(&format!("{head}[colophon]\nprint_date = {year}-03-05")).issue().expect("an issue")
    };
    let issues: Vec<Issue> = numbers.iter().map(issue).collect();
    let found = copyeditor::compare(&issues.iter().collect::<Vec<_>>());
    let case = |(n, finding): (usize, copyeditor::Finding)| {
        assert_eq!(
            (finding.code.as_str(), finding.at),
            ("structure/serial", At::Field("masthead.serial"))
        );
        let case = finding.note.words.into_iter().find(|(name, _)| *name == "case");
        (n, case.expect("a case").1)
    };
    found.into_iter().map(case).collect()
}

#[test]
fn numbers_that_agree_are_passed() {
    let quiet = [
        vec![],
        vec![(2018, 14, 176)],
        vec![(2018, 14, 176), (2018, 15, 177), (2018, 20, 182)],
        vec![(2018, 15, 177), (2018, 14, 176)],
        vec![(2017, 13, 162), (2018, 1, 163), (2018, 14, 176)],
        // Issues between the two need not be in the run.
        vec![(2016, 13, 130), (2018, 14, 176)],
    ];
    for numbers in quiet {
        assert_eq!(compare(&numbers), [], "{numbers:?}");
    }
}

#[test]
fn a_date_that_goes_back_is_told_at_the_later_number() {
    let issue = |number: u32, day: u32| {
        let head = format!("[masthead]\nnumber = {number}\nserial = {number}\n");
        read(&format!("{head}[colophon]\nprint_date = 2026-03-{day:02}")).issue().expect("an issue")
    };
    let issues = [issue(1, 5), issue(2, 20), issue(3, 9), issue(4, 21)];
    let found = copyeditor::compare(&issues.iter().collect::<Vec<_>>());
    let told: Vec<_> = found.iter().map(|(n, it)| (*n, it.code.as_str(), it.at)).collect();
    assert_eq!(told, [(2, "structure/date-order", At::Field("colophon.print_date"))]);
}

#[test]
fn numbers_that_contradict_each_other_are_marked_once() {
    let marked = |numbers: &[(u16, u32, u32)]| compare(numbers);
    assert_eq!(marked(&[(2018, 14, 176), (2018, 15, 176)]), [(1, "twice".into())]);
    assert_eq!(marked(&[(2018, 15, 178), (2018, 14, 176)]), [(0, "step".into())]);
    assert_eq!(marked(&[(2018, 14, 176), (2018, 15, 177), (2018, 16, 187)]), [(2, "step".into())]);
    assert_eq!(marked(&[(2018, 14, 176), (2018, 14, 177)]), [(1, "step".into())]);
    assert_eq!(marked(&[(2017, 13, 165), (2018, 1, 163)]), [(1, "year".into())]);
    assert_eq!(marked(&[(2017, 13, 162), (2018, 1, 1)]), [(1, "year".into())]);
}

#[test]
fn supplements_are_counted_by_themselves() {
    let regular = read("[masthead]\nyear = 2026\nnumber = 14\nserial = 176").issue();
    let same =
        read("[masthead]\nyear = 2026\nnumber = 14\nserial = 176\nsupplement = true").issue();
    let (regular, same) = (regular.expect("an issue"), same.expect("an issue"));
    assert_eq!(copyeditor::compare(&[&regular, &same]), []);
    assert_eq!(copyeditor::compare(&[&same, &same]).len(), 1);
}

#[test]
fn bulletins_of_other_names_are_not_compared() {
    let named =
        |name: &str| read(&format!("[masthead]\nname = \"{name}\"")).issue().expect("an issue");
    let (one, other) = (named("甲简报"), named("乙简报"));
    assert_eq!(copyeditor::compare(&[&one, &other]), []);
}
