//! The published issues as pages: the list with its search, and an issue as it was printed.

use axum::extract::{Path, Query, State};
use axum::http::Uri;
use axum::response::Response;
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};

use briefing_desk::record::testimony;
use briefing_values::catalogue::{Lang, phrase};
use briefing_values::issue::IssueId;
use briefing_worker::job::Verified;

use super::{Form, Paper};
use crate::file_answer::name_of;
use crate::guard::Caller;
use crate::locale::Locale;
use crate::office::Shared;
use crate::refusal::Refusal;
use crate::use_case::listing::{Issues, Item, ListQuery, Place, issue_of, listed};
use crate::use_case::verification;

/// The query in the address of the list.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    q: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    page: String,
}

/// The issues of a year.
#[derive(Serialize)]
struct Year {
    year: u16,
    issues: Vec<IssueRow>,
}

/// An issue in the list, with the places where the words occur.
#[derive(Serialize)]
struct IssueRow {
    #[serde(flatten)]
    item: Item,
    places: Vec<Place>,
    /// How many more there are.
    more: usize,
}

/// How many places of an issue are shown: whoever wants all of them reads the issue.
const PLACES: usize = 5;

/// Lists the issues by year.
pub(super) async fn list(
    State(office): State<Shared>,
    caller: Caller,
    Locale(lang): Locale,
    uri: Uri,
    Query(choice): Query<Choice>,
) -> Result<Response, Refusal> {
    let q = choice.q.trim().to_owned();
    let year: Option<u16> = choice.year.parse().ok();
    let page = choice.page.parse().ok().filter(|page| *page > 0);
    let query = ListQuery { year, q: Some(q.clone()), page };
    let (list, years) = office
        .blocking(move |office| {
            let holdings = office.archive_cache.holdings(&office.archive)?;
            let all = holdings.issues.values().filter_map(|all| all.last());
            let mut years: Vec<_> = all.map(|it| it.lock.issue.year).collect();
            years.sort_unstable_by(|a, b| b.cmp(a));
            years.dedup();
            Ok((listed(office, &query)?, years))
        })
        .await?;
    let (page, pages, total) = (list.page, list.pages, list.total);
    let damaged = list.damaged.clone();
    let groups = by_year(list);
    let paper = Paper::new(&uri, lang, Some(caller));
    let list = context! { page, pages, total, damaged };
    let own = context! { q, year, years, list, groups => Serde(groups) };
    paper.answer("issues.html", own)
}

fn by_year(list: Issues) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    let mut places = list.places;
    for item in list.issues {
        let (mut own, rest): (Vec<_>, Vec<_>) =
            places.into_iter().partition(|place| place.id == item.id);
        places = rest;
        let more = own.len().saturating_sub(PLACES);
        own.truncate(PLACES);
        let listed = IssueRow { item, places: own, more };
        match years.last_mut().filter(|year| year.year == listed.item.year) {
            Some(year) => year.issues.push(listed),
            None => years.push(Year { year: listed.item.year, issues: vec![listed] }),
        }
    }
    years
}

/// Which revision is shown.
#[derive(Debug, Default, Deserialize)]
pub(super) struct RevisionChoice {
    #[serde(default)]
    revision: Option<u32>,
}

/// A property that was verified.
#[derive(Serialize)]
struct Property {
    label: String,
    looked_at: Vec<String>,
    faults: Vec<String>,
    remarks: Vec<String>,
}

/// What a verification has found.
#[derive(Serialize)]
struct Verdict {
    sound: bool,
    properties: Vec<Property>,
    /// Whether the issue was set again byte for byte.
    same: bool,
}

/// Shows an issue as it was printed.
pub(super) async fn show(
    State(office): State<Shared>,
    caller: Caller,
    Locale(lang): Locale,
    uri: Uri,
    Path(id): Path<String>,
    Query(shown): Query<RevisionChoice>,
) -> Result<Response, Refusal> {
    let id: IssueId = id.parse().map_err(|_| Refusal::absent())?;
    page(&office, Paper::new(&uri, lang, Some(caller)), id, shown.revision, None).await
}

/// Verifies an issue, sets it again, and shows the result.
pub(super) async fn verify(
    State(office): State<Shared>,
    caller: Caller,
    Locale(lang): Locale,
    uri: Uri,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Refusal> {
    form.is_of(&caller)?;
    let id: IssueId = id.parse().map_err(|_| Refusal::absent())?;
    let latest = office.holding(id, None).await?;
    let found = verification::of_issue(&office, &caller, id).await?;
    let again = verification::set_again(&office, &caller, id, latest.entry.revision).await?;
    let report = report(found.answer, lang, again.answer.differs.is_none());
    let address = format!("/issues/{}", id.stem());
    let paper = Paper::new(&uri, lang, Some(caller)).at(&address);
    page(&office, paper, id, None, Some(report)).await
}

fn report(found: Verified, lang: Lang, same: bool) -> Verdict {
    let Verified { sound, zh, en } = found;
    let words = if lang == Lang::Zh { zh } else { en };
    let property = |it: testimony::Property| Property {
        label: phrase(it.name.phrase(), lang),
        looked_at: it.looked_at,
        faults: it.faults,
        remarks: it.remarks,
    };
    Verdict { sound, properties: words.properties.into_iter().map(property).collect(), same }
}

async fn page(
    office: &Shared,
    paper: Paper,
    id: IssueId,
    revision: Option<u32>,
    report: Option<Verdict>,
) -> Result<Response, Refusal> {
    let (issue, holding) = office
        .blocking(move |office| {
            let holding = office.archive_cache.holding(&office.archive, id, revision)?;
            let holdings = office.archive_cache.holdings(&office.archive)?;
            Ok((holdings.issues.get(&id).and_then(|all| issue_of(all)), holding))
        })
        .await?;
    let issue = issue.ok_or_else(Refusal::absent)?;
    let pages: Vec<_> = (1..=holding.lock.output.pages).collect();
    let own = context! {
        title => name_of(&holding.lock),
        latest => issue.latest() == holding.entry.revision,
        shown => context! { revision => holding.entry.revision },
        revisions => Serde(issue.revisions()),
        issue => Serde(&issue),
        lock => holding.lock.text(),
        report => Serde(report),
        pages,
    };
    paper.answer("issue.html", own)
}
