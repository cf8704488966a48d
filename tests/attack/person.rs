//! Somebody who has signed in, and works in a browser without scripts.

use briefing_support::client::{Answer, Request};
use briefing_support::server::Server;

use crate::house::cookie;

/// The address of somebody who was never wrong.
const HERE: &str = "198.51.100.7";

/// Somebody who has signed in, with the key that every form carries.
pub(crate) struct Person<'s> {
    server: &'s Server,
    cookie: String,
    form_key: String,
}

impl<'s> Person<'s> {
    /// Signs somebody in.
    #[track_caller]
    pub(crate) fn enter(server: &'s Server, name: &str) -> Self {
        let cookie = cookie(server, name, HERE);
        let asked = server.send(Request::get("/form-key").with("cookie", &cookie));
        let form_key = asked.is(200).json()["form_key"].as_str().expect("a key").to_owned();
        Self { server, cookie, form_key }
    }

    /// Asks for a page or a file.
    #[track_caller]
    pub(crate) fn get(&self, target: &str) -> Answer {
        self.send(Request::get(target))
    }

    /// Sends a form of a page.
    #[track_caller]
    pub(crate) fn form(&self, target: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = [&[("form_key", &*self.form_key)], fields].concat();
        self.send(Request::form(target, &fields))
    }

    /// Begins a draft with a text, and returns its address.
    #[track_caller]
    pub(crate) fn draft(&self, text: &str) -> String {
        let draft = self.form("/drafts", &[]).is(303).header("location").to_owned();
        self.save(&draft, 1, text).is(303);
        draft
    }

    /// Saves a text on top of a save of a draft.
    #[track_caller]
    pub(crate) fn save(&self, draft: &str, version: u32, text: &str) -> Answer {
        let version = version.to_string();
        self.form(draft, &[("version", &version), ("tab", "toml"), ("toml", text)])
    }

    /// Uploads a picture to a draft.
    #[track_caller]
    pub(crate) fn upload(&self, draft: &str, name: &str, picture: &[u8]) -> Answer {
        let before = format!(
            "--b\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\n{}\r\n--b\r\n\
             Content-Disposition: form-data; name=\"pictures\"; filename=\"{name}\"\r\n\r\n",
            self.form_key
        );
        let body = [before.as_bytes(), picture, b"\r\n--b--\r\n"].concat();
        let upload = Request::new("POST", &format!("{draft}/pictures")).body(body);
        self.send(upload.with("content-type", "multipart/form-data; boundary=b"))
    }

    #[track_caller]
    fn send(&self, request: Request) -> Answer {
        let request = request.with("accept", "text/html").with("accept-language", "en");
        self.server.send(request.with("cookie", &self.cookie))
    }
}
