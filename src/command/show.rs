//! `briefing show`: one issue of the archive.

use std::path::Path;

use serde::Serialize;

use briefing_archive::archive::Entry;
use briefing_archive::lock::Lock;
use briefing_values::catalogue::{Lang, phrase};
use briefing_values::error::Result;

use crate::args::{Listing, ShowArgs};

use super::list::{columns, json};
use super::{holdings, outputs};

/// One revision, as a program reads it.
#[derive(Serialize)]
struct Revision<'a> {
    published: String,
    by: &'a str,
    reason: Option<&'a String>,
    note: Option<&'a String>,
    lock: Lock,
}

/// Shows an issue with its revisions, or prints the file that it was made from.
pub(super) fn run(args: &ShowArgs, root: Option<&Path>, lang: Lang) -> Result<()> {
    let archive = holdings::open(&args.archive, root)?;
    let log = archive.log()?;
    let latest = archive.latest(&log, std::slice::from_ref(&args.issue))?;
    let [latest] = latest.as_slice() else {
        return Err(super::plan::contradiction("show takes one issue"));
    };
    let chosen = match args.revision {
        Some(wanted) => vec![log.revision(latest, wanted.get())?],
        None => log.of(latest.issue).collect(),
    };
    if args.file {
        let entry = chosen.last().copied().unwrap_or(latest);
        let file = archive.object(archive.lock(entry)?.inputs.file.sha256)?;
        return outputs::print(&file);
    }
    let mut revisions = Vec::new();
    for entry in chosen {
        revisions.push((entry, archive.lock(entry)?));
    }
    if args.format == Listing::Json {
        let revisions: Vec<_> = revisions.into_iter().map(revision).collect();
        return json(&revisions);
    }
    let pages: Vec<_> = revisions.iter().map(|(entry, lock)| page(entry, lock, lang)).collect();
    outputs::print(pages.join("\n").as_bytes())
}

fn revision((entry, lock): (&Entry, Lock)) -> Revision<'_> {
    Revision {
        published: entry.time.to_string(),
        by: &entry.by,
        reason: entry.reason.as_ref(),
        note: entry.note.as_ref(),
        lock,
    }
}

/// Returns what a person wants to know about a revision.
fn page(entry: &Entry, lock: &Lock, lang: Lang) -> String {
    let issue = &lock.issue;
    let mut rows = vec![
        ("column-issue", format!("{} r{}", entry.issue, entry.revision)),
        ("column-name", issue.name.clone()),
        ("column-number", issue.short()),
        ("column-date", issue.print_date.to_string()),
        ("column-published", format!("{} {}", entry.time, entry.by)),
    ];
    rows.extend(entry.reason.iter().map(|reason| ("column-reason", reason.clone())));
    rows.extend(entry.note.iter().map(|note| ("column-note", note.clone())));
    rows.extend(issue.titles.iter().map(|title| ("column-titles", title.clone())));
    let program = &lock.program;
    rows.extend([
        ("column-pages", lock.output.pages.to_string()),
        ("column-pdf", lock.output.sha256.to_string()),
        ("column-file", format!("{}  {}", lock.inputs.file.sha256, lock.inputs.file.name)),
        ("column-program", format!("briefing {} (Typst {})", program.briefing, program.typst)),
    ]);
    let remarks = lock.checks.iter().flat_map(|check| &check.remarks);
    let remarks: Vec<_> = remarks.cloned().collect();
    rows.extend((!remarks.is_empty()).then(|| ("column-remarks", remarks.join(", "))));
    let rows: Vec<_> =
        rows.into_iter().map(|(name, words)| vec![phrase(name, lang), words]).collect();
    columns(&rows)
}
