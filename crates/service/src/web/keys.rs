//! The keys of a user's programs on the pages: listing them, making one, revoking one.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use briefing_values::error::Result;

use super::{Form, moment};
use crate::auth;
use crate::office::{Office, Shared};
use crate::refusal::Refusal;
use crate::store::{KEY_DAYS, MOST_KEY_DAYS, Seconds, Token, TokenId, now};

/// The seconds of a day.
const DAY: Seconds = 24 * 60 * 60;

/// A key in the list.
#[derive(Serialize)]
struct KeyRow {
    id: TokenId,
    label: String,
    made: String,
    last_used: Option<String>,
    until: Option<String>,
    expired: bool,
}

impl KeyRow {
    fn of(it: Token, now: Seconds) -> Self {
        Self {
            id: it.id,
            expired: it.has_expired(now),
            label: it.label,
            made: moment::said(it.made),
            last_used: it.last_used.map(moment::said),
            until: it.until.map(moment::said),
        }
    }
}

/// Returns what a page shows of a user's keys; its forms are sent to addresses below `base`.
pub(super) fn value(keys: Vec<Token>, base: &str) -> Value {
    let now = now();
    let rows: Vec<_> = keys.into_iter().map(|it| KeyRow::of(it, now)).collect();
    context! { rows => Serde(rows), base => base, days => KEY_DAYS, most_days => MOST_KEY_DAYS }
}

/// A key that was just made.
pub(super) struct NewKey {
    pub(super) id: TokenId,
    /// What the program sends.
    pub(super) key: String,
}

/// Makes a key for a user as a form says, and returns it.
pub(super) async fn make(
    office: &Shared,
    user: String,
    form: &Form,
) -> std::result::Result<NewKey, Refusal> {
    let days = form.word("days").and_then(|days| days.parse::<u32>().ok());
    let days = days.filter(|days| (1..=MOST_KEY_DAYS).contains(days));
    let out_of_range = || Refusal::bad(&format!("days is a number between 1 and {MOST_KEY_DAYS}"));
    let days = Seconds::from(days.ok_or_else(out_of_range)?);
    let label = form.word("label").unwrap_or_default();
    let made = move |office: &Office| -> Result<NewKey> {
        let (key, now) = (auth::key()?, now());
        let lasts = (now, now + days * DAY);
        let id = office.store.put_token(&user, &auth::kept(&key), &label, lasts)?;
        Ok(NewKey { id, key })
    };
    office.blocking(made).await
}

/// Revokes the key of a user that a form names, and returns its number.
pub(super) async fn revoke(
    office: &Shared,
    user: String,
    form: &Form,
) -> std::result::Result<TokenId, Refusal> {
    let id = form.word("id").and_then(|id| id.parse::<TokenId>().ok());
    let id = id.ok_or_else(Refusal::absent)?;
    let revoked = office.blocking(move |office| office.store.remove_token(&user, id)).await?;
    if revoked { Ok(id) } else { Err(Refusal::absent()) }
}
