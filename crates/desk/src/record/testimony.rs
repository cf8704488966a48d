//! The testimony (检验结论): the results of a verification, as faults, as lines of text, and for the report.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use briefing_archive::archive::{Archive, Defect, DefectKind, Entry, Moment};
use briefing_values::catalogue::{self, Argument, Lang, phrase};
use briefing_values::error::{Code, Fault, Kind, Problem, Severity, codes};

use crate::program;
use crate::record::verify::{PdfFault, PdfFinding, Verification};

/// The results of a verification, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspected {
    /// The archive.
    pub archive: String,
    /// When it was verified.
    pub time: String,
    /// The program that verified it.
    pub program: String,
    /// The fingerprint of the last entry of the log: anyone who knows it can check later that nothing
    /// before it was removed.
    pub head: String,
    /// The properties.
    pub properties: Vec<Property>,
}

/// The findings on one property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    /// The property.
    pub name: PropertyName,
    /// Whether no fault affects it.
    pub sound: bool,
    /// What was examined, in words.
    pub looked_at: Vec<String>,
    /// What is wrong, in words.
    pub faults: Vec<String>,
    /// What is odd and yet not wrong, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}

/// A property that archives in China are inspected for (DA/T 70-2018).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PropertyName {
    /// 真实性: the log shows what was done, and its signatures are genuine.
    Authenticity,
    /// 完整性: every file exists and matches its record.
    Integrity,
    /// 可用性: the PDFs can be read, and set again.
    Usability,
    /// 安全性: nothing in the PDFs runs by itself.
    Safety,
}

impl PropertyName {
    /// Returns the phrase of the catalogue that names it.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Authenticity => "authenticity",
            Self::Integrity => "integrity",
            Self::Usability => "usability",
            Self::Safety => "safety",
        }
    }
}

/// The result of setting everything again.
#[derive(Debug, Default)]
pub struct Rebuilt {
    /// How many revisions were reproduced byte for byte.
    pub same: usize,
    /// The faults of the others.
    pub faults: Vec<Fault>,
}

/// The results of a verification, ready to be reported.
pub struct Testimony<'v> {
    archive: &'v Archive,
    found: &'v Verification,
    rebuilt: Option<&'v Rebuilt>,
    /// All faults, and remarks on what is no fault.
    pub faults: Vec<Fault>,
}

impl<'v> Testimony<'v> {
    /// Returns the testimony about a verification, with the result of setting everything again if that
    /// was requested.
    pub fn new(
        archive: &'v Archive,
        found: &'v Verification,
        rebuilt: Option<&'v Rebuilt>,
    ) -> Self {
        let mut testimony = Self { archive, found, rebuilt, faults: Vec::new() };
        let defects = found.inspection.defects.iter().map(|defect| testimony.defect(defect));
        let mut faults: Vec<Fault> = defects.collect();
        faults.extend(found.pdfs.iter().map(pdf));
        faults.extend(rebuilt.into_iter().flat_map(|rebuilt| rebuilt.faults.clone()));
        faults.extend(found.inspection.backwards.iter().map(backwards));
        testimony.faults = faults;
        testimony
    }

    /// Returns who must act on what is wrong, if anything is.
    pub fn kind(&self) -> Option<Kind> {
        let wrong = self.faults.iter().filter(|fault| fault.problem.severity() == Severity::Error);
        let other = (!self.found.is_sound()).then_some(Kind::Damage);
        wrong.map(|fault| fault.problem.kind()).max().or(other)
    }

    /// Returns the fault for a defect.
    fn defect(&self, defect: &Defect) -> Fault {
        let path = self.archive.folder().join(&defect.name).display().to_string();
        let mut words = vec![("path", path)];
        let case = match &defect.kind {
            DefectKind::Altered => "altered",
            DefectKind::Missing => "missing",
            DefectKind::Added => "added",
            DefectKind::NotPlain => "not-plain",
            DefectKind::Unreadable(reason) => {
                words.push(("reason", reason.clone()));
                "unreadable"
            }
            DefectKind::Swapped(other) => {
                words.push(("other", other.clone()));
                "swapped"
            }
        };
        words.push(("case", case.into()));
        Problem::Noted { code: codes::archive::DEFECT, words }.into()
    }

