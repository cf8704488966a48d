//! The pages in a real browser: the whole way from one issue to the next, and what would stand in the way
//! of people who cannot see them or use no mouse.

use serde_json::Value;

use briefing_support::browser::Browser;
use briefing_support::client::Request;
use briefing_support::office::{ISSUE, Office};
use briefing_support::server::Server;

/// The rules of WCAG 2.2, levels A and AA, and what the makers of axe-core consider good practice.
const AXE: &str = "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(found => done(found.violations.map(it => it.id + ': ' + it.nodes.map(one => one.html + ' ' + one.failureSummary).join('; '))),
          error => done([String(error)]));";

/// Asserts that nothing on the page stands in anybody's way, and that it is not wider than the window.
#[track_caller]
fn has_no_barriers(browser: &Browser, name: &str) {
    browser.run("for (const it of document.querySelectorAll('details')) it.open = true");
    for width in [320, 768, 1280] {
        browser.resize(width, 900);
        let wide = browser.run("return document.documentElement.scrollWidth");
        let fits = wide.as_u64().is_some_and(|wide| wide <= width.into());
        assert!(fits, "{name} at {width}: {wide} wide");
        browser.picture(&format!("{name}-{width}"));
        browser.run(include_str!("axe/axe.min.js"));
        let found = browser.run_until_done(AXE);
        assert_eq!(found, Value::Array(Vec::new()), "{name} at {width}");
    }
}

#[test]
fn an_editor_makes_the_next_issue_and_finds_it_again() {
    let Some(browser) = Browser::open() else { return };
    let server = Server::with_176();
    browser.resize(1280, 900);
    browser.go(&format!("http://127.0.0.1:{}/drafts?lang=en", server.port));
    browser.click("form input[name=from] ~ button");
    browser.wait(
        "return location.pathname.match(/^.drafts.[0-9]+$/) && document.title.includes('177')",
    );
    let draft = browser.address();

    // The empty article is filled in; its pages appear by themselves, and faults appear at their fields.
    browser.write("[id='article.0.title']", "平果县“小车间”帮“大忙”");
    browser.write("[id='article.0.byline']", "平果县扶贫开发办公室");
    browser
        .write("[id='article.0.body']", "平果县建成扶贫车间32个。\n\n车间在家门口，贫困户进得来。");
    browser.wait("return document.querySelector('#sheets').dataset.shown && document.querySelectorAll('#sheets img').length === 2");
    let before = browser.run("return document.querySelector('#sheets img').src");
    browser.type_into("[id='article.0.body']", "\n\n又一段。");
    browser.wait(&format!("return document.querySelector('#sheets img').src !== {before}"));

    // A keyboard slip is reported at the field, and the last good pages stay.
    browser.write("[id='masthead.number']", "１５");
    let mark = "[id='marks:masthead.number'] .error";
    browser.wait(&format!("return document.querySelector(\"{mark}\")"));
    assert_eq!(browser.run("return document.querySelectorAll('#sheets.old img').length"), 2);
    has_no_barriers(&browser, "editor-with-a-fault");
    browser.resize(1280, 900);
    browser.write("[id='masthead.number']", "15");
    browser.wait(&format!(
        "return !document.querySelector(\"{mark}\") && !document.querySelector('#sheets.old')"
    ));

    // It is saved by itself, is still there after a reload, and is the same as TOML.
    browser.wait("return document.querySelector('#state').textContent === 'Saved'");
    browser.go(&draft);
    assert_eq!(browser.run("return document.getElementById('masthead.number').value"), "15");
    browser.click("button[value=tab-toml]");
    let toml = browser.wait("return document.querySelector('#toml')?.value");
    assert!(toml.as_str().is_some_and(|it| it.contains("又一段。")), "{toml}");
    has_no_barriers(&browser, "editor-toml");
    browser.resize(1280, 900);

    browser.click("button[value=publish]");
    browser.click("#sure");
    has_no_barriers(&browser, "publish");
    browser.resize(1280, 900);
    browser.click("main form button");
    browser.wait("return location.pathname === '/issues/177'");
    browser.wait("const image = document.querySelector('#page-1 img'); return image.complete && image.naturalWidth > 700");

    // It is found by a word of its text, and its bytes are those that regenerate makes.
    browser.go(&format!("http://127.0.0.1:{}/", server.port));
    browser.write("#q", "家门口");
    browser.click("form[role=search] button");
    browser.wait("return document.querySelector('a[href=\"/issues/177\"]') && document.querySelector('mark')");
    browser.click("a[href=\"/issues/177\"]");
    let pdf = browser.wait("return document.querySelector('a.button').getAttribute('href')");
    let bytes = server.get(pdf.as_str().expect("an address")).is(200).body.clone();
    server.office.run(&["regenerate", "177", "-o", "again.pdf"]).code(0);
    assert!(bytes == server.office.read("again.pdf"));
}

