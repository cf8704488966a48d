//! `briefing list` and `briefing log`: what the archive holds, and what was done to it.

use std::path::Path;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use briefing_values::catalogue::{Lang, phrase};
use briefing_values::error::Result;
use briefing_values::issue::Period;

use crate::args::{ListArgs, Listing, LogArgs};

use super::{holdings, outputs};

/// One issue, as a program reads it.
#[derive(Serialize)]
struct Item {
    id: String,
    revision: u32,
    name: String,
    year: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<Period>,
    #[serde(skip)]
    short: String,
    print_date: String,
    pages: u32,
    titles: Vec<String>,
    sha256: String,
}

/// Lists the issues of the archive, each in its latest revision.
pub(super) fn run(args: &ListArgs, root: Option<&Path>, lang: Lang) -> Result<()> {
    let archive = holdings::open(&args.archive, root)?;
    let log = archive.log()?;
    let mut items = Vec::new();
    for entry in archive.latest(&log, &args.which)? {
        let lock = archive.lock(entry)?;
        let issue = lock.issue;
        items.push(Item {
            short: issue.short(),
            period: issue.period,
            id: entry.issue.to_string(),
            revision: entry.revision,
            name: issue.name,
            year: issue.year,
            number: issue.number,
            print_date: issue.print_date.to_string(),
            pages: lock.output.pages,
            titles: issue.titles,
            sha256: lock.output.sha256.to_string(),
        });
    }
    if args.format == Listing::Json {
        return json(&items);
    }
    let mut rows = vec![
        ["column-issue", "column-number", "column-date", "column-revision", "column-pages"]
            .map(|name| phrase(name, lang))
            .to_vec(),
    ];
    rows[0].push(phrase("column-titles", lang));
    rows.extend(items.iter().map(|item| {
        vec![
            item.id.clone(),
            item.short.clone(),
            item.print_date.clone(),
            item.revision.to_string(),
            item.pages.to_string(),
            item.titles.join(if lang == Lang::Zh { "；" } else { "; " }),
        ]
    }));
    outputs::print(columns(&rows).as_bytes())
}

/// One entry of the log, as a program reads it.
#[derive(Serialize)]
struct LogRow {
    seq: u32,
    time: String,
    action: String,
    id: String,
    revision: u32,
    by: String,
    reason: Option<String>,
    note: Option<String>,
    signer: Option<String>,
    lock: String,
}

/// Shows what was done to the archive, oldest first.
pub(super) fn log(args: &LogArgs, root: Option<&Path>, lang: Lang) -> Result<()> {
    let archive = holdings::open(&args.archive, root)?;
    let log = archive.log()?;
    let chosen: Vec<_> = archive.latest(&log, &args.which)?;
    let issues: Vec<_> = chosen.iter().map(|entry| entry.issue).collect();
    let entries = log.entries().filter(|entry| issues.contains(&entry.issue));
    let deeds: Vec<_> = entries
        .map(|entry| LogRow {
            seq: entry.seq,
            time: entry.time.to_string(),
            action: phrase(entry.action.word(), lang),
            id: entry.issue.to_string(),
            revision: entry.revision,
            by: entry.by.clone(),
            reason: entry.reason.clone(),
            note: entry.note.clone(),
            signer: entry.signer.clone(),
            lock: entry.lock.to_string(),
        })
        .collect();
    if args.format == Listing::Json {
        return json(&deeds);
    }
    let row = |it: &LogRow| {
        let remarks = [&it.reason, &it.note].into_iter().flatten().cloned();
        let remarks: Vec<_> = remarks.collect();
        vec![
            it.seq.to_string(),
            it.time.clone(),
            it.action.clone(),
            format!("{} r{}", it.id, it.revision),
            it.by.clone(),
            remarks.join(" · "),
        ]
    };
    outputs::print(columns(&deeds.iter().map(row).collect::<Vec<_>>()).as_bytes())
}

pub(super) fn json(items: &impl Serialize) -> Result<()> {
    let mut json = serde_json::to_vec_pretty(items).unwrap_or_default();
    json.push(b'\n');
    outputs::print(&json)
}

/// Lays out rows in columns, each as wide as its widest cell; control characters are shown escaped.
pub(super) fn columns(rows: &[Vec<String>]) -> String {
    let plain: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| super::excerpt::in_line(cell)).collect())
        .collect();
    let count = plain.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        plain.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<_> = (0..count).map(width).collect();
    let mut text = String::new();
    for row in &plain {
        let cells = row.iter().zip(&widths);
        let line: Vec<_> = cells
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())))
            .collect();
        text.push_str(line.join("  ").trim_end());
        text.push('\n');
    }
    text
}
