//! Reads the tables, charts and pictures of an article.

use briefing_values::error::{Problem, codes};
use briefing_values::issue::{Chart, Picture, Table};

use crate::fields::form;

use super::chart::chart;
use super::reader::Reader;
use super::table::table;

/// The figures of an article, in the order in which they are written.
pub(super) struct Figures {
    pub(super) tables: Vec<Table>,
    /// What is wrong with one that is not there has been told.
    pub(super) charts: Vec<Option<Chart>>,
    pub(super) pictures: Vec<Picture>,
}

/// Returns the figures of an article.
pub(super) fn figures(name: &str, form: &form::Article, reader: &mut Reader<'_>) -> Figures {
    let before = reader.faults();
    let tables = form.table.iter().enumerate();
    let tables: Vec<_> =
        tables.map(|(n, form)| table(n, &format!("{name}.table.{n}"), form, reader)).collect();
    // What cannot be drawn of a table that is wrong follows from that.
    let sound = reader.faults() == before;
    let charts = form.chart.iter().enumerate();
    let charts = charts
        .map(|(n, form)| chart(n, &format!("{name}.chart.{n}"), form, (&tables, sound), reader))
        .collect();
    let pictures = form.picture.iter().enumerate();
    let pictures = pictures
        .map(|(n, form)| picture(n, &format!("{name}.picture.{n}"), form, reader))
        .collect();
    Figures { tables, charts, pictures }
}

/// Returns a picture of the form.
pub(super) fn picture(
    number: usize,
    name: &str,
    form: &form::Picture,
    reader: &mut Reader<'_>,
) -> Picture {
    let file = file(&format!("{name}.file"), form.file.as_ref(), reader);
    if let Some(width) = form.width {
        reader.within(&format!("{name}.width"), width, 10, 200);
    }
    Picture {
        number,
        file,
        alt: reader.required(&format!("{name}.alt"), form.alt.as_ref()),
        caption: reader.optional(&format!("{name}.caption"), form.caption.as_ref()),
        width: form.width,
        beside: form.beside,
    }
}

/// Returns the path of a picture, as it is written in a field; an empty one if what is wrong with it was told.
pub(super) fn file(field: &str, file: Option<&String>, reader: &mut Reader<'_>) -> String {
    let written = if file.is_some_and(|file| file.contains(char::is_control)) {
        // The `\n` of 图\new.png, for instance: a folder was meant.
        let words = vec![("found", "\\".to_owned()), ("wanted", "/".to_owned())];
        reader.fault(field, Problem::Noted { code: codes::data::SLIP_PATH, words });
        ""
    } else {
        reader.given(field, file)
    };
    let path = written.trim().replace('\\', "/");
    below(&path).unwrap_or_else(|| {
        reader.fault(field, Problem::PicturePath { file: path });
        String::new()
    })
}

/// Returns a path below the folder that it starts from, without the steps that stay where they are; `None` if it
/// leads elsewhere, or could on some system.
fn below(path: &str) -> Option<String> {
    let parts: Vec<_> = path.split('/').filter(|part| *part != ".").collect();
    // The path is empty where the field is, which is told as that.
    let named = |part: &&str| !part.is_empty() && *part != ".." && !part.contains(':');
    (path.is_empty() || !parts.is_empty() && parts.iter().all(named)).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn paths_stay_in_the_folder() {
        for (path, file) in [
            ("", ""),
            ("a.png", "a.png"),
            ("./a.png", "a.png"),
            ("图/./././a.png", "图/a.png"),
            ("..a/.b/c..png", "..a/.b/c..png"),
        ] {
            assert_eq!(below(path).as_deref(), Some(file));
        }
        for out in [
            "/a.png",
            ".",
            "./",
            "..",
            "../a.png",
            "a/../b.png",
            "./../a.png",
            "a//b.png",
            "a/",
            "C:/a.png",
            "./C:a.png",
        ] {
            assert_eq!(below(out), None, "{out}");
        }
    }
}
