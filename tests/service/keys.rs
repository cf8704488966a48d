//! The keys of programs, as whoever runs the service makes, lists and ends them.

use briefing_support::client::Request;
use briefing_support::office::{Office, Run};
use briefing_support::server::Server;

const PASSWORD: &str = "小车间大扶贫小车间大扶贫";

/// Returns an office with one user.
fn office() -> Office {
    let office = Office::new().file("briefing.toml", "").file("password", PASSWORD);
    add(&office, &[]).code(0);
    office
}

/// Adds the user, or gives the user another password.
fn add(office: &Office, more: &[&str]) -> Run {
    let words = ["user", "add", "robot", "--password-file", "password", "--lang", "en"];
    office.run(&[&words, more].concat())
}

/// Makes a key.
fn key(office: &Office, more: &[&str]) -> String {
    let made = office.run(&[&["user", "key", "robot"], more].concat());
    made.code(0);
    String::from_utf8_lossy(made.bytes()).trim().to_owned()
}

/// Returns the list of keys.
fn keys(office: &Office) -> String {
    let listed = office.run(&["user", "keys", "--lang", "en"]);
    listed.code(0);
    String::from_utf8_lossy(listed.bytes()).into_owned()
}

#[test]
fn keys_are_listed_with_what_they_are_for_and_revoked_one_by_one() {
    let office = office();
    let (weekly, other) =
        (key(&office, &["--label", "每周汇总", "--days", "30"]), key(&office, &[]));
    let listed = keys(&office);
    let line = listed.lines().find(|line| line.contains("每周汇总")).unwrap_or_default();
    assert!(line.starts_with("1    robot") && line.contains("never"), "{listed}");
    assert!(!listed.contains(&weekly) && listed.lines().count() == 3, "{listed}");
    let server = Server::with(office, &[]);
    let asked = |key: &str| {
        let asked = Request::get("/v1/issues").with("authorization", &format!("Bearer {key}"));
        server.send(asked).status
    };
    assert_eq!((asked(&weekly), asked(&other)), (200, 200));
    let revoke = |number: &str| server.office.run(&["user", "key", "robot", number]);
    revoke("--revoke=9").code(2);
    revoke("--revoke=1").code(0);
    assert_eq!((asked(&weekly), asked(&other)), (401, 200));
    revoke("--revoke").code(0);
    assert_eq!(asked(&other), 401);
    assert_eq!(keys(&server.office).lines().count(), 1);
}

#[test]
fn another_password_ends_the_keys_if_asked_and_says_so_if_not() {
    let office = office();
    key(&office, &[]);
    let stay = add(&office, &[]);
    assert!(stay.code(0).words().contains("1 of them"), "{}", stay.words());
    assert_eq!(keys(&office).lines().count(), 2);
    add(&office, &["--revoke-keys"]).code(0);
    assert_eq!(keys(&office).lines().count(), 1);
}

#[test]
fn a_key_has_an_end_and_a_user() {
    let office = office();
    for days in ["0", "3651", "x"] {
        office.run(&["user", "key", "robot", "--days", days]).code(2);
    }
    office.run(&["user", "key", "nobody"]).code(2);
    office.run(&["user", "keys", "nobody"]).code(2);
    assert_eq!(keys(&office).lines().count(), 1);
}

#[test]
fn who_manages_accounts_is_shown_beside_the_role() {
    let office = office();
    add(&office, &["--role", "editor", "--admin"]).code(0);
    office.run(&["user", "list"]).success().stdout(snapbox::str![[r#"
robot  editor  admin

"#]]);
    // The right goes as the role does, if it is not given again.
    add(&office, &["--role", "editor"]).code(0);
    office.run(&["user", "list"]).success().stdout(snapbox::str![[r#"
robot  editor

"#]]);
}
