//! The office's own policy: how severe it considers a rule, and where it makes an exception.

use std::collections::BTreeMap;
use std::ops::Range;

use briefing_text::manuscript::{Choices, Exception};
use briefing_values::error::{Code, Fault, Problem, Severity, codes};

/// Returns the faults after the office's policy is applied, and a hint for every unused exception.
pub(crate) fn judge(faults: Vec<Fault>, choices: &Choices) -> Vec<Fault> {
    let mut spots: Vec<_> = choices.exceptions.iter().map(Spots::new).collect();
    let mut judged = Vec::with_capacity(faults.len());
    for fault in faults {
        let covered = spots.iter_mut().any(|spots| spots.cover(&fault));
        if !covered {
            judged.extend(weigh(fault, &choices.rules));
        }
    }
    // Without pages, it is not known whether an exception from a page rule is needed.
    let unused = spots.iter().filter(|spots| spots.used.is_none());
    let unused = unused.filter(|spots| !spots.exception.rule.entry().pages);
    judged.extend(unused.map(|spots| not_needed(spots.exception)));
    judged
}

/// Returns the faults of pages after the office's policy is applied.
pub(crate) fn judge_pages(faults: Vec<Fault>, choices: &Choices) -> Vec<Fault> {
    let mut spots: Vec<_> = choices.exceptions.iter().map(Spots::new).collect();
    let mut excepted = |fault: &Fault| spots.iter_mut().any(|spots| spots.cover(fault));
    let faults: Vec<_> = faults.into_iter().filter(|fault| !excepted(fault)).collect();
    faults.into_iter().filter_map(|fault| weigh(fault, &choices.rules)).collect()
}

/// Returns a fault with the severity that the office gives it, or `None` if its rule is switched off.
pub(crate) fn weigh(fault: Fault, rules: &BTreeMap<Code, Option<Severity>>) -> Option<Fault> {
    match rules.get(&fault.problem.code()) {
        // What cannot be printed stays an error, whatever the office says.
        Some(_) if fault.problem.severity() == Severity::Error => Some(fault),
        Some(Some(severity)) => Some(Fault { severity: *severity, ..fault }),
        Some(None) => None,
        None => Some(fault),
    }
}

/// The places in a file to which an exception may apply.
struct Spots<'c> {
    exception: &'c Exception,
    /// Where the words of the exception occur, outside the exception itself.
    starts: Vec<usize>,
    /// The one of them to which it was applied: the first with a fault.
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

    /// Returns whether the exception covers a fault: one of its rule, at its words.
    fn cover(&mut self, fault: &Fault) -> bool {
        let Some(place) = &fault.place else { return false };
        let Exception { rule, words, place: itself } = self.exception;
        if *rule != fault.problem.code() || itself.file != place.file {
            return false;
        }
        // The last occurrence of the words that begins before the fault ends.
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

/// Returns the range of the table that contains a byte: from its heading to the next one.
fn table_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind("\n[").unwrap_or(0);
    let end = text[at..].find("\n[").map_or(text.len(), |end| at + end);
    start..end
}

fn not_needed(exception: &Exception) -> Fault {
    let words = vec![("rule", exception.rule.to_string()), ("words", exception.words.clone())];
    Fault::at(Problem::Noted { code: codes::data::UNUSED_ALLOW, words }, exception.place.clone())
}
