//! Examines an issue before it is set: the data, the pictures, the text.

use briefing_engine::style::general;
use briefing_text::copyeditor::{self, At, Finding, Note, Reading};
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Error, Fault, Fix, Problem, Result, Severity, codes};
use briefing_values::issue::Issue;
use briefing_values::passage::Passage;

use crate::desk::Desk;
use crate::order::SourceText;
use crate::pictures::{self, Exposed};
use crate::plates::Plates;
use crate::policy;

/// An issue that has been examined, and its faults.
pub struct Examined {
    /// The manuscript, as read.
    pub manuscript: Manuscript,
    /// The issue, as far as it could be read.
    pub issue: Issue,
    /// The plates of its pictures.
    pub(crate) plates: Plates,
    /// All errors, warnings and hints, in file order.
    pub faults: Vec<Fault>,
}

impl Desk {
    /// Reads an issue's file, laid over the house file, and returns all findings that do not require its
    /// pages.
    pub fn examine(&self, source: &SourceText) -> Examined {
        let manuscript = self.parse(source);
        let (issue, mut faults) = manuscript.examine();
        let Exposed { plates, faults: refused, remarks } =
            pictures::read((&source.pictures, &self.plates, &self.press), &manuscript, &issue);
        let told = manuscript.faults();
        faults.extend(
            refused.into_iter().filter(|fault| !told.iter().any(|one| lies_in(one, fault))),
        );
        let choices = manuscript.choices();
        let style = self.style(&manuscript).err();
        let refused = self.roles(&manuscript).err().into_iter().chain(style);
        faults.extend(refused.flat_map(|error| error.faults));
        let passages = manuscript.passages();
        let sound = faults.is_empty();
        faults.extend(source.sheet.remarks());
        faults.extend(remarks);
        faults.extend(self.omitted(&manuscript, &issue));
        let reading =
            Reading { passages: &passages, issue: sound.then_some(&issue), lexicon: &self.lexicon };
        let fault = |finding| fault(&manuscript, &passages, finding);
        faults.extend(copyeditor::read(&reading).into_iter().map(fault));
        let mut faults = policy::judge(faults, &choices);
        in_order(&mut faults);
        Examined { manuscript, issue, plates, faults }
    }
}

impl Desk {
    /// Returns a remark on each field that an issue's own file fills in and its style does not print.
    fn omitted(&self, manuscript: &Manuscript, issue: &Issue) -> Vec<Fault> {
        let Ok(style) = self.style(manuscript) else { return Vec::new() };
        let style = style.composer.style();
        if style.omits.is_empty() {
            return Vec::new();
        }
        let mut fields: Vec<_> = issue.texts().into_iter().map(|text| text.field).collect();
        fields.dedup();
        fields.retain(|field| style.omits(field) && manuscript.fills_in(field));
        let fault = |field: String| {
            let words = vec![("field", general(&field)), ("style", style.name.clone())];
            let problem = Problem::Noted { code: codes::template::OMITTED, words };
            Fault::at(problem, manuscript.place(&field))
        };
        fields.into_iter().map(fault).collect()
    }
}

impl Examined {
    /// Returns whether no error prevents setting the issue.
    pub fn is_sound(&self) -> bool {
        self.faults.iter().all(|fault| fault.severity < Severity::Error)
    }

    /// Returns the issue, if no error prevents setting it.
    ///
    /// # Errors
    /// All faults, if at least one of them is an error.
    pub fn sound(self) -> Result<Self> {
        if self.is_sound() { Ok(self) } else { Err(Error { faults: self.faults }) }
    }
}

/// Returns whether a fault lies within the place of another, and so may be its cause.
fn lies_in(inner: &Fault, outer: &Fault) -> bool {
    let (Some(inner), Some(outer)) = (&inner.place, &outer.place) else { return false };
    let within = outer.range.start <= inner.range.start && inner.range.end <= outer.range.end;
    inner.file == outer.file && within
}

/// Turns a finding of the copy-editor into a fault at its place.
fn fault(manuscript: &Manuscript, passages: &[Passage], finding: Finding) -> Fault {
    let Note { range, words, fix } = finding.note;
    let place = match finding.at {
        At::Passage(n) => manuscript.place_of(&passages[n], range),
        At::Field(field) => manuscript.place(field),
    };
    let fix = fix.into_iter().map(|text| Fix { range: place.range.clone(), text }).collect();
    Fault { fix, ..Fault::at(Problem::Noted { code: finding.code, words }, place) }
}

/// Sorts faults by file, and by their position in it.
pub(crate) fn in_order(faults: &mut [Fault]) {
    faults.sort_by_key(|fault| {
        fault.place.as_ref().map(|place| (place.file.clone(), place.range.start))
    });
}

/// Compares the numbers of several issues, and returns a fault for each that does not agree with the others.
pub fn compare(all: &[(Manuscript, Issue)]) -> Vec<Fault> {
    let issues: Vec<_> = all.iter().map(|(_, issue)| issue).collect();
    let findings = copyeditor::compare(&issues).into_iter();
    let judged = findings.filter_map(|(n, finding)| {
        let manuscript = &all[n].0;
        policy::weigh(fault(manuscript, &[], finding), &manuscript.choices().rules)
    });
    judged.collect()
}
