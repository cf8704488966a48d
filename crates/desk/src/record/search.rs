//! Searches the archive for words, with its index.

use briefing_archive::archive::{Archive, Entry};
use briefing_archive::index::{self, Document, Found, Index, Query, Revision, Unit};
use briefing_archive::lines::Lines;
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Kind, Result};
use briefing_values::issue::{IssueId, Text};
use briefing_values::sheet::Sheet;

/// The file of the index, among the data that can be rebuilt.
const FILE: &str = "index.sqlite";
/// The fields that hold only a number or a date: people find those with `list`.
const NUMBERS: [&str; 9] = [
    "masthead.period",
    "masthead.issue_line",
    "instruction.date",
    "masthead.year",
    "masthead.number",
    "masthead.serial",
    "masthead.date",
    "colophon.print_date",
    "colophon.copies",
];

/// Finds words in the latest revisions of the issues of an archive.
///
/// # Errors
/// A file of the archive that is missing or damaged.
pub fn search(archive: &Archive, query: &Query) -> Result<Found> {
    let file = archive.cache().join(FILE);
    let kept = Index::open(&file);
    match kept.and_then(|index| search_in(index, archive, query)) {
        // The file is damaged, not writable, or locked by another process: the next search creates a new
        // one, and this one works without it.
        Err(error) if error.kind() == Kind::Environment => {
            Index::discard(&file);
            search_in(Index::in_memory()?, archive, query)
        }
        found => found,
    }
}

fn search_in(mut index: Index, archive: &Archive, query: &Query) -> Result<Found> {
    let state = archive.state()?;
    if !index.is_at(&state) {
        refresh(archive, &state, &mut index)?;
    }
    index.search(query)
}

/// Updates the index to match the archive.
fn refresh(archive: &Archive, state: &str, index: &mut Index) -> Result<()> {
    let log = archive.log()?;
    let latest: std::collections::BTreeMap<IssueId, u32> =
        log.latest().into_iter().map(|entry| (entry.issue, entry.revision)).collect();
    let revisions: Vec<_> = log
        .entries()
        .map(|entry| Revision {
            id: entry.issue,
            revision: entry.revision,
            lock: entry.lock,
            is_latest: latest.get(&entry.issue) == Some(&entry.revision),
        })
        .collect();
    index.refresh(state, &revisions, |revision| {
        let entry = log.of(revision.id).find(|entry| entry.revision == revision.revision);
        entry.map_or_else(|| Err(Archive::not_there(revision.id)), |entry| document(archive, entry))
    })
}

/// Returns the text of a revision, with the pages that it is on.
fn document(archive: &Archive, entry: &Entry) -> Result<Document> {
    let lock = archive.lock(entry)?;
    let inputs = archive.inputs(&lock)?;
    let data = archive.text(inputs.data.sha256)?;
    let lines = Lines::read(&archive.text(lock.output.lines)?).unwrap_or_default();
    // Data that this version of the form refuses can still be found, as far as it is understood.
    let (issue, _) = Manuscript::parse(Sheet::of(&inputs.data.name, &data), None).examine();
    let texts: Vec<Text> =
        issue.texts().into_iter().filter(|it| !NUMBERS.contains(&it.field.as_str())).collect();
    let words: Vec<_> = texts.iter().map(|text| text.words.as_str()).collect();
    let places = index::pages(&words, &lines.pages());
    let title = |field: &str| {
        let article = field.strip_prefix("article.").and_then(|rest| rest.split('.').next());
        let article = article.and_then(|n| issue.articles.get(n.parse::<usize>().ok()?));
        article.map(|article| article.title.concat()).unwrap_or_default()
    };
    let units = texts.iter().zip(places).map(|(text, pages)| Unit {
        field: text.field.clone(),
        title: title(&text.field),
        words: text.words.clone(),
        pages,
    });
    Ok(Document {
        id: entry.issue,
        revision: entry.revision,
        year: lock.issue.year,
        number: lock.issue.number,
        print_date: lock.issue.print_date,
        units: units.collect(),
    })
}
