//! Reads a table of an article: a rectangle of cells, with or without a head.

use briefing_values::error::{Problem, codes};
use briefing_values::issue::{Align, Table};

use crate::fields::form;

use super::reader::Reader;

/// Returns the table that a form describes, the field `name`; it is the article's table `number`.
pub(super) fn table(
    number: usize,
    name: &str,
    form: &form::Table,
    reader: &mut Reader<'_>,
) -> Table {
    let lines = match &form.rows {
        Some(lines) => lines.as_slice(),
        None => reader.missing(&format!("{name}.rows")),
    };
    let header = header(&format!("{name}.header"), form.header.as_deref(), reader);
    let columns = Columns::of(form, lines);
    columns.check(name, form, lines, reader);
    Table {
        number,
        caption: reader.optional(&format!("{name}.caption"), form.caption.as_ref()),
        unit: reader.optional(&format!("{name}.unit"), form.unit.as_ref()),
        header,
        rows: rows(&format!("{name}.rows"), lines, reader),
        widths: widths(&format!("{name}.widths"), form, columns.count, reader),
        align: form.align.clone().unwrap_or_else(|| vec![Align::Center; columns.count]),
        note: reader.optional_lines(&format!("{name}.note"), form.note.as_ref()),
        source: reader.optional(&format!("{name}.source"), form.source.as_ref()),
    }
}

/// The columns of a table, which its head counts or, without one, its first row.
struct Columns {
    count: usize,
    /// Who counts them, as the catalogue calls it.
    case: Option<&'static str>,
}

impl Columns {
    fn of(form: &form::Table, lines: &[Vec<form::Cell>]) -> Self {
        match &form.header {
            Some(header) => Self { count: header.len(), case: None },
            None => Self { count: lines.first().map_or(0, Vec::len), case: Some("headless") },
        }
    }

    /// Checks that every list of the table has as many members as there are columns.
    fn check(
        &self,
        name: &str,
        form: &form::Table,
        lines: &[Vec<form::Cell>],
        reader: &mut Reader<'_>,
    ) {
        if self.count == 0 {
            // That rows are missing, or a head is empty, is told where it is read.
            if form.rows.is_some() && form.header.is_none() {
                let field = if lines.is_empty() { "rows" } else { "rows.0" };
                let field = format!("{name}.{field}");
                reader.fault(&field, Problem::Empty { field: field.clone() });
            }
            return;
        }
        let rows = lines.iter().enumerate().map(|(n, row)| (format!("rows.{n}"), row.len()));
        let widths = form.widths.iter().map(|widths| ("widths".to_owned(), widths.len()));
        let align = form.align.iter().map(|align| ("align".to_owned(), align.len()));
        for (field, found) in rows.chain(widths).chain(align) {
            if found != self.count {
                let mut words =
                    vec![("found", found.to_string()), ("wanted", self.count.to_string())];
                words.extend(self.case.map(|case| ("case", case.to_owned())));
                let problem = Problem::Noted { code: codes::data::ROW_LENGTH, words };
                reader.fault(&format!("{name}.{field}"), problem);
            }
        }
    }
}

/// Returns the names of the columns, of which some may be blank. A head that is written has at least one.
fn header(name: &str, header: Option<&[String]>, reader: &mut Reader<'_>) -> Vec<String> {
    if header.is_some_and(<[String]>::is_empty) {
        reader.fault(name, Problem::Empty { field: name.into() });
    }
    let names = header.unwrap_or_default().iter().enumerate();
    names.map(|(n, words)| reader.cell(&format!("{name}.{n}"), words)).collect()
}

/// Returns the cells as words; an empty cell stays empty.
fn rows(name: &str, rows: &[Vec<form::Cell>], reader: &mut Reader<'_>) -> Vec<Vec<String>> {
    let mut cell = |field: String, cell: &form::Cell| match cell {
        form::Cell::Number(number) => number.to_string(),
        form::Cell::Words(words) => reader.cell(&field, words),
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
