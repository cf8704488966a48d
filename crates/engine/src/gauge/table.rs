//! The conformance table as text, with its columns aligned by display width: a Han character is two
//! wide.

use unicode_width::UnicodeWidthStr;

use briefing_values::catalogue::{Lang, phrase};

use super::{Quantity, Required, Row, Verdict};

/// The columns, by the names of their heads in the catalogue.
const COLUMNS: [&str; 6] = [
    "column-item",
    "column-clause",
    "column-required",
    "column-measured",
    "column-page",
    "column-verdict",
];
/// The space between two columns.
const GAP: usize = 2;

/// Returns the table, with its head above and the count of verdicts below.
pub fn table(rows: &[Row], lang: Lang) -> String {
    let head = COLUMNS.map(|name| phrase(name, lang));
    let lines: Vec<_> =
        std::iter::once(head).chain(rows.iter().map(|row| cells(row, lang))).collect();
    let width = |n: usize| lines.iter().map(|line| line[n].width()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..COLUMNS.len()).map(width).collect();
    let mut table = String::new();
    for line in &lines {
        let mut text = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width - cell.width() + GAP));
        }
        table.push_str(text.trim_end());
        table.push('\n');
    }
    table.push('\n');
    table.push_str(&summary(rows, lang));
    table
}

/// Returns the words of a row, column by column.
fn cells(row: &Row, lang: Lang) -> [String; 6] {
    let said = |it: &Option<Quantity>| it.as_ref().map(|it| it.said(lang)).unwrap_or_default();
    [
        phrase(row.item, lang),
        row.clause.unwrap_or_default().to_owned(),
        row.required.as_ref().map(|it: &Required| it.said(lang)).unwrap_or_default(),
        said(&row.measured),
        row.page.map(|page| page.to_string()).unwrap_or_default(),
        phrase(row.verdict.name(), lang),
    ]
}

/// Returns how many rows have each verdict.
fn summary(rows: &[Row], lang: Lang) -> String {
    let verdicts = [Verdict::Kept, Verdict::Deviates, Verdict::Broken, Verdict::NotApplicable];
    let count = |verdict: Verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    let (colon, comma) = match lang {
        Lang::Zh => ("：", "，"),
        Lang::En => (": ", ", "),
    };
    let counted = verdicts.map(|it| format!("{}{colon}{}", phrase(it.name(), lang), count(it)));
    counted.join(comma) + "\n"
}
