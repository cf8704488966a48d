//! Jobs about an issue: its pages, what is wrong with it, what the archive keeps of it.

use std::sync::Arc;

use briefing_desk::Desk;
use briefing_desk::order::{Order, Proofed, SourceText};
use briefing_engine::pictures::Pictures;
use briefing_engine::press::{PageImage, Warnings};
use briefing_values::error::{Error, Fault, Result, Severity};
use briefing_values::sheet::Sheet;
use briefing_worker::job::{About, Depth, Leaf, Product, Work};

use super::super::pages::Pages;
use super::super::plan::{self, contradiction};
use super::{Done, Telling};

/// Does a job, or returns what stopped it, with the fields that it lies in.
pub(super) fn done(
    desk: &Desk,
    work: Work,
    name: &str,
    file: Vec<u8>,
    pictures: Vec<(String, Vec<u8>)>,
) -> std::result::Result<Done, (Error, Telling)> {
    let sheet = Sheet::new(name, &file).map_err(|error| {
        let told = Telling::of(&error.faults, None);
        (error, told)
    })?;
    let pictures = pictures.into_iter().map(|(name, bytes)| (name, Arc::from(bytes))).collect();
    let copy = SourceText { sheet, pictures: Pictures::AtHand(pictures) };
    let told = |faults: &[Fault]| Telling::of(faults, Some(&desk.parse(&copy)));
    let made = match work {
        Work::Render { product, pages, allow_warnings, .. } => {
            let warnings = if allow_warnings { Warnings::Allow } else { Warnings::Deny };
            render(desk, &copy, &product, pages.as_deref(), warnings)
        }
        Work::Check { depth } => check(desk, &copy, depth),
        Work::Preview { known } => preview(desk, &copy, &known),
        Work::Submit => submit(desk, &copy, file),
        _ => Ok((Vec::new(), Vec::new(), About::Nothing)),
    };
    match made {
        Ok((files, faults, about)) => Ok((files, told(&faults), about)),
        Err(error) => {
            let told = told(&error.faults);
            Err((error, told))
        }
    }
}

/// Files, what is to be said of the issue, and what there is to say of the work.
type Made = (Vec<(String, Vec<u8>)>, Vec<Fault>, About);

fn render(
    desk: &Desk,
    copy: &SourceText,
    product: &Product,
    pages: Option<&str>,
    warnings: Warnings,
) -> Result<Made> {
    let chosen = pages.map(Pages::parse).transpose()?.unwrap_or_default();
    let product = match product {
        Product::Pdf(standards) => {
            let standards = briefing_engine::press::PdfSettings::standards_named(standards)
                .ok_or_else(|| contradiction("a standard that is not known"))?;
            plan::Product::Edition(plan::settings(standards, &chosen)?)
        }
        Product::Png(ppi) => plan::Product::Pictures(PageImage::Png(plan::resolution(*ppi)?)),
        Product::Svg => plan::Product::Pictures(PageImage::Svg),
        Product::Layout => plan::Product::Layout,
    };
    let order = Order { record: product.record(), warnings };
    desk.render(copy, &order, &mut |_| {}, |proofed| {
        let files = product.print(proofed, &chosen)?;
        let files = files.into_iter().map(|(page, bytes)| (part(page), bytes)).collect();
        Ok((files, proofed.remarks.clone(), About::Pages(proofed.forme.pages())))
    })
}

/// Returns the name of a part of a product: the page, or nothing for the whole.
fn part(page: Option<usize>) -> String {
    page.map(|page| page.to_string()).unwrap_or_default()
}

fn check(desk: &Desk, copy: &SourceText, depth: Depth) -> Result<Made> {
    let examined = desk.examine(copy);
    let sound = examined.faults.iter().all(|fault| fault.severity < Severity::Error);
    if depth == Depth::Text || !sound {
        return Ok((Vec::new(), examined.faults, About::Nothing));
    }
    let order = Order { warnings: Warnings::Allow, ..Order::default() };
    let measured = desk.render(copy, &order, &mut |_| {}, |pages: &Proofed| {
        let (rows, measured) = desk.measure(pages)?;
        let mut faults = [pages.remarks.clone(), measured].concat();
        briefing_desk::examine::in_order(&mut faults);
        let rows = serde_json::to_value(&rows).unwrap_or_default();
        Ok((Vec::new(), faults, About::Report(rows)))
    });
    measured
        .or_else(|error| Ok((Vec::new(), [examined.faults, error.faults].concat(), About::Nothing)))
}

/// Sets pages that may be wrong, and draws those that are not known.
fn preview(desk: &Desk, copy: &SourceText, known: &[String]) -> Result<Made> {
    let (Proofed { forme, proof, remarks, .. }, findings) = desk.preview(copy)?;
    let mut files = Vec::new();
    let mut leaves = Vec::new();
    for (n, (digest, page)) in forme.digests().into_iter().zip(&proof.pages).enumerate() {
        let digest = format!("{digest:016x}");
        let drawn = files.iter().any(|(name, _)| *name == digest);
        if !known.contains(&digest) && !drawn {
            files.push((digest.clone(), forme.picture(n, PageImage::Svg)?));
        }
        leaves.push(Leaf { digest, width: page.width, height: page.height });
    }
    let faults = [findings, remarks].concat();
    Ok((files, faults, About::Leaves(leaves)))
}

/// Sets the edition, and hands over all that the archive keeps of it: the lock is the first file.
fn submit(desk: &Desk, copy: &SourceText, file: Vec<u8>) -> Result<Made> {
    let ready = desk.ready(copy, file)?;
    let handover = ready.handover(&copy.sheet.name);
    let mut files = vec![("lock.toml".to_owned(), handover.lock.into_bytes())];
    files.extend(handover.objects.into_iter().map(|bytes| (String::new(), bytes)));
    Ok((files, ready.remarks.clone(), About::Pages(ready.edition.pages)))
}

/// Tells the roles of the house, and the faces that set them.
pub(super) fn faces(desk: &Desk) -> Result<Done> {
    let faces = super::super::fonts::list(desk, &desk.house_faces()?);
    Ok((Vec::new(), Telling(Vec::new()), About::Report(faces)))
}
