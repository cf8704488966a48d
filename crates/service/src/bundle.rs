//! A bundle (来件): an issue as it arrives in a request, with its pictures.

use axum::body::{Body, Bytes};
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use axum_extra::headers::{ContentLength, HeaderMapExt};
use http_body_util::{BodyExt, Collected, LengthLimitError, Limited};
use mediatype::MediaType;

use briefing_text::issue_form;
use briefing_values::error::{Error, codes};
use briefing_worker::job::About;

use crate::refusal::Refusal;

/// The maximum size of an issue, in bytes: more text than any bulletin has.
pub(crate) const LARGEST_ISSUE: usize = 2 * 1024 * 1024;
/// The maximum size of a request with pictures, in bytes.
pub(crate) const LARGEST: usize = 66 * 1024 * 1024;
/// The maximum number of parts in a request.
const MOST_PARTS: usize = 200;

/// An issue with its pictures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bundle {
    /// The name of the file, if one was given.
    pub(crate) name: Option<String>,
    /// The file: TOML, in any encoding that an office uses.
    pub(crate) file: Vec<u8>,
    /// The pictures, by the paths that the issue uses for them.
    pub(crate) pictures: Vec<(String, Vec<u8>)>,
    /// Whether the issue came as JSON: then its lines are not those of the file that was made from it.
    pub(crate) json: bool,
    /// The other fields of a form.
    pub(crate) words: Vec<(String, String)>,
}

impl Bundle {
    /// Returns the name of the file, or a default name.
    pub(crate) fn name(&self) -> String {
        self.name.clone().unwrap_or_else(|| "issue.toml".into())
    }

    /// Returns whether the issue came as JSON, and the issue as the subject of a job.
    pub(crate) fn about(self) -> (bool, About) {
        let name = self.name();
        (self.json, About { name, file: self.file, pictures: self.pictures })
    }

    /// Returns the value of a field of the form.
    pub(crate) fn word(&self, name: &str) -> Option<&str> {
        let word = self.words.iter().find(|(key, _)| key == name)?;
        Some(&word.1)
    }

    /// Converts JSON to the file that an editor would have written, beside the threads that wait for the
    /// network.
    async fn from_json(bytes: Vec<u8>) -> Result<Vec<u8>, Refusal> {
        let text =
            String::from_utf8(bytes).map_err(|_| Refusal::bad("the body is not in UTF-8"))?;
        let file =
            tokio::task::spawn_blocking(move || issue_form::from_json(&text, LARGEST_ISSUE)).await;
        let file = file.map_err(|_| Refusal::our_fault())?;
        let refusal = |error: Error| Refusal::from(error).answered(StatusCode::BAD_REQUEST);
        let file = file.map_err(refusal)?.ok_or_else(|| Refusal::too_large(LARGEST_ISSUE))?;
        Ok(file.into_bytes())
    }
}

impl<S: Send + Sync> FromRequest<S> for Bundle {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let kind = content_type(request.headers());
        match kind.as_str() {
            "application/toml" | "text/plain" | "text/x-toml" => {
                let file = body(request, LARGEST_ISSUE).await?.to_vec();
                Ok(Self { file, ..Self::default() })
            }
            "application/json" => {
                let file = Self::from_json(body(request, LARGEST_ISSUE).await?.to_vec()).await?;
                Ok(Self { file, json: true, ..Self::default() })
            }
            "multipart/form-data" => parts(request, state).await,
            _ => {
                let words = vec![("found", kind)];
                Err(Refusal::noted(codes::service::MEDIA_TYPE, words))
            }
        }
    }
}

/// Returns the media type of a body, without its parameters.
pub(crate) fn content_type(headers: &HeaderMap) -> String {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let parsed = MediaType::parse(kind).map(|kind| kind.essence().to_string());
    // What is no media type is named as it came, in the refusal.
    parsed.unwrap_or_else(|_| kind.trim().to_owned()).to_ascii_lowercase()
}

