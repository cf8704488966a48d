//! Fetches the pictures of an issue, and has plates made of them before they go to the press.

use std::collections::BTreeMap;

use briefing_engine::house::House;
use briefing_engine::pictures::Pictures;
use briefing_engine::plate::Plate;
use briefing_engine::press::Press;
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Fault, Problem, Result};
use briefing_values::issue::{Block, Issue};

use crate::order::SourceText;

/// The plates of an issue's pictures, by the paths under which it names them.
pub(crate) type Plates = BTreeMap<String, Plate>;

/// Reads the pictures of an issue, and returns their plates, with a fault for each that cannot be used.
pub(crate) fn read(
    enclosed: &Pictures,
    manuscript: &Manuscript,
    issue: &Issue,
) -> (Plates, Vec<Fault>) {
    let (mut plates, mut faults) = (Plates::new(), Vec::new());
    for (n, article) in issue.articles.iter().enumerate() {
        let all = article.blocks.iter().filter_map(|block| match block {
            // The path is empty if the reader has already reported a fault in it.
            Block::Picture(picture) if !picture.file.is_empty() => Some(picture),
            _ => None,
        });
        for picture in all {
            match plate(enclosed, &picture.file) {
                Ok(plate) => {
                    plates.insert(picture.file.clone(), plate);
                }
                Err(problem) => {
                    let place =
                        manuscript.place(&format!("article.{n}.picture.{}.file", picture.number));
                    faults.push(Fault::at(problem, place));
                }
            }
        }
    }
    (plates, faults)
}

/// Returns the plate of a picture, which the press can print.
fn plate(enclosed: &Pictures, file: &str) -> std::result::Result<Plate, Problem> {
    let plate = Plate::new(file, enclosed.picture(file)?)?;
    Press::inspect(file, &plate.printed)?;
    Ok(plate)
}

/// Returns the paths under which an issue names its pictures.
pub(crate) fn named(issue: &Issue) -> Vec<String> {
    let blocks = issue.articles.iter().flat_map(|article| &article.blocks);
    let named = blocks.filter_map(|block| match block {
        Block::Picture(picture) => Some(picture.file.clone()),
        _ => None,
    });
    named.collect()
}

/// Returns the readable pictures of an issue, for a process that cannot read files; that process reports
/// what is wrong with the others.
///
/// # Errors
/// A house file that cannot be read.
pub fn enclosed(source: &SourceText, house: &House) -> Result<Vec<(String, Vec<u8>)>> {
    let manuscript = Manuscript::parse(source.sheet.clone(), house.sheet()?);
    let (issue, _) = manuscript.examine();
    let picture =
        |file: String| Some((file.clone(), source.pictures.picture(&file).ok()?.to_vec()));
    Ok(named(&issue).into_iter().filter_map(picture).collect())
}
