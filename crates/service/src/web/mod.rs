//! The pages for people who do not use a terminal. They work without a script; the script shows the pages of
//! an issue while it is being written.

mod account;
mod draft;
mod drafts;
mod editor;
mod faults;
mod fields;
mod form;
mod issues;
mod keys;
mod login;
mod moment;
mod notice;
mod paper;
mod pictures;
mod publication;
pub(crate) mod refusal_page;
mod statics;
mod user;
mod users;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use super::bundle::LARGEST;
use super::office::Shared;
use form::{Form, LARGEST_FORM};
use paper::Paper;

/// The largest form about an account, in bytes.
const LARGEST_ACCOUNT: usize = 8 * 1024;

/// Returns the routes of the pages.
pub(super) fn router() -> Router<Shared> {
    let files = Router::new()
        .route("/drafts/upload", post(drafts::upload))
        .route("/drafts/{id}/pictures", post(pictures::add))
        .layer(DefaultBodyLimit::max(LARGEST + 1024 * 1024));
    let drafts = Router::new()
        .route("/drafts", get(drafts::list).post(drafts::begin))
        .route("/drafts/{id}", get(editor::show).post(draft::save))
        .route("/drafts/{id}/preview", post(editor::preview))
        .route("/drafts/{id}/pictures/remove", post(pictures::remove))
        .route("/drafts/{id}/away", post(draft::put_away))
        .route("/drafts/{id}/back", post(draft::take_back))
        .route("/drafts/{id}/restore", post(draft::restore))
        .route("/drafts/{id}/toml", get(draft::toml))
        .route("/drafts/{id}/pdf", get(draft::pdf))
        .route("/drafts/{id}/publish", get(publication::ask).post(publication::publish))
        .layer(DefaultBodyLimit::max(LARGEST_FORM));
    let accounts = Router::new()
        .route("/account", get(account::show))
        .route("/account/password", post(account::change_password))
        .route("/account/keys", post(account::make_key))
        .route("/account/keys/revoke", post(account::revoke_key))
        .route("/users", get(users::list).post(users::add))
        .route("/users/{name}", get(user::show).post(user::change))
        .route("/users/{name}/password", post(user::change_password))
        .route("/users/{name}/keys", post(user::make_key))
        .route("/users/{name}/keys/revoke", post(user::revoke_key))
        .route("/users/{name}/remove", post(user::remove))
        .layer(DefaultBodyLimit::max(LARGEST_ACCOUNT));
    Router::new()
        .route("/", get(issues::list))
        .route("/issues/{id}", get(issues::show))
        .route("/issues/{id}/verify", post(issues::verify))
        .route("/leaves/{name}", get(statics::leaf))
        .route("/static/{name}", get(statics::file))
        .route("/login", get(login::show).post(login::come_in))
        .route("/logout", post(login::go))
        .route("/form-key", get(login::form_key))
        .merge(accounts)
        .merge(drafts)
        .merge(files)
}
