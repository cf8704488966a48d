//! Accounts as people manage them: their own, and as administrators those of others.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use briefing_service::auth;
use briefing_service::store::{Role, Store};
use briefing_support::client::{Answer, Request};
use briefing_support::server::value_of;

use crate::service::{PASSWORD, Service, admin, users};

/// Another password than everybody has.
const OTHER: &str = "  a password with blanks  ";
/// A moment that lies far ahead.
const LATER: i64 = 9_999_999_999;

/// Returns a service with a user of each role and an administrator, and its store.
fn service() -> (Service, Store) {
    let mut store = None;
    let service = Service::fitted_out(|_, settings| {
        users(settings);
        admin(settings, "admin", Role::Reader);
        store = Some(Store::open(&settings.store).expect("the store opens"));
    });
    (service, store.expect("it was opened"))
}

/// Somebody who is logged in.
struct Visitor<'s> {
    service: &'s Service,
    cookie: String,
    form_key: String,
}

impl<'s> Visitor<'s> {
    #[track_caller]
    fn new(service: &'s Service, name: &str, password: &str) -> Self {
        let words = [("name", name), ("password", password), ("next", "/account")];
        let answer = service.send(Request::form("/login", &words));
        let cookie = answer.is(303).header("set-cookie").to_owned();
        let mut visitor = Self { service, cookie, form_key: String::new() };
        visitor.form_key = value_of(&visitor.page("/account").is(200).text(), "form_key");
        visitor
    }

    fn page(&self, target: &str) -> Answer {
        let page = Request::get(target).with("accept", "text/html").with("accept-language", "en");
        self.service.send(page.with("cookie", &self.cookie))
    }

    fn form(&self, target: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = [&[("form_key", &*self.form_key)], fields].concat();
        let form = Request::form(target, &fields).with("accept", "text/html");
        self.service.send(form.with("accept-language", "en").with("cookie", &self.cookie))
    }

    /// Returns whether the session goes on.
    fn is_in(&self) -> bool {
        self.page("/form-key").status == 200
    }
}

/// Asks with a key.
fn ask(service: &Service, key: &str) -> Answer {
    let asked = Request::get("/v1/issues").with("authorization", &format!("Bearer {key}"));
    service.send(asked.with("accept-language", "en"))
}

/// Returns the key that a page shows.
#[track_caller]
fn shown(page: &str) -> String {
    let key = page.split("<pre class=\"key\"").nth(1).unwrap_or_else(|| panic!("no key: {page}"));
    let key = key.split('>').nth(1).and_then(|key| key.split('<').next());
    key.unwrap_or_default().to_owned()
}

#[test]
fn ones_own_password_takes_the_old_one_and_ends_the_other_sessions() {
    let (service, store) = service();
    let [here, there] = [(); 2].map(|()| Visitor::new(&service, "editor", PASSWORD));
    store.put_token("editor", "k1", "", (0, LATER)).expect("made");
    let change = |old, new, again, ends_keys: &[(&str, &str)]| {
        let fields = [&[("old", old), ("new", new), ("again", again)], ends_keys].concat();
        here.form("/account/password", &fields)
    };
    let refused = change("not the old one", OTHER, OTHER, &[]);
    assert!(refused.is(403).text().contains("service&#x2f;wrong-password"), "{}", refused.text());
    assert!(change(PASSWORD, OTHER, PASSWORD, &[]).is(400).text().contains("both times"));
    assert!(change(PASSWORD, "short", "short", &[]).is(400).text().contains("10 characters"));
    assert!(here.is_in() && there.is_in());
    let changed = change(PASSWORD, OTHER, OTHER, &[]);
    assert_eq!(changed.is(303).header("location"), "/account?done=password-changed");
    assert!(
        here.page("/account?done=password-changed").text().contains("The password was changed")
    );
    assert!(here.is_in() && !there.is_in());
    assert_eq!(store.tokens(Some("editor")).expect("read").len(), 1);
    change(OTHER, PASSWORD, PASSWORD, &[("ends_keys", "yes")]).is(303);
    assert_eq!(store.tokens(Some("editor")), Ok(Vec::new()));
    Visitor::new(&service, "editor", PASSWORD);
}

