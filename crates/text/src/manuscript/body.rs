//! The body of an article: paragraphs, with the tables and pictures between them.

use std::collections::BTreeSet;

use briefing_values::error::Problem;
use briefing_values::issue::{Block, Paragraph, Picture};

use super::figure::Figures;
use super::words;

/// The most pictures that stand side by side.
const ABREAST: usize = 4;

/// Returns the blocks of a body. A paragraph that is only the marker 【表1】 or 【图1】 places that
/// table or picture, and one of several markers 【图1】【图2】 places pictures side by side; those without a marker follow
/// the text.
///
/// The second list holds the markers that refer to nothing.
pub(super) fn blocks(text: &str, figures: Figures) -> (Vec<Block>, Vec<Problem>) {
    let Figures { tables, charts, pictures } = figures;
    let mut tables: Vec<_> = tables.into_iter().map(Some).collect();
    let mut charts: Vec<_> = charts.into_iter().map(Some).collect();
    let mut pictures: Vec<_> = pictures.into_iter().map(Some).collect();
    let (mut blocks, mut problems) = (Vec::new(), Vec::new());
    for paragraph in words::paragraphs(text) {
        let figure = match &markers(&paragraph)[..] {
            [] => Some(Some(Block::Paragraph(Paragraph::new(&paragraph)))),
            [Marker::Table(number)] => take(&mut tables, *number).map(Block::Table).map(Some),
            // That a chart cannot be drawn has been told.
            [Marker::Chart(number)] => take(&mut charts, *number).map(|it| it.map(Block::Chart)),
            several => abreast(several, &mut pictures).map(Some),
        };
        match figure {
            Some(block) => blocks.extend(block),
            None => problems.push(Problem::NoSuchFigure { marker: paragraph }),
        }
    }
    blocks.extend(tables.into_iter().flatten().map(Block::Table));
    blocks.extend(charts.into_iter().flatten().flatten().map(Block::Chart));
    blocks.extend(pictures.into_iter().flatten().map(Block::Picture));
    (blocks, problems)
}

/// Returns the pictures that markers place, if there are such pictures and they fit side by side.
fn abreast(markers: &[Marker], pictures: &mut [Option<Picture>]) -> Option<Block> {
    let number = |marker: &Marker| match marker {
        Marker::Picture(number) => Some(*number),
        Marker::Table(_) | Marker::Chart(_) => None,
    };
    let numbers: Vec<usize> = markers.iter().map(number).collect::<Option<_>>()?;
    let there = |number: &usize| {
        let index = number.checked_sub(1);
        index.and_then(|index| pictures.get(index)).is_some_and(Option::is_some)
    };
    let different = numbers.iter().collect::<BTreeSet<_>>().len() == numbers.len();
    if numbers.len() > ABREAST || !different || !numbers.iter().all(there) {
        return None;
    }
    let mut taken = numbers.into_iter().map(|number| take(pictures, number));
    match (taken.next()??, taken.collect::<Option<Vec<_>>>()?) {
        (first, others) if others.is_empty() => Some(Block::Picture(first)),
        (first, mut others) => {
            others.insert(0, first);
            Some(Block::Pictures { pictures: others })
        }
    }
}

/// The place of a figure, by its number from 1.
enum Marker {
    Table(usize),
    Chart(usize),
    Picture(usize),
}

/// Returns the markers that a paragraph consists of, or none.
fn markers(paragraph: &str) -> Vec<Marker> {
    let pieces = paragraph.trim().split_inclusive(['】', ']', '］']);
    pieces.map(Marker::of).collect::<Option<_>>().unwrap_or_default()
}

impl Marker {
    /// Reads a marker, whatever the width of its digits and brackets and the spaces in it: `【表 １】`, `[表1]`.
    fn of(paragraph: &str) -> Option<Self> {
        let bare = paragraph.trim().strip_prefix(['【', '[', '［'])?;
        let inner = bare.strip_suffix(['】', ']', '］'])?.trim();
        let digits = inner.trim_start_matches(['图', '表']);
        let number = number(digits.trim())?;
        match &inner[..inner.len() - digits.len()] {
            "表" => Some(Self::Table(number)),
            "图表" => Some(Self::Chart(number)),
            "图" => Some(Self::Picture(number)),
            _ => None,
        }
    }
}

