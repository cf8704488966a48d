//! Every page, in both languages, with everything that it can show. A page whose template uses a value that
//! it is not given is answered with 500, and fails here.

use std::collections::BTreeSet;

use briefing_desk::record::testimony::{Inspected, Property, PropertyName};
use briefing_service::store::Role;
use briefing_service::store::Store;
use briefing_support::client::{Answer, Request};
use briefing_support::office::{ISSUE, files_below, project};
use briefing_support::server::value_of;
use briefing_values::diagnostic::Diagnostic;
use briefing_worker::job::{self, Checked, Done, Leaf, Previewed, Regenerated, Verified};

use crate::service::{PASSWORD, Service, admin, answers, done, publish, refused, remarks, users};

/// The languages: as in an address, as in a page, and words that are on every page in that language.
const LANGUAGES: [(&str, &str, &str); 2] =
    [("zh", "zh-CN", "跳到正文"), ("en", "en", "Skip to the content")];

/// A page that was requested: its template, and the answer.
type Shown = (&'static str, Answer);

#[test]
fn every_page_is_whole_in_both_languages() {
    let mut seen = BTreeSet::from(["base.html".to_owned()]);
    let said = remarks();
    for (lang, name, words) in LANGUAGES {
        let shown =
            [published(lang, &said), written(lang, &said), entered(lang), managed(lang)].concat();
        for (template, answer) in shown {
            let page = answer.text();
            let whole = page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>");
            assert!(whole, "{template} in {lang}: {} {page}", answer.status);
            assert!(page.contains(&format!("<html lang=\"{name}\">")), "{template}: {page}");
            assert!(page.contains(words), "{template} in {lang}: {page}");
            seen.insert(template.to_owned());
        }
        // This template is part of others, and is also sent to the script by itself.
        assert!(preview(lang, &said).contains("<li class=\""), "{lang}");
        seen.extend(["faults.html", "keys.html", "notice.html"].map(String::from));
    }
    let all = files_below(&project("crates/service/src/web/pages"));
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), all, "a page is not asked for here");
}

/// Returns the service of an office that has published an issue, with a worker that gives these answers.
fn service(said: Vec<job::Answer>) -> Service {
    Service::fitted_out(|office, settings| {
        publish(office);
        answers(office, settings, said);
    })
}

/// Returns the pages that show what was published.
fn published(lang: &str, said: &[Diagnostic]) -> Vec<Shown> {
    let property = Property {
        name: PropertyName::Authenticity,
        sound: false,
        looked_at: vec!["1".into()],
        faults: vec!["2".into()],
        remarks: vec!["3".into()],
    };
    let [archive, time, program, head] = ["archive", "2026", "briefing", "0"].map(String::from);
    let zh = Inspected { archive, time, program, head, properties: vec![property] };
    let verified = Verified { sound: false, en: zh.clone(), zh };
    let regenerated = Regenerated { differs: Some(said.to_vec()) };
    let service = service(vec![
        done(Done::Verified(verified), Vec::new(), said),
        done(Done::Regenerated(regenerated), vec![b"%PDF-".to_vec()], &[]),
    ]);
    let get = |target: &str| service.page(target).is(200).clone();
    let verified = service.form(&format!("/issues/27/verify?lang={lang}"), &[]);
    let verified = verified.is(200).clone();
    assert!(verified.text().contains("<section aria-labelledby=\"verified\""));
    vec![
        ("issues.html", get(&format!("/?lang={lang}"))),
        ("issues.html", get(&format!("/?q=%E7%AC%AC%E4%BA%8C%E6%AE%B5&year=2026&lang={lang}"))),
        ("issue.html", get(&format!("/issues/27?lang={lang}"))),
        ("issue.html", verified),
        ("refusal.html", service.page(&format!("/nowhere?lang={lang}")).is(404).clone()),
    ]
}

