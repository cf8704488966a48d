//! The testimony (检验结论): what a verification has found, as faults, as lines, and for the report.

use std::fmt::Write;

use briefing_archive::archive::{Archive, Defect, DefectKind, Moment};
use briefing_desk::verify::{PdfFault, PdfFinding, Verification};
use briefing_values::catalogue::{self, Argument, Lang, phrase};
use briefing_values::error::{Fault, Problem};

use crate::report::{Inspected, Property};

/// What became of setting everything again.
#[derive(Debug, Default)]
pub(super) struct Rebuilt {
    /// How many revisions came out byte for byte.
    pub(super) same: usize,
    /// What did not.
    pub(super) faults: Vec<Fault>,
}

/// What a verification has found.
pub(super) struct Testimony<'v> {
    archive: &'v Archive,
    found: &'v Verification,
    rebuilt: Option<&'v Rebuilt>,
    /// Everything that is wrong.
    pub(super) faults: Vec<Fault>,
}

impl<'v> Testimony<'v> {
    pub(super) fn new(
        archive: &'v Archive,
        found: &'v Verification,
        rebuilt: Option<&'v Rebuilt>,
    ) -> Self {
        let mut testimony = Self { archive, found, rebuilt, faults: Vec::new() };
        let defects = found.inspection.defects.iter().map(|defect| testimony.defect(defect));
        let mut faults: Vec<Fault> = defects.collect();
        faults.extend(found.pdfs.iter().map(pdf));
        faults.extend(rebuilt.into_iter().flat_map(|rebuilt| rebuilt.faults.clone()));
        testimony.faults = faults;
        testimony
    }

    /// Returns the fault that a defect tells of.
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
        Problem::Noted { code: "archive/defect", words }.into()
    }

    /// Returns what is known of the four properties.
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
        let log = |fault: &&Fault| is_of_log(fault);
        let defects: Vec<_> =
            self.faults.iter().filter(|it| it.problem.code() == "archive/defect").collect();
        let (chain, files): (Vec<&Fault>, Vec<&Fault>) = defects.into_iter().partition(log);
        let of = |codes: &[&str]| -> Vec<&Fault> {
            self.faults.iter().filter(|fault| codes.contains(&fault.problem.code())).collect()
        };
        let usable = of(&["archive/unusable", "archive/other-engine", "archive/broken-promise"]);
        let active = of(&["archive/active"]);
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
        let safe = vec![say("seen-active", &[("pdfs", pdfs_seen.to_string())])];
        [
            ("authenticity", authentic, chain),
            ("integrity", whole, files),
            ("usability", readable, usable),
            ("safety", safe, active),
        ]
        .map(|(name, looked_at, faults)| Property {
            name,
            sound: faults.is_empty(),
            looked_at,
            faults: said(&faults),
        })
        .into()
    }

    /// Returns a line for each property.
    pub(super) fn text(&self, lang: Lang) -> String {
        let mut text = String::new();
        for property in self.properties(lang) {
            let verdict = phrase(if property.sound { "sound" } else { "not-sound" }, lang);
            let (name, seen) = (phrase(property.name, lang), property.looked_at.join("; "));
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name}: {verdict} ({seen})");
        }
        text
    }

    /// Returns what the report says.
    pub(super) fn report(&self, lang: Lang, time: &Moment) -> Inspected {
        let last = self.found.inspection.sound.last();
        let head = last.and_then(|entry| self.archive.fingerprint_of(entry).ok().flatten());
        Inspected {
            archive: self.archive.folder().display().to_string(),
            time: time.to_string(),
            program: briefing_desk::program::engine().to_string(),
            head: last.zip(head).map_or_else(String::new, |(entry, fingerprint)| {
                format!("{fingerprint}  {}", entry.name())
            }),
            properties: self.properties(lang),
        }
    }
}

/// Returns whether a fault is one of the log: what was done may not be what it says.
fn is_of_log(fault: &Fault) -> bool {
    let Problem::Noted { words, .. } = &fault.problem else { return false };
    words.iter().any(|(name, path)| {
        let path = path.replace('\\', "/");
        *name == "path" && (path.contains("/log/") || path.ends_with("/head.sha256"))
    })
}

/// Returns the fault that a PDF's own state tells of.
fn pdf(finding: &PdfFinding) -> Fault {
    let mut words = vec![
        ("id", finding.entry.issue.to_string()),
        ("revision", finding.entry.revision.to_string()),
    ];
    let joined = |names: &std::collections::BTreeSet<String>| {
        names.iter().cloned().collect::<Vec<_>>().join(", ")
    };
    let (code, case) = match &finding.fault {
        PdfFault::Unreadable => ("archive/unusable", "unreadable"),
        PdfFault::Pages(found) => {
            words.push(("pages", found.to_string()));
            ("archive/unusable", "pages")
        }
        PdfFault::Faces(faces) => {
            words.push(("faces", joined(faces)));
            ("archive/unusable", "faces")
        }
        PdfFault::Active(parts) => {
            words.push(("parts", joined(parts)));
            ("archive/active", "active")
        }
    };
    words.push(("case", case.into()));
    Problem::Noted { code, words }.into()
}
