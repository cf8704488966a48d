//! Those whom a proxy signs on, and those who pretend to be.

use briefing_support::client::{Answer, Request};
use briefing_support::office::Office;
use briefing_support::server::{Server, value_of};
use serde_json::json;

use crate::apache::{Apache, PROXY};
use crate::house::{PASSWORD, add_user, key, office};

const USER: &str = "X-Briefing-User";
const GROUPS: &str = "X-Briefing-Groups";

/// Starts a service in an office where nobody has an account, with sign-on by a proxy.
fn server(proxy: &str) -> Server {
    let settings = format!(
        "trusted_proxies = ['{proxy}']\n[sign_on]\nuser_header = '{USER}'\n\
         role_header = '{GROUPS}'\n[sign_on.roles]\n'编辑组' = 'editor'\n'签发组' = 'publisher'\n"
    );
    let office = Office::new().file("briefing.toml", "").file("serve.toml", settings);
    Server::with(office, &[])
}

/// Asks for the drafts, as a program that says these headers of whoever sits before it.
fn drafts(server: &Server, headers: &[(&str, &str)]) -> Answer {
    let begun = Request::get("/drafts").with("accept", "application/json");
    server.send(headers.iter().fold(begun, |request, (name, value)| request.with(name, value)))
}

/// Returns the code of a refusal.
fn code(answer: &Answer) -> String {
    answer.json()["type"].as_str().unwrap_or_default().replace("urn:briefing:service/", "")
}

#[test]
fn a_stranger_who_sends_the_headers_of_the_proxy_is_nobody() {
    let server = server(PROXY);
    for headers in [&[(USER, "韦建明"), (GROUPS, "签发组")][..], &[(USER, "韦建明")], &[]]
    {
        assert_eq!(code(drafts(&server, headers).is(401)), "not-signed-in");
    }
    for _ in 0..50 {
        drafts(&server, &[(USER, "韦建明"), (GROUPS, "签发组")]).is(401);
    }
    server.has_said("from no trusted proxy were ignored");
    // Told once, and not for each of them; never with the name that was claimed.
    assert_eq!(server.said().matches("from no trusted proxy").count(), 1);
    assert!(!server.said().contains("韦建明"), "{}", server.said());
}

#[test]
fn whom_the_proxy_names_unclearly_is_nobody() {
    let server = server("127.0.0.1");
    drafts(&server, &[(USER, "韦建明"), (GROUPS, "食堂,编辑组")]).is(200);
    let group = (GROUPS, "签发组");
    for (headers, told) in [
        (&[(USER, "韦建明"), (USER, "admin"), group][..], "sign-on-twice"),
        (&[(USER, "韦建明,admin"), group], "sign-on-name"),
        (&[(USER, "wеi"), group], "sign-on-name"),
        (&[(USER, "ａｄｍｉｎ"), group], "sign-on-name"),
        (&[(USER, "韦建明"), (GROUPS, "食堂")], "sign-on-role"),
        (&[(USER, "韦建明"), ("X_Briefing_Groups", "签发组")], "sign-on-role"),
    ] {
        assert_eq!(code(drafts(&server, headers).is(403)), told, "{headers:?}");
    }
    for headers in [&[("X_Briefing_User", "韦建明"), group][..], &[(USER, ""), group], &[group]]
    {
        assert_eq!(code(drafts(&server, headers).is(401)), "not-signed-in", "{headers:?}");
    }
    // The page that says so is one, with its style.
    let request = Request::get("/drafts").with("accept", "text/html").with(USER, "韦建明");
    let page = server.send(request.with("accept-language", "zh")).is(403).text();
    assert!(page.contains("韦建明 已经登录，但在本服务里没有角色"), "{page}");
    server.send(Request::get("/static/style.css").with(USER, "韦建明")).is(200);
}

#[test]
fn a_house_of_sign_on_is_never_open_even_without_it() {
    let server = server("127.0.0.1");
    server.get("/drafts").is(401);
    server.send(Request::new("PUT", "/v1/issues/27").body("x")).is(401);
    let (office, _) = server.end();
    std::fs::remove_file(office.path("serve.toml")).expect("it is there");
    let refused = office.run(&["serve", "--bind", "127.0.0.1:0"]);
    assert!(refused.code(3).words().contains("users-lost"), "{}", refused.words());
}

#[test]
fn an_account_of_the_same_name_is_no_way_to_its_rights() {
    let server = server("127.0.0.1");
    // The account may publish; the proxy says of whoever has the same name that they may write.
    server.office.write("password", PASSWORD);
    add_user(&server.office, "韦建明", "publisher");
    let signed_on =
        |request: Request| server.send(request.with(USER, "韦建明").with(GROUPS, "编辑组"));
    let form_key = value_of(&signed_on(Request::get("/drafts")).is(200).text(), "form_key");
    let account = signed_on(Request::get("/account")).is(200).text();
    assert!(!account.contains("/account/keys") && !account.contains("/account/password"));
    for (target, fields) in [
        ("/account/keys", &[("label", "x"), ("days", "9")][..]),
        ("/account/keys/revoke", &[("id", "1")]),
        ("/account/password", &[("old", PASSWORD), ("new", PASSWORD), ("again", PASSWORD)]),
    ] {
        let fields = [&[("form_key", &*form_key)], fields].concat();
        let refused = signed_on(Request::form(target, &fields).with("accept", "application/json"));
        assert_eq!(code(refused.is(403)), "account-elsewhere", "{target}");
    }
    let keys = server.office.run(&["user", "keys", "韦建明"]);
    assert_eq!(String::from_utf8_lossy(keys.code(0).bytes()).lines().count(), 1, "only the head");
}

