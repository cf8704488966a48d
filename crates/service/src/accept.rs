//! Content negotiation: the media type that a client prefers (RFC 9110, 12.5.1).

use axum::http::header::HeaderMap;
use axum_extra::headers::HeaderMapExt;
use headers_accept::Accept;
use mediatype::MediaType;

/// Returns the media type on offer that a client prefers: the first if it states no preference, and `None`
/// if it accepts none of them.
pub(crate) fn preferred<'t>(headers: &HeaderMap, offered: &[&'t str]) -> Option<&'t str> {
    let Some(accept) = headers.typed_try_get::<Accept>().ok()? else {
        return offered.first().copied();
    };
    let types = offered.iter().filter_map(|name| MediaType::parse(name).ok()).collect::<Vec<_>>();
    let best = accept.negotiate(&types)?;
    offered.iter().copied().find(|name| MediaType::parse(name).is_ok_and(|it| it == *best))
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, preferred};

    #[test]
    fn what_is_liked_best_is_made() {
        let of = |accept: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("accept", accept.parse().expect("a value"));
            preferred(&headers, &["application/pdf", "image/png", "application/zip"])
        };
        assert_eq!(of("image/png"), Some("image/png"));
        assert_eq!(of("IMAGE/*"), Some("image/png"));
        assert_eq!(of("*/*"), Some("application/pdf"));
        assert_eq!(
            of("text/html, application/zip;q=0.9, application/pdf;q=0.8"),
            Some("application/zip")
        );
        assert_eq!(of("image/png;q=0.5, */*;q=0.1"), Some("image/png"));
        assert_eq!(of("application/pdf;q=0, */*;q=0.1"), Some("image/png"));
        for none in ["text/html", "image/png;q=0", "no type", ""] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn who_says_nothing_gets_the_first() {
        assert_eq!(preferred(&HeaderMap::new(), &["a/b", "c/d"]), Some("a/b"));
    }
}
