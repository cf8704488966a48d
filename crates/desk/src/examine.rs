//! Reads an issue as a proofreader would, before it is set: the data, the pictures, the text.

use std::collections::BTreeMap;
use std::sync::Arc;

use briefing_text::copyeditor::{self, At, Finding, Note, Reading};
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Error, Fault, Fix, Problem, Result, Severity};
use briefing_values::issue::Issue;
use briefing_values::passage::Passage;

use crate::desk::Desk;
use crate::order::SourceText;
use crate::pictures;
use crate::policy;

/// An issue that has been read, and what is to be said of it.
pub struct Examined {
    /// What was read.
    pub manuscript: Manuscript,
    /// The issue, as far as it can be read.
    pub issue: Issue,
    /// Its pictures, by the paths under which it names them.
    pub(crate) pictures: BTreeMap<String, Arc<[u8]>>,
    /// Everything that is wrong or worth a look, in the order of the file.
    pub faults: Vec<Fault>,
}

impl Desk {
    /// Reads an issue's file over the house file, and says everything that can be said of it before
    /// it is set.
    pub fn examine(&self, source: &SourceText) -> Examined {
        let manuscript = self.parse(source);
        let (issue, mut faults) = manuscript.examine();
        let (pictures, refused) = pictures::read(&source.pictures, &manuscript, &issue);
        let told = manuscript.faults();
        faults.extend(
            refused.into_iter().filter(|fault| !told.iter().any(|one| lies_in(one, fault))),
        );
        let choices = manuscript.choices();
        let style = choices.style.as_ref().and_then(|_| self.composer(&manuscript).err());
        let refused = self.roles(&manuscript).err().into_iter().chain(style);
        faults.extend(refused.flat_map(|error| error.faults));
        let passages = manuscript.passages();
        let sound = faults.is_empty();
        faults.extend(source.sheet.remarks());
        let reading =
            Reading { passages: &passages, issue: sound.then_some(&issue), lexicon: &self.lexicon };
        let fault = |finding| fault(&manuscript, &passages, finding);
        faults.extend(copyeditor::read(&reading).into_iter().map(fault));
        let mut faults = policy::judge(faults, &choices);
        in_order(&mut faults);
        Examined { manuscript, issue, pictures, faults }
    }
}

impl Examined {
    /// Returns whether nothing stands in the way of setting the issue.
    pub fn is_sound(&self) -> bool {
        self.faults.iter().all(|fault| fault.severity < Severity::Error)
    }

    /// Returns the issue, if nothing stands in the way of setting it.
    ///
    /// # Errors
    /// Everything that is to be said of it, if one of it is an error.
    pub fn sound(self) -> Result<Self> {
        if self.is_sound() { Ok(self) } else { Err(Error { faults: self.faults }) }
    }
}

/// Returns whether a fault lies within the place of another, and may be why that is one.
fn lies_in(inner: &Fault, outer: &Fault) -> bool {
    let (Some(inner), Some(outer)) = (&inner.place, &outer.place) else { return false };
    let within = outer.range.start <= inner.range.start && inner.range.end <= outer.range.end;
    inner.file == outer.file && within
}

/// Turns a finding of the source-editor into a fault at its place.
fn fault(manuscript: &Manuscript, passages: &[Passage], finding: Finding) -> Fault {
    let Note { range, words, fix } = finding.note;
    let place = match finding.at {
        At::Passage(n) => manuscript.place_of(&passages[n], range),
        At::Field(field) => manuscript.place(field),
    };
    let fix = fix.into_iter().map(|text| Fix { range: place.range.clone(), text }).collect();
    Fault { fix, ..Fault::at(Problem::Noted { code: finding.code, words }, place) }
}

/// Puts faults in the order of the files that they are in.
pub(crate) fn in_order(faults: &mut [Fault]) {
    faults.sort_by_key(|fault| {
        fault.place.as_ref().map(|place| (place.file.clone(), place.range.start))
    });
}

/// Says what the numbers of several issues tell against each other.
pub fn compare(all: &[(Manuscript, Issue)]) -> Vec<Fault> {
    let issues: Vec<_> = all.iter().map(|(_, issue)| issue).collect();
    let findings = copyeditor::compare(&issues).into_iter();
    let judged = findings.filter_map(|(n, finding)| {
        let manuscript = &all[n].0;
        policy::weigh(fault(manuscript, &[], finding), &manuscript.choices().rules)
    });
    judged.collect()
}
