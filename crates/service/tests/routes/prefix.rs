//! The service below a path: no link leads out of it, and nothing else is there.

use std::collections::BTreeSet;

use briefing_service::store::Role;
use briefing_support::client::{Answer, Request};
use briefing_support::server::value_of;
use briefing_worker::job::{Done, Leaf, Previewed};

use crate::service::{PASSWORD, Service, admin, answers, done, publish, remarks, users};

const PREFIX: &str = "/oa/briefing";

/// A service below the prefix, and whoever publishes there.
struct Below {
    service: Service,
    cookie: String,
}

impl Below {
    fn new() -> Self {
        let leaf = || Leaf { digest: "0".repeat(16), width: 210.0, height: 297.0 };
        let seen = || Done::Previewed(Previewed { leaves: vec![leaf()], drawn: Vec::new() });
        let service = Service::fitted_out(|office, settings| {
            publish(office);
            users(settings);
            admin(settings, "publisher", Role::Publisher);
            let all = (0..20).map(|_| done(seen(), Vec::new(), &remarks())).collect();
            answers(office, settings, all);
            let origin = format!("https://oa.example{PREFIX}/");
            settings.origin = Some(origin.parse().expect("an origin"));
        });
        let fields = [("name", "publisher"), ("password", PASSWORD), ("next", "/drafts")];
        let entered = service.send(Request::form(&format!("{PREFIX}/login"), &fields));
        assert_eq!(entered.is(303).header("location"), format!("{PREFIX}/drafts"));
        let cookie = entered.header("set-cookie").to_owned();
        assert!(cookie.contains(&format!("; Path={PREFIX};")), "{cookie}");
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Self { service, cookie }
    }

    fn page(&self, target: &str) -> Answer {
        let request = Request::get(target).with("accept", "text/html");
        self.service.send(request.with("cookie", &self.cookie))
    }

    fn form(&self, target: &str, fields: &[(&str, &str)]) -> Answer {
        let key = value_of(&self.page(&format!("{PREFIX}/drafts")).text(), "form_key");
        let fields = [&[("form_key", &*key)], fields].concat();
        let request = Request::form(&format!("{PREFIX}{target}"), &fields);
        self.service.send(request.with("accept", "text/html").with("cookie", &self.cookie))
    }
}

/// Lists the addresses that a page names, in links, forms, pictures and for scripts.
fn addresses(page: &str) -> Vec<(&'static str, String)> {
    let kinds = ["href", "action", "src", "data-preview", "data-form-key"];
    let of = |kind: &'static str| {
        let mark = format!(" {kind}=\"");
        let values: Vec<_> =
            page.split(&mark).skip(1).filter_map(|it| it.split('"').next()).collect();
        let plain = |value: &&str| value.replace("&#x2f;", "/").replace("&amp;", "&");
        values.iter().map(plain).map(|it| (kind, it)).collect::<Vec<_>>()
    };
    kinds.into_iter().flat_map(of).collect()
}

#[test]
fn no_link_of_any_page_leaves_the_prefix() {
    let below = Below::new();
    let draft = below.form("/drafts", &[("revise", "27")]).is(303).header("location").to_owned();
    assert!(draft.starts_with(&format!("{PREFIX}/drafts/")), "{draft}");
    let away = below.form("/drafts", &[]).is(303).header("location").to_owned();
    let away = away.strip_prefix(PREFIX).expect("it is below");
    below.form(&format!("{away}/away"), &[("version", "1")]).is(303);
    let home = format!("{PREFIX}/");
    let mut waiting = vec![home.clone(), format!("{home}nowhere"), format!("{home}?q=%E6%AE%B5")];
    waiting.push(format!("{draft}/publish"));
    let mut seen = BTreeSet::new();
    while let Some(address) = waiting.pop() {
        let address = address.split('#').next().unwrap_or_default().to_owned();
        if address.is_empty() || !seen.insert(address.clone()) || address.contains("lang=") {
            continue;
        }
        let answer = below.page(&address);
        assert!(answer.status != 404 || address.ends_with("/nowhere"), "{address}");
        let there = answer.header("location");
        assert!(there.is_empty() || there.starts_with(&home), "{address}: {there}");
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        for (kind, named) in addresses(&answer.text()) {
            let inside = named.starts_with(&home) || named.starts_with('#');
            assert!(inside, "{address}: {kind}={named}");
            if matches!(kind, "href" | "src") && !named.contains("/leaves/") {
                waiting.push(named);
            }
        }
    }
    for part in ["static/editor.js", "drafts", "issues/27", "account", "users/reader"] {
        assert!(seen.contains(&format!("{home}{part}")), "{part}: {seen:?}");
    }
    assert!(seen.contains(&draft), "{seen:?}");
}

#[test]
fn scripts_and_programs_are_told_the_prefix() {
    let below = Below::new();
    let draft = below.form("/drafts", &[("revise", "27")]).is(303).header("location").to_owned();
    let target = draft.strip_prefix(PREFIX).expect("it is below");
    let seen = below.form(&format!("{target}/preview"), &[("version", "1"), ("toml", "")]);
    let page = &seen.is(200).json()["pages"][0]["src"];
    assert_eq!(*page, format!("{PREFIX}/leaves/0000000000000000.svg"));
    let docs = below.page(&format!("{PREFIX}/docs"));
    assert_eq!(docs.is(303).header("location"), format!("{PREFIX}/docs/"));
    let docs = below.page(&format!("{PREFIX}/docs/swagger-initializer.js")).text();
    assert!(docs.contains("\"../openapi.json\""), "{docs}");
    let described = below.page(&format!("{PREFIX}/openapi.json")).is(200).json();
    assert_eq!(described["servers"][0]["url"], PREFIX);
    // The language that was chosen is kept where the session is.
    let chosen = below.page(&format!("{PREFIX}/?lang=en"));
    assert!(chosen.header("set-cookie").contains(&format!("; Path={PREFIX};")));
}

#[test]
fn a_stranger_is_sent_to_the_login_and_back() {
    let below = Below::new();
    let target = format!("{PREFIX}/drafts?a=1");
    let sent = below.service.page(&target);
    let login = sent.is(303).header("location").to_owned();
    assert_eq!(login, format!("{PREFIX}/login?next=%2Fdrafts%3Fa%3D1"));
    let next = value_of(&below.service.page(&login).text(), "next").replace("&#x2f;", "/");
    let fields = [("name", "editor"), ("password", PASSWORD), ("next", &*next)];
    let entered = below.service.send(Request::form(&format!("{PREFIX}/login"), &fields));
    assert_eq!(entered.is(303).header("location"), target);
    let gone = below.form("/logout", &[]);
    assert_eq!(gone.is(303).header("location"), format!("{PREFIX}/login"));
    assert!(gone.header("set-cookie").contains(&format!("; Path={PREFIX};")));
}

#[test]
fn beside_the_prefix_there_is_only_what_monitoring_asks_for() {
    let below = Below::new();
    for path in ["/health", "/ready", "/metrics"] {
        for target in [path.to_owned(), format!("{PREFIX}{path}")] {
            assert_ne!(below.page(&target).status, 404, "{target}");
        }
    }
    for path in ["/", "/drafts", "/version", "/static/style.css", "/oa", "/oa/briefings"] {
        let refused = below.page(path);
        let words = refused.is(404).text().replace("&#x2f;", "/");
        assert!(words.contains(&format!("href=\"{PREFIX}/\"")), "{path}: {words}");
    }
}