#[test]
fn wrong_old_passwords_are_failed_logins() {
    let (service, _store) = service();
    let editor = Visitor::new(&service, "editor", PASSWORD);
    let change = |old| {
        editor.form("/account/password", &[("old", old), ("new", OTHER), ("again", OTHER)]).status
    };
    for _ in 0..6 {
        assert_eq!(change("wrong-password"), 403);
    }
    assert_eq!(change(PASSWORD), 429);
    let login = [("name", "editor"), ("password", PASSWORD)];
    service.send(Request::form("/login", &login)).is(429);
    assert!(editor.is_in(), "who is in already stays in");
}

#[test]
fn a_key_is_made_shown_once_used_and_revoked() {
    let (service, store) = service();
    let reader = Visitor::new(&service, "reader", PASSWORD);
    let make = |days| reader.form("/account/keys", &[("label", "每周汇总"), ("days", days)]);
    for days in ["0", "3651", "-1", "one"] {
        make(days).is(400);
    }
    let key = shown(&make("30").is(200).text());
    let listed = || reader.page("/account").is(200).text();
    assert!(listed().contains("每周汇总") && !listed().contains(&key), "{}", listed());
    ask(&service, &key).is(200);
    // The use is noted beside the request.
    let start = Instant::now();
    let known = loop {
        let known = store.tokens(Some("reader")).expect("read").remove(0);
        if known.last_used.is_some() {
            break known;
        }
        assert!(start.elapsed() < Duration::from_mins(1), "{known:?}");
        std::thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(known.until, Some(known.made + 30 * 24 * 60 * 60));
    let id = known.id.to_string();
    let editor = Visitor::new(&service, "editor", PASSWORD);
    editor.form("/account/keys/revoke", &[("id", &id)]).is(404);
    ask(&service, &key).is(200);
    reader.form("/account/keys/revoke", &[("id", &id)]).is(303);
    ask(&service, &key).is(401);
}

#[test]
fn a_key_that_has_expired_says_so() {
    let (service, store) = service();
    let key = auth::key().expect("the system gives chance");
    store.put_token("reader", &auth::kept(&key), "", (0, 1)).expect("made");
    let refused = ask(&service, &key);
    assert_eq!(refused.is(401).header("www-authenticate"), "Bearer error=\"invalid_token\"");
    assert_eq!(refused.json()["type"], "urn:briefing:service/key-expired");
    assert!(refused.text().contains("key 1, of reader, has expired"), "{}", refused.text());
    let reader = Visitor::new(&service, "reader", PASSWORD);
    assert!(reader.page("/account").text().contains("expired"));
}

#[test]
fn a_store_that_cannot_be_written_keeps_no_key_from_reading() {
    let mut file = None;
    let service = Service::fitted_out(|_, settings| {
        users(settings);
        file = Some(settings.store.clone());
    });
    let file = file.expect("there is one");
    let key = auth::key().expect("the system gives chance");
    let store = Store::open(&file).expect("it opens");
    store.put_token("reader", &auth::kept(&key), "", (0, LATER)).expect("made");
    let other = Connection::open(&file).expect("it opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("it is locked");
    let start = Instant::now();
    for _ in 0..20 {
        ask(&service, &key).is(200);
    }
    let took = start.elapsed();
    // A write would have waited for ten seconds, twenty times.
    assert!(took < Duration::from_secs(9), "{took:?}");
    other.execute_batch("ROLLBACK").expect("it is free");
}

#[test]
fn accounts_are_for_people_and_those_of_others_for_administrators() {
    let (service, store) = service();
    for role in ["reader", "editor", "publisher"] {
        let visitor = Visitor::new(&service, role, PASSWORD);
        for target in ["/users", "/users/reader"] {
            assert!(visitor.page(target).is(403).text().contains("service&#x2f;not-admin"));
        }
        visitor.form("/users/reader", &[("role", "publisher"), ("admin", "yes")]).is(403);
        assert!(!visitor.page("/account").text().contains("href=\"/users\""));
    }
    // Not even an administrator's, since a key lies about in files.
    let key = auth::key().expect("the system gives chance");
    store.put_token("admin", &auth::kept(&key), "", (0, LATER)).expect("made");
    for target in ["/account", "/users"] {
        let asked = Request::get(target).with("authorization", &format!("Bearer {key}"));
        assert_eq!(service.send(asked).is(403).json()["type"], "urn:briefing:service/people-only");
    }
    let admin = Visitor::new(&service, "admin", PASSWORD);
    assert!(admin.page("/account").text().contains("href=\"/users\""));
    // A form of another site does nothing.
    let forged = Request::form("/users/reader/remove", &[("form_key", "00"), ("sure", "yes")]);
    service.send(forged.with("cookie", &admin.cookie)).is(403);
}

#[test]
fn an_administrator_adds_changes_and_removes_users() {
    let (service, store) = service();
    let admin = Visitor::new(&service, "admin", PASSWORD);
    let add = |name, password| {
        admin.form("/users", &[("name", name), ("password", password), ("role", "reader")])
    };
    assert_eq!(add("韦建明", OTHER).is(303).header("location"), "/users?done=user-added");
    assert!(add("韦建明", OTHER).is(409).text().contains("service&#x2f;user-exists"));
    assert!(add("wеi", OTHER).is(400).text().contains("service&#x2f;user-name"), "a look-alike");
    add("黄", "short").is(400);
    let page = "/users/%E9%9F%A6%E5%BB%BA%E6%98%8E";
    assert!(admin.page("/users").text().contains(&format!("href=\"{page}\"")));
    let changed = admin.form(page, &[("role", "editor")]);
    assert_eq!(changed.is(303).header("location"), format!("{page}?done=user-changed"));
    let wei = Visitor::new(&service, "韦建明", OTHER);
    wei.page("/drafts").is(200);
    // A key for a program of the user, made and revoked.
    let fields = [("label", "汇总"), ("days", "9")];
    let key = shown(&admin.form(&format!("{page}/keys"), &fields).is(200).text());
    ask(&service, &key).is(200);
    assert!(admin.page(page).text().contains("汇总"));
    // A right that goes takes the keys along, if asked.
    admin.form(page, &[("role", "reader"), ("ends_keys", "yes")]).is(303);
    wei.page("/drafts").is(403);
    ask(&service, &key).is(401);
    let reset = [("password", PASSWORD)];
    admin.form(&format!("{page}/password"), &reset).is(303);
    assert!(!wei.is_in());
    let wei = Visitor::new(&service, "韦建明", PASSWORD);
    let key = shown(&wei.form("/account/keys", &fields).is(200).text());
    // Whoever is removed is out at once, with all keys.
    admin.form(&format!("{page}/remove"), &[]).is(400);
    admin.form(&format!("{page}/remove"), &[("sure", "yes")]).is(303);
    assert!(!wei.is_in());
    ask(&service, &key).is(401);
    assert!(store.user("韦建明").expect("read").is_none());
    admin.page(page).is(404);
}

#[test]
fn nobody_removes_themselves_and_somebody_can_always_manage_accounts() {
    let (service, store) = service();
    let admin = Visitor::new(&service, "admin", PASSWORD);
    let own = "service&#x2f;own-account";
    let remove = |name| admin.form(&format!("/users/{name}/remove"), &[("sure", "yes")]);
    assert!(remove("admin").is(409).text().contains(own));
    // Nor is one's own password changed without the old one.
    let password = admin.form("/users/admin/password", &[("password", OTHER)]);
    assert!(password.is(409).text().contains(own));
    let last = admin.form("/users/admin", &[("role", "publisher")]);
    assert!(last.is(409).text().contains("service&#x2f;last-admin"));
    assert!(store.user("admin").expect("read").is_some_and(|(user, _)| user.admin));
    admin.form("/users/editor", &[("role", "editor"), ("admin", "yes")]).is(303);
    let editor = Visitor::new(&service, "editor", PASSWORD);
    editor.form("/users/admin/remove", &[("sure", "yes")]).is(303);
    assert!(!admin.is_in());
    remove("editor").is(401);
}

#[test]
fn while_nobody_has_an_account_the_page_says_how_to_begin() {
    let service = Service::new();
    let page = service.page("/account?lang=en");
    let words = page.is(200).text();
    // Whoever reads it need not know a command line.
    assert!(words.contains("第一个账号") || words.contains("the first account"), "{words}");
    assert!(!words.contains("briefing user"), "{words}");
    assert!(!page.text().contains("type=\"password\""));
    service.form("/account/keys", &[("label", "a"), ("days", "1")]).is(400);
    let words = [("old", PASSWORD), ("new", OTHER), ("again", OTHER)];
    service.form("/account/password", &words).is(403);
    service.page("/users").is(403);
}
