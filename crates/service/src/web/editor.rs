//! The editor: the form or the TOML of a draft, beside its pages and what is wrong with them.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::Uri;
use axum::response::Response;
use minijinja::context;
use minijinja::value::Serde;
use serde::{Deserialize, Serialize};

use briefing_desk::styles;
use briefing_engine::house::House;
use briefing_text::fields::OwnField;
use briefing_text::issue_form::{self, Fields};
use briefing_values::catalogue::Lang;
use briefing_values::sheet::Sheet;
use briefing_worker::job::{About, Leaf, Preview};

use crate::store::{Draft, DraftId, Outline, Role};

use super::draft::Sent;
use super::drafts::DraftRow;
use super::moment;

use super::faults::{MOST, Told, marks};
use super::fields::Filling;
use super::{Form, Paper};
use crate::guard::{Caller, Editor};
use crate::locale::Locale;
use crate::office::{Office, Shared};
use crate::prefix;
use crate::refusal::Refusal;
use crate::use_case::drafts;

/// How many saves of a draft are listed.
const SAVES: usize = 50;

/// Which side of the editor is shown.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Tab {
    #[serde(default)]
    tab: String,
}

/// A page, as a browser shows it.
#[derive(Debug, Clone, Serialize)]
struct SetPage {
    src: String,
    width: f64,
    height: f64,
}

/// What there is to show of a text: its pages, if it has any, and what is wrong.
struct Sight {
    pages: Option<Vec<SetPage>>,
    told: Vec<Told>,
}

/// Shows the editor.
pub(super) async fn show(
    State(office): State<Shared>,
    caller: Caller,
    Locale(lang): Locale,
    uri: Uri,
    Path(id): Path<DraftId>,
    Query(tab): Query<Tab>,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    let draft = drafts::draft(&office, id).await?;
    let pictures = office.blocking(move |office| office.store.pictures(id)).await?;
    let names: Vec<_> = pictures.iter().map(|(name, _)| name.clone()).collect();
    let about = About { name: draft.name.clone(), file: draft.text.clone().into(), pictures };
    let sight = see(&office, &caller, about, lang).await;
    let paper = Paper::new(&uri, lang, Some(caller));
    // The page follows from a text of any shape, so it is filled beside the threads that wait for the network.
    let page = move |office: &Office| {
        let saves = office.store.saves(id)?;
        let house = office.house()?;
        let own = styles::own_fields(&house, &Sheet::of(&draft.name, &draft.text));
        let house = said_by(&house)?;
        Ok(fill(&paper, (&draft, &own), &tab, &house, saves, names, &sight))
    };
    office.blocking(page).await?
}

/// Fills the page of the editor.
fn fill(
    paper: &Paper,
    (draft, own): (&Draft, &[OwnField]),
    tab: &Tab,
    house: &Fields,
    saves: Vec<Outline>,
    names: Vec<String>,
    sight: &Sight,
) -> Result<Response, Refusal> {
    let lang = paper.lang;
    let fields = issue_form::read(&Sheet::of(&draft.name, &draft.text), own);
    let unreadable = fields.is_err();
    let tab = if tab.tab == "toml" || unreadable { "toml" } else { "form" };
    let saves: Vec<_> = saves.into_iter().take(SAVES).map(DraftRow::of).collect();
    let marks = marks(&sight.told);
    let fields = fields.unwrap_or_default();
    let filling = Filling { fields: &fields, house, own, marks: &marks, lang };
    let (before, behind) = filling.groups();
    let own = context! {
        draft => context! {
            id => draft.id, name => draft.name.clone(), version => draft.version,
            text => draft.text.clone(), by => draft.by.clone(), time => moment::said(draft.time),
        },
        before => Serde(before), behind => Serde(behind), articles => Serde(filling.articles()),
        count => count(&sight.told, paper),
        more => sight.told.len().saturating_sub(MOST),
        faults => Serde(&sight.told[..sight.told.len().min(MOST)]),
        sheets => Serde(sight.pages.as_deref().unwrap_or_default()),
        saves => Serde(saves),
        tab, unreadable, names, editor => "",
    };
    paper.answer("editor.html", own)
}

/// What the script is sent.
#[derive(Serialize)]
pub(super) struct Seen {
    /// The pages; none where the text has none.
    pages: Option<Vec<SetPage>>,
    /// What is wrong, as the page shows it.
    faults: String,
    /// How many faults there are.
    count: String,
    /// The faults to show at each field.
    marks: BTreeMap<String, Vec<Told>>,
}

/// Shows the pages and faults of a form that was not saved.
pub(super) async fn preview(
    State(office): State<Shared>,
    Editor(caller): Editor,
    Locale(lang): Locale,
    uri: Uri,
    Path(id): Path<DraftId>,
    form: Form,
) -> Result<Json<Seen>, Refusal> {
    let sent = Sent::read(form, &caller)?;
    let (name, text, pictures) = office
        .blocking(move |office| {
            let Some(before) = office.store.draft_at(id, sent.version)? else { return Ok(None) };
            let text = sent.text(&before, &office.house()?)?;
            Ok(Some((before.name, text, office.store.pictures(id)?)))
        })
        .await?
        .ok_or_else(Refusal::absent)?;
    let about = About { name, file: text.into(), pictures };
    let sight = see(&office, &caller, about, lang).await;
    let paper = Paper::new(&uri, lang, Some(caller));
    let own = context! {
        editor => "",
        more => sight.told.len().saturating_sub(MOST),
        faults => Serde(&sight.told[..sight.told.len().min(MOST)]),
    };
    Ok(Json(Seen {
        pages: sight.pages,
        faults: paper.page("faults.html", own)?,
        count: count(&sight.told, &paper),
        marks: marks(&sight.told),
    }))
}

/// Sets a text, and keeps its pages for the browser that is about to ask for them.
async fn see(office: &Shared, caller: &Caller, about: About, lang: Lang) -> Sight {
    let preview = Preview { known: office.leaves.names() };
    let made = match office.make(caller.turn(), preview, about).await {
        Ok(made) => made,
        // Whatever is wrong, the text has to be shown so that it can be fixed.
        Err(refusal) => {
            return Sight { pages: None, told: Told::all(&refusal.faults, lang) };
        }
    };
    for (digest, svg) in made.answer.drawn.into_iter().zip(made.files) {
        office.leaves.put(digest, svg);
    }
    let pages = made.answer.leaves.iter().map(page).collect();
    Sight { pages: Some(pages), told: Told::all(&made.remarks, lang) }
}

/// Returns a page with its size in CSS pixels, 96 to the inch.
fn page(leaf: &Leaf) -> SetPage {
    let pixels = |mm: f64| (mm / 25.4 * 96.0).round();
    let src = format!("{}/leaves/{}.svg", prefix::base(), leaf.digest);
    SetPage { src, width: pixels(leaf.width), height: pixels(leaf.height) }
}

/// Returns how many faults there are of each severity, in words.
fn count(told: &[Told], paper: &Paper) -> String {
    let of = |severity: &str| told.iter().filter(|it| it.severity == severity).count();
    let part = |severity: &str| {
        let label = briefing_values::catalogue::phrase(severity, paper.lang);
        format!("{label} {}", of(severity))
    };
    let comma = paper.words("list-comma");
    ["error", "warning", "hint"].map(part).join(&comma)
}

/// Returns what the house file says, for the fields that an issue leaves out.
fn said_by(house: &House) -> briefing_values::error::Result<Fields> {
    let sheet = house.sheet()?;
    Ok(sheet.and_then(|sheet| issue_form::read(&sheet, &[]).ok()).unwrap_or_default())
}
