//! Jobs about an issue: its pages, its faults, and what the archive keeps of it.

use std::sync::Arc;

use briefing_desk::Desk;
use briefing_desk::order::{Order, Proofed, SourceText};
use briefing_desk::product::{self, PageChoice};
use briefing_engine::pictures::Pictures;
use briefing_engine::press::{PageImage, PdfSettings, Warnings};
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Error, Problem, Result};
use briefing_values::sheet::Sheet;

use crate::job::{
    About, Check, Checked, Done, FacesListed, Leaf, Preview, Previewed, Product, Render, Rendered,
    Submitted,
};

use super::made::{Made, plain};
use super::telling::Telling;

/// Makes a product of the pages of an issue.
pub(super) fn render(
    desk: &Desk,
    about: About,
    wanted: &Render,
) -> std::result::Result<Made, Telling> {
    let source = source(about)?;
    let rendered = || {
        let chosen = wanted.pages.as_deref().map(PageChoice::parse).transpose()?;
        let chosen = chosen.unwrap_or_default();
        let product = product(&wanted.product, &chosen)?;
        let warnings = if wanted.allow_warnings { Warnings::Allow } else { Warnings::Deny };
        let order = Order { record: product.record(), warnings };
        desk.render(&source, &order, &mut |_| {}, |proofed| {
            let (parts, files) = product.print(proofed, &chosen)?.into_iter().unzip();
            let done = Rendered { pages: proofed.forme.pages(), parts };
            Ok(made(done, files, &proofed.manuscript, &proofed.remarks))
        })
    };
    rendered().map_err(|error| stopped(desk, &source, &error))
}

/// Returns the product that a job names.
fn product(named: &Product, chosen: &PageChoice) -> Result<product::Product> {
    match named {
        Product::Pdf(standards) => {
            let standards = PdfSettings::standards_named(standards).ok_or_else(|| {
                Problem::CommandLine { words: "a standard that is not known".into() }
            })?;
            product::Product::edition(standards, chosen)
        }
        Product::Png(ppi) => product::Product::png(*ppi),
        Product::Svg => Ok(product::Product::Pictures(PageImage::Svg)),
        Product::Layout => Ok(product::Product::Layout),
    }
}

/// Reports all errors, warnings and hints in an issue.
pub(super) fn check(
    desk: &Desk,
    about: About,
    Check { depth }: Check,
) -> std::result::Result<Made, Telling> {
    let found = desk.check(&source(about)?, depth);
    let set = !found.rows.is_empty();
    let rows = set.then(|| serde_json::to_value(&found.rows).unwrap_or_default());
    Ok(made(Checked { rows }, Vec::new(), &found.manuscript, &found.faults))
}

/// Sets pages that may have faults, and draws those that the caller does not have yet.
pub(super) fn preview(
    desk: &Desk,
    about: About,
    Preview { known }: &Preview,
) -> std::result::Result<Made, Telling> {
    let source = source(about)?;
    let previewed = || {
        let (Proofed { forme, proof, remarks, manuscript, .. }, findings) =
            desk.preview(&source)?;
        let (mut leaves, mut drawn, mut files) = (Vec::new(), Vec::new(), Vec::new());
        for (n, (digest, page)) in forme.digests().into_iter().zip(&proof.pages).enumerate() {
            let digest = format!("{digest:016x}");
            if !known.contains(&digest) && !drawn.contains(&digest) {
                files.push(forme.picture(n, PageImage::Svg)?);
                drawn.push(digest.clone());
            }
            leaves.push(Leaf { digest, width: page.width, height: page.height });
        }
        let faults = [findings, remarks].concat();
        Ok(made(Previewed { leaves, drawn }, files, &manuscript, &faults))
    };
    previewed().map_err(|error| stopped(desk, &source, &error))
}

/// Sets the edition, and hands over everything that the archive keeps of it except the faces.
pub(super) fn submit(desk: &Desk, about: About) -> std::result::Result<Made, Telling> {
    let source = source(about)?;
    let (handover, remarks) =
        desk.hand_over(&source).map_err(|error| stopped(desk, &source, &error))?;
    let done = Submitted { lock: handover.lock };
    Ok(made(done, handover.objects, &desk.parse(&source), &remarks))
}

/// Lists the roles of the house, and the faces that set them.
pub(super) fn faces(desk: &Desk) -> Result<Made> {
    let roles = desk.role_listings(&desk.house_faces()?);
    Ok(Made::of(FacesListed { roles }, Vec::new()))
}

/// Returns the issue that a job is about, with the pictures that came with it.
fn source(about: About) -> std::result::Result<SourceText, Telling> {
    let sheet = Sheet::new(&about.name, &about.file).map_err(plain)?;
    let pictures = about.pictures.into_iter().map(|(name, bytes)| (name, Arc::from(bytes)));
    Ok(SourceText { sheet, pictures: Pictures::AtHand(pictures.collect()) })
}

fn made(
    done: impl Into<Done>,
    files: Vec<Vec<u8>>,
    manuscript: &Manuscript,
    remarks: &[briefing_values::error::Fault],
) -> Made {
    Made { done: done.into(), files, remarks: Telling::of(remarks, Some(manuscript)) }
}

/// Returns the faults that stopped a job, with the fields that they are in.
fn stopped(desk: &Desk, source: &SourceText, error: &Error) -> Telling {
    Telling::of(&error.faults, Some(&desk.parse(source)))
}
