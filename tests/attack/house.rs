//! An office with users, and those who ask it.

use briefing_support::client::Request;
use briefing_support::office::Office;
use briefing_support::server::Server;

/// The password of everybody.
pub(crate) const PASSWORD: &str = "小车间大扶贫小车间大扶贫";

/// Returns an office with a user of each role, named after it.
pub(crate) fn office() -> Office {
    furnished(Office::new())
}

/// Returns an office in a folder that is there, with a user of each role.
pub(crate) fn furnished(office: Office) -> Office {
    let office = office.file("briefing.toml", "").file("password", PASSWORD);
    for role in ["reader", "editor", "publisher"] {
        add_user(&office, role, role);
    }
    office
}

/// Adds a user.
pub(crate) fn add_user(office: &Office, name: &str, role: &str) {
    let words = ["user", "add", name, "--role", role, "--password-file", "password"];
    office.run(&words).code(0);
}

/// Returns the key of a program that acts for a user, as a header.
pub(crate) fn key(office: &Office, name: &str) -> String {
    let key = office.run(&["user", "key", name]);
    key.code(0);
    format!("Bearer {}", String::from_utf8_lossy(key.bytes()).trim())
}

/// Returns a login, from an address that a proxy names.
pub(crate) fn login(name: &str, password: &str, from: &str) -> Request {
    let fields = [("name", name), ("password", password), ("next", "/drafts")];
    Request::form("/login", &fields).with("x-forwarded-for", from)
}

/// Signs somebody in, and returns the cookie.
#[track_caller]
pub(crate) fn cookie(server: &Server, name: &str, from: &str) -> String {
    let answer = server.send(login(name, PASSWORD, from));
    let cookie = answer.is(303).header("set-cookie");
    cookie.split(';').next().unwrap_or_default().to_owned()
}
