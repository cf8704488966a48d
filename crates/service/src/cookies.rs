//! The two cookies of the service: the session, and the chosen language.

use axum_extra::extract::cookie::{Cookie, SameSite};
use time::Duration;

/// The cookie of a session.
pub(crate) const SESSION: &str = "briefing";
/// The cookie for the language that was chosen on a page.
pub(crate) const LANGUAGE: &str = "briefing-lang";

/// Returns a cookie that scripts cannot read, and that browsers do not send with requests from other sites.
pub(crate) fn cookie(name: &'static str, value: String, stay: Duration) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .max_age(stay)
        .http_only(true)
        .same_site(SameSite::Strict)
        .build()
}
