//! Reads the charts of an article: which columns of which table, and how they are drawn.

use std::fmt::Display;

use briefing_values::error::{Problem, codes};
use briefing_values::issue::{Cell, Chart, DataSeries, Design, Point, Table};

use crate::fields::form;

use super::reader::Reader;

/// How many lines a chart takes if nothing else is said.
const LINES: u32 = 10;
/// The most labels that a chart has room for.
const MOST_LABELS: usize = 31;
/// The most columns that can be told apart in black and white.
const MOST_SERIES: usize = 4;
/// The largest figure: beyond it, they are no longer whole numbers to the program.
const LARGEST: f64 = 1e15;
/// The most slices of a circle.
const MOST_SLICES: usize = 8;

/// Returns a chart of an article's tables, or tells why there is none, unless that follows from a table that is not
/// `sound`.
pub(super) fn chart(
    number: usize,
    name: &str,
    form: &form::Chart,
    (tables, sound): (&[Table], bool),
    reader: &mut Reader<'_>,
) -> Option<Chart> {
    let design = form.kind.unwrap_or_default();
    let lines = reader.within(&format!("{name}.lines"), form.lines.unwrap_or(LINES), 6, 20);
    let caption = reader.optional(&format!("{name}.caption"), form.caption.as_ref());
    let source = Basis::of(form, tables);
    let drawn = source.and_then(|source| {
        let series = source.series(form)?;
        let (labels, series) = slices(design, source.labels(), series);
        fits(design, labels.len(), &series)?;
        let unit = unit(&series, source.table.unit.as_ref());
        Ok((labels, series, unit))
    });
    match drawn {
        Ok((labels, series, unit)) => {
            let alt = alt(design, unit.as_deref(), &labels, &series);
            Some(Chart { number, design, caption, alt, unit, labels, series, lines })
        }
        Err(Unfit { key, case, found }) => {
            let words = vec![("case", case.to_owned()), ("found", found)];
            let problem = Problem::Noted { code: codes::data::CHART, words };
            if sound {
                reader.fault(&format!("{name}.{key}"), problem);
            }
            None
        }
    }
}

/// What is wrong with a chart: at which key, and the words in question.
struct Unfit {
    key: &'static str,
    case: &'static str,
    found: String,
}

impl Unfit {
    fn new(key: &'static str, case: &'static str, found: &dyn Display) -> Self {
        Self { key, case, found: found.to_string() }
    }
}

/// The table that a chart is drawn from.
struct Basis<'t> {
    table: &'t Table,
    /// The names of its columns.
    names: Vec<String>,
    /// The rows that it draws: a total is none of them.
    rows: &'t [Vec<Cell>],
    /// The column of the labels.
    labels: usize,
}

impl<'t> Basis<'t> {
    fn of(form: &form::Chart, tables: &'t [Table]) -> Result<Self, Unfit> {
        let number = form.table.unwrap_or(1);
        let there = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let table = there.and_then(|index| tables.get(index));
        let table = table.ok_or_else(|| Unfit::new("table", "table", &number))?;
        let rows = &table.rows[..table.rows.len().saturating_sub(usize::from(table.total))];
        let names = names(table);
        let labels = match &form.labels {
            Some(label) => column(&names, label, "labels")?,
            None => 0,
        };
        Ok(Self { table, names, rows, labels })
    }

    /// Returns what the cells of a column say; merged ones say it once.
    fn cells(&self, column: usize) -> impl Iterator<Item = &'t str> + use<'t> {
        let words = move |row: &'t Vec<Cell>| row.get(column).and_then(Cell::words);
        self.rows.iter().map(move |row| words(row).map_or("", String::as_str).trim())
    }

    /// Returns the labels; those of a merged cell are the same.
    fn labels(&self) -> Vec<String> {
        let mut last = String::new();
        let label = |row: &Vec<Cell>| {
            if let Some(words) = row.get(self.labels).and_then(Cell::words) {
                last = words.trim().replace('\n', "");
            }
            last.clone()
        };
        self.rows.iter().map(label).collect()
    }

    /// Returns the columns that are named, or else all that have only figures.
    fn series(&self, form: &form::Chart) -> Result<Vec<DataSeries>, Unfit> {
        let one = |n: usize| -> Result<DataSeries, Unfit> {
            let points = self.cells(n).map(point).collect::<Result<Vec<_>, _>>();
            let points = points.map_err(|words| Unfit::new("values", "number", &words))?;
            Ok(DataSeries { name: self.names[n].clone(), points })
        };
        let has_figures = |series: &DataSeries| series.points.iter().any(Option::is_some);
        let series: Vec<DataSeries> = if let Some(values) = &form.values {
            let named = values.iter().map(|name| column(&self.names, name, "values").and_then(one));
            named.collect::<Result<_, _>>()?
        } else {
            let others = (0..self.names.len()).filter(|n| *n != self.labels);
            let figures: Vec<_> = others.filter_map(|n| one(n).ok()).filter(has_figures).collect();
            // Shares are not drawn beside what they are shares of.
            let first = figures.first().and_then(DataSeries::sign);
            figures.into_iter().filter(|series| series.sign() == first).collect()
        };
        let series: Vec<_> = series.into_iter().filter(has_figures).collect();
        if series.is_empty() { Err(Unfit::new("values", "none", &"")) } else { Ok(series) }
    }
}

