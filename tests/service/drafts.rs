//! Drafts: written in forms or as TOML, never lost, published once.

use briefing_archive::pdf_reader::PdfDocument;
use briefing_support::client::Request;
use briefing_support::office::ISSUE;
use briefing_support::server::{Server, value_of};

/// Uploads an issue, and returns the address of its draft.
#[track_caller]
fn uploaded(server: &Server, issue: &str) -> String {
    let key = server.form_key();
    let body = format!(
        "--b\r\ncontent-disposition: form-data; name=\"form_key\"\r\n\r\n{key}\r\n\
         --b\r\ncontent-disposition: form-data; name=\"issue\"; filename=\"27.toml\"\r\n\r\n{issue}\r\n--b--\r\n"
    );
    let kind = "multipart/form-data; boundary=b";
    let request = Request::new("POST", "/drafts/upload").with("content-type", kind).body(body);
    server.send(request).is(303).header("location").to_owned()
}

/// Sends a form of the editor, as a browser without scripts does.
fn save(server: &Server, draft: &str, fields: &[(&str, &str)]) -> briefing_support::client::Answer {
    let key = server.form_key();
    let mut all = vec![("form_key", key.as_str())];
    all.extend_from_slice(fields);
    server.send(Request::form(draft, &all).with("accept", "text/html"))
}

#[test]
fn a_form_changes_its_own_fields() {
    let server = Server::start();
    let draft = uploaded(&server, ISSUE);
    let page = server.page(&draft);
    assert!(page.contains("value=\"测试办公室\"") && page.contains("leaves&#x2f;"), "{page}");
    let fields = [("version", "1"), ("tab", "form"), ("masthead.office", "另一个办公室")];
    save(&server, &draft, &fields).is(303);
    let text = server.get(&format!("{draft}/toml")).is(200).text();
    assert_eq!(text, ISSUE.replace("测试办公室", "另一个办公室"));
    let pdf = server.get(&format!("{draft}/pdf"));
    assert!(pdf.is(200).body.starts_with(b"%PDF-"));
}

#[test]
fn the_form_shows_what_it_can_write() {
    let server = Server::start();
    let draft = uploaded(&server, &format!("#:schema issue.schema.json\n{ISSUE}"));
    let page = server.page(&draft);
    for field in ["instruction.lines", "instruction.width", "style"] {
        assert!(page.contains(&format!("<input id=\"{field}\" name=\"{field}\"")), "{field}");
    }
    let fields = [("version", "1"), ("tab", "form"), ("style", "provincial-bulletin")];
    save(&server, &draft, &fields).is(303);
    let text = server.get(&format!("{draft}/toml")).is(200).text();
    let head = "#:schema issue.schema.json\nstyle = \"provincial-bulletin\"\n\n[masthead]\n";
    assert!(text.starts_with(head), "{text}");
}

#[test]
fn the_second_of_two_who_edit_sees_both_texts() {
    let server = Server::start();
    let draft = uploaded(&server, ISSUE);
    let other = ISSUE.replace("第一段", "对方的一段");
    let mine = ISSUE.replace("第二段", "我的一段");
    save(&server, &draft, &[("version", "1"), ("tab", "toml"), ("toml", &other)]).is(303);
    let conflict = save(&server, &draft, &[("version", "1"), ("tab", "toml"), ("toml", &mine)]);
    let page = conflict.is(409).text();
    assert!(page.contains("对方的一段的文字。") && page.contains("我的一段的文字。"), "{page}");
    assert_eq!(server.get(&format!("{draft}/toml")).text(), other, "it was written over");
    let version = value_of(page.split("id=\"mine\"").nth(1).expect("it is there"), "version");
    save(&server, &draft, &[("version", &version), ("toml", &mine)]).is(303);
    assert_eq!(server.get(&format!("{draft}/toml")).text(), mine);
    let key = server.form_key();
    let fields = [("form_key", key.as_str()), ("version", "1"), ("toml", other.as_str())];
    let json = Request::form(&draft, &fields).with("accept", "application/json");
    assert_eq!(server.send(json).is(409).json()["type"], "urn:briefing:service/conflict");
}

#[test]
fn faults_are_shown_at_their_fields_and_the_text_stays() {
    let server = Server::start();
    let draft = uploaded(&server, ISSUE);
    save(&server, &draft, &[("version", "1"), ("tab", "form"), ("masthead.number", "三")]).is(303);
    let page = server.page(&draft);
    let field = page.split("id=\"marks:masthead.number\"").nth(1).expect("it is there");
    let field = field.split("</div>").next().unwrap_or_default();
    assert!(field.contains("class=\"error\""), "{field}");
    assert!(page.contains("value=\"三\""));
    save(&server, &draft, &[("version", "2"), ("tab", "toml"), ("toml", "[masthead")]).is(303);
    let page = server.page(&draft);
    assert!(page.contains("name=\"toml\"") && page.contains("[masthead"), "it is shown as TOML");
}

