//! Regenerates archived editions, and compares them with the record.

use std::sync::Arc;

use briefing_archive::archive::{Archive, Entry};
use briefing_archive::lines::Lines;
use briefing_archive::lock::{Engine, Lock, Program};
use briefing_archive::pdf_reader;
use briefing_values::error::{Error, Kind, Problem, Result, codes};
use briefing_values::fingerprint::Fingerprint;

use crate::program;
use crate::record::regenerate::{Regenerator, Stock};

/// The resolution at which pages are compared, in pixels per inch.
const PPI: f32 = 72.0;

/// An edition that was set again.
pub struct Regenerated {
    /// The bytes of the record.
    pub bytes: Arc<[u8]>,
    /// Whether this program produces the same bytes.
    pub verdict: Verdict,
}

/// Whether this program reproduces the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Byte for byte.
    Same,
    /// It is not the program that made the record, and its result differs.
    OtherEngine {
        /// The program that made the record.
        recorded: Engine,
        /// Where the pages differ; `None` where this program cannot set them at all.
        pages: Option<Vec<PageChange>>,
    },
    /// It is the program that made the record, and yet its result differs.
    Broken {
        /// Where the pages differ; `None` where this program cannot set them at all.
        pages: Option<Vec<PageChange>>,
    },
}

/// A page that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageChange {
    /// The page, from 1.
    pub page: usize,
    /// How many of its lines changed.
    pub lines: usize,
    /// How many of its pixels changed, at 72 per inch.
    pub pixels: u64,
}

/// A PDF that was set again from its own attachments.
pub struct FromPdf {
    /// The name for its file.
    pub stem: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Regenerator<'_> {
    /// Sets an archived edition again, from what the archive keeps and nothing else.
    ///
    /// # Errors
    /// A missing or damaged file of the archive.
    pub fn regenerate(&self, archive: &Archive, entry: &Entry) -> Result<Regenerated> {
        let lock = archive.lock(entry)?;
        let list = archive.text(lock.inputs.list)?;
        let set = self.recipe(&entry.lock_name(), list).and_then(|recipe| {
            self.set(&recipe, |forme, edition| {
                let bytes: Arc<[u8]> = edition.bytes.into();
                if Fingerprint::of(&bytes) == lock.output.sha256 {
                    // This does not need the record itself.
                    return Ok((bytes, None));
                }
                let lines = Lines::of(&forme.proof());
                let pages = compare(archive, &lock, bytes.clone(), &lines)?;
                Ok((bytes, Some(pages)))
            })
        });
        let pages = match set {
            Ok((bytes, None)) => return Ok(Regenerated { bytes, verdict: Verdict::Same }),
            Ok((_, Some(pages))) => Some(pages),
            Err(error) if error.kind() == Kind::Damage => return Err(error),
            // This program can no longer read it, but the one that made it could.
            Err(_) => None,
        };
        let bytes = archive.object(lock.output.sha256)?;
        let verdict = if program::is_running(&lock.program) {
            Verdict::Broken { pages }
        } else {
            let Program { briefing, typst, .. } = lock.program;
            Verdict::OtherEngine { recorded: Engine { briefing, typst }, pages }
        };
        Ok(Regenerated { bytes, verdict })
    }
}

/// Finds the pages that differ between the record and the edition that was set again.
fn compare(
    archive: &Archive,
    lock: &Lock,
    again: Arc<[u8]>,
    lines: &Lines,
) -> Result<Vec<PageChange>> {
    let record = archive.object(lock.output.sha256)?;
    let before = Lines::read(&archive.text(lock.output.lines)?).unwrap_or_default();
    page_changes((record, &before), (again, lines))
}

