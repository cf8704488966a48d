//! `briefing search`: finds words in all issues of the archive.

use std::fmt::Write;
use std::path::Path;

use serde::Serialize;

use briefing_archive::index::{Found, Hit, Query};
use briefing_values::catalogue::{self, Argument, phrase};
use briefing_values::error::Result;
use briefing_values::issue::IssueId;

use crate::args::{Listing, SearchArgs};

use super::excerpt::plain;
use super::report::Reporter;
use super::{holdings, list, outputs};

/// A place, as a program reads it.
#[derive(Serialize)]
struct Place<'a> {
    id: &'a str,
    revision: u32,
    year: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    print_date: &'a str,
    page: u32,
    field: &'a str,
    title: &'a str,
    before: &'a str,
    found: &'a str,
    after: &'a str,
}

/// What was found, as a program reads it.
#[derive(Serialize)]
struct Finds<'a> {
    issues: usize,
    texts: usize,
    hits: Vec<Place<'a>>,
}

/// Searches for the words, and shows where they occur.
pub(super) fn run(args: &SearchArgs, root: Option<&Path>, reporter: &Reporter) -> Result<()> {
    let archive = holdings::open(&args.archive, root)?;
    let query = Query {
        words: args.words.join(" "),
        year: args.year,
        limit: args.limit,
        per_issue: usize::MAX,
    };
    let found = briefing_desk::record::search::search(&archive, &query)?;
    if args.format == Listing::Json {
        let hits = found.hits.iter().map(place).collect();
        return list::json(&Finds { issues: found.issues, texts: found.texts, hits });
    }
    outputs::print(text(&found, reporter).as_bytes())
}

fn place(hit: &Hit) -> Place<'_> {
    let (before, found, after) = &hit.context;
    Place {
        id: &hit.id,
        revision: hit.revision,
        year: hit.number.0,
        number: hit.number.1,
        print_date: &hit.print_date,
        page: hit.page,
        field: &hit.field,
        title: &hit.title,
        before,
        found,
        after,
    }
}

/// Returns the year and the number of an issue, if its identifier is another.
fn besides(hit: &Hit) -> Option<[(&'static str, String); 2]> {
    let id = hit.id.parse::<IssueId>().ok();
    let (year, number) = hit.number;
    let number = number.filter(|_| id.is_some_and(|id| id.serial().is_some()))?;
    Some([("year", year.to_string()), ("number", number.to_string())])
}

/// Returns the places issue by issue, and how many there are.
fn text(found: &Found, reporter: &Reporter) -> String {
    let lang = reporter.lang();
    let fill = |name: &str, words: &[(&'static str, String)]| {
        let words: Vec<_> =
            words.iter().map(|(name, word)| (*name, Argument::Text(word.clone()))).collect();
        catalogue::fill(&phrase(name, lang), &words, lang)
    };
    let mut text = String::new();
    let mut last = None;
    for hit in &found.hits {
        if last != Some(&hit.id) {
            let heading = fill(
                "search-issue",
                &[
                    ("id", hit.id.clone()),
                    (
                        "number",
                        besides(hit).map(|words| fill("search-number", &words)).unwrap_or_default(),
                    ),
                    ("day", hit.print_date.clone()),
                ],
            );
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{heading}");
            last = Some(&hit.id);
        }
        let (before, words, after) = &hit.context;
        let page = fill("search-page", &[("page", hit.page.to_string())]);
        let line = format!("  {page}  {before}【{words}】{after}").replace('\n', " ");
        let _ = writeln!(text, "{}", plain(&line));
    }
    let counts = [
        ("shown", found.hits.len().to_string()),
        ("issues", found.issues.to_string()),
        ("texts", found.texts.to_string()),
    ];
    text + &fill("search-count", &counts) + "\n"
}