/// Returns the pages that show a draft which revises what was published, in all its states.
fn written(lang: &str, said: &[Diagnostic]) -> Vec<Shown> {
    let leaf = Leaf { digest: "0".repeat(16), width: 210.0, height: 297.0 };
    let previewed = Done::Previewed(Previewed { leaves: vec![leaf], drawn: Vec::new() });
    let checked = Done::Checked(Checked { rows: None });
    let service = service(vec![
        done(previewed, Vec::new(), said),
        refused(said),
        done(checked, Vec::new(), said),
        refused(said),
    ]);
    let draft = service.form("/drafts", &[("revise", "27")]).is(303).header("location").to_owned();
    let away = service.draft();
    service.form(&format!("{away}/away"), &[("version", "1")]).is(303);
    let get = |target: String| service.page(&target).is(200).clone();
    let mut shown = vec![
        ("drafts.html", get(format!("/drafts?lang={lang}"))),
        ("editor.html", get(format!("{draft}?lang={lang}"))),
        ("editor.html", get(format!("{draft}?tab=toml&lang={lang}"))),
        ("publish.html", get(format!("{draft}/publish?lang={lang}"))),
    ];
    let sheet = "<img src=\"&#x2f;leaves&#x2f;0000000000000000.svg\"";
    assert!(shown[1].1.text().contains(sheet), "{}", shown[1].1.text());
    service.form(&draft, &[("version", "1"), ("toml", "a = \"“\"")]).is(303);
    // It can no longer be shown as a form.
    shown.push(("editor.html", get(format!("{draft}?lang={lang}"))));
    let older = [("version", "1"), ("toml", ISSUE)];
    let conflict = service.form(&format!("{draft}?lang={lang}"), &older);
    shown.push(("conflict.html", conflict.is(409).clone()));
    shown
}

/// Returns the remarks on a draft that is being written, as its page shows them.
fn preview(lang: &str, said: &[Diagnostic]) -> String {
    let service = service(vec![refused(said)]);
    let draft = service.draft();
    let target = format!("{draft}/preview?lang={lang}");
    let seen = service.form(&target, &[("version", "1"), ("toml", ISSUE)]);
    seen.is(200).json()["faults"].as_str().expect("they are words").to_owned()
}

/// Returns the pages of a login that at first has a wrong password.
fn entered(lang: &str) -> Vec<Shown> {
    let service = Service::fitted_out(|_, settings| users(settings));
    let come_in = |password: &str| {
        let words = [("name", "publisher"), ("password", password)];
        service.send(Request::form(&format!("/login?lang={lang}"), &words))
    };
    let wrong = come_in("wrong-password").is(401).clone();
    let cookie = come_in(PASSWORD).is(303).header("set-cookie").to_owned();
    let drafts = Request::get(&format!("/drafts?lang={lang}")).with("cookie", &cookie);
    let drafts = service.send(drafts).is(200).clone();
    assert!(!value_of(&drafts.text(), "form_key").is_empty());
    vec![
        ("login.html", service.page(&format!("/login?lang={lang}")).is(200).clone()),
        ("login.html", wrong),
        ("drafts.html", drafts),
    ]
}

/// Returns the pages of accounts, with all that can be on them: a key that is shown, one that has ended, what was done,
/// and what was refused.
fn managed(lang: &str) -> Vec<Shown> {
    let service = Service::fitted_out(|_, settings| {
        users(settings);
        admin(settings, "admin", Role::Reader);
        let store = Store::open(&settings.store).expect("the store opens");
        store.put_token("admin", "k1", "每周汇总", (0, 1)).expect("it is kept");
    });
    let words = [("name", "admin"), ("password", PASSWORD)];
    let cookie =
        service.send(Request::form("/login", &words)).is(303).header("set-cookie").to_owned();
    let get = |target: &str| {
        let page = Request::get(&format!("{target}lang={lang}")).with("accept", "text/html");
        service.send(page.with("cookie", &cookie)).is(200).clone()
    };
    let account = get("/account?");
    let key = value_of(&account.text(), "form_key");
    let send = |target: &str, fields: &[(&str, &str)]| {
        let fields = [&[("form_key", &*key)], fields].concat();
        let form = Request::form(&format!("{target}?lang={lang}"), &fields);
        service.send(form.with("accept", "text/html").with("cookie", &cookie))
    };
    let made = send("/users/editor/keys", &[("label", "汇总"), ("days", "9")]).is(200).clone();
    assert!(made.text().contains("<pre class=\"key\""), "{}", made.text());
    let refused = send("/users", &[("name", "editor"), ("role", "reader"), ("password", PASSWORD)]);
    assert!(refused.is(409).text().contains("role=\"alert\""), "{}", refused.text());
    vec![
        ("account.html", account),
        ("account.html", get("/account?done=password-changed&")),
        ("account.html", Service::new().page(&format!("/account?lang={lang}")).is(200).clone()),
        ("users.html", get("/users?done=user-removed&")),
        ("users.html", refused.clone()),
        ("user.html", get("/users/admin?")),
        ("user.html", get("/users/reader?done=user-changed&")),
        ("user.html", made),
    ]
}
