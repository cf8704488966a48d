//! The language of an answer: the one that was chosen on a page, or the browser's.

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, HeaderMap};
use axum::http::request::Parts;
use axum_extra::extract::cookie::CookieJar;

use briefing_values::catalogue::Lang;

use crate::cookies::LANGUAGE;

/// The language of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Locale(pub(crate) Lang);

impl Locale {
    /// Returns the language that a request asks for.
    pub(crate) fn of(query: Option<&str>, headers: &HeaderMap) -> Self {
        let cookies = CookieJar::from_headers(headers);
        let kept = || cookies.get(LANGUAGE).and_then(|cookie| named(cookie.value()));
        Self(chosen(query).or_else(kept).unwrap_or_else(|| accepted(headers)))
    }
}

/// Returns the language that the query of an address chooses.
pub(crate) fn chosen(query: Option<&str>) -> Option<Lang> {
    let words = query?.split('&').find_map(|part| part.strip_prefix("lang="))?;
    named(words)
}

fn named(name: &str) -> Option<Lang> {
    match name {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// Returns the first of the browser's languages that the program speaks.
fn accepted(headers: &HeaderMap) -> Lang {
    let words = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let tags = words.unwrap_or_default().split([',', ';']);
    let lang = tags.map(str::trim).find_map(|tag| match tag.split('-').next() {
        Some("zh") => Some(Lang::Zh),
        Some("en") => Some(Lang::En),
        _ => None,
    });
    lang.unwrap_or(Lang::Zh)
}

impl<S: Sync> FromRequestParts<S> for Locale {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts.uri.query(), &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, Lang, Locale};

    fn of(query: Option<&str>, headers: &[(&'static str, &str)]) -> Lang {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().expect("a value"));
        }
        Locale::of(query, &map).0
    }

    #[test]
    fn what_was_chosen_comes_before_what_the_browser_prefers() {
        assert_eq!(of(None, &[]), Lang::Zh);
        assert_eq!(of(None, &[("accept-language", "de, en-GB;q=0.8, zh;q=0.5")]), Lang::En);
        let cookie = ("cookie", "a=b; briefing-lang=en");
        assert_eq!(of(None, &[cookie, ("accept-language", "zh-CN")]), Lang::En);
        assert_eq!(of(Some("a=1&lang=zh"), &[cookie]), Lang::Zh);
        assert_eq!(of(Some("lang=tlh"), &[cookie]), Lang::En);
    }
}