/// Finds the pages that differ between two PDFs, each with its lines.
///
/// # Errors
/// Bytes that are not a PDF.
pub(crate) fn page_changes(
    (before, old): (Arc<[u8]>, &Lines),
    (after, new): (Arc<[u8]>, &Lines),
) -> Result<Vec<PageChange>> {
    let before = pdf_reader::PdfDocument::new("record", before)?;
    let after = pdf_reader::PdfDocument::new("edition", after)?;
    let changes = old.changes(new);
    let on = |page: usize| {
        let lines = changes.iter().filter_map(|(a, b)| a.as_ref().or(b.as_ref()));
        lines.filter(|line| line.page as usize == page).count()
    };
    let mut pages = Vec::new();
    for page in 0..before.pages().max(after.pages()) {
        let pictures = (before.picture(page, PPI), after.picture(page, PPI));
        let pixels = match pictures {
            (Some(a), Some(b)) => a.compare(&b).pixels,
            (Some(one), None) | (None, Some(one)) => one.pixels.len() as u64,
            (None, None) => 0,
        };
        let lines = on(page + 1);
        if pixels > 0 || lines > 0 {
            pages.push(PageChange { page: page + 1, lines, pixels });
        }
    }
    Ok(pages)
}

impl Verdict {
    /// Returns the error to report, if the record was not reproduced byte for byte.
    pub fn told(&self, entry: &Entry) -> Option<Error> {
        let mut words = vec![
            ("id", entry.issue.to_string()),
            ("stem", entry.issue.stem()),
            ("revision", entry.revision.to_string()),
            ("running", program::engine().to_string()),
        ];
        let (code, pages) = match self {
            Self::Same => return None,
            Self::OtherEngine { recorded, pages } => {
                words.push(("recorded", recorded.to_string()));
                (codes::archive::OTHER_ENGINE, pages)
            }
            Self::Broken { pages } => (codes::archive::BROKEN_PROMISE, pages),
        };
        match pages.as_deref() {
            None => words.push(("case", "refused".into())),
            Some([]) => words.push(("case", "unseen".into())),
            Some(pages) => words.push(("pages", list(pages))),
        }
        Some(Problem::Noted { code, words }.into())
    }
}

/// Formats changed pages as `3 (2/814), 4 (…)`: the number of each, and how many of its lines and pixels
/// changed.
fn list(pages: &[PageChange]) -> String {
    let one = |it: &PageChange| format!("{} ({}/{})", it.page, it.lines, it.pixels);
    pages.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Sets a PDF again from what it carries; the stock supplies the templates and faces.
///
/// # Errors
/// A PDF that carries no record, an input that the stock does not have, or a result with other bytes.
pub fn regenerate_pdf(name: &str, pdf: &Arc<[u8]>, stock: &Stock<'_>) -> Result<FromPdf> {
    let refusal = || Problem::Noted {
        code: codes::archive::NO_RECORD,
        words: vec![("path", name.to_owned())],
    };
    let files = pdf_reader::PdfDocument::new(name, pdf.clone())?.attachments();
    let list = files.iter().find(|file| file.name.ends_with(".lock.toml")).ok_or_else(refusal)?;
    let list = String::from_utf8(list.bytes.clone()).map_err(|_| refusal())?;
    let own = |wanted: Fingerprint| {
        let file = files.iter().find(|file| Fingerprint::of(&file.bytes) == wanted)?;
        Some(Arc::from(file.bytes.as_slice()))
    };
    let all = |name: &str, wanted| match own(wanted) {
        Some(bytes) => Ok(bytes),
        None => stock(name, wanted),
    };
    let regenerator = Regenerator::new(&all);
    let recipe = regenerator.recipe(name, list)?;
    let stem = recipe.inputs.id().ok_or_else(refusal)?.stem();
    let bytes = regenerator.set(&recipe, |_, edition| Ok(edition.bytes));
    let recorded = &recipe.inputs.engine;
    match bytes {
        Ok(bytes) if *bytes == **pdf => Ok(FromPdf { stem, bytes }),
        Err(error) if *recorded == program::engine() => Err(error),
        _ => {
            let code = if *recorded == program::engine() {
                codes::archive::PDF_ALTERED
            } else {
                codes::archive::PDF_OTHER_ENGINE
            };
            let words = vec![
                ("path", name.to_owned()),
                ("recorded", recorded.to_string()),
                ("running", program::engine().to_string()),
            ];
            Err(Problem::Noted { code, words }.into())
        }
    }
}
