//! Files as answers: each has its hash as a strong entity tag, a name in any script, and a media type that
//! leaves nothing for a browser to guess.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum_extra::headers::{ETag, HeaderMapExt, IfNoneMatch};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use briefing_archive::lock::Lock;
use briefing_values::fingerprint::Fingerprint;

/// The characters to percent-encode in `filename*`; all others are `attr-char` (RFC 8187, 3.2.1).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// A PDF.
    Pdf,
    /// A raster picture.
    Png,
    /// A vector picture.
    Svg,
    /// Several files in one.
    Zip,
    /// An issue, or a lock.
    Toml,
    /// Data for other programs.
    Json,
}

impl FileKind {
    /// Returns the media type.
    pub(crate) fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
            Self::Zip => "application/zip",
            Self::Toml => "application/toml",
            Self::Json => "application/json",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Zip => "zip",
            Self::Toml => "toml",
            Self::Json => "json",
        }
    }
}

/// A file as an answer.
pub(crate) struct FileAnswer {
    pub(crate) kind: FileKind,
    pub(crate) bytes: Vec<u8>,
    /// The file name, without its extension.
    pub(crate) stem: String,
    /// Whether the address always stands for exactly these bytes.
    pub(crate) lasting: bool,
    /// Whether a browser should save the file instead of showing it.
    pub(crate) attached: bool,
}

impl FileAnswer {
    /// Returns a file that a browser should show.
    pub(crate) fn new(kind: FileKind, stem: &str, bytes: Vec<u8>) -> Self {
        Self { kind, bytes, stem: stem.into(), lasting: false, attached: false }
    }

    /// Returns the answer to a GET: only the tag if the client already has the file.
    pub(crate) fn unless_known(self, headers: &HeaderMap) -> Response {
        let tag = self.tag();
        let known = headers.typed_get::<IfNoneMatch>();
        if known.zip(tag.clone()).is_none_or(|(known, tag)| known.precondition_passes(&tag)) {
            return self.into_response();
        }
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        self.describe(response.headers_mut(), tag);
        response
    }

    /// Returns the tag of the file: its hash in quotation marks.
    fn tag(&self) -> Option<ETag> {
        format!("\"{}\"", Fingerprint::of(&self.bytes)).parse().ok()
    }

    fn describe(&self, headers: &mut HeaderMap, tag: Option<ETag>) {
        let kept =
            if self.lasting { "private, max-age=31536000, immutable" } else { "private, no-cache" };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
        if let Some(tag) = tag {
            headers.typed_insert(tag);
        }
    }

    /// Returns the content disposition: whether to save the file, and under which name (RFC 6266).
    fn disposition(&self) -> String {
        let how = if self.attached { "attachment" } else { "inline" };
        let ending = self.kind.ending();
        let stem = utf8_percent_encode(&self.stem, PLAIN);
        format!("{how}; filename=\"issue.{ending}\"; filename*=UTF-8''{stem}.{ending}")
    }
}

impl IntoResponse for FileAnswer {
    fn into_response(self) -> Response {
        let (tag, named) = (self.tag(), HeaderValue::try_from(self.disposition()));
        let mut headers = HeaderMap::new();
        self.describe(&mut headers, tag);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind.mime()));
        // The value is pure ASCII, so it is always valid.
        if let Ok(named) = named {
            headers.insert(CONTENT_DISPOSITION, named);
        }
        (headers, Body::from(self.bytes)).into_response()
    }
}

/// Returns the name of an issue's files: 简报 2018年第14期（总第176期）.
pub(crate) fn name_of(lock: &Lock) -> String {
    let issue = &lock.issue;
    format!("{} {}", issue.name, issue.called())
}

#[cfg(test)]
mod tests {
    use super::{FileAnswer, FileKind, HeaderMap};
    use axum::http::StatusCode;
    use axum::response::IntoResponse;

    #[test]
    fn a_file_has_its_hash_for_a_tag_and_a_name_in_any_script() {
        let file = || FileAnswer::new(FileKind::Pdf, "简报 第1期", b"abc".to_vec());
        let response = file().into_response();
        let header = |name: &str| response.headers()[name].to_str().expect("plain").to_owned();
        let tag = "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"";
        assert_eq!(header("etag"), tag);
        let name = "filename*=UTF-8''%E7%AE%80%E6%8A%A5%20%E7%AC%AC1%E6%9C%9F.pdf";
        assert!(header("content-disposition").ends_with(name));
        let mut headers = HeaderMap::new();
        headers.insert("if-none-match", format!("\"x\", {tag}").parse().expect("a value"));
        assert_eq!(file().unless_known(&headers).status(), StatusCode::NOT_MODIFIED);
        headers.insert("if-none-match", "\"x\"".parse().expect("a value"));
        assert_eq!(file().unless_known(&headers).status(), StatusCode::OK);
    }
}