/// Reads a body of at most `most` bytes; one that is announced as larger is not read.
pub(crate) async fn body(request: Request, most: usize) -> Result<Bytes, Refusal> {
    announced(request.headers(), most)?;
    read(request.into_body(), most).await
}

/// Refuses a body whose announced length is too large.
pub(crate) fn announced(headers: &HeaderMap, most: usize) -> Result<(), Refusal> {
    if headers.typed_get::<ContentLength>().is_some_and(|it| it.0 > most as u64) {
        return Err(Refusal::too_large(most));
    }
    Ok(())
}

async fn read(body: Body, most: usize) -> Result<Bytes, Refusal> {
    let whole = Limited::new(body, most).collect().await;
    whole.map(Collected::to_bytes).map_err(|error| {
        if error.is::<LengthLimitError>() {
            return Refusal::too_large(most);
        }
        Refusal::bad("the body arrived late or incomplete")
    })
}

/// Reads the parts of a form. The issue is the part named `issue`, or the one with a TOML file.
async fn parts<S: Send + Sync>(request: Request, state: &S) -> Result<Bundle, Refusal> {
    announced(request.headers(), LARGEST)?;
    let unreadable = |_| Refusal::bad("the parts of the form cannot be read");
    let mut parts = Multipart::from_request(request, state)
        .await
        .map_err(|_| Refusal::bad("a form with files must name its separator: boundary=…"))?;
    let mut bundle = Bundle::default();
    let (mut count, mut bytes) = (0, 0);
    while let Some(part) = parts.next_field().await.map_err(unreadable)? {
        count += 1;
        if count > MOST_PARTS {
            return Err(Refusal::too_large(LARGEST));
        }
        let (name, file) = (part.name().unwrap_or_default().to_owned(), file_name(&part));
        let json = part.content_type().is_some_and(|it| it.starts_with("application/json"));
        let content = whole(part, LARGEST - bytes).await?;
        bytes += content.len();
        let is_toml = file.as_deref().is_some_and(|file| file.to_lowercase().ends_with(".toml"));
        match file {
            _ if name == "issue" || is_toml => {
                if content.len() > LARGEST_ISSUE {
                    return Err(Refusal::too_large(LARGEST_ISSUE));
                }
                bundle.name = file.or(bundle.name);
                bundle.json = json;
                bundle.file = if json { Bundle::from_json(content).await? } else { content };
            }
            // If no file was chosen, the form sends an empty one without a name.
            Some(file) if bundle.pictures.iter().any(|(other, _)| *other == file) => {
                return Err(Refusal::bad("two pictures have one name"));
            }
            Some(file) if !file.is_empty() => bundle.pictures.push((file, content)),
            Some(_) => {}
            None => {
                let words = String::from_utf8(content)
                    .map_err(|_| Refusal::bad("a field of the form is not in UTF-8"))?;
                bundle.words.push((name, words));
            }
        }
    }
    Ok(bundle)
}

/// Returns the file name of a part, as a path below the issue's own folder.
fn file_name(part: &Field<'_>) -> Option<String> {
    let name = part.file_name()?.replace('\\', "/");
    let plain = |piece: &&str| !matches!(*piece, "" | "." | "..") && !piece.contains('\0');
    Some(name.split('/').filter(plain).collect::<Vec<_>>().join("/"))
}

async fn whole(mut part: Field<'_>, most: usize) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    loop {
        match part.chunk().await {
            Ok(Some(piece)) if bytes.len() + piece.len() > most => {
                return Err(Refusal::too_large(LARGEST));
            }
            Ok(Some(piece)) => bytes.extend_from_slice(&piece),
            Ok(None) => return Ok(bytes),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return Err(Refusal::too_large(LARGEST));
            }
            Err(_) => return Err(Refusal::bad("the form arrived late or incomplete")),
        }
    }
}
