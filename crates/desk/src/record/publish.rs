//! Publishes an issue: sets it, and adds the edition to the archive with everything that determines it.

use std::collections::BTreeMap;

use briefing_archive::archive::{Archive, Policy, Published, Signer, Statement, Submission};
use briefing_archive::lines::Lines;
use briefing_archive::lock::{self, Check, File, Inputs, Lock, Output, Stored, Subject, Verdict};
use briefing_engine::edition::Edition;
use briefing_engine::house::House;
use briefing_engine::press::PdfSettings;
use briefing_values::error::{Fault, Problem, Result, Severity, codes};
use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::Masthead;
use briefing_values::sheet::Sheet;

use crate::desk::Desk;
use crate::order::{Order, Proofed, SourceText};
use crate::program;
use crate::record::recipe::{Recipe, fingerprints};
use crate::record::regenerate::not_at_hand;

/// An edition that is ready to be published: everything that the archive keeps of it except the faces,
/// which every process of the house has. A process other than the one that set it may publish it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// The text of the lock.
    pub lock: String,
    /// The objects that the lock and the list of inputs name by fingerprint.
    pub objects: Vec<Vec<u8>>,
}

impl Desk {
    /// Checks and sets an issue, as `render` does, and returns its handover, with the warnings and
    /// hints. It records exactly what was read: the issue's file and the house file as the desk has them.
    ///
    /// # Errors
    /// Every fault of the stage that stopped the work.
    pub fn hand_over(&self, source: &SourceText) -> Result<(Handover, Vec<Fault>)> {
        self.render(source, &Order::default(), &mut |_| {}, |pages| {
            let nothing = || Problem::Noted { code: codes::archive::NO_RECORD, words: Vec::new() };
            let set = Set {
                edition: pages.forme.print(&PdfSettings::default())?,
                lines: Lines::of(&pages.proof).text(),
                recipe: pages.recipe.as_ref().ok_or_else(nothing)?,
                file: &source.sheet,
                house: self.house_sheet.as_ref(),
                pages,
            };
            Ok((set.handover(), pages.remarks.clone()))
        })
    }
}

/// An edition, with everything that it was made from.
struct Set<'s> {
    edition: Edition,
    lines: String,
    recipe: &'s Recipe,
    pages: &'s Proofed,
    file: &'s Sheet,
    house: Option<&'s Sheet>,
}

impl Set<'_> {
    fn handover(&self) -> Handover {
        let lock = self.lock().text();
        let mut objects: Vec<&[u8]> =
            vec![self.file.bytes(), &self.edition.bytes, self.lines.as_bytes()];
        objects.extend(self.house.map(Sheet::bytes));
        objects.extend(self.recipe.objects().into_iter().map(|(_, bytes)| bytes));
        Handover { lock, objects: objects.into_iter().map(<[u8]>::to_vec).collect() }
    }

    fn lock(&self) -> Lock {
        let pictures = fingerprints(&self.recipe.originals);
        // What an earlier program can read stays as that one wrote it.
        let issue = self.subject();
        let format = match (issue.is_plain(), pictures.is_empty()) {
            (false, _) => lock::FORMAT_OF_ANY_NUMBER,
            (true, false) => lock::FORMAT_WITH_PICTURES,
            (true, true) => lock::FORMAT,
        };
        Lock {
            format,
            issue,
            inputs: Stored {
                file: File {
                    name: plain(&self.file.name),
                    sha256: Fingerprint::of(self.file.bytes()),
                },
                house: self.house.map(|it| Fingerprint::of(it.bytes())),
                list: Fingerprint::of(&self.recipe.list),
                pictures,
            },
            output: Output {
                sha256: Fingerprint::of(&self.edition.bytes),
                size: self.edition.bytes.len() as u64,
                pages: u32::try_from(self.edition.pages).unwrap_or(u32::MAX),
                lines: Fingerprint::of(&self.lines),
            },
            program: program::running(),
            checks: vec![self.check()],
        }
    }

    fn subject(&self) -> Subject {
        let issue = &self.pages.issue;
        let title = |article: &briefing_values::issue::Article| article.title.concat();
        let Masthead { name, numbers, line, .. } = &issue.masthead;
        let subject = Subject {
            id: issue.masthead.id(),
            revision: 1,
            name: name.clone(),
            year: numbers.counted_year().unwrap_or(issue.colophon.print_date.year),
            number: numbers.number.filter(|_| numbers.counted_year().is_some()),
            period: numbers.period,
            line: None,
            print_date: issue.colophon.print_date,
            titles: issue.articles.iter().map(title).collect(),
        };
        let line = Some(line.clone()).filter(|line| subject.called() != *line);
        Subject { line, ..subject }
    }

    /// Returns the result of checking the issue: how many warnings each rule gave.
    fn check(&self) -> Check {
        let mut counts = BTreeMap::new();
        for fault in self.pages.remarks.iter().filter(|fault| fault.severity >= Severity::Warning) {
            *counts.entry(fault.problem.code()).or_insert(0) += 1;
        }
        Check {
            tool: "briefing check".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            verdict: Verdict::Passed,
            remarks: counts.iter().map(|(code, count)| format!("{code} ×{count}")).collect(),
        }
    }
}

impl Handover {
    /// Adds the edition to the archive, with the faces of the house.
    ///
    /// # Errors
    /// An incomplete handover, a face that the house no longer has, and what the archive refuses.
    pub fn publish(
        &self,
        house: &House,
        archive: &Archive,
        policy: Policy,
        said: Statement,
        signer: Option<&Signer<'_>>,
    ) -> Result<Published> {
        let lock = Lock::read("lock.toml", &self.lock)?;
        let faces = house.face_files()?;
        let mut objects: Vec<(Fingerprint, &[u8])> =
            self.objects.iter().map(|it| (Fingerprint::of(it), it.as_slice())).collect();
        let list = objects.iter().find(|(it, _)| *it == lock.inputs.list);
        let list = list.and_then(|(_, bytes)| str::from_utf8(bytes).ok());
        let list = list.ok_or_else(|| not_at_hand("inputs.toml", lock.inputs.list))?;
        let inputs = Inputs::read("inputs.toml", list)?;
        for wanted in &inputs.faces {
            let face = faces.iter().find(|face| face.bytes.fingerprint() == wanted.sha256);
            let face = face.ok_or_else(|| not_at_hand(&wanted.name, wanted.sha256))?;
            objects.push((wanted.sha256, face.bytes.as_ref()));
        }
        archive.publish(Submission { lock, inputs, objects }, policy, said, signer)
    }
}

/// Returns a name without its folders.
fn plain(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}
