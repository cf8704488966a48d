//! The ways out of the service, with who may take them and what they tell.

use briefing_support::client::Request;

use crate::notes::{noted, plain};

/// What stands in a form where its key goes.
pub(crate) const FORM_KEY: &str = "FORM-KEY";

/// What somebody may do; whoever stands later may do all that those before may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// Nobody has let them in.
    Stranger,
    Reader,
    Editor,
    Publisher,
    /// Whoever has only a key never may.
    Person,
}

impl Rank {
    /// Those who ask, with a key at most.
    pub(crate) const ALL: [Self; 4] = [Self::Stranger, Self::Reader, Self::Editor, Self::Publisher];

    /// Returns the name, which is that of the role and of its user.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Stranger => "stranger",
            Self::Reader => "reader",
            Self::Editor => "editor",
            Self::Publisher => "publisher",
            Self::Person => "person",
        }
    }
}

/// A way out.
pub(crate) struct Way {
    pub(crate) name: String,
    pub(crate) request: Request,
    /// Who may take it at least.
    pub(crate) least: Rank,
    /// How it is answered then.
    pub(crate) status: u16,
    /// Who is told the notes at least.
    pub(crate) told: Rank,
}

impl Way {
    fn new(least: Rank, status: u16, request: Request) -> Self {
        let name = format!("{} {}", request.method, request.target);
        Self { name, request, least, status, told: Rank::Person }
    }

    fn get(least: Rank, status: u16, target: &str) -> Self {
        Self::new(least, status, Request::get(target))
    }

    /// It tells the notes to whoever may take it.
    fn telling(self) -> Self {
        Self { told: self.least, ..self }
    }

    fn called(self, name: &str) -> Self {
        Self { name: format!("{} ({name})", self.name), ..self }
    }
}

/// Returns the form of a page; whoever sends it puts the key of the forms in.
fn form(target: &str, fields: &[(&str, &str)]) -> Request {
    Request::form(target, &[&[("form_key", FORM_KEY)], fields].concat())
}

/// Returns all ways out, with a draft that has two saves, and with a page of it that was drawn.
pub(crate) fn ways(draft: &str, leaf: &str) -> Vec<Way> {
    [open(), published(), to_be_set(), written(draft, leaf), refused(draft), accounts()]
        .into_iter()
        .flatten()
        .collect()
}

/// What everybody is told.
fn open() -> Vec<Way> {
    let told = ["/health", "/ready", "/version", "/login", "/openapi.json", "/static/editor.js"];
    let mut all: Vec<_> = told.iter().map(|it| Way::get(Rank::Stranger, 200, it)).collect();
    all.push(Way::get(Rank::Stranger, 404, "/nowhere"));
    all
}

/// What is published, for readers, and the file of it, for editors.
fn published() -> Vec<Way> {
    let for_readers = [
        "/",
        "/?q=%E7%AC%AC%E4%BA%8C%E6%AE%B5",
        "/form-key",
        "/issues/27",
        "/metrics",
        "/v1/fonts",
        "/v1/issues",
        "/v1/issues?q=%E7%AC%AC%E4%BA%8C%E6%AE%B5",
        "/v1/issues/27",
        "/v1/issues/27/pages/1/png",
        "/v1/issues/27/pdf",
        "/v1/issues/27/toml",
        "/v1/jobs/1",
        "/v1/jobs/2",
        "/v1/schema/issue.json",
        "/v1/templates",
    ];
    let mut all: Vec<_> = for_readers.iter().map(|it| Way::get(Rank::Reader, 200, it)).collect();
    let again = |what: &str| Request::new("POST", &format!("/v1/issues/27/{what}"));
    all.push(Way::new(Rank::Reader, 200, again("verify")));
    all.push(Way::new(Rank::Reader, 200, again("regenerate")));
    all.push(Way::new(Rank::Reader, 200, form("/issues/27/verify", &[])));
    all.push(Way::new(Rank::Editor, 202, Request::new("POST", "/v1/verify")));
    // By its hash of the file, whoever guesses a note could tell that it is right.
    all.push(Way::get(Rank::Editor, 200, "/v1/issues/27/lock"));
    all.push(Way::get(Rank::Editor, 200, "/v1/issues/27/source").telling());
    all
}