    /// Returns the findings on the four properties.
    fn properties(&self, lang: Lang) -> Vec<Property> {
        let Verification { inspection, signatures, pdfs_seen, .. } = self.found;
        let say = |name: &str, words: &[(&'static str, String)]| {
            let words: Vec<_> =
                words.iter().map(|(name, word)| (*name, Argument::Text(word.clone()))).collect();
            catalogue::fill(&phrase(name, lang), &words, lang)
        };
        let said = |faults: &[&Fault]| -> Vec<String> {
            faults.iter().map(|fault| fault.problem.message(lang)).collect()
        };
        let of = |codes: &[Code]| -> Vec<&Fault> {
            self.faults.iter().filter(|fault| codes.contains(&fault.problem.code())).collect()
        };
        let usable = of(&[
            codes::archive::UNUSABLE,
            codes::archive::OTHER_ENGINE,
            codes::archive::BROKEN_PROMISE,
        ]);
        let active = of(&[codes::archive::ACTIVE]);
        let mut authentic = vec![say("seen-log", &[("entries", inspection.entries.to_string())])];
        authentic.push(say(
            "seen-signatures",
            &[
                ("trusted", signatures.trusted.to_string()),
                ("unknown", signatures.unknown.to_string()),
                ("unsigned", signatures.unsigned.to_string()),
            ],
        ));
        let tenths = inspection.bytes / 100_000;
        let megabytes = format!("{}.{}", tenths / 10, tenths % 10);
        let mut whole = vec![say(
            "seen-files",
            &[("files", inspection.files.to_string()), ("megabytes", megabytes)],
        )];
        whole.extend(inspection.unfinished.then(|| say("seen-unfinished", &[])));
        let mut readable = vec![say("seen-pdfs", &[("pdfs", pdfs_seen.to_string())])];
        if let Some(rebuilt) = self.rebuilt {
            readable.push(say("seen-rebuilt", &[("same", rebuilt.same.to_string())]));
        }
        let remarks = said(&of(&[codes::archive::CLOCK_BACKWARDS]));
        let safe = vec![say("seen-active", &[("pdfs", pdfs_seen.to_string())])];
        [
            (PropertyName::Authenticity, authentic, self.defects(true), remarks),
            (PropertyName::Integrity, whole, self.defects(false), Vec::new()),
            (PropertyName::Usability, readable, usable, Vec::new()),
            (PropertyName::Safety, safe, active, Vec::new()),
        ]
        .map(|(name, looked_at, faults, remarks)| Property {
            name,
            sound: faults.is_empty(),
            looked_at,
            faults: said(&faults),
            remarks,
        })
        .into()
    }

    /// Returns the defects of the log, which cast doubt on what was done, or those of the other files.
    fn defects(&self, of_log: bool) -> Vec<&Fault> {
        // The faults for the defects come first.
        let defects = self.found.inspection.defects.iter().zip(&self.faults);
        let chosen = defects.filter(|(defect, _)| defect.is_of_log() == of_log);
        chosen.map(|(_, fault)| fault).collect()
    }

    /// Returns a line for each property.
    pub fn text(&self, lang: Lang) -> String {
        let mut text = String::new();
        for property in self.properties(lang) {
            let verdict = phrase(if property.sound { "sound" } else { "not-sound" }, lang);
            let (name, seen) =
                (phrase(property.name.phrase(), lang), property.looked_at.join("; "));
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name}: {verdict} ({seen})");
        }
        text
    }

    /// Returns the content of the report.
    pub fn report(&self, lang: Lang, time: &Moment) -> Inspected {
        let last = self.found.inspection.sound.last();
        let head = last.and_then(|entry| self.archive.fingerprint_of(entry).ok().flatten());
        Inspected {
            archive: self.archive.folder().display().to_string(),
            time: time.to_string(),
            program: program::engine().to_string(),
            head: last.zip(head).map_or_else(String::new, |(entry, fingerprint)| {
                format!("{fingerprint}  {}", entry.name())
            }),
            properties: self.properties(lang),
        }
    }
}

/// Returns the remark on an entry that is dated before the one ahead of it.
fn backwards((before, after): &(Entry, Entry)) -> Fault {
    let words = vec![
        ("earlier", before.name()),
        ("before", before.time.to_string()),
        ("later", after.name()),
        ("then", after.time.to_string()),
    ];
    Problem::Noted { code: codes::archive::CLOCK_BACKWARDS, words }.into()
}

/// Returns the fault for a finding in a PDF.
fn pdf(finding: &PdfFinding) -> Fault {
    let mut words = vec![
        ("id", finding.entry.issue.to_string()),
        ("revision", finding.entry.revision.to_string()),
    ];
    let joined = |names: &std::collections::BTreeSet<String>| {
        names.iter().cloned().collect::<Vec<_>>().join(", ")
    };
    let (code, case) = match &finding.fault {
        PdfFault::Unreadable => (codes::archive::UNUSABLE, "unreadable"),
        PdfFault::Pages(found) => {
            words.push(("pages", found.to_string()));
            (codes::archive::UNUSABLE, "pages")
        }
        PdfFault::Faces(faces) => {
            words.push(("faces", joined(faces)));
            (codes::archive::UNUSABLE, "faces")
        }
        PdfFault::Active(parts) => {
            words.push(("parts", joined(parts)));
            (codes::archive::ACTIVE, "active")
        }
    };
    words.push(("case", case.into()));
    Problem::Noted { code, words }.into()
}
