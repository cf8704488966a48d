//! Texts that once stalled the machine.

use std::time::{Duration, Instant};

use briefing_support::client::Request;
use briefing_support::office::ISSUE;
use briefing_support::server::{Server, value_of};

/// Returns the small issue with another body.
fn issue(body: &str) -> String {
    ISSUE.replace("第一段的文字。", body)
}

#[test]
fn no_text_takes_long_to_check() {
    let server = Server::start();
    let figures: String = (0..8_000).map(|n| format!("{},", n % 1000)).collect();
    for (name, body) in [
        ("40 KB of `1,`", "1,".repeat(20_000)),
        ("40 KB of `1%`", "1%".repeat(20_000)),
        ("60 KB of `“`", "“".repeat(20_000)),
        ("40 KB of `1.`", "1.".repeat(20_000)),
        ("figures with commas", figures),
    ] {
        let start = Instant::now();
        server.send(Request::post("/v1/check", issue(&body))).is(200);
        let time = start.elapsed();
        println!("{name}: {time:?}");
        assert!(time < Duration::from_secs(4), "{name}: {time:?}");
    }
    let keys: String = (0..180_000).map(|n| format!("k{n} = 1\n")).collect();
    let start = Instant::now();
    server.send(Request::post("/v1/check", keys + ISSUE)).is(200);
    let time = start.elapsed();
    println!("180,000 fields: {time:?}");
    assert!(time < Duration::from_secs(10), "{time:?}");
}

#[test]
fn a_draft_of_many_articles_makes_no_page_of_megabytes() {
    let server = Server::start();
    let key = server.form_key();
    let text = ISSUE.to_owned() + &"[[article]]\ntitle = \"题\"\n".repeat(60_000);
    assert!(text.len() < 2 * 1024 * 1024);
    let draft = server.send(Request::form("/drafts", &[("form_key", &key)]));
    let draft = draft.is(303).header("location").to_owned();
    let version = value_of(&server.page(&draft), "version");
    let fields = [("form_key", &*key), ("version", &version), ("tab", "toml"), ("toml", &text)];
    server.send(Request::form(&draft, &fields)).is(303);
    let (page, health) = std::thread::scope(|scope| {
        let page = scope.spawn(|| server.page(&draft));
        let mut longest = Duration::ZERO;
        while !page.is_finished() {
            let start = Instant::now();
            server.get("/health").is(200);
            longest = longest.max(start.elapsed());
            std::thread::sleep(Duration::from_millis(20));
        }
        (page.join().expect("it comes"), longest)
    });
    println!(
        "a page of {} KB, server {} MB, /health {health:?}",
        page.len() / 1024,
        server.memory()
    );
    assert!(page.len() < 8 * 1024 * 1024 && server.memory() < 300, "{} MB", server.memory());
    assert!(health < Duration::from_secs(3), "{health:?}");
    assert!(page.contains("name=\"toml\""), "it is edited as TOML");
}

#[test]
fn a_form_holds_no_more_than_an_issue_may() {
    let server = Server::start();
    let key = server.form_key();
    let draft = server.send(Request::form("/drafts", &[("form_key", &key)]));
    let draft = draft.is(303).header("location").to_owned();
    let version = value_of(&server.page(&draft), "version");
    let text = "#".repeat(2 * 1024 * 1024 + 1);
    let fields = [("form_key", &*key), ("version", &version), ("tab", "toml"), ("toml", &text)];
    server.send(Request::form(&draft, &fields)).is(413);
}