/// What is made of an issue that is sent with its notes.
fn to_be_set() -> Vec<Way> {
    let render = |kind: &str| {
        let render = Request::post("/v1/render", noted()).with("accept", kind);
        Way::new(Rank::Reader, 200, render).called(kind)
    };
    let put = |text: String| {
        let put = Request::new("PUT", "/v1/issues/27").with("if-none-match", "*").body(text);
        put.with("content-type", "application/toml")
    };
    let mut all = ["application/pdf", "image/png", "image/svg+xml", "application/zip"]
        .map(render)
        .into_iter()
        .collect::<Vec<_>>();
    for target in ["/v1/check", "/v1/check?page=true"] {
        all.push(Way::new(Rank::Reader, 200, Request::post(target, noted())));
    }
    all.push(Way::new(Rank::Publisher, 200, put(noted())).called("once more"));
    // Without its notes it is the same issue: they are no part of it.
    all.push(Way::new(Rank::Publisher, 200, put(plain())).called("without notes"));
    all.push(
        Way::new(Rank::Publisher, 412, put(plain().replace("第二段", "另一段"))).called("revised"),
    );
    all
}

/// What is being written, for editors.
fn written(draft: &str, leaf: &str) -> Vec<Way> {
    let at = |rest: &str| format!("{draft}{rest}");
    let told = ["", "?tab=toml", "/toml", "/toml?version=2"];
    let mut all: Vec<_> =
        told.iter().map(|it| Way::get(Rank::Editor, 200, &at(it)).telling()).collect();
    let (old, text) = (("version", "1"), plain());
    let conflict = form(draft, &[old, ("tab", "toml"), ("toml", &text)]);
    let preview = form(&at("/preview"), &[("version", "2"), ("tab", "form")]);
    all.extend([
        Way::get(Rank::Editor, 200, "/drafts"),
        Way::get(Rank::Editor, 200, &at("/pdf")),
        Way::get(Rank::Editor, 200, leaf),
        Way::get(Rank::Publisher, 200, &at("/publish")).telling(),
        Way::new(Rank::Editor, 409, conflict).telling(),
        Way::new(Rank::Editor, 200, preview).telling(),
        Way::new(Rank::Editor, 303, form("/drafts", &[("revise", "27")])).called("a revision"),
        Way::new(Rank::Editor, 303, form("/drafts", &[("from", "27")])).called("the next"),
        Way::new(Rank::Editor, 303, form(&at("/restore"), &[("version", "2")])),
        Way::new(Rank::Editor, 409, form(&at("/away"), &[old])),
        Way::new(Rank::Editor, 303, form(&at("/back"), &[])),
        Way::new(Rank::Publisher, 409, form(&at("/publish"), &[old, ("sure", "yes")])),
    ]);
    all
}

/// What is wrong, or is not there.
fn refused(draft: &str) -> Vec<Way> {
    let absent =
        ["/v1/issues/28/toml", "/v1/issues/27/toml?revision=9", "/v1/issues/27/pages/9/png"];
    let mut all: Vec<_> = absent.iter().map(|it| Way::get(Rank::Reader, 404, it)).collect();
    all.push(Way::get(Rank::Editor, 404, "/leaves/00.svg"));
    all.push(Way::get(Rank::Editor, 404, "/v1/issues/27/source?revision=9"));
    all.push(Way::get(Rank::Editor, 404, "/drafts/99"));
    all.push(Way::get(Rank::Editor, 404, &format!("{draft}/toml?version=99")));
    for (target, status) in [("/v1/render", 422), ("/v1/check", 200)] {
        let slip = |what: &str, slip: &str| {
            let sent = Request::post(target, noted().replacen(what, slip, 1));
            Way::new(Rank::Reader, status, sent)
        };
        all.push(slip("\"一个(标题)\"", "7").called("a slip beside a note"));
        // What is quoted is what was sent, to whoever has sent it.
        all.push(slip("phone = \"", "phone = ").called("a slip in a note").telling());
    }
    all
}

/// What people do at a screen, and nobody with a key, whatever the role.
fn accounts() -> Vec<Way> {
    let pages = ["/account", "/users", "/users/editor"].map(|it| Way::get(Rank::Person, 200, it));
    let key = form("/account/keys", &[("label", "汇总"), ("days", "9")]);
    let remove = form("/users/reader/remove", &[("sure", "yes")]);
    pages.into_iter().chain([key, remove].map(|it| Way::new(Rank::Person, 200, it))).collect()
}
