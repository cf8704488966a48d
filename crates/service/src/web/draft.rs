//! One draft: saving it, even after somebody else has, putting it away, and serving it as a file.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::HeaderMap;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use minijinja::value::Serde;
use serde::Deserialize;
use serde_json::json;
use similar::ChangeTag;

use briefing_desk::styles;
use briefing_engine::house::House;
use briefing_text::issue_form::{self, Fields};
use briefing_values::error::codes;
use briefing_values::sheet::Sheet;
use briefing_worker::job::{About, Product, Render};

use crate::store::{Draft, DraftId, Role, Saved, Version, now};

use super::moment;
use super::{Form, Paper};
use crate::accept;
use crate::bundle::LARGEST_ISSUE;
use crate::file_answer::{FileAnswer, FileKind};
use crate::guard::{Caller, Editor};
use crate::locale::Locale;
use crate::office::{Office, Shared};
use crate::refusal::{Refusal, too_large};
use crate::use_case::drafts;

/// What a form of the editor sent.
pub(super) struct Sent {
    fields: Fields,
    pub(super) version: Version,
    pub(super) action: String,
    tab: &'static str,
}

impl Sent {
    /// Reads a form that comes from one of our pages.
    pub(super) fn read(form: Form, caller: &Caller) -> Result<Self, Refusal> {
        caller.may(Role::Editor)?;
        form.is_of(caller)?;
        let mut fields: Fields = form.0.into_iter().collect();
        let mut take = |name: &str| fields.remove(name).unwrap_or_default();
        let (version, action, tab) = (take("version"), take("action"), take("tab"));
        let tab = if tab == "toml" { "toml" } else { "form" };
        let version = version.parse().map_err(|_| Refusal::bad("version is a number"))?;
        let mut sent = Self { fields, version, action, tab };
        sent.act();
        Ok(sent)
    }

    /// Adds, moves or removes an article, as the pressed button says.
    fn act(&mut self) {
        let is_article = |name: &&String| name.rsplit('.').next() == Some("was");
        let count = self.fields.keys().filter(is_article).count();
        let number = |prefix: &str| self.action.strip_prefix(prefix)?.parse::<usize>().ok();
        if self.action == "add" {
            self.fields.insert(format!("article.{count}.was"), String::new());
        } else if let Some(number) = number("up-").filter(|it| (1..count).contains(it)) {
            self.swap(number - 1, number);
        } else if let Some(number) = number("down-").filter(|it| it + 1 < count) {
            self.swap(number, number + 1);
        } else if let Some(number) = number("remove-") {
            let prefix = format!("article.{number}.");
            self.fields.retain(|name, _| !name.starts_with(&prefix));
        }
    }

    fn swap(&mut self, one: usize, other: usize) {
        let (one, other) = (format!("article.{one}."), format!("article.{other}."));
        let renamed = |name: String| {
            if let Some(key) = name.strip_prefix(&one) {
                format!("{other}{key}")
            } else if let Some(key) = name.strip_prefix(&other) {
                format!("{one}{key}")
            } else {
                name
            }
        };
        let fields = std::mem::take(&mut self.fields);
        self.fields = fields.into_iter().map(|(name, words)| (renamed(name), words)).collect();
    }

    /// Returns the text that the form stands for: its TOML, or the draft as its writer had it, with what was
    /// filled in.
    ///
    /// # Errors
    /// A text that is larger than an issue may be, or that the form cannot show.
    pub(super) fn text(
        &self,
        before: &Draft,
        house: &House,
    ) -> briefing_values::error::Result<String> {
        let text = if let Some(toml) = self.fields.get("toml") {
            let plain = toml.replace("\r\n", "\n");
            let two = before.text.contains("\r\n");
            if two { plain.replace('\n', "\r\n") } else { plain }
        } else {
            let sheet = Sheet::of(&before.name, &before.text);
            issue_form::fill(&sheet, &styles::own_fields(house, &sheet), &self.fields)?
        };
        if text.len() > LARGEST_ISSUE {
            return Err(too_large(LARGEST_ISSUE).into());
        }
        Ok(text)
    }
}

