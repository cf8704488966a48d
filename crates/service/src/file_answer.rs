//! Files as answers: each with its hash as a strong tag, its name in any script, and nothing that a
//! browser could take for something else.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use briefing_archive::lock::Lock;
use briefing_values::fingerprint::Fingerprint;
use briefing_values::issue::Series;

/// What stays as it is in `filename*` (RFC 8187, 3.2.1: `attr-char`).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// A PDF.
    Pdf,
    /// A picture in pixels.
    Png,
    /// A picture in curves.
    Svg,
    /// Several files.
    Zip,
    /// An issue, or a lock.
    Toml,
    /// What a program reads.
    Json,
}

impl FileKind {
    fn mime(self) -> &'static str {
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
    /// The name, without an ending.
    pub(crate) stem: String,
    /// Whether the address names just these bytes, for good.
    pub(crate) lasting: bool,
    /// Whether a browser is to keep it as a file, instead of showing it.
    pub(crate) attached: bool,
}

impl FileAnswer {
    /// Returns a file that is shown.
    pub(crate) fn new(kind: FileKind, stem: &str, bytes: Vec<u8>) -> Self {
        Self { kind, bytes, stem: stem.into(), lasting: false, attached: false }
    }

    /// Returns the answer: nothing but the tag where the client has the file already.
    pub(crate) fn answer(self, headers: &HeaderMap) -> Response {
        let tag = format!("\"{}\"", Fingerprint::of(&self.bytes));
        let has = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let mut known = has.flat_map(|value| value.split(','));
        let same = known.any(|it| it.trim().trim_start_matches("W/") == tag || it.trim() == "*");
        let how = if self.attached { "attachment" } else { "inline" };
        let ending = self.kind.ending();
        let stem = utf8_percent_encode(&self.stem, PLAIN);
        let named = format!("{how}; filename=\"issue.{ending}\"; filename*=UTF-8''{stem}.{ending}");
        let kept =
            if self.lasting { "private, max-age=31536000, immutable" } else { "private, no-cache" };
        let mut response = if same {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            Body::from(self.bytes).into_response()
        };
        let headers = response.headers_mut();
        let mut set = |name, value: &str| {
            // Tags, names and types are made of plain characters.
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        set(ETAG, &tag);
        set(CACHE_CONTROL, kept);
        if !same {
            set(CONTENT_TYPE, self.kind.mime());
            set(CONTENT_DISPOSITION, &named);
        }
        response
    }
}

/// Returns what the files of an issue are called: 简报 2018年第14期（总第176期）.
pub(crate) fn name_of(lock: &Lock) -> String {
    let issue = &lock.issue;
    let serial = issue.id.serial.0;
    let serial = match issue.id.series {
        Series::Regular => format!("（总第{serial}期）"),
        Series::Supplement => format!("（增刊{serial}）"),
    };
    format!("{} {}年第{}期{serial}", issue.name, issue.year, issue.number)
}

#[cfg(test)]
mod tests {
    use super::{FileAnswer, FileKind, HeaderMap};
    use axum::http::StatusCode;

    #[test]
    fn a_file_has_its_hash_for_a_tag_and_a_name_in_any_script() {
        let file = || FileAnswer::new(FileKind::Pdf, "简报 第1期", b"abc".to_vec());
        let response = file().answer(&HeaderMap::new());
        let header = |name: &str| response.headers()[name].to_str().expect("plain").to_owned();
        let tag = "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"";
        assert_eq!(header("etag"), tag);
        let name = "filename*=UTF-8''%E7%AE%80%E6%8A%A5%20%E7%AC%AC1%E6%9C%9F.pdf";
        assert!(header("content-disposition").ends_with(name));
        let mut headers = HeaderMap::new();
        headers.insert("if-none-match", format!("\"x\", {tag}").parse().expect("a value"));
        assert_eq!(file().answer(&headers).status(), StatusCode::NOT_MODIFIED);
        headers.insert("if-none-match", "\"x\"".parse().expect("a value"));
        assert_eq!(file().answer(&headers).status(), StatusCode::OK);
    }
}