#[test]
fn articles_are_added_moved_and_taken_out() {
    let server = Server::start();
    let draft = uploaded(&server, ISSUE);
    let first = [("article.0.was", "0"), ("article.0.title", "一个标题"), ("articles", "yes")];
    let with =
        |version: &'static str, action: &'static str, more: &[(&'static str, &'static str)]| {
            let mut fields = first.to_vec();
            fields.extend([("version", version), ("tab", "form"), ("action", action)]);
            fields.extend_from_slice(more);
            save(&server, &draft, &fields).is(303);
            server.get(&format!("{draft}/toml")).text()
        };
    assert_eq!(with("1", "add", &[]).matches("[[article]]").count(), 2);
    let second =
        [("article.1.was", "1"), ("article.1.title", "第二篇"), ("article.1.body", "短。")];
    let moved = with("2", "up-1", &second);
    assert!(moved.find("第二篇") < moved.find("一个标题"), "{moved}");
    let third = [("article.1.was", "1"), ("article.1.title", "一个标题")];
    let left = with("3", "remove-0", &third);
    assert!(!left.contains("第二篇") && left.contains("第一段的文字。"), "{left}");
}

#[test]
fn the_script_is_told_what_a_form_would_print() {
    let server = Server::start();
    let draft = uploaded(&server, ISSUE);
    let key = server.form_key();
    let preview = |title: &str| {
        let fields = [
            ("form_key", key.as_str()),
            ("version", "1"),
            ("tab", "form"),
            ("articles", "yes"),
            ("article.0.was", "0"),
            ("article.0.title", title),
        ];
        server.send(Request::form(&format!("{draft}/preview"), &fields)).is(200).json()
    };
    let (before, after) = (preview("一个标题"), preview("另一个标题"));
    let src = |seen: &serde_json::Value, page: usize| {
        seen["pages"][page]["src"].as_str().map(str::to_owned)
    };
    assert_ne!(src(&before, 0), src(&after, 0));
    assert_eq!(src(&before, 1), src(&after, 1), "page 2 looks as before");
    let leaf = server.get(&src(&after, 0).expect("an address"));
    assert!(leaf.is(200).text().starts_with("<svg"));
    assert_eq!(server.get(&format!("{draft}/toml")).text(), ISSUE, "nothing was saved");
    let broken = preview("");
    assert!(broken["marks"]["article.0.title"][0]["message"].is_string(), "{broken}");
}

#[test]
fn the_next_issue_is_made_from_the_last() {
    let server = Server::with_176();
    let key = server.form_key();
    let begin = Request::form("/drafts", &[("form_key", &key), ("from", "176")]);
    let draft = server.send(begin).is(303).header("location").to_owned();
    let text = server.get(&format!("{draft}/toml")).text();
    assert!(text.contains("serial = 177") && text.contains("自治区党委"), "{text}");
    let revise = Request::form("/drafts", &[("form_key", &key), ("revise", "176")]);
    let draft = server.send(revise).is(303).header("location").to_owned();
    assert!(server.page(&format!("{draft}/publish")).contains("name=\"revise\""));
}

#[test]
fn a_draft_is_published_after_it_was_looked_at() {
    let server = Server::start();
    let draft = uploaded(&server, ISSUE);
    let address = format!("{draft}/publish");
    let page = server.page(&address);
    assert!(page.contains("name=\"sure\""), "{page}");
    save(&server, &address, &[("version", "1")]).is(400);
    save(&server, &address, &[("version", "7"), ("sure", "yes")]).is(409);
    let done = save(&server, &address, &[("version", "1"), ("sure", "yes")]);
    assert_eq!(done.is(303).header("location"), "/issues/27");
    let page = server.page("/issues/27");
    assert!(page.contains("测试简报 2026年第3期（总第27期）"), "{page}");
    assert!(!server.page("/drafts").contains(&format!("<a href=\"{draft}\">")));
    let key = value_of(&page, "form_key");
    let verified = server.send(
        Request::form("/issues/27/verify", &[("form_key", &key)]).with("accept", "text/html"),
    );
    assert!(verified.is(200).text().contains("class=\"good\""), "{}", verified.text());
    server.office.run(&["verify", "--all"]).code(0);
}

#[test]
fn what_is_saved_of_a_draft_that_is_gone_becomes_another() {
    let server = Server::start();
    let draft = uploaded(&server, ISSUE);
    save(&server, &format!("{draft}/away"), &[("version", "7")]).is(409);
    save(&server, &format!("{draft}/away"), &[("version", "1")]).is(303);
    let mine = ISSUE.replace("第二段", "我的一段");
    let key = server.form_key();
    let fields =
        [("form_key", key.as_str()), ("version", "1"), ("tab", "toml"), ("toml", mine.as_str())];
    let json = Request::form(&draft, &fields).with("accept", "application/json");
    assert_eq!(server.send(json).is(409).json()["type"], "urn:briefing:service/draft-gone");
    let other = save(&server, &draft, &fields[1..]).is(303).header("location").to_owned();
    assert_ne!(other, draft);
    assert_eq!(server.get(&format!("{other}/toml")).text(), mine);
    assert!(server.page("/drafts").contains("/back"));
    save(&server, &format!("{draft}/back"), &[]).is(303);
    assert_eq!(server.get(&format!("{draft}/toml?version=1")).is(200).text(), ISSUE);
    save(&server, &draft, &[("version", "1"), ("tab", "\n"), ("toml", ISSUE)]).is(303);
}

