//! Verification: holds the archive against itself, looks at its PDFs as a reader would, checks the
//! signatures, and where it is asked to sets everything again.

use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use briefing_archive::archive::{Archive, Defect, DefectKind, Entry, Inspection, Repaired, Scope};
use briefing_archive::pdf_reader;
use briefing_archive::signature::PublicKey;
use briefing_values::error::{Problem, Result};

/// What a verification has found, by the four properties that archives in China are inspected for
/// (DA/T 70-2018): 真实性, 完整性, 可用性, 安全性.
pub struct Verification {
    /// The files and the chain: what was done is in the log, and nothing has changed since.
    pub inspection: Inspection,
    /// What became of the signatures.
    pub signatures: Signatures,
    /// What is wrong with the PDFs themselves.
    pub pdfs: Vec<PdfFinding>,
    /// How many PDFs were looked at.
    pub pdfs_seen: usize,
}

/// What became of the signatures.
#[derive(Debug, Default)]
pub struct Signatures {
    /// How many entries a known key has signed.
    pub trusted: usize,
    /// How many entries a key has signed that nobody here knows.
    pub unknown: usize,
    /// How many entries nobody has signed.
    pub unsigned: usize,
}

/// Something wrong with the PDF of a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfFinding {
    /// The revision.
    pub entry: Entry,
    /// What is wrong.
    pub fault: PdfFault,
}

/// What can be wrong with a PDF although its bytes are those of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfFault {
    /// It cannot be read.
    Unreadable,
    /// It has another number of pages than the lock says.
    Pages(usize),
    /// It asks for faces that it does not carry.
    Faces(BTreeSet<String>),
    /// Something in it acts by itself.
    Active(BTreeSet<String>),
}

/// The folder of a project that holds the public keys which the office trusts.
const KEYS: &str = "keys";

/// Reads the public keys that are trusted: those in the files that are named, and those of the project.
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

/// Looks at the PDFs of revisions, on all processors, and returns what was found in each of them.
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
/// Copies that tell different stories; what the disk refuses.
pub fn repair(archive: &Archive, from: &Archive) -> Result<Repaired> {
    archive.repair(from, &is_signed)
}

/// Returns whether a signature is that of the key which an entry names, for the text of the entry.
fn is_signed(entry: &Entry, text: &[u8], signature: &str) -> bool {
    let key = entry.signer.as_ref().and_then(|key| PublicKey::read(&entry.name(), key).ok());
    key.is_some_and(|key| key.confirms(text, signature))
}

/// Checks the signatures of all sound entries; one that its own key does not confirm is a damaged
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
        // One that is missing is a defect already.
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

/// Looks at the PDF of a revision as a reader's program would, if it is there: a file that is missing or
/// damaged is told by the inspection.
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
    /// Returns whether all is well: no file is damaged, and no PDF asks for what it does not carry.
    pub fn is_sound(&self) -> bool {
        self.inspection.defects.is_empty() && self.pdfs.is_empty()
    }
}