#[test]
fn no_page_stands_in_anybodys_way() {
    let Some(browser) = Browser::open() else { return };
    let server = Server::with_176();
    let key = server.form_key();
    let begun = Request::form("/drafts", &[("form_key", &key), ("revise", "176")]);
    let draft = server.send(begun).is(303).header("location").to_owned();
    // One that was put away is listed, too.
    let other = server.send(Request::form("/drafts", &[("form_key", &key)]));
    let other = other.is(303).header("location").to_owned();
    server
        .send(Request::form(&format!("{other}/away"), &[("form_key", &key), ("version", "1")]))
        .is(303);
    for (name, target) in [
        ("issues", "/?lang=zh".to_owned()),
        ("search", "/?q=%E8%BD%A6%E9%97%B4&lang=en".to_owned()),
        ("issue", "/issues/176?lang=en".to_owned()),
        ("drafts", "/drafts?lang=zh".to_owned()),
        ("editor", format!("{draft}?lang=zh")),
        ("revise", format!("{draft}/publish?lang=zh")),
        ("login", "/login?lang=en".to_owned()),
        ("account-without", "/account?lang=zh".to_owned()),
        ("nowhere", "/nowhere".to_owned()),
    ] {
        browser.go(&format!("http://127.0.0.1:{}{target}", server.port));
        has_no_barriers(&browser, name);
    }
}

#[test]
fn no_page_of_accounts_stands_in_anybodys_way() {
    let Some(browser) = Browser::open() else { return };
    let password = "小车间大扶贫小车间大扶贫";
    let office = Office::new().file("briefing.toml", "").file("password", password);
    for name in ["韦建明", "robot"] {
        let words = ["user", "add", name, "--role", "publisher", "--password-file", "password"];
        office.run(&[&words[..], &["--admin"]].concat()).code(0);
    }
    let server = Server::with(office, &[]);
    let go = |target: &str| browser.go(&format!("http://127.0.0.1:{}{target}", server.port));
    browser.resize(1280, 900);
    go("/login?next=/account&lang=zh");
    browser.write("#name", "韦建明");
    browser.write("#password", password);
    browser.click("main form button");
    browser.wait("return location.pathname === '/account'");
    // A key is made, and shown this once.
    browser.write("#label", "每周汇总");
    browser.click("form[action$=keys] button");
    browser.wait("return document.querySelector('.key')?.textContent.length === 64");
    has_no_barriers(&browser, "account-key");
    go("/account?lang=en");
    has_no_barriers(&browser, "account");
    go("/users?lang=zh");
    has_no_barriers(&browser, "users");
    go("/users/robot?done=user-changed&lang=en");
    has_no_barriers(&browser, "user");
    go("/users/%E9%9F%A6%E5%BB%BA%E6%98%8E?lang=zh");
    has_no_barriers(&browser, "user-own");
    // What is refused is said at the head of the page.
    go("/users?lang=zh");
    browser.write("#name", "robot");
    browser.write("#password", password);
    browser.click("main form button");
    browser.wait("return document.querySelector('[role=alert]')");
    has_no_barriers(&browser, "users-refused");
}

#[test]
fn two_who_edit_are_told_of_each_other() {
    let Some(browser) = Browser::open() else { return };
    let server = Server::start();
    let key = server.form_key();
    let draft = server
        .send(Request::form("/drafts", &[("form_key", &key)]))
        .is(303)
        .header("location")
        .to_owned();
    browser.resize(1280, 900);
    browser.go(&format!("http://127.0.0.1:{}{draft}?tab=toml&lang=en", server.port));
    let other = [("form_key", key.as_str()), ("version", "1"), ("tab", "toml"), ("toml", ISSUE)];
    server.send(Request::form(&draft, &other)).is(303);
    browser.type_into("#toml", "# mine\n");
    browser.wait("return document.querySelector('#state').textContent.startsWith('somebody else')");
    browser.click("button[value=save]");
    browser.wait("return document.querySelector('#mine')");
    has_no_barriers(&browser, "conflict");
    assert!(server.get(&format!("{draft}/toml")).text() == ISSUE);
}

#[test]
fn the_preview_follows_the_keys() {
    let Some(browser) = Browser::open() else { return };
    let server = Server::with_176();
    let key = server.form_key();
    let begun = Request::form("/drafts", &[("form_key", &key), ("revise", "176")]);
    let draft = server.send(begun).is(303).header("location").to_owned();
    browser.resize(1280, 900);
    browser.go(&format!("http://127.0.0.1:{}{draft}", server.port));
    browser.wait("return document.querySelectorAll('#sheets img').length === 8");
    // How long it takes is measured by `cargo bench --bench service`; here it only has to appear.
    let shown = browser.run_until_done(include_str!("preview.js"));
    assert!(shown.as_f64().is_some(), "{shown}");
}
