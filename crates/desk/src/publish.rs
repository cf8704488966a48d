//! Publishes an issue: sets it, and takes the edition with all that it follows from into the archive.

use std::collections::BTreeMap;
use std::sync::Arc;

use briefing_archive::archive::{Archive, Policy, Published, Signer, Statement, Submission};
use briefing_archive::lines::Lines;
use briefing_archive::lock::{self, Check, File, Inputs, Lock, Output, Stored, Subject, Verdict};
use briefing_engine::edition::Edition;
use briefing_engine::house::House;
use briefing_engine::press::PdfSettings;
use briefing_values::error::{Fault, Problem, Result, Severity};
use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::Issue;

use crate::Desk;
use crate::order::Order;
use crate::order::Proofed;
use crate::order::SourceText;
use crate::program;
use crate::recipe::Recipe;
use crate::regenerate::not_at_hand;

/// An edition that is ready to be published.
pub struct Ready {
    /// The edition.
    pub edition: Edition,
    /// What is to be said of it, though it can be printed.
    pub remarks: Vec<Fault>,
    issue: Issue,
    lines: String,
    recipe: Recipe,
    /// The issue's file, and the house file below it, as their editors left them.
    file: Vec<u8>,
    house: Option<Vec<u8>>,
}

impl Desk {
    /// Checks and sets an issue, as `render` does. `file` is its file, as its editor left it.
    ///
    /// # Errors
    /// Every fault of the stage that stopped the work.
    pub fn ready(&self, copy: &SourceText, file: Vec<u8>) -> Result<Ready> {
        let house = self.house.file()?;
        self.render(copy, &Order::default(), &mut |_| {}, |pages| {
            let Proofed { forme, proof, issue, recipe, remarks, .. } = pages;
            let nothing = || Problem::Noted { code: "archive/no-record", words: Vec::new() };
            Ok(Ready {
                edition: forme.print(&PdfSettings::default())?,
                remarks: remarks.clone(),
                issue: issue.clone(),
                lines: Lines::of(proof).text(),
                recipe: recipe.clone().ok_or_else(nothing)?,
                file,
                house,
            })
        })
    }
}

impl Ready {
    /// Publishes the edition, and returns what became of it and the bytes that are the record: where
    /// the same content was published before, those of then.
    ///
    /// # Errors
    /// What the archive refuses.
    pub fn publish(
        &self,
        name: &str,
        archive: &Archive,
        policy: Policy,
        said: Statement,
        signer: Option<&Signer<'_>>,
    ) -> Result<(Published, Arc<[u8]>)> {
        let mut objects = self.objects();
        objects.extend(self.recipe.faces());
        let lock = self.lock(name);
        let inputs = self.recipe.inputs.clone();
        let published =
            archive.publish(Submission { lock, inputs, objects }, policy, said, signer)?;
        let record = match &published {
            Published::New(_) => Arc::from(&*self.edition.bytes),
            Published::Unchanged(entry) => archive.object(archive.lock(entry)?.output.sha256)?,
        };
        Ok((published, record))
    }

    /// Returns what another process needs to publish the edition; `name` is that of the issue's file.
    pub fn handover(&self, name: &str) -> Handover {
        let objects = self.objects().into_iter().map(|(_, bytes)| bytes.to_vec()).collect();
        Handover { lock: self.lock(name).text(), objects }
    }

    /// Returns all that the archive keeps but the faces.
    fn objects(&self) -> Vec<(Fingerprint, &[u8])> {
        let mut objects = vec![
            (Fingerprint::of(&self.file), &*self.file),
            (Fingerprint::of(&self.edition.bytes), &*self.edition.bytes),
            (Fingerprint::of(&self.lines), self.lines.as_bytes()),
        ];
        objects.extend(self.house.as_ref().map(|it| (Fingerprint::of(it), &**it)));
        objects.extend(self.recipe.objects());
        objects
    }

    fn lock(&self, name: &str) -> Lock {
        let masthead = &self.issue.masthead;
        let title = |article: &briefing_values::issue::Article| article.title.concat();
        Lock {
            format: lock::FORMAT,
            issue: Subject {
                id: masthead.id(),
                revision: 1,
                name: masthead.name.clone(),
                year: masthead.number.year,
                number: masthead.number.number,
                print_date: self.issue.colophon.print_date,
                titles: self.issue.articles.iter().map(title).collect(),
            },
            inputs: Stored {
                file: File { name: plain(name), sha256: Fingerprint::of(&self.file) },
                house: self.house.as_ref().map(Fingerprint::of),
                list: Fingerprint::of(&self.recipe.list),
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

    /// Returns what was found worth a look when the issue was checked.
    fn check(&self) -> Check {
        let mut counts = BTreeMap::new();
        for fault in self.remarks.iter().filter(|fault| fault.severity >= Severity::Warning) {
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

/// An edition that is ready to be published by another process than the one that has set it: all that
/// the archive keeps of it but the faces, which every process of the house has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// The text of the lock.
    pub lock: String,
    /// What the lock and the list of inputs name, in no order.
    pub objects: Vec<Vec<u8>>,
}

impl Handover {
    /// Publishes the edition, as [`Ready::publish`] does.
    ///
    /// # Errors
    /// A handover from which something is missing; what the archive refuses.
    pub fn publish(
        &self,
        house: &House,
        archive: &Archive,
        policy: Policy,
        said: Statement,
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
        archive.publish(Submission { lock, inputs, objects }, policy, said, None)
    }
}

/// Returns a name without its folders.
fn plain(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}
