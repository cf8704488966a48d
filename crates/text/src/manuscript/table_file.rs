//! The rows of a table that stand in a file of their own: a CSV file beside the issue.
//!
//! They become the rows of the form, as if an editor had typed them: so the fair copy has them, and an
//! edition is set again from its data alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use briefing_values::error::{Fault, Problem, codes};
use briefing_values::sheet::Sheet;

use crate::fields::form::{Cell, Head, Table};

use super::Manuscript;
use super::front::Front;

/// The most that is read of a file, in bytes: a hundred times as much as a bulletin holds.
const LARGEST: usize = 1024 * 1024;

/// The most cells that the tables of an issue take from files, together: a hundred pages of them.
const MOST_CELLS: usize = 50_000;

/// The problem of a field, by the key of the table that has it.
type Wrong = (String, Problem);

impl Manuscript {
    /// Returns the files that tables of the issue take their rows from.
    pub fn table_files(&self) -> Vec<String> {
        let tables = self.front.form.article.iter().flat_map(|article| &article.table);
        tables.filter_map(|table| table.rows_from.clone()).collect()
    }

    /// Fills in the rows that stand in files of their own, which `read` fetches by their paths.
    #[must_use]
    pub fn with_table_files(mut self, read: impl Fn(&str) -> Result<Arc<[u8]>, Problem>) -> Self {
        let mut articles = std::mem::take(&mut self.front.form.article);
        let mut room = MOST_CELLS;
        for (n, article) in articles.iter_mut().enumerate() {
            for (m, table) in article.table.iter_mut().enumerate() {
                let Some(file) = table.rows_from.clone() else { continue };
                let name = format!("article.{n}.table.{m}");
                if let Err((key, problem)) = fill(table, &name, &file, &read, &mut room) {
                    self.front.fault(&format!("{name}.{key}"), problem);
                }
                self.front.stand_in(&name);
            }
        }
        self.front.form.article = articles;
        self
    }
}

impl Front {
    fn fault(&mut self, field: &str, problem: Problem) {
        let span = self.spans.get(field).cloned().unwrap_or_default();
        self.faults.push(Fault::at(problem, self.pile.place(span)));
    }

    /// Lets the name of the file stand for what was read from it: there is no other place to point at.
    fn stand_in(&mut self, name: &str) {
        let Some(span) = self.spans.get(&format!("{name}.rows_from")).cloned() else { return };
        for key in ["header", "rows"] {
            self.spans.entry(format!("{name}.{key}")).or_insert_with(|| span.clone());
        }
    }
}

/// Fills in the rows of a table and, if it has no head, the names of their columns.
fn fill(
    table: &mut Table,
    name: &str,
    file: &str,
    read: impl Fn(&str) -> Result<Arc<[u8]>, Problem>,
    room: &mut usize,
) -> Result<(), Wrong> {
    if table.rows.is_some() {
        let words = Vec::new();
        return Err(key("rows_from", Problem::Noted { code: codes::data::ROWS_TWICE, words }));
    }
    let records = records(file, read).map_err(|problem| key("rows_from", problem))?;
    let [head, rows @ ..] = records.as_slice() else {
        return Err(key("rows_from", unusable(file, "it has no rows")));
    };
    let chosen = chosen(table.columns.as_deref(), head, name)?;
    let left = room.checked_sub(chosen.len().saturating_mul(records.len()));
    *room =
        left.ok_or_else(|| key("rows_from", unusable(file, "the tables have too many cells")))?;
    let cells = |record: &StringRecord| -> Vec<String> {
        chosen.iter().map(|&at| record.get(at).unwrap_or_default().to_owned()).collect()
    };
    if table.header.is_none() {
        table.header = Some(cells(head).into_iter().map(Head::Name).collect());
    }
    let row = |record| cells(record).into_iter().map(Cell::Words).collect();
    table.rows = Some(rows.iter().map(row).collect());
    Ok(())
}

/// Returns where the chosen columns are in the file; all of them if none is chosen.
fn chosen(
    columns: Option<&[String]>,
    head: &StringRecord,
    name: &str,
) -> Result<Vec<usize>, Wrong> {
    let Some(columns) = columns else { return Ok((0..head.len()).collect()) };
    let mut known = BTreeMap::new();
    for (at, name) in head.iter().enumerate() {
        known.entry(name.trim()).or_insert(at);
    }
    let place = |(n, column): (usize, &String)| {
        known.get(column.trim()).copied().ok_or_else(|| {
            let known = head.iter().map(|known| known.trim().to_owned());
            let known = known.filter(|known| !known.is_empty()).collect();
            let field = format!("{name}.columns.{n}");
            (format!("columns.{n}"), Problem::NotOneOf { field, found: column.clone(), known })
        })
    };
    columns.iter().enumerate().map(place).collect()
}

/// Returns the rows of a file, of which the first names the columns. Blank rows, which spreadsheets leave at the
/// end, are none.
fn records(
    file: &str,
    read: impl Fn(&str) -> Result<Arc<[u8]>, Problem>,
) -> Result<Vec<StringRecord>, Problem> {
    let bytes = read(file).map_err(|problem| match problem {
        Problem::Picture { reason, .. } => unusable(file, &reason),
        _ => unusable(file, "it is not in the issue's folder"),
    })?;
    if bytes.len() > LARGEST {
        return Err(unusable(file, "it is larger than 1 MiB"));
    }
    let sheet = Sheet::new(file, &bytes).map_err(|_| unusable(file, "it is not text"))?;
    let text = sheet.text.trim_start_matches('\u{feff}');
    // The reader would take all that follows for one cell.
    if text.matches('"').count() % 2 == 1 {
        return Err(unusable(file, "a quotation mark in it is not closed"));
    }
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter(text));
    let mut reader = reader.from_reader(text.as_bytes());
    let mut records: Vec<StringRecord> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| unusable(file, "it is not text"))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let wanted = records.first().map_or(record.len(), StringRecord::len);
        if record.len() != wanted {
            let line = record.position().map_or(0, csv::Position::line);
            return Err(uneven(file, line, record.len(), wanted));
        }
        records.push(record);
    }
    Ok(records)
}

/// Returns what parts the cells of a file: a comma, or what spreadsheets write in its place.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let other = [b'\t', b';'].into_iter().find(|it| head.contains(char::from(*it)));
    other.filter(|_| !head.contains(',')).unwrap_or(b',')
}

fn unusable(file: &str, why: &str) -> Problem {
    let words = vec![("file", file.to_owned()), ("why", why.to_owned())];
    Problem::Noted { code: codes::data::TABLE_FILE, words }
}

fn uneven(file: &str, line: u64, found: usize, wanted: usize) -> Problem {
    let words = vec![
        ("file", file.to_owned()),
        ("line", line.to_string()),
        ("found", found.to_string()),
        ("wanted", wanted.to_string()),
        ("case", "uneven".to_owned()),
    ];
    Problem::Noted { code: codes::data::TABLE_FILE, words }
}

fn key(name: &str, problem: Problem) -> Wrong {
    (name.to_owned(), problem)
}