/// Returns the number that digits of either width write.
fn number(digits: &str) -> Option<usize> {
    let narrow = |c: char| match c {
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => c.to_digit(10),
    };
    let digits: Option<String> = digits.chars().map(|c| char::from_digit(narrow(c)?, 10)).collect();
    digits?.parse().ok()
}

/// Returns whether a paragraph consists of markers.
pub(super) fn is_marker(paragraph: &str) -> bool {
    !markers(paragraph).is_empty()
}

/// Takes the figure with a number, counted from 1; each can be taken once.
fn take<T>(figures: &mut [Option<T>], number: usize) -> Option<T> {
    figures.get_mut(number.checked_sub(1)?)?.take()
}

#[cfg(test)]
mod tests {
    use super::{Figures, blocks};
    use briefing_values::error::Problem;
    use briefing_values::issue::{Block, Picture};

    fn picture(file: &str) -> Picture {
        Picture {
            number: 0,
            file: file.into(),
            alt: "图".into(),
            caption: None,
            width: None,
            beside: None,
        }
    }

    fn shape(text: &str, files: &[&str]) -> (Vec<String>, Vec<Problem>) {
        let pictures = files.iter().map(|file| picture(file)).collect();
        let figures = Figures { tables: Vec::new(), charts: Vec::new(), pictures };
        let (blocks, problems) = blocks(text, figures);
        let names = blocks.into_iter().map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.rest,
            Block::Table(_) => "table".into(),
            figure => {
                let files = figure.pictures().iter().map(|picture| picture.file.as_str());
                files.collect::<Vec<_>>().join("|")
            }
        });
        (names.collect(), problems)
    }

    #[test]
    fn a_marker_is_the_place_of_its_picture() {
        let (names, problems) = shape("甲\n\n【图2】\n\n乙", &["1.png", "2.png"]);
        assert_eq!(names, ["甲", "2.png", "乙", "1.png"]);
        assert!(problems.is_empty());
    }

    #[test]
    fn several_markers_place_pictures_side_by_side() {
        for line in ["【图3】【图1】", "【图3】 【图1】", "【图3】\n【图1】", "[图3]　［图１］"]
        {
            let (names, problems) = shape(line, &["1.png", "2.png", "3.png"]);
            assert_eq!(names, ["3.png|1.png", "2.png"], "{line}");
            assert!(problems.is_empty());
        }
        // One that is not there, one twice, five, a table among them: nothing is placed by half.
        let files = ["1.png"; 5];
        for line in [
            "【图1】【图6】",
            "【图1】【图1】",
            "【图1】【图2】【图3】【图4】【图5】",
            "【图1】【表1】",
        ] {
            let (names, problems) = shape(line, &files);
            assert_eq!((names.len(), problems.len()), (5, 1), "{line}");
        }
    }

    #[test]
    fn a_marker_for_nothing_is_a_problem() {
        let (_, problems) = shape("【图1】\n\n【图1】\n\n【表1】\n\n【图0】", &["1.png"]);
        let markers: Vec<_> = problems
            .into_iter()
            .map(|problem| match problem {
                Problem::NoSuchFigure { marker } => marker,
                other => panic!("{other}"),
            })
            .collect();
        assert_eq!(markers, ["【图1】", "【表1】", "【图0】"]);
    }

    #[test]
    fn a_marker_may_be_spaced_and_wide() {
        for marker in [
            "【图 1】",
            "【图１】",
            "【 图　１ 】",
            "【图\u{a0}1】",
            " 【图01】",
            "[图1]",
            "［图１］",
        ] {
            assert_eq!(shape(marker, &["1.png"]).0, ["1.png"], "{marker}");
        }
    }

    #[test]
    fn brackets_around_other_words_are_text() {
        assert_eq!(shape("【编者按】\n\n【图甲】", &[]).0, ["【编者按】", "【图甲】"]);
    }
}
