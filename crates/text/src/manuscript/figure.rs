//! Reads the tables and pictures of an article.

use briefing_values::error::{Problem, codes};
use briefing_values::issue::{Align, Picture, Table};

use crate::fields::form;

use super::reader::Reader;

/// Returns the tables and the pictures of an article, in the order in which they are written.
pub(super) fn figures(
    name: &str,
    form: &form::Article,
    reader: &mut Reader<'_>,
) -> (Vec<Table>, Vec<Picture>) {
    let tables = form.table.iter().enumerate();
    let tables =
        tables.map(|(n, form)| table(n, &format!("{name}.table.{n}"), form, reader)).collect();
    let pictures = form.picture.iter().enumerate();
    let pictures = pictures
        .map(|(n, form)| picture(n, &format!("{name}.picture.{n}"), form, reader))
        .collect();
    (tables, pictures)
}

fn table(number: usize, name: &str, form: &form::Table, reader: &mut Reader<'_>) -> Table {
    let header = listed(&format!("{name}.header"), form.header.as_deref(), reader);
    let lines = match &form.rows {
        Some(lines) => lines.as_slice(),
        None => reader.missing(&format!("{name}.rows")),
    };
    let wanted = header.len();
    let mut same_length = |field: String, found: usize| {
        // Without a header there is nothing to compare with.
        if wanted > 0 && found != wanted {
            reader.fault(&field, Problem::RowLength { found, wanted });
        }
    };
    for (n, row) in lines.iter().enumerate() {
        same_length(format!("{name}.rows.{n}"), row.len());
    }
    if let Some(widths) = &form.widths {
        same_length(format!("{name}.widths"), widths.len());
    }
    if let Some(align) = &form.align {
        same_length(format!("{name}.align"), align.len());
    }
    let heads = header.iter().enumerate();
    Table {
        number,
        caption: reader.optional(&format!("{name}.caption"), form.caption.as_ref()),
        header: heads.map(|(n, words)| reader.line(&format!("{name}.header.{n}"), words)).collect(),
        rows: rows(&format!("{name}.rows"), lines, reader),
        widths: widths(&format!("{name}.widths"), form, wanted, reader),
        align: form.align.clone().unwrap_or_else(|| vec![Align::Center; wanted]),
    }
}

/// Returns the entries of a list that must not be empty.
fn listed<'f>(field: &str, list: Option<&'f [String]>, reader: &mut Reader<'_>) -> &'f [String] {
    match list {
        Some([]) => reader.fault(field, Problem::Empty { field: field.into() }),
        Some(_) => {}
        None => reader.missing(field),
    }
    list.unwrap_or_default()
}

/// Returns the cells as words; an empty cell stays empty.
fn rows(name: &str, rows: &[Vec<form::Cell>], reader: &mut Reader<'_>) -> Vec<Vec<String>> {
    let mut cell = |field: String, cell: &form::Cell| match cell {
        form::Cell::Number(number) => number.to_string(),
        form::Cell::Words(words) if words.is_empty() => String::new(),
        form::Cell::Words(words) => reader.line(&field, words),
    };
    let rows = rows.iter().enumerate().map(|(y, row)| {
        row.iter().enumerate().map(|(x, words)| cell(format!("{name}.{y}.{x}"), words)).collect()
    });
    rows.collect()
}

fn widths(name: &str, form: &form::Table, columns: usize, reader: &mut Reader<'_>) -> Vec<f64> {
    let widths = form.widths.clone().unwrap_or_else(|| vec![1.0; columns]);
    for (n, width) in widths.iter().enumerate() {
        reader.within(&format!("{name}.{n}"), *width, 1, 100);
    }
    widths
}

fn picture(number: usize, name: &str, form: &form::Picture, reader: &mut Reader<'_>) -> Picture {
    let field = format!("{name}.file");
    let escape = form.file.as_deref().is_some_and(|file| file.contains(char::is_control));
    let written = if escape {
        // The `\n` of 图\new.png, for instance: a folder was meant.
        let words = vec![("found", "\\".to_owned()), ("wanted", "/".to_owned())];
        reader.fault(&field, Problem::Noted { code: codes::data::SLIP_PATH, words });
        ""
    } else {
        reader.given(&field, form.file.as_ref())
    };
    let mut file = written.trim().replace('\\', "/");
    let inside =
        |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(':');
    if !file.is_empty() && !file.split('/').all(inside) {
        reader.fault(&field, Problem::PicturePath { file: std::mem::take(&mut file) });
    }
    if let Some(width) = form.width {
        reader.within(&format!("{name}.width"), width, 10, 200);
    }
    Picture {
        number,
        file,
        alt: reader.required(&format!("{name}.alt"), form.alt.as_ref()),
        caption: reader.optional(&format!("{name}.caption"), form.caption.as_ref()),
        width: form.width,
    }
}