/// Saves a draft, and goes where the button leads. A person who was shown two texts saves one of them on top
/// of the other person's save: both are kept.
pub(super) async fn save(
    State(office): State<Shared>,
    Editor(caller): Editor,
    Locale(lang): Locale,
    uri: Uri,
    Path(id): Path<DraftId>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Refusal> {
    let sent = Sent::read(form, &caller)?;
    let (action, tab, by) = (sent.action.clone(), sent.tab, caller.user.name.clone());
    let (saved, text) = office
        .blocking(move |office| {
            let house = office.house()?;
            drafts::save(office, id, sent.version, &by, |before| sent.text(before, &house))
        })
        .await?;
    let script = "application/json";
    let json = accept::preferred(&headers, &["text/html", script]) == Some(script);
    match saved {
        Saved::Yes(version) if json => Ok(Json(json!({ "version": version })).into_response()),
        Saved::Yes(_) => Ok(Redirect::to(&next(id, &action, tab)).into_response()),
        Saved::NoDraft if json => Err(Refusal::noted(codes::service::DRAFT_GONE, Vec::new())),
        Saved::NoDraft if text.is_empty() => Err(Refusal::absent()),
        Saved::NoDraft => {
            let by = caller.user.name;
            let again = move |office: &Office| drafts::begin_again(office, id, &text, &by);
            let id = office.blocking(again).await?.ok_or_else(Refusal::absent)?;
            Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
        }
        Saved::Conflict(_) if json => Err(Refusal::noted(codes::service::CONFLICT, Vec::new())),
        Saved::Conflict(theirs) => {
            // The same page in another language would be one without the text.
            let paper = Paper::new(&uri, lang, Some(caller)).at("");
            let page = office.blocking(move |_| Ok(conflict(&paper, &theirs, &text))).await??;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}

/// Returns where a button leads.
fn next(id: DraftId, action: &str, tab: &str) -> String {
    match action {
        "publish" => format!("/drafts/{id}/publish"),
        "tab-toml" => format!("/drafts/{id}?tab=toml"),
        "tab-form" => format!("/drafts/{id}"),
        "show" => format!("/drafts/{id}?tab={tab}#pages-title"),
        _ => format!("/drafts/{id}?tab={tab}"),
    }
}

/// Shows both texts, and where they differ.
fn conflict(paper: &Paper, theirs: &Draft, mine: &str) -> Result<Response, Refusal> {
    let (old, new) = (theirs.text.replace("\r\n", "\n"), mine.replace("\r\n", "\n"));
    let changes = changes(&old, &new);
    let own = context! {
        theirs => context! {
            id => theirs.id, version => theirs.version, text => theirs.text.clone(),
            by => theirs.by.clone(), time => moment::said(theirs.time),
        },
        mine => new,
        changes => Serde(changes),
    };
    paper.answer("conflict.html", own)
}

/// How long two texts are compared line by line; after that, what is left counts as different.
const COMPARING: Duration = Duration::from_millis(500);

/// Returns the lines that only one of two texts has, each with `-` for the first and `+` for the second.
fn changes(old: &str, new: &str) -> Vec<(&'static str, String)> {
    let mut difference = similar::TextDiff::configure();
    let difference = difference.timeout(COMPARING).diff_lines(old, new);
    let line = |change: similar::Change<&str>| match change.tag() {
        ChangeTag::Equal => None,
        ChangeTag::Delete => Some(("-", change.value().trim_end().to_owned())),
        ChangeTag::Insert => Some(("+", change.value().trim_end().to_owned())),
    };
    difference.iter_all_changes().filter_map(line).collect()
}

/// Puts a draft away.
pub(super) async fn put_away(
    State(office): State<Shared>,
    caller: Caller,
    Path(id): Path<DraftId>,
    form: Form,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    form.is_of(&caller)?;
    let version = form.version()?;
    // What a colleague has saved since is not put away unseen.
    let away = move |office: &Office| office.store.put_draft_away(id, version, now());
    if !office.blocking(away).await? {
        return Err(Refusal::noted(codes::service::CONFLICT, Vec::new()));
    }
    Ok(Redirect::to("/drafts").into_response())
}

/// Takes back a draft that was put away.
pub(super) async fn take_back(
    State(office): State<Shared>,
    caller: Caller,
    Path(id): Path<DraftId>,
    form: Form,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    form.is_of(&caller)?;
    office.blocking(move |office| office.store.take_draft_back(id)).await?;
    Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
}

/// Makes a draft what it was at an earlier save, with its pictures.
pub(super) async fn restore(
    State(office): State<Shared>,
    caller: Caller,
    Path(id): Path<DraftId>,
    form: Form,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    form.is_of(&caller)?;
    let version = form.version()?;
    let (by, time) = (caller.user.name, now());
    if !office.blocking(move |office| office.store.restore(id, version, (&by, time))).await? {
        return Err(Refusal::absent());
    }
    Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
}

/// Which save of a draft is meant.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Save {
    #[serde(default)]
    version: Option<Version>,
}

/// Serves the TOML of a draft, as it is or as it was at a save.
pub(super) async fn toml(
    State(office): State<Shared>,
    caller: Caller,
    Path(id): Path<DraftId>,
    Query(save): Query<Save>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    let draft = match save.version {
        None => drafts::draft(&office, id).await?,
        Some(version) => {
            let draft = office.blocking(move |office| office.store.draft_at(id, version)).await?;
            draft.ok_or_else(Refusal::absent)?
        }
    };
    let stem = draft.name.trim_end_matches(".toml");
    let mut file = FileAnswer::new(FileKind::Toml, stem, draft.text.into_bytes());
    file.attached = true;
    Ok(file.unless_known(&headers))
}

/// Sets a draft, and serves its PDF.
pub(super) async fn pdf(
    State(office): State<Shared>,
    caller: Caller,
    Path(id): Path<DraftId>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    caller.may(Role::Editor)?;
    let draft = drafts::draft(&office, id).await?;
    let pictures = office.blocking(move |office| office.store.pictures(id)).await?;
    let product = Product::Pdf(Vec::new());
    let render = Render { product, pages: None, allow_warnings: false };
    let about = About { name: draft.name.clone(), file: draft.text.into_bytes(), pictures };
    let made = office.make(caller.turn(), render, about).await?;
    let bytes = made.file()?;
    let stem = draft.name.trim_end_matches(".toml");
    Ok(FileAnswer::new(FileKind::Pdf, stem, bytes).unless_known(&headers))
}
