//! In which language somebody is answered: the one chosen on a page, or that of the browser.

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, HeaderMap};
use axum::http::request::Parts;

use briefing_values::catalogue::Lang;

/// The cookie of the language that was chosen.
pub(crate) const COOKIE_NAME: &str = "briefing-lang";

/// The language of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Locale(pub(crate) Lang);

impl Locale {
    /// Returns the language that a request asks for.
    pub(crate) fn of(query: Option<&str>, headers: &HeaderMap) -> Self {
        let chosen = chosen(query).or_else(|| cookie(headers, COOKIE_NAME).and_then(named));
        Self(chosen.unwrap_or_else(|| accepted(headers)))
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

/// Returns the first language of the browser that the program speaks.
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

/// Returns the value of a cookie.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim())
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
