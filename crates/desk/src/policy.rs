//! The office's own judgement: how grave it takes a rule to be, and where it makes an exception.

use std::collections::BTreeMap;
use std::ops::Range;

use briefing_text::manuscript::{Choices, Exception};
use briefing_values::error::{Code, Fault, Problem, Severity, codes};

/// Returns the faults as the office judges them, and a hint for every exception that is not needed.
pub(crate) fn judge(faults: Vec<Fault>, choices: &Choices) -> Vec<Fault> {
    let mut spots: Vec<_> = choices.exceptions.iter().map(Spots::new).collect();
    let mut judged = Vec::with_capacity(faults.len());
    for fault in faults {
        let covered = spots.iter_mut().any(|spots| spots.cover(&fault));
        if !covered {
            judged.extend(weigh(fault, &choices.rules));
        }
    }
    // Whether an exception from a rule of the page is needed is not known before there are pages.
    let unused = spots.iter().filter(|spots| spots.used.is_none());
    let unused = unused.filter(|spots| spots.exception.rule.group() != "page");
    judged.extend(unused.map(|spots| not_needed(spots.exception)));
    judged
}

/// Returns the faults of pages as the office judges them.
pub(crate) fn judge_pages(faults: Vec<Fault>, choices: &Choices) -> Vec<Fault> {
    let mut spots: Vec<_> = choices.exceptions.iter().map(Spots::new).collect();
    let mut excepted = |fault: &Fault| spots.iter_mut().any(|spots| spots.cover(fault));
    let faults: Vec<_> = faults.into_iter().filter(|fault| !excepted(fault)).collect();
    faults.into_iter().filter_map(|fault| weigh(fault, &choices.rules)).collect()
}

/// Returns a fault as grave as the office takes it to be, or nothing if its rule is switched off.
pub(crate) fn weigh(fault: Fault, rules: &BTreeMap<Code, Option<Severity>>) -> Option<Fault> {
    match rules.get(&fault.problem.code()) {
        // What cannot be printed stays an error, whatever the office says.
        Some(_) if fault.problem.severity() == Severity::Error => Some(fault),
        Some(Some(severity)) => Some(Fault { severity: *severity, ..fault }),
        Some(None) => None,
        None => Some(fault),
    }
}

/// The places of a file at which an exception may be meant.
struct Spots<'c> {
    exception: &'c Exception,
    /// Where the words of the exception stand, but for the exception itself.
    starts: Vec<usize>,
    /// The one of them that it was made at: the first with a fault.
    used: Option<usize>,
}

impl<'c> Spots<'c> {
    fn new(exception: &'c Exception) -> Self {
        let text = &*exception.place.text;
        let itself = table_around(text, exception.place.range.start);
        let found = text.match_indices(&exception.words).map(|(start, _)| start);
        let starts = found.filter(|start| !itself.contains(start)).collect();
        Self { exception, starts, used: None }
    }

    /// Returns whether the exception is made for a fault: one of its rule, at its words.
    fn cover(&mut self, fault: &Fault) -> bool {
        let Some(place) = &fault.place else { return false };
        let Exception { rule, words, place: itself } = self.exception;
        if *rule != fault.problem.code() || itself.file != place.file {
            return false;
        }
        // The last of the words that begin before the fault ends.
        let end = place.range.end.max(place.range.start + 1);
        let before = self.starts.partition_point(|start| *start < end);
        let Some(start) = before.checked_sub(1).map(|last| self.starts[last]) else { return false };
        let covered = fault.problem.severity() != Severity::Error
            && place.range.start < start + words.len()
            && self.used.is_none_or(|used| used == start);
        if covered {
            self.used = Some(start);
        }
        covered
    }
}

/// Returns the lines of the table that a byte is in: from its heading to the next one.
fn table_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind("\n[").unwrap_or(0);
    let end = text[at..].find("\n[").map_or(text.len(), |end| at + end);
    start..end
}

fn not_needed(exception: &Exception) -> Fault {
    let words = vec![("rule", exception.rule.to_string()), ("words", exception.words.clone())];
    Fault::at(Problem::Noted { code: codes::data::UNUSED_ALLOW, words }, exception.place.clone())
}