#[test]
fn another_site_does_nothing_in_the_name_of_somebody_who_is_signed_on() {
    let server = server("127.0.0.1");
    let page = |name: &str| {
        let page = drafts(&server, &[(USER, name), (GROUPS, "编辑组")]);
        value_of(&page.is(200).text(), "form_key")
    };
    let (own, other) = (page("韦建明"), page("黄丽"));
    let sent = |form_key: &str, origin: &str| {
        let form = Request::form("/drafts", &[("form_key", form_key)]);
        let form = form.with(USER, "韦建明").with(GROUPS, "编辑组");
        server.send(if origin.is_empty() { form } else { form.with("origin", origin) }).status
    };
    let home = format!("http://127.0.0.1:{}", server.port);
    assert_eq!(sent(&own, &home), 303);
    assert_eq!(sent(&own, "https://evil.example"), 403);
    for forged in ["", "00", &other] {
        assert_eq!(sent(forged, ""), 403, "{forged}");
        assert_eq!(sent(forged, &home), 403, "{forged}");
    }
}

/// The claims of those whom the provider knows.
fn people() -> [serde_json::Value; 2] {
    [
        json!({ "sub": "wei", "preferred_username": "韦建明", "groups": ["食堂", "简报编辑"] }),
        json!({ "sub": "huang", "preferred_username": "黄丽", "groups": ["食堂"] }),
    ]
}

#[test]
fn behind_apache_everybody_works_under_the_name_that_the_provider_knows() {
    let office = Office::new().file("briefing.toml", "");
    let Some(apache) = Apache::before(office, &people()) else { return };
    let (mut wei, page) = apache.signed_on("wei");
    let page = page.is(200).text();
    assert!(page.contains(" 韦建明</a>"), "{page}");
    let key = value_of(&page, "form_key");
    let home = |request: Request| request.with("origin", &apache.address);
    let draft = wei.send(apache.port, home(Request::form("/drafts", &[("form_key", &key)])));
    let draft = draft.is(303).header("location").to_owned();
    let fields = [("form_key", &*key), ("version", "1"), ("tab", "toml"), ("toml", "# 二校\n")];
    wei.send(apache.port, home(Request::form(&draft, &fields))).is(303);
    let (_, saves) = wei.follow(&apache.page(&draft), Request::get("/"));
    assert_eq!(saves.is(200).text().matches("</a> 韦建明").count(), 2, "{}", saves.text());
    assert!(apache.server.said().contains("\"user\":\"韦建明\""));
    // The group is that of the editors.
    wei.send(apache.port, Request::get(&format!("{draft}/publish"))).is(403);

    let (_, refused) = apache.signed_on("huang");
    let words = refused.is(403).text();
    assert!(words.contains("黄丽") && words.contains("role"), "{words}");

    let logout = page.split("<a href=\"").find(|link| link.contains("?logout=")).expect("a link");
    let logout = logout.split('"').next().unwrap_or_default().replace("&#x2f;", "/");
    let (there, _) = wei.follow(&apache.page(&logout), Request::get("/"));
    assert!(apache.is_providers(&there), "{there}");
    let (there, _) = wei.follow(&apache.page("/drafts"), Request::get("/"));
    assert!(apache.is_providers(&there), "{there}");
}

#[test]
fn apache_takes_off_what_a_browser_says_of_itself() {
    let Some(apache) = Apache::before(Office::new().file("briefing.toml", ""), &people()) else {
        return;
    };
    let forged = |request: Request| {
        let request = request.with("accept", "text/html");
        let names = [USER, "X_Briefing_User", "x-briefing-user", "OIDC_CLAIM_preferred_username"];
        let request = names.iter().fold(request, |request, name| request.with(name, "admin"));
        let names = [GROUPS, "X_Briefing_Groups", "OIDC_CLAIM_groups", "OIDC-CLAIM-groups"];
        names.iter().fold(request, |request, name| request.with(name, "简报签发"))
    };
    let stranger = forged(Request::get("/drafts")).send(apache.port);
    assert!(apache.is_providers(stranger.is(302).header("location")));
    forged(Request::get("/v1/issues")).send(apache.port).is(401);
    forged(Request::get("/v1/../drafts")).send(apache.port).is(302);

    let (mut wei, _) = apache.signed_on("wei");
    let page = wei.send(apache.port, forged(Request::get("/drafts"))).is(200).text();
    assert!(page.contains(" 韦建明</a>") && !page.contains("admin"), "{page}");
    wei.send(apache.port, forged(Request::get("/drafts/1/publish"))).is(403);
    // A browser can make a proxy drop headers, its own as well: it loses what they give, and gains nothing.
    let dropped = |names: &str| forged(Request::get("/v1/issues")).with("connection", names);
    wei.send(apache.port, dropped(USER)).is(401);
    wei.send(apache.port, dropped(GROUPS)).is(403);
    // What asks the service itself is no proxy.
    let login = forged(Request::get("/drafts")).send(apache.server.port);
    assert_eq!(login.is(303).header("location"), "/login?next=%2Fdrafts");
}

#[test]
fn keys_and_accounts_go_on_working_beside_sign_on() {
    let office = office();
    add_user(&office, "韦建明", "reader");
    let robot = key(&office, "reader");
    let Some(apache) = Apache::before(office, &people()) else { return };
    let issues = Request::get("/v1/issues").with("authorization", &robot);
    issues.send(apache.port).is(200);
    issues.send(apache.server.port).is(200);
    let wrong = Request::get("/v1/issues").with("authorization", "Bearer 00");
    wrong.send(apache.port).is(401);
    // The account of that name is a reader's; the proxy says what the person may do.
    let (_, page) = apache.signed_on("wei");
    page.is(200);
}
