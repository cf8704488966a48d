//! Every way out of the service, with who may take it: what an editor notes for the office stays in the office.

use std::collections::BTreeSet;

use briefing_service::auth;
use briefing_service::store::{Edit, Role, Store};
use briefing_support::client::Request;
use briefing_support::office::{ISSUE, Office, project};

use crate::service::{Service, publish_text, users};

/// What nobody but an editor may read.
const SECRETS: [&str; 2] = ["只给编辑看的备注", "只给办公室看的话"];

/// Who may take a way out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Anybody,
    Reader,
    Editor,
    Publisher,
    /// Somebody at a screen, and nobody with a key, whatever the role.
    Person,
}

use Who::{Anybody, Editor, Person, Publisher, Reader};

/// The ways out: the method, the route as the program declares it, and who may take it at least.
const WAYS: [(&str, &str, Who); 57] = [
    ("GET", "/", Reader),
    ("GET", "/account", Person),
    ("GET", "/docs", Anybody),
    ("GET", "/drafts", Editor),
    ("GET", "/drafts/{id}", Editor),
    ("GET", "/drafts/{id}/pdf", Editor),
    ("GET", "/drafts/{id}/publish", Publisher),
    ("GET", "/drafts/{id}/toml", Editor),
    ("GET", "/form-key", Reader),
    ("GET", "/health", Anybody),
    ("GET", "/issues/{id}", Reader),
    ("GET", "/leaves/{name}", Editor),
    ("GET", "/login", Anybody),
    ("GET", "/metrics", Reader),
    ("GET", "/openapi.json", Anybody),
    ("GET", "/ready", Anybody),
    ("GET", "/static/{name}", Anybody),
    ("GET", "/users", Person),
    ("GET", "/users/{name}", Person),
    ("GET", "/v1/fonts", Reader),
    ("GET", "/v1/issues", Reader),
    ("GET", "/v1/issues/{id}", Reader),
    ("GET", "/v1/issues/{id}/lock", Editor),
    ("GET", "/v1/issues/{id}/pages/{n}/png", Reader),
    ("GET", "/v1/issues/{id}/pdf", Reader),
    ("GET", "/v1/issues/{id}/source", Editor),
    ("GET", "/v1/issues/{id}/toml", Reader),
    ("GET", "/v1/jobs/{job}", Reader),
    ("GET", "/v1/schema/issue.json", Reader),
    ("GET", "/v1/templates", Reader),
    ("GET", "/version", Anybody),
    ("POST", "/account/keys", Person),
    ("POST", "/account/keys/revoke", Person),
    ("POST", "/account/password", Person),
    ("POST", "/drafts", Editor),
    ("POST", "/drafts/upload", Editor),
    ("POST", "/drafts/{id}", Editor),
    ("POST", "/drafts/{id}/away", Editor),
    ("POST", "/drafts/{id}/back", Editor),
    ("POST", "/drafts/{id}/pictures", Editor),
    ("POST", "/drafts/{id}/pictures/remove", Editor),
    ("POST", "/drafts/{id}/preview", Editor),
    ("POST", "/drafts/{id}/publish", Publisher),
    ("POST", "/drafts/{id}/restore", Editor),
    ("POST", "/issues/{id}/verify", Reader),
    ("POST", "/users", Person),
    ("POST", "/users/{name}", Person),
    ("POST", "/users/{name}/keys", Person),
    ("POST", "/users/{name}/keys/revoke", Person),
    ("POST", "/users/{name}/password", Person),
    ("POST", "/users/{name}/remove", Person),
    ("POST", "/v1/check", Reader),
    ("POST", "/v1/issues/{id}/regenerate", Reader),
    ("POST", "/v1/issues/{id}/verify", Reader),
    ("POST", "/v1/render", Reader),
    ("POST", "/v1/verify", Editor),
    ("PUT", "/v1/issues/{id}", Publisher),
];

