//! Reads a table of an article: a rectangle of cells, with or without a head.

use briefing_values::error::{Problem, codes};
use briefing_values::issue::{Align, Cell, Header, Table};

use crate::fields::form;

use super::merge;
use super::reader::Reader;

/// Returns the table that a form describes, the field `name`; it is the article's table `number`.
pub(super) fn table(
    number: usize,
    name: &str,
    form: &form::Table,
    reader: &mut Reader<'_>,
) -> Table {
    if form.columns.is_some() && form.rows_from.is_none() {
        reader.missing::<()>(&format!("{name}.rows_from"));
    } else if form.rows.is_none() && form.rows_from.is_none() {
        reader.missing::<()>(&format!("{name}.rows"));
    }
    let header = header(&format!("{name}.header"), form, reader);
    let mut rows = rows(&format!("{name}.rows"), form, reader);
    let columns = Columns::of(&header, &rows, form);
    columns.check(name, (&header, &rows), form, reader);
    // A total stands by itself: nothing of it can be merged with what it adds up.
    let total = form.total.unwrap_or_default() && !rows.is_empty();
    let totals = rows.split_off(rows.len() - usize::from(total));
    let rows = [columns.cells(rows, reader), columns.cells(totals, reader)].concat();
    if let Some(size) = form.size {
        reader.within(&format!("{name}.size"), size, 6, 24);
    }
    Table {
        number,
        caption: reader.optional(&format!("{name}.caption"), form.caption.as_ref()),
        unit: reader.optional(&format!("{name}.unit"), form.unit.as_ref()),
        header: Header(columns.cells(header, reader)),
        rows,
        total,
        widths: columns.widths(&format!("{name}.widths"), form, reader),
        by_content: matches!(form.widths, Some(form::Widths::By(form::WidthsBy::Content))),
        align: form.align.clone().unwrap_or_else(|| vec![Align::Center; columns.count]),
        landscape: form.landscape.unwrap_or_default(),
        size: form.size,
        note: reader.optional_lines(&format!("{name}.note"), form.note.as_ref()),
        source: reader.optional(&format!("{name}.source"), form.source.as_ref()),
    }
}

/// A row of the head or the body: the field that holds it, and the words of its cells.
struct Row {
    field: String,
    words: Vec<String>,
}

impl Row {
    fn new<'w>(
        field: String,
        words: impl Iterator<Item = &'w String>,
        reader: &mut Reader<'_>,
    ) -> Self {
        let words = words.enumerate().map(|(x, words)| reader.cell(&format!("{field}.{x}"), words));
        Self { words: words.collect(), field }
    }
}

/// Returns the rows of the head, of which names may be blank. A head that is written has at least one.
fn header(name: &str, form: &form::Table, reader: &mut Reader<'_>) -> Vec<Row> {
    let Some(heads) = &form.header else { return Vec::new() };
    let mut names = Vec::new();
    let mut rows = Vec::new();
    for (y, head) in heads.iter().enumerate() {
        // The first entry says whether the head has one row or several.
        let (found, wanted) = match (head, &heads[0]) {
            (form::Head::Name(words), form::Head::Name(_)) => {
                names.push(words);
                continue;
            }
            (form::Head::Row(row), form::Head::Row(_)) => {
                rows.push(Row::new(format!("{name}.{y}"), row.iter(), reader));
                continue;
            }
            (form::Head::Name(_), form::Head::Row(_)) => ("found-text", "list"),
            (form::Head::Row(_), form::Head::Name(_)) => ("found-list", "text"),
        };
        let field = format!("{name}.{y}");
        reader.fault(&field, Problem::WrongType { field: field.clone(), found, wanted });
        break;
    }
    if !names.is_empty() {
        rows.push(Row::new(name.to_owned(), names.into_iter(), reader));
    }
    let blank = rows.iter().find(|row| row.words.is_empty()).map(|row| row.field.clone());
    if let Some(field) = blank.or_else(|| heads.is_empty().then(|| name.to_owned())) {
        reader.fault(&field, Problem::Empty { field: field.clone() });
    }
    rows
}

/// Returns the rows of the body; an empty cell stays empty.
fn rows(name: &str, form: &form::Table, reader: &mut Reader<'_>) -> Vec<Row> {
    let words = |cell: &form::Cell| match cell {
        form::Cell::Number(number) => number.to_string(),
        form::Cell::Words(words) => words.clone(),
    };
    let rows = form.rows.iter().flatten().enumerate().map(|(y, row)| {
        let row: Vec<_> = row.iter().map(words).collect();
        Row::new(format!("{name}.{y}"), row.iter(), reader)
    });
    rows.collect()
}

/// The columns of a table, which its head counts or, without one, its first row.
struct Columns {
    count: usize,
    /// Who counts them, as the catalogue calls it.
    case: Option<&'static str>,
}

impl Columns {
    fn of(header: &[Row], rows: &[Row], form: &form::Table) -> Self {
        let first = header.first().or(rows.first());
        let case = form.header.is_none().then_some("headless");
        Self { count: first.map_or(0, |row| row.words.len()), case }
    }

    /// Checks that every list of the table has as many members as there are columns.
    fn check(
        &self,
        name: &str,
        (header, rows): (&[Row], &[Row]),
        form: &form::Table,
        reader: &mut Reader<'_>,
    ) {
        if self.count == 0 {
            // That rows are missing, or a head is empty, is told where it is read.
            if form.rows.is_some() && form.header.is_none() {
                let field = if rows.is_empty() { "rows" } else { "rows.0" };
                let field = format!("{name}.{field}");
                reader.fault(&field, Problem::Empty { field: field.clone() });
            }
            return;
        }
        let rows = header.iter().chain(rows).map(|row| (row.field.clone(), row.words.len()));
        let widths = form.widths.iter().filter_map(|widths| match widths {
            form::Widths::Shares(shares) => Some((format!("{name}.widths"), shares.len())),
            form::Widths::By(_) => None,
        });
        let align = form.align.iter().map(|align| (format!("{name}.align"), align.len()));
        for (field, found) in rows.chain(widths).chain(align) {
            if found != self.count {
                let mut words =
                    vec![("found", found.to_string()), ("wanted", self.count.to_string())];
                words.extend(self.case.map(|case| ("case", case.to_owned())));
                reader.fault(&field, Problem::Noted { code: codes::data::ROW_LENGTH, words });
            }
        }
    }

    /// Returns the cells of the head or the body, merged as their marks say; of uneven rows, which are told as
    /// such, none is.
    fn cells(&self, rows: Vec<Row>, reader: &mut Reader<'_>) -> Vec<Vec<Cell>> {
        if rows.iter().any(|row| row.words.len() != self.count) {
            return Vec::new();
        }
        let (fields, words): (Vec<_>, Vec<_>) =
            rows.into_iter().map(|row| (row.field, row.words)).unzip();
        let (cells, problems) = merge::merged(&words);
        for ((y, x), problem) in problems {
            reader.fault(&format!("{}.{x}", fields[y]), problem);
        }
        cells
    }

    /// Returns the shares of the width, which are the same where nobody gave them.
    fn widths(&self, name: &str, form: &form::Table, reader: &mut Reader<'_>) -> Vec<f64> {
        let Some(form::Widths::Shares(shares)) = &form.widths else {
            return vec![1.0; self.count];
        };
        let shares = shares.iter().enumerate();
        shares.map(|(n, share)| reader.within(&format!("{name}.{n}"), *share, 1, 100)).collect()
    }
}
