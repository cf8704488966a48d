//! Paper (页面用纸): the templates of the pages, and what all of them show. Whatever an issue says appears
//! in them as text, never as markup.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use axum::http::Uri;
use axum::response::{Html, IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use serde::Deserialize;
use time::Duration;

use briefing_values::catalogue::Lang;

use crate::store::Role;

use crate::cookies::{LANGUAGE, cookie};
use crate::guard::Caller;
use crate::locale;
use crate::prefix;
use crate::refusal::Refusal;

/// The templates.
const TEMPLATES: [(&str, &str); 15] = [
    ("account.html", include_str!("pages/account.html")),
    ("base.html", include_str!("pages/base.html")),
    ("conflict.html", include_str!("pages/conflict.html")),
    ("drafts.html", include_str!("pages/drafts.html")),
    ("editor.html", include_str!("pages/editor.html")),
    ("faults.html", include_str!("pages/faults.html")),
    ("issue.html", include_str!("pages/issue.html")),
    ("issues.html", include_str!("pages/issues.html")),
    ("keys.html", include_str!("pages/keys.html")),
    ("login.html", include_str!("pages/login.html")),
    ("notice.html", include_str!("pages/notice.html")),
    ("publish.html", include_str!("pages/publish.html")),
    ("refusal.html", include_str!("pages/refusal.html")),
    ("user.html", include_str!("pages/user.html")),
    ("users.html", include_str!("pages/users.html")),
];

/// The words of the pages.
const WORDS: &str = include_str!("words.toml");

/// Some words, in both languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    zh: String,
    en: String,
}

static PHRASES: LazyLock<BTreeMap<String, Phrase>> = LazyLock::new(|| {
    // The file is part of the program, and a test reads it.
    toml::from_str(WORDS).unwrap_or_default()
});

static PAGES: LazyLock<Environment<'static>> = LazyLock::new(environment);

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.remove_filter("safe");
    environment.add_function("zh", |name: &str| words(name, Lang::Zh));
    environment.add_function("en", |name: &str| words(name, Lang::En));
    for (name, text) in TEMPLATES {
        // The templates are part of the program, and a test fills each.
        let _ = environment.add_template(name, text);
    }
    environment
}

/// Returns the words of this name.
pub(super) fn words(name: &str, lang: Lang) -> String {
    let phrase = PHRASES.get(name);
    let words = phrase.map(|phrase| match lang {
        Lang::Zh => &phrase.zh,
        Lang::En => &phrase.en,
    });
    words.map_or_else(|| name.to_owned(), Clone::clone)
}

/// What all pages show: the language, the address, and who is logged in.
pub(super) struct Paper {
    pub(super) lang: Lang,
    /// What stands before every path, where the service is below one.
    base: Arc<str>,
    /// The address, without the choice of a language.
    here: String,
    chosen: Option<Lang>,
    caller: Option<Caller>,
}

impl Paper {
    /// Returns the paper for a page, as its reader sees it.
    pub(super) fn new(uri: &Uri, lang: Lang, caller: Option<Caller>) -> Self {
        let query = uri.query().unwrap_or_default().split('&');
        let kept: Vec<_> =
            query.filter(|part| !part.is_empty() && !part.starts_with("lang=")).collect();
        let base = prefix::base();
        let here = match kept.as_slice() {
            [] => format!("{base}{}?", uri.path()),
            kept => format!("{base}{}?{}&", uri.path(), kept.join("&")),
        };
        Self { lang, base, here, chosen: locale::chosen(uri.query()), caller }
    }

    /// Returns the paper for an answer that has no address of its own: `address` is the page to continue
    /// with.
    pub(super) fn at(mut self, address: &str) -> Self {
        let base = &self.base;
        self.here = if address.is_empty() { String::new() } else { format!("{base}{address}?") };
        self
    }

    /// Returns paper that shows nothing about its reader.
    pub(super) fn plain(lang: Lang) -> Self {
        let base = prefix::base();
        let here = format!("{base}/?");
        Self { lang, base, here, chosen: None, caller: None }
    }

