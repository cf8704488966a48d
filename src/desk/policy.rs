//! The office's own judgement: how grave it takes a rule to be, and where it makes an exception.

use std::collections::BTreeMap;

use crate::error::{Fault, Problem, Severity};
use crate::manuscript::{Choices, Exception};

/// Returns the faults as the office judges them, and a hint for every exception that is not needed.
pub(super) fn judge(faults: Vec<Fault>, choices: &Choices) -> Vec<Fault> {
    let mut used = vec![false; choices.exceptions.len()];
    let mut judged = Vec::with_capacity(faults.len());
    for fault in faults {
        let excepted = choices.exceptions.iter().position(|exception| covers(exception, &fault));
        match excepted {
            Some(n) => used[n] = true,
            None => judged.extend(weigh(fault, &choices.rules)),
        }
    }
    // Whether an exception from a rule of the page is needed is not known before there are pages.
    let unused = choices.exceptions.iter().zip(used);
    let unused = unused.filter(|(it, used)| !used && !it.rule.starts_with("page/"));
    judged.extend(unused.map(|(exception, _)| not_needed(exception)));
    judged
}

/// Returns the faults of pages as the office judges them.
pub(super) fn judge_pages(faults: Vec<Fault>, choices: &Choices) -> Vec<Fault> {
    let excepted = |fault: &Fault| choices.exceptions.iter().any(|it| covers(it, fault));
    let faults = faults.into_iter().filter(|fault| !excepted(fault));
    faults.filter_map(|fault| weigh(fault, &choices.rules)).collect()
}

/// Returns a fault as grave as the office takes it to be, or nothing if its rule is switched off.
pub(super) fn weigh(fault: Fault, rules: &BTreeMap<String, Option<Severity>>) -> Option<Fault> {
    match rules.get(fault.problem.code()) {
        // What cannot be printed stays an error, whatever the office says.
        Some(_) if fault.problem.severity() == Severity::Error => Some(fault),
        Some(Some(severity)) => Some(Fault { severity: *severity, ..fault }),
        Some(None) => None,
        None => Some(fault),
    }
}

/// Returns whether an exception is made for a fault: one of its rule, at its words.
fn covers(exception: &Exception, fault: &Fault) -> bool {
    let Some(place) = &fault.place else { return false };
    let here = exception.place.file == place.file && exception.rule == fault.problem.code();
    let overlaps = |(start, words): (usize, &str)| {
        let end = start + words.len();
        let itself = (start..end).contains(&exception.place.range.start)
            || start >= exception.place.range.start && place.line() == exception.place.line();
        !itself && start < place.range.end.max(place.range.start + 1) && place.range.start < end
    };
    here && fault.problem.severity() != Severity::Error
        && place.text.match_indices(&exception.words).any(overlaps)
}

fn not_needed(exception: &Exception) -> Fault {
    let words = vec![("rule", exception.rule.clone()), ("words", exception.words.clone())];
    Fault::at(Problem::Noted { code: "data/unused-allow", words }, exception.place.clone())
}
