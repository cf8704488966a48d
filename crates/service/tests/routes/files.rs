//! Files: each has a tag that follows from its bytes, and is not sent to a client that already has it.

use briefing_support::client::Request;
use briefing_support::office::ISSUE;
use briefing_values::fingerprint::Fingerprint;

use crate::service::{Service, publish};

#[test]
fn who_has_a_file_is_told_so_and_not_sent_it_again() {
    let service = Service::fitted_out(|office, _| publish(office));
    for target in ["/v1/schema/issue.json", "/v1/issues/27/pdf", "/v1/issues/27/lock"] {
        let first = service.get(target);
        let tag = first.is(200).header("etag").to_owned();
        assert_eq!(tag, format!("\"{}\"", Fingerprint::of(&first.body)), "{target}");
        let asked = |tags: &str| service.send(Request::get(target).with("if-none-match", tags));
        for tags in [&*tag, &format!("\"x\", W/{tag}"), "*"] {
            let same = asked(tags);
            assert_eq!(same.is(304).header("etag"), tag, "{target}: {tags}");
            assert!(same.body.is_empty() && same.header("content-type").is_empty(), "{target}");
        }
        assert!(asked("\"x\"").is(200).body == first.body, "{target}");
    }
}

#[test]
fn an_issue_is_handed_out_as_it_was_published() {
    let service = Service::fitted_out(|office, _| publish(office));
    let source = service.get("/v1/issues/27/source");
    assert!(source.is(200).body == ISSUE.as_bytes());
    let pdf = service.get("/v1/issues/27/pdf");
    assert_eq!(pdf.is(200).header("content-type"), "application/pdf");
    assert!(pdf.body.starts_with(b"%PDF-"));
    assert!(pdf.header("cache-control").contains("no-cache"), "a revision may follow");
    assert!(service.get("/v1/issues/27/pdf?revision=1").is(200).body == pdf.body);
    service.get("/v1/issues/27/pdf?revision=2").is(404);
    let list = service.get("/v1/issues?q=%E7%AC%AC%E4%BA%8C%E6%AE%B5").is(200).json();
    assert_eq!((&list["total"], &list["issues"][0]["id"]), (&1.into(), &"27".into()), "{list}");
}

#[test]
fn what_pages_need_is_part_of_the_program() {
    let service = Service::new();
    for (name, kind) in [
        ("style.css", "text/css; charset=utf-8"),
        ("editor.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ] {
        let file = service.get(&format!("/static/{name}"));
        assert_eq!(file.is(200).header("content-type"), kind);
        assert_eq!(file.header("cache-control"), "private, max-age=3600");
        assert!(!file.body.is_empty());
    }
}
