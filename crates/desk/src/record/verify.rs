//! Verification: checks the archive against its own records, examines its PDFs as a viewer would, and
//! checks the signatures.

use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use briefing_archive::archive::{Archive, Defect, DefectKind, Entry, Inspection, Repaired, Scope};
use briefing_archive::pdf_reader;
use briefing_archive::signature::PublicKey;
use briefing_values::error::{Problem, Result};

/// The results of a verification, by the four properties that archives in China are inspected for
/// (DA/T 70-2018): 真实性, 完整性, 可用性, 安全性.
pub struct Verification {
    /// The files and the chain: whether the log shows what was done, and nothing has changed since.
    pub inspection: Inspection,
    /// The results of checking the signatures.
    pub signatures: Signatures,
    /// The faults of the PDFs themselves.
    pub pdfs: Vec<PdfFinding>,
    /// How many PDFs were examined.
    pub pdfs_seen: usize,
}

/// The results of checking the signatures.
#[derive(Debug, Default)]
pub struct Signatures {
    /// How many entries were signed with a trusted key.
    pub trusted: usize,
    /// How many entries were signed with an unknown key.
    pub unknown: usize,
    /// How many entries are not signed.
    pub unsigned: usize,
}

/// A fault of the PDF of a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfFinding {
    /// The revision.
    pub entry: Entry,
    /// What is wrong.
    pub fault: PdfFault,
}

/// What can be wrong with a PDF even if its bytes match the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfFault {
    /// It cannot be read.
    Unreadable,
    /// It has this number of pages, not the one that the lock says.
    Pages(usize),
    /// It uses these faces but does not embed them.
    Faces(BTreeSet<String>),
    /// These parts of it run by themselves.
    Active(BTreeSet<String>),
}

/// The folder of a project that holds the public keys that the office trusts.
const KEYS: &str = "keys";

/// Reads the trusted public keys: those in the given files, and those of the project.
///
/// # Errors
/// A file that cannot be read, or holds no key.
pub fn trusted_keys(mut files: Vec<PathBuf>, root: Option<&Path>) -> Result<Vec<PublicKey>> {
    let folder = root.unwrap_or(Path::new("")).join(KEYS);
    if let Ok(entries) = std::fs::read_dir(folder) {
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        files.extend(paths.filter(|path| path.extension().is_some_and(|it| it == "pub")));
    }
    let key = |path: PathBuf| {
        let name = path.display().to_string();
        let bytes = std::fs::read(&path).map_err(|error| Problem::access("read", &name, &error))?;
        PublicKey::read(&name, &String::from_utf8_lossy(&bytes))
    };
    files.into_iter().map(key).collect()
}

/// Verifies the archive, or what some entries name.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn verify(archive: &Archive, scope: &Scope<'_>, keys: &[PublicKey]) -> Result<Verification> {
    let mut inspection = archive.inspect(scope)?;
    let signatures = signatures(archive, &mut inspection, keys)?;
    let chosen = match scope {
        Scope::All => inspection.sound.clone(),
        Scope::Entries(entries) => entries.to_vec(),
    };
    let looked_at = look_at_all(archive, &chosen);
    let pdfs_seen = looked_at.len();
    Ok(Verification { inspection, signatures, pdfs: looked_at.concat(), pdfs_seen })
}

/// Examines the PDFs of revisions, on all processors, and returns the findings in each.
fn look_at_all(archive: &Archive, chosen: &[Entry]) -> Vec<Vec<PdfFinding>> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = chosen.len().div_ceil(workers).max(1);
    let look = |share: &[Entry]| -> Vec<Vec<PdfFinding>> {
        let findings = share.iter().filter_map(|entry| {
            let faults = look_at(archive, entry)?.into_iter();
            Some(faults.map(|fault| PdfFinding { entry: entry.clone(), fault }).collect())
        });
        findings.collect()
    };
    let look = &look;
    thread::scope(|scope| {
        let shares = chosen.chunks(share).map(|share| scope.spawn(move || look(share)));
        let threads: Vec<_> = shares.collect();
        let join = |thread: thread::ScopedJoinHandle<'_, _>| {
            thread.join().unwrap_or_else(|panic| resume_unwind(panic))
        };
        threads.into_iter().flat_map(join).collect()
    })
}

/// Restores what another copy of the archive still has.
///
/// # Errors
/// Copies with different histories; a failure of the disk.
pub fn repair(archive: &Archive, from: &Archive) -> Result<Repaired> {
    archive.repair(from, &is_signed)
}

/// Returns whether a signature is valid for the text of an entry and the key that the entry names.
fn is_signed(entry: &Entry, text: &[u8], signature: &str) -> bool {
    let key = entry.signer.as_ref().and_then(|key| PublicKey::read(&entry.name(), key).ok());
    key.is_some_and(|key| key.confirms(text, signature))
}

/// Checks the signatures of all sound entries; one that its own key does not confirm counts as a damaged
/// file.
fn signatures(
    archive: &Archive,
    inspection: &mut Inspection,
    keys: &[PublicKey],
) -> Result<Signatures> {
    let mut count = Signatures::default();
    for entry in &inspection.sound {
        let Some(signer) = &entry.signer else {
            count.unsigned += 1;
            continue;
        };
        // A missing signature is already a defect.
        let Some((text, signature)) = archive.signed(entry)? else { continue };
        let key = PublicKey::read(&entry.name(), signer).ok();
        match key.filter(|_| is_signed(entry, &text, &signature)) {
            Some(key) if keys.contains(&key) => count.trusted += 1,
            Some(_) => count.unknown += 1,
            None => inspection.defects.push(Defect {
                name: entry.signature_name(),
                kind: DefectKind::Altered,
                wanted: None,
            }),
        }
    }
    inspection.defects.sort();
    Ok(count)
}

/// Examines the PDF of a revision as a viewer would, if it is there: the inspection already reports a
/// missing or damaged file.
fn look_at(archive: &Archive, entry: &Entry) -> Option<Vec<PdfFault>> {
    let lock = archive.lock(entry).ok()?;
    let pdf = archive.object(lock.output.sha256).ok()?;
    let Ok(sheet) = pdf_reader::PdfDocument::new(&entry.lock_name(), pdf) else {
        return Some(vec![PdfFault::Unreadable]);
    };
    let mut faults = Vec::new();
    if sheet.pages() != lock.output.pages as usize {
        faults.push(PdfFault::Pages(sheet.pages()));
    }
    let (faces, active) = (sheet.faces_not_carried(), sheet.active());
    faults.extend((!faces.is_empty()).then_some(PdfFault::Faces(faces)));
    faults.extend((!active.is_empty()).then_some(PdfFault::Active(active)));
    Some(faults)
}

impl Verification {
    /// Returns whether no file has a defect, and no PDF has a fault.
    pub fn is_sound(&self) -> bool {
        self.inspection.defects.is_empty() && self.pdfs.is_empty()
    }
}
