//! The published issues: listed, searched, and shown with their revisions.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use briefing_archive::index::{Hit, Query as Words};
use briefing_values::error::Result;
use briefing_values::issue::IssueId;

use crate::archive_cache::Holding;
use crate::office::Office;
use crate::refusal::Refusal;

/// How many issues are on a page of the list.
const PAGE: usize = 50;
/// The maximum number of places in one issue that a search returns.
const PLACES: usize = 50;

/// Which issues to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// Only issues of this year.
    #[param(minimum = 1900, maximum = 2999)]
    pub(crate) year: Option<u16>,
    /// Only issues that contain these words.
    pub(crate) q: Option<String>,
    /// The page of the list, from 1.
    #[param(minimum = 1)]
    pub(crate) page: Option<u32>,
}

/// An issue in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct Item {
    /// Its identifier: `176`, `2018-14`, `2026-W34`, or `s3` for a supplement.
    pub(crate) id: String,
    /// The latest revision.
    pub(crate) revision: u32,
    /// The name of the bulletin.
    pub(crate) name: String,
    /// The year in which it is numbered.
    pub(crate) year: u16,
    /// Its number within the year, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<u32>,
    /// The months, the week or the day that it is about, if it is counted by these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) period: Option<String>,
    /// How it is called: 2018年第14期（总第176期）.
    pub(crate) called: String,
    /// The day of printing.
    pub(crate) print_date: String,
    /// The number of its pages.
    pub(crate) pages: u32,
    /// The titles of its articles.
    pub(crate) titles: Vec<String>,
    /// The SHA-256 of its PDF.
    pub(crate) sha256: String,
}

#[expect(clippy::struct_field_names, reason = "the fields are the keys that programs read")]
/// A page of the list of issues.
#[derive(Serialize, ToSchema)]
pub(crate) struct Issues {
    /// The issues on this page, newest first.
    pub(crate) issues: Vec<Item>,
    /// The page of the list, from 1.
    pub(crate) page: u32,
    /// How many pages the list has.
    pub(crate) pages: u32,
    /// How many issues there are on all pages.
    pub(crate) total: usize,
    /// Issues whose record is damaged; `verify` says more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) damaged: Vec<String>,
    /// The places where the words were found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) places: Vec<Place>,
}

/// A place where the words were found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Place {
    /// The issue.
    pub(crate) id: String,
    /// The page.
    pub(crate) page: u32,
    /// The field.
    pub(crate) field: String,
    /// The title of the article.
    pub(crate) title: String,
    /// The text before the words.
    pub(crate) before: String,
    /// The words, as they were found.
    pub(crate) found: String,
    /// The text after them.
    pub(crate) after: String,
}

/// An issue, with its revisions.
#[derive(Serialize, ToSchema)]
pub(crate) struct Issue {
    /// The latest revision.
    #[serde(flatten)]
    item: Item,
    /// All revisions, oldest first.
    revisions: Vec<Revision>,
}

#[expect(clippy::struct_field_names, reason = "the fields are the keys that programs read")]
/// A revision of an issue.
#[derive(Serialize, ToSchema)]
pub(crate) struct Revision {
    /// Its number.
    revision: u32,
    /// When it was published.
    published: String,
    /// Who published it.
    by: String,
    /// The reason, if one was given.
    reason: Option<String>,
    /// Any other note.
    note: Option<String>,
    /// The SHA-256 of its PDF.
    sha256: String,
    /// The number of its pages.
    pages: u32,
    /// The program that set it.
    program: String,
}

/// Returns the issues that a query asks for.
pub(crate) fn listed(office: &Office, query: &ListQuery) -> Result<Issues> {
    let holdings = office.archive_cache.holdings(&office.archive)?;
    let words = query.q.as_deref().map(str::trim).filter(|words| !words.is_empty());
    let mut places = Vec::new();
    if let (Some(words), false) = (words, holdings.issues.is_empty()) {
        let words =
            Words { words: words.into(), year: query.year, limit: usize::MAX, per_issue: PLACES };
        places = briefing_desk::record::search::search(&office.archive, &words)?.hits;
    }
    let mut chosen: Vec<&Arc<Holding>> = holdings
        .issues
        .values()
        .filter_map(|all| all.last())
        .filter(|it| query.year.is_none_or(|year| it.lock.issue.year == year))
        .filter(|it| {
            words.is_none() || places.iter().any(|hit| hit.id == it.entry.issue.to_string())
        })
        .collect();
    chosen.sort_by_key(|it| std::cmp::Reverse((it.lock.issue.print_date, it.entry.issue)));
    let total = chosen.len();
    let page = query.page.unwrap_or(1);
    let first = (page as usize - 1).saturating_mul(PAGE);
    let place = |hit: Hit| {
        let (before, found, after) = hit.context;
        let id = hit.id.parse().map_or(hit.id, IssueId::stem);
        Place { id, page: hit.page, field: hit.field, title: hit.title, before, found, after }
    };
    Ok(Issues {
        issues: chosen.into_iter().skip(first).take(PAGE).map(|it| item(it)).collect(),
        page,
        pages: u32::try_from(total.div_ceil(PAGE)).unwrap_or(u32::MAX),
        total,
        damaged: holdings.damaged.iter().map(|(id, _)| id.stem()).collect(),
        places: places.into_iter().map(place).collect(),
    })
}

fn item(Holding { entry, lock }: &Holding) -> Item {
    Item {
        id: entry.issue.stem(),
        revision: entry.revision,
        name: lock.issue.name.clone(),
        year: lock.issue.year,
        number: lock.issue.number,
        period: lock.issue.period.map(|period| period.to_string()),
        called: lock.issue.called(),
        print_date: lock.issue.print_date.to_string(),
        pages: lock.output.pages,
        titles: lock.issue.titles.clone(),
        sha256: lock.output.sha256.to_string(),
    }
}

/// Returns an issue with its revisions.
pub(crate) fn issue_of(all: &[Arc<Holding>]) -> Option<Issue> {
    let revision = |it: &Arc<Holding>| Revision {
        revision: it.entry.revision,
        published: it.entry.time.to_string(),
        by: it.entry.by.clone(),
        reason: it.entry.reason.clone(),
        note: it.entry.note.clone(),
        sha256: it.lock.output.sha256.to_string(),
        pages: it.lock.output.pages,
        program: format!("briefing {} (Typst {})", it.lock.program.briefing, it.lock.program.typst),
    };
    Some(Issue { item: item(all.last()?), revisions: all.iter().map(revision).collect() })
}

impl Issue {
    /// Returns the latest revision.
    pub(crate) fn latest(&self) -> u32 {
        self.item.revision
    }

    /// Returns all revisions, latest first.
    pub(crate) fn revisions(&self) -> Vec<&Revision> {
        self.revisions.iter().rev().collect()
    }
}

/// Returns the issue that an address names.
pub(crate) fn issue_id(word: &str) -> std::result::Result<IssueId, Refusal> {
    word.parse().map_err(|_| Refusal::absent())
}