/// Returns the names of a table's columns: of a head of several rows all that stands above a column, from the top.
fn names(table: &Table) -> Vec<String> {
    let count = table.rows.iter().chain(&table.header.0).next().map_or(0, Vec::len);
    let mut heads = vec![vec![String::new(); count]; table.header.0.len()];
    for (y, row) in table.header.0.iter().enumerate() {
        for (x, cell) in row.iter().enumerate() {
            let Some(words) = cell.words() else { continue };
            let (across, down) = match cell {
                Cell::Merged { across, down, .. } => (*across, *down),
                _ => (1, 1),
            };
            for line in heads.iter_mut().skip(y).take(down) {
                line.iter_mut()
                    .skip(x)
                    .take(across)
                    .for_each(|head| *head = words.replace('\n', ""));
            }
        }
    }
    let name = |x: usize| {
        let mut parts: Vec<&str> = heads.iter().map(|row| row[x].trim()).collect();
        parts.dedup();
        parts.concat()
    };
    (0..count).map(name).collect()
}

/// Leaves out of a pie what has no figure.
fn slices(
    design: Design,
    labels: Vec<String>,
    series: Vec<DataSeries>,
) -> (Vec<String>, Vec<DataSeries>) {
    let [only] = &series[..] else { return (labels, series) };
    if design != Design::Pie {
        return (labels, series);
    }
    let there = labels.into_iter().zip(only.points.clone()).filter(|(_, point)| point.is_some());
    let (labels, points) = there.unzip();
    (labels, vec![DataSeries { name: only.name.clone(), points }])
}

/// Returns the column with a name.
fn column(names: &[String], wanted: &str, key: &'static str) -> Result<usize, Unfit> {
    let wanted = wanted.trim().replace('\n', "");
    let is_end = |name: &&String| name.ends_with(&wanted);
    // The lowest name is enough where no other column has it.
    let place = names.iter().position(|name| *name == wanted).or_else(|| {
        let only = names.iter().filter(is_end).count() == 1 && !wanted.is_empty();
        names.iter().position(|name| only && name.ends_with(&wanted))
    });
    place.ok_or_else(|| Unfit::new(key, "column", &wanted))
}

/// Reads a figure; a blank cell and a dash have none.
fn point(words: &str) -> Result<Option<Point>, String> {
    if words.is_empty() || matches!(words, "—" | "-" | "/" | "…" | "——") {
        return Ok(None);
    }
    let plain: String = words
        .trim_end_matches(['%', '％', '‰'])
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '+' | '＋'))
        .map(|c| if matches!(c, '−' | '－') { '-' } else { c })
        .collect();
    let figure = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let value = plain.parse::<f64>().ok().filter(|value| figure && value.abs() <= LARGEST);
    value
        .map(|value| Some(Point { value, words: words.to_owned() }))
        .ok_or_else(|| words.to_owned())
}

/// Refuses what a design cannot show.
fn fits(design: Design, labels: usize, series: &[DataSeries]) -> Result<(), Unfit> {
    let points = || series.iter().flat_map(|series| &series.points).flatten();
    if labels > MOST_LABELS || (design == Design::Pie && labels > MOST_SLICES) {
        return Err(Unfit::new("labels", "labels", &labels));
    }
    if series.len() > MOST_SERIES || (design == Design::Pie && series.len() > 1) {
        return Err(Unfit::new("values", "series", &series.len()));
    }
    let shares = matches!(design, Design::Pie | Design::Stacked);
    if let Some(below) = points().find(|point| shares && point.value < 0.0) {
        return Err(Unfit::new("values", "negative", &below.words));
    }
    let sign = points().next().and_then(Point::sign);
    if let Some(other) = points().find(|point| point.sign() != sign) {
        return Err(Unfit::new("values", "units", &other.words));
    }
    if points().all(|point| point.value == 0.0) {
        return Err(Unfit::new("values", "none", &""));
    }
    Ok(())
}

/// Returns the unit of a chart: that of its columns, where their heads say one, such as 增减（%）; none where these
/// differ, since the names of the series say them then; that of the table otherwise.
fn unit(series: &[DataSeries], of_table: Option<&String>) -> Option<String> {
    let own = |series: &DataSeries| {
        let inner = series.name.strip_suffix(['）', ')'])?;
        inner.rsplit_once(['（', '(']).map(|(_, unit)| unit.to_owned())
    };
    let own: Vec<_> = series.iter().map(own).collect();
    match own.first() {
        Some(first) if own.iter().all(|unit| unit == first) => {
            first.clone().or_else(|| of_table.cloned())
        }
        _ => None,
    }
}

/// Returns the data of a chart in words.
fn alt(design: Design, unit: Option<&str>, labels: &[String], series: &[DataSeries]) -> String {
    let figures = |n: usize| {
        let of = |series: &DataSeries| {
            let point = series.points[n].as_ref()?;
            Some(format!("{}{}", series.name, point.words))
        };
        series.iter().filter_map(of).collect::<Vec<_>>().join("，")
    };
    let rows: Vec<_> =
        labels.iter().enumerate().map(|(n, label)| format!("{label}：{}", figures(n))).collect();
    let unit = unit.map(|unit| format!("（单位：{unit}）")).unwrap_or_default();
    format!("{}{unit}。{}。", design.chinese(), rows.join("；"))
}

#[cfg(test)]
mod tests {
    use super::point;

    #[test]
    fn figures_are_read_as_tables_have_them() {
        for (words, value) in
            [("1,203.5", 1203.5), ("61.9%", 61.9), ("−12", -12.0), ("3 500", 3500.0), ("＋4", 4.0)]
        {
            let read = point(words).expect("a figure").expect("it has a value");
            assert_eq!((read.value, read.words.as_str()), (value, words));
        }
        for blank in ["", "—", "/"] {
            assert_eq!(point(blank), Ok(None));
        }
        for words in ["未统计", "12户", "1-2", "NaN", "1e3", ".", "9999999999999999"] {
            assert!(point(words).is_err(), "{words}");
        }
    }
}