#[test]
fn an_issue_is_revised_with_its_pictures() {
    let folder = briefing_support::office::project("tests/issues/full");
    let office = briefing_support::office::Office::new().file("briefing.toml", "");
    let issue = folder.join("issue.toml");
    let words = ["publish", &issue.to_string_lossy(), "--archive", "archive", "--reason", "first"];
    office.run(&words).code(0);
    let server = Server::with(office, &[]);
    let list = server.get("/v1/issues").json();
    let id = list["issues"][0]["id"].as_str().expect("an issue").to_owned();
    let key = server.form_key();
    let begin = Request::form("/drafts", &[("form_key", &key), ("revise", &id)]);
    let draft = server.send(begin).is(303).header("location").to_owned();
    let pdf = server.get(&format!("{draft}/pdf"));
    assert!(pdf.is(200).body == server.get(&format!("/v1/issues/{id}/pdf")).body);
}

#[test]
fn a_revision_begins_with_the_pictures_as_they_came() {
    let mut photograph = Vec::new();
    let view = image::RgbImage::from_fn(1600, 1200, |x, y| {
        image::Rgb([(x ^ y).to_le_bytes()[0], 90, y.to_le_bytes()[0]])
    });
    let mut encoder = image::codecs::jpeg::JpegEncoder::new(&mut photograph);
    encoder.encode_image(&view).expect("it is encoded");
    let picture = "[[article.picture]]\nfile = \"a.jpg\"\nalt = \"现场\"\nwidth = 40\n\n[colophon]";
    let narrow = ISSUE.replace("[colophon]", picture);
    let office = briefing_support::office::Office::new()
        .file("briefing.toml", "")
        .file("27.toml", &narrow)
        .file("a.jpg", photograph);
    office.run(&["publish", "27.toml"]).code(0);
    let server = Server::with(office, &[]);
    let begin = Request::form("/drafts", &[("form_key", &server.form_key()), ("revise", "27")]);
    let draft = server.send(begin).is(303).header("location").to_owned();
    let width = |server: &Server| {
        let pdf = server.get(&format!("{draft}/pdf")).is(200).body.clone();
        let pdf = PdfDocument::new("27.pdf", pdf.into()).expect("it is a PDF");
        let carried = pdf.attachments().into_iter().find(|file| file.name == "a.jpg");
        let carried = carried.expect("it carries the picture").bytes;
        image::load_from_memory(&carried).expect("it is a picture").width()
    };
    assert_eq!(width(&server), 315, "40 mm");
    let wide = narrow.replace("width = 40", "width = 120");
    save(&server, &draft, &[("version", "1"), ("tab", "toml"), ("toml", &wide)]).is(303);
    assert_eq!(width(&server), 945, "120 mm, as sharp as ever");
}

#[test]
fn a_draft_that_is_not_set_in_time_can_still_be_mended() {
    let office = briefing_support::office::Office::new()
        .file("briefing.toml", "")
        .file("templates/slow/style.toml", "entry = \"page.typ.j2\"\n")
        .file("templates/slow/page.typ.j2", "#for i in range(9000000) [line #i #linebreak()]");
    let server = Server::with(office, &["--seconds", "1"]);
    let draft = uploaded(&server, &format!("style = \"slow\"\n{ISSUE}"));
    let page = server.page(&format!("{draft}?tab=toml"));
    assert!(page.contains("第一段的文字。") && page.contains("service&#x2f;"), "{page}");
}

#[test]
fn a_server_that_is_killed_has_lost_no_draft_and_damaged_nothing() {
    let mut server = Server::start();
    for round in 1..=4_u32 {
        let issue = ISSUE
            .replace("serial = 27", &format!("serial = {}", 26 + round))
            .replace("number = 3", &format!("number = {}", 2 + round));
        let draft = uploaded(&server, &issue);
        let port = server.port;
        let publishing = std::thread::spawn({
            let issue = issue.clone();
            move || {
                let put = Request::new("PUT", &format!("/v1/issues/{}", 26 + round))
                    .with("content-type", "application/toml")
                    .with("if-none-match", "*")
                    .body(issue);
                put.try_send(port).map(|answer| answer.status)
            }
        });
        std::thread::sleep(std::time::Duration::from_millis(60 * u64::from(round)));
        let office = server.kill();
        let answered = publishing.join().expect("it does not panic");
        server = Server::with(office, &[]);
        assert_eq!(server.get(&format!("{draft}/toml")).is(200).text(), issue);
        // What was answered is there; what was not answered may be, and can be sent again.
        let there = server.get(&format!("/v1/issues/{}", 26 + round)).status;
        assert!(answered.is_err() || there == 200, "{answered:?} {there}");
        let again = Request::new("PUT", &format!("/v1/issues/{}", 26 + round))
            .with("content-type", "application/toml")
            .with("if-none-match", "*")
            .body(issue);
        assert!([200, 201].contains(&server.send(again).status));
        server.office.run(&["verify", "--all"]).code(0);
    }
}
