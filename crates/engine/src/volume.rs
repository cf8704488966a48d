//! The bound volume (合订本): the issues of a year, as they were printed, between two covers.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use briefing_values::issue::{Byline, Date, IssueId, Serial};

/// The issues of a year, ready to be bound.
#[derive(Debug, Clone, Serialize)]
pub struct Volume {
    /// The bulletin's name.
    pub name: String,
    /// The year.
    pub year: u16,
    /// The office that edits the bulletin.
    pub office: String,
    /// The issues, in the order in which they are bound.
    pub issues: Vec<BoundIssue>,
    /// The contributors of the year: units and people, each with the pages of their articles.
    pub index: Vec<Contributor>,
}

/// One issue of a volume.
#[derive(Debug, Clone, Serialize)]
pub struct BoundIssue {
    /// The name of its file: `176`, `s3`.
    pub stem: String,
    /// Whether it is a supplement.
    pub supplement: bool,
    /// Its identifier.
    #[serde(skip)]
    pub id: IssueId,
    /// How it is called: 2018年第14期（总第176期）.
    pub line: String,
    /// Whether it is called by a year, a number and a running number.
    pub plain: bool,
    /// The number since the bulletin began, if it has one.
    pub serial: Option<Serial>,
    /// The number within the year, if it has one.
    pub number: Option<u32>,
    /// The day of printing.
    pub print_date: Date,
    /// How many pages it has.
    pub pages: usize,
    /// The page of the volume that it begins on.
    pub start: usize,
    /// The articles.
    pub articles: Vec<BoundArticle>,
    /// The PDF.
    #[serde(skip)]
    pub pdf: Arc<[u8]>,
}

/// One article of an issue.
#[derive(Debug, Clone, Serialize)]
pub struct BoundArticle {
    /// Which article of the issue it is, from 1.
    pub nth: usize,
    /// The title, in one line.
    pub title: String,
    /// Who wrote it, as it is printed.
    pub byline: Option<String>,
    /// The page of the issue that it begins on.
    pub page: usize,
}

/// A unit or a person, with the pages of the volume.
#[derive(Debug, Clone, Serialize)]
pub struct Contributor {
    /// The name.
    pub name: String,
    /// For a person, the unit that is named before it.
    pub unit: Option<String>,
    /// The pages, in order.
    pub pages: Vec<usize>,
}

impl Volume {
    /// Sorts issues by number, gives each its first page, which is a right-hand one, and builds the index;
    /// `collation` returns the sort key of a name.
    pub fn new(
        (name, year, office): (String, u16, String),
        mut issues: Vec<BoundIssue>,
        collation: impl Fn(&str) -> Vec<u8>,
    ) -> Self {
        let regular: Vec<_> =
            issues.iter().filter(|it| !it.supplement).map(|it| (it.id, it.print_date)).collect();
        // A supplement follows the last issue that was printed by then.
        let follows = |date: Date| {
            let before = regular.iter().filter(|(_, printed)| *printed <= date);
            before.map(|(id, _)| *id).max()
        };
        // An office that began to count otherwise has issues that only their dates put in order.
        let mixed = regular.windows(2).any(|two| !two[0].0.is_like(two[1].0));
        issues.sort_by_cached_key(|issue| {
            let after = if issue.supplement { follows(issue.print_date) } else { Some(issue.id) };
            let day = mixed.then_some(issue.print_date);
            (day, after, issue.supplement, issue.id)
        });
        let mut next = 1;
        for issue in &mut issues {
            issue.start = next;
            next += issue.pages.next_multiple_of(2);
        }
        let index = index(&issues, collation);
        Self { name, year, office, issues, index }
    }

    /// Returns the last day of printing, which is the date of the volume.
    pub fn date(&self) -> Option<Date> {
        self.issues.iter().map(|issue| issue.print_date).max()
    }
}

/// Returns the contributors: units, each followed by its people.
fn index(issues: &[BoundIssue], collation: impl Fn(&str) -> Vec<u8>) -> Vec<Contributor> {
    let mut entries: BTreeMap<(Vec<u8>, Vec<u8>), Contributor> = BTreeMap::new();
    let mut note = |unit: &str, author: Option<&String>, page: usize| {
        let key = (collation(unit), author.map(|author| collation(author)).unwrap_or_default());
        let entry = entries.entry(key).or_insert_with(|| Contributor {
            name: author.map_or(unit, String::as_str).to_owned(),
            unit: author.map(|_| unit.to_owned()),
            pages: Vec::new(),
        });
        if entry.pages.last() != Some(&page) {
            entry.pages.push(page);
        }
    };
    for issue in issues {
        for article in &issue.articles {
            let page = issue.start + article.page - 1;
            let byline = article.byline.as_deref().map(Byline::read).unwrap_or_default();
            for (unit, authors) in byline.parts {
                note(&unit, None, page);
                for author in &authors {
                    note(&unit, Some(author), page);
                }
            }
        }
    }
    entries.into_values().collect()
}
