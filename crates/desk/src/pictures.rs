//! Fetches the pictures of an issue, and has plates made of them before they go to the press.

use std::collections::BTreeMap;

use briefing_engine::house::House;
use briefing_engine::pictures::Pictures;
use briefing_engine::plate::{Plate, Room};
use briefing_engine::press::Press;
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Fault, Problem, Result, codes};
use briefing_values::issue::{Block, Grid, Issue, Picture};

use crate::order::SourceText;
use crate::plates::{PlateRack, Plates};
use crate::styles;

/// The dots to the inch below which print shows the dots: the screens of printers and presses resolve about as many.
const NEEDED: f64 = 150.0;
/// The least width that a picture may have, in mm.
const NARROWEST: f64 = 10.0;

/// The pictures of an issue, as they were read.
pub(crate) struct Exposed {
    /// Their plates.
    pub(crate) plates: Plates,
    /// A fault for each that cannot be used.
    pub(crate) faults: Vec<Fault>,
    /// A remark on each that print will not be kind to.
    pub(crate) remarks: Vec<Fault>,
}

/// Reads the pictures of an issue.
pub(crate) fn read(
    (enclosed, rack, press): (&Pictures, &PlateRack, &Press),
    manuscript: &Manuscript,
    issue: &Issue,
) -> Exposed {
    let mut exposed = Exposed { plates: Plates::new(), faults: Vec::new(), remarks: Vec::new() };
    let grid = Grid::from(issue.layout.clone());
    let made = plates(enclosed, rack, issue, &grid);
    for (field, picture, abreast) in placed(issue) {
        let told = |problem| Fault::at(problem, manuscript.place(&field));
        match &made[&*picture.file] {
            Ok(plate) => {
                let room = room(picture, abreast, &grid);
                let remark = plate.pixels.and_then(|pixels| coarse(picture, pixels, room));
                exposed.remarks.extend(remark.map(&told));
                exposed.faults.extend(without_glyph(plate, &field, press).map(told));
                exposed.plates.insert(picture.file.clone(), plate.clone());
            }
            Err(problem) => exposed.faults.push(told(problem.clone())),
        }
    }
    exposed
}

/// Returns the plates of an issue's pictures. One that stands in several places is made for the widest.
fn plates<'i>(
    enclosed: &Pictures,
    rack: &PlateRack,
    issue: &'i Issue,
    grid: &Grid,
) -> BTreeMap<&'i str, std::result::Result<Plate, Problem>> {
    let mut rooms: BTreeMap<&str, Room> = BTreeMap::new();
    for (_, picture, abreast) in placed(issue) {
        let own = room(picture, abreast, grid);
        let room = rooms.entry(&picture.file).or_insert(own);
        room.width = room.width.max(own.width);
    }
    rack.turn();
    let plate = |file, room| rack.plate(file, enclosed.picture(file)?, room);
    rooms.into_iter().map(|(file, room)| (file, plate(file, room))).collect()
}

/// Returns the pictures of an issue that have a path, each with the name of the field that has it, and with how many
/// stand side by side there. The path is empty if the reader has already reported a fault in it.
fn placed(issue: &Issue) -> impl Iterator<Item = (String, &Picture, usize)> {
    let scan = issue.instruction.picture.iter().filter(|picture| !picture.file.is_empty());
    let scan = scan.map(|picture| ("instruction.picture".to_owned(), picture, 1));
    let own = issue.own_pictures().filter(|(_, picture)| !picture.file.is_empty());
    let own = own.map(|(name, picture)| (format!("extra.{name}.file"), picture, 1));
    let articles = issue.articles.iter().enumerate();
    let articles = articles.flat_map(|(n, article)| {
        article.blocks.iter().flat_map(move |block| {
            let pictures = block.pictures();
            let named = pictures.iter().filter(|picture| !picture.file.is_empty());
            named.map(move |picture| {
                let field = format!("article.{n}.picture.{}.file", picture.number);
                (field, picture, pictures.len())
            })
        })
    });
    articles.chain(scan).chain(own)
}

/// Returns the room that a picture has, with so many side by side: its own width, or that of its column, and a page.
fn room(picture: &Picture, abreast: usize, grid: &Grid) -> Room {
    let halves = if picture.beside.is_some() { 2 } else { abreast };
    let column = grid.column(u32::try_from(halves).unwrap_or(1));
    let widest = if picture.beside.is_some() { grid.beside } else { column };
    let width = picture.width.unwrap_or(column).min(widest);
    let height = f64::from(grid.layout.lines) * grid.pitch;
    Room { width, height, dpi: f64::from(grid.layout.dpi) }
}

/// Returns what is said of the characters of a drawing that no face has.
fn without_glyph(plate: &Plate, field: &str, press: &Press) -> impl Iterator<Item = Problem> {
    let missing = plate.characters.iter().filter(|character| !press.draws(**character));
    missing.map(|character| Problem::MissingGlyph {
        character: *character,
        field: Some(field.to_owned()),
    })
}

/// Returns what is said of a picture whose dots will show in print.
fn coarse(picture: &Picture, pixels: (u32, u32), room: Room) -> Option<Problem> {
    let resolution = room.resolution_of(pixels);
    // An office that prints fewer dots knows why.
    let needed = NEEDED.min(room.dpi);
    if !(0.0..needed).contains(&resolution) {
        return None;
    }
    let enough = Room::width_at(pixels, needed).floor();
    let mut words = vec![
        ("file", picture.file.clone()),
        ("dpi", resolution.floor().max(1.0).to_string()),
        ("width", room.width_of(pixels).round().to_string()),
        ("needed", needed.to_string()),
        ("enough", enough.to_string()),
    ];
    if enough < NARROWEST {
        words.push(("case", "tiny".into()));
    }
    Some(Problem::Noted { code: codes::data::LOW_RESOLUTION, words })
}

/// Returns the paths under which an issue names its pictures and the files of its tables.
pub(crate) fn named(manuscript: &Manuscript, issue: &Issue) -> Vec<String> {
    let blocks = issue.articles.iter().flat_map(|article| &article.blocks);
    let named = blocks.flat_map(Block::pictures).chain(issue.own_pictures().map(|(_, it)| it));
    let named = named.chain(&issue.instruction.picture);
    named.map(|picture| picture.file.clone()).chain(manuscript.table_files()).collect()
}

/// Returns the readable pictures of an issue, and the files of its tables, for a process that cannot read files; that
/// process reports what is wrong with the others.
///
/// # Errors
/// A house file that cannot be read.
pub fn enclosed(source: &SourceText, house: &House) -> Result<Vec<(String, Vec<u8>)>> {
    let manuscript = Manuscript::parse(source.sheet.clone(), house.sheet()?);
    let manuscript = styles::in_style_of(house, manuscript);
    let (issue, _) = manuscript.examine();
    let picture =
        |file: String| Some((file.clone(), source.pictures.picture(&file).ok()?.to_vec()));
    Ok(named(&manuscript, &issue).into_iter().filter_map(picture).collect())
}