    /// Returns the words of this name.
    pub(super) fn words(&self, name: &str) -> String {
        words(name, self.lang)
    }

    /// Fills a template. If it cannot be filled, that is our fault, and it is logged.
    pub(super) fn page(&self, template: &str, own: Value) -> Result<String, Refusal> {
        let lang = self.lang;
        let caller = self.caller.as_ref().map(|it| {
            context! {
                name => it.user.name.clone(),
                has_account => it.has_account,
                logs_out => it.has_account && it.sign_on.is_none(),
                logout => it.sign_on.as_ref().and_then(|it| it.logout.clone()),
                admin => it.user.admin,
                edits => it.user.role >= Role::Editor,
                publishes => it.user.role >= Role::Publisher,
            }
        });
        let form_key = self.caller.as_ref().map(|it| it.form_key.clone()).unwrap_or_default();
        let all = context! {
            lang => if lang == Lang::Zh { "zh-CN" } else { "en" },
            base => self.base.to_string(),
            here => self.here.clone(),
            caller => caller,
            form_key => form_key,
            t => Value::from_function(move |name: &str| words(name, lang)),
            ..own
        };
        let filled = PAGES.get_template(template).and_then(|template| template.render(all));
        filled.map_err(|error| {
            tracing::error!(template, error = error.to_string(), "a page cannot be filled");
            Refusal::our_fault()
        })
    }

    /// Returns a page as an answer. If a language was chosen, a cookie remembers it.
    pub(super) fn answer(&self, template: &str, own: Value) -> Result<Response, Refusal> {
        let page = Html(self.page(template, own)?);
        let Some(lang) = self.chosen else { return Ok(page.into_response()) };
        let name = if lang == Lang::Zh { "zh" } else { "en" };
        let kept = cookie(LANGUAGE, name.to_owned(), Duration::days(365));
        Ok((CookieJar::new().add(kept), page).into_response())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use axum::http::StatusCode;
    use briefing_values::error::codes;
    use minijinja::context;

    use super::{Lang, PHRASES, Paper, TEMPLATES, environment};

    /// What has been logged.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("nobody panics here").write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_page_that_is_not_given_what_it_names_is_our_fault_and_the_log_tells_of_it() {
        // The frame of the other pages needs no values of its own.
        for (name, _) in TEMPLATES.into_iter().filter(|(name, _)| *name != "base.html") {
            for lang in [Lang::Zh, Lang::En] {
                let log = Log::default();
                let written = log.clone();
                let told = tracing_subscriber::fmt().with_writer(move || written.clone()).finish();
                let answer = tracing::subscriber::with_default(told, || {
                    Paper::plain(lang).answer(name, context! {})
                });
                let refusal = answer.err().unwrap_or_else(|| panic!("{name} is filled"));
                assert_eq!(refusal.status, StatusCode::INTERNAL_SERVER_ERROR, "{name}");
                assert_eq!(refusal.faults[0].code, codes::service::OUR_FAULT, "{name}");
                let log = log.0.lock().expect("nobody panics there");
                let log = String::from_utf8_lossy(&log);
                assert!(log.contains("a page cannot be filled") && log.contains(name), "{log}");
            }
        }
    }

    #[test]
    fn every_template_can_be_read() {
        let environment = environment();
        for (name, _) in TEMPLATES {
            assert!(environment.get_template(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn every_word_of_the_pages_is_there_in_both_languages() {
        assert!(PHRASES.len() > 50, "the words cannot be read");
        for (name, text) in TEMPLATES {
            for (at, _) in text.match_indices("t(\"") {
                let rest = &text[at + 3..];
                let word = rest.split('"').next().unwrap_or_default();
                // A name that ends in a dot is completed by a word that the page is given.
                let known = PHRASES
                    .keys()
                    .any(|it| it == word || word.ends_with('.') && it.starts_with(word));
                assert!(known, "{name}: {word}");
            }
        }
        for (name, phrase) in PHRASES.iter() {
            assert!(!phrase.zh.is_empty() && !phrase.en.is_empty(), "{name}");
        }
    }
}
