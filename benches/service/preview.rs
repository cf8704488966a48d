//! From the last key to the page on the screen, in Chromium.

use briefing_support::browser::Browser;
use briefing_support::client::Request;
use briefing_support::server::Server;

use crate::row;

/// How many keys are pressed.
const KEYS: usize = 30;

/// Issue 176 in the editor: each key adds a character to its first article.
pub(crate) fn preview() {
    let Some(browser) = Browser::open() else { return };
    let server = Server::with_176();
    let key = server.form_key();
    let form = Request::form("/drafts", &[("form_key", &key), ("revise", "176")]);
    let draft = server.send(form).is(303).header("location").to_owned();
    browser.resize(1280, 900);
    browser.go(&format!("http://127.0.0.1:{}{draft}", server.port));
    browser.wait("return document.querySelectorAll('#sheets img').length === 8");
    let mut times: Vec<f64> = (0..KEYS)
        .map(|_| {
            let time = browser.run_until_done(include_str!("../../tests/service/preview.js"));
            time.as_f64().expect("a time")
        })
        .collect();
    times.sort_by(f64::total_cmp);
    row(
        "from the last key to the page in Chromium: median, 9 of 10, worst",
        &format!("{:.0}, {:.0}, {:.0} ms", times[KEYS / 2], times[KEYS * 9 / 10], times[KEYS - 1]),
        "",
        "",
        "≤ 300 ms",
    );
}