/// Returns a service with a published issue and a draft that hold secrets, and a key of each role.
fn service() -> (Service, [(Who, String); 3]) {
    let text = format!("# {}\n{ISSUE}\n[private]\nnote = \"{}\"\n", SECRETS[0], SECRETS[1]);
    let mut keys = Vec::new();
    let service = Service::fitted_out(|office: &Office, settings| {
        publish_text(office, &text);
        users(settings);
        let store = Store::open(&settings.store).expect("the store opens");
        store.begin_draft("27.toml", Edit { text: &text, by: "editor", time: 0 }).expect("a draft");
        for role in Role::ALL {
            let key = auth::key().expect("the system gives chance");
            store.put_token(role.name(), &auth::kept(&key), "", (0, i64::MAX)).expect("it is kept");
            keys.push(key);
        }
    });
    let keys = [Reader, Editor, Publisher].into_iter().zip(keys).collect::<Vec<_>>();
    (service, keys.try_into().ok().expect("three roles"))
}

/// Returns a request for something that is there.
fn request(method: &str, route: &str) -> Request {
    let draft = route.starts_with("/drafts/");
    let target = route
        .replace("{id}", if draft { "1" } else { "27" })
        .replace("{n}", "1")
        .replace("{job}", "1")
        .replace("{name}", "style.css");
    Request::new(method, &target).with("content-type", "application/x-www-form-urlencoded")
}

#[test]
fn each_way_out_is_for_those_who_may_take_it() {
    let (service, keys) = service();
    let mut wrong = Vec::new();
    for (method, route, who) in WAYS {
        let stranger = service.send(request(method, route)).status;
        if (stranger == 401) == (who == Anybody) {
            wrong.push(format!("{method} {route}: a stranger gets {stranger}"));
        }
        for (role, key) in &keys {
            let asked = request(method, route).with("authorization", &format!("Bearer {key}"));
            let answer = service.send(asked);
            // A form needs a key of its own, too, so of those it shows only who is kept away.
            let is_form = method == "POST" && !route.starts_with("/v1/");
            let refused = if is_form { *role < who } else { answer.status == 403 };
            if refused != (*role < who) || (refused && answer.status != 403) {
                wrong.push(format!("{method} {route}: {} for a {}", answer.status, name(*role)));
            }
            let told = SECRETS.iter().any(|secret| answer.text().contains(secret));
            if told && *role < Editor {
                wrong.push(format!("{method} {route} tells a {} a secret", name(*role)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The secrets are there: who may read them, does.
    let source = Request::get("/v1/issues/27/source");
    let source = service.send(source.with("authorization", &format!("Bearer {}", keys[1].1)));
    assert!(SECRETS.iter().all(|secret| source.is(200).text().contains(secret)));
}

fn name(who: Who) -> &'static str {
    match who {
        Anybody => "stranger",
        Reader => "reader",
        Editor => "editor",
        Publisher => "publisher",
        Person => "person",
    }
}

#[test]
fn no_way_out_is_left_out() {
    let known: BTreeSet<_> =
        WAYS.iter().map(|(method, route, _)| format!("{method} {route}")).collect();
    let mut there: BTreeSet<String> = ["GET /docs", "GET /openapi.json"].map(Into::into).into();
    let described = serde_json::to_value(briefing_service::openapi()).expect("it is JSON");
    for (route, methods) in described["paths"].as_object().expect("there are routes") {
        let methods = methods.as_object().into_iter().flatten();
        there.extend(methods.map(|(method, _)| format!("{} {route}", method.to_uppercase())));
    }
    // The pages have no description; their routes stand in one place.
    let pages = std::fs::read_to_string(project("crates/service/src/web/mod.rs")).expect("a file");
    for line in pages.lines().filter_map(|line| line.trim().strip_prefix(".route(\"")) {
        let (route, handlers) = line.split_once('"').expect("a route is a literal");
        for (word, method) in [("get(", "GET"), ("post(", "POST")] {
            there.extend(handlers.contains(word).then(|| format!("{method} {route}")));
        }
    }
    // Who leaves gets nothing, and who comes is known by then.
    there.retain(|way| way != "POST /login" && way != "POST /logout");
    assert_eq!(known, there, "each way out is listed with who may take it");
}
