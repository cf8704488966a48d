//! `briefing watch`: the real program, asked over real HTTP. Nothing here measures time; what never comes
//! ends the test.

mod watcher;

use briefing_support::office::{ISSUE, Office, project};

use watcher::{PATIENCE, Watcher, addresses, lines};

/// The end of the head of a request that is the only one on its connection.
const CLOSE: &str = "Connection: close\r\n\r\n";

/// Returns an office with a small issue, and a program that watches it.
fn watched() -> (Office, Watcher) {
    let office = Office::new().issue("27.toml");
    let watcher = Watcher::start(&office, &["27.toml"]);
    (office, watcher)
}

#[test]
fn the_pages_are_served_and_say_what_they_are() {
    let (_office, watcher) = watched();
    let pages = watcher.pages();
    assert_eq!(pages.len(), 2);
    let document = watcher.get("/");
    assert!(document.contains("content-security-policy: default-src 'none';"), "{document}");
    assert!(document.contains("alt=\"第 2 页，共 2 页 (page 2 of 2)\""), "{document}");
    let page = watcher.get(&pages[0]);
    assert!(
        page.contains("content-type: image/svg+xml") && page.contains("immutable"),
        "{page:.400}"
    );
    assert!(page.trim_end().ends_with("</svg>"));
    for file in ["/preview.css", "/preview.js", "/icon.svg"] {
        assert!(watcher.get(file).starts_with("HTTP/1.1 200 OK\r\n"), "{file}");
    }
    for file in ["/page/1.svg?v=0", "/page/9.svg", "/27.toml", "/../27.toml", "/%2e%2e/27.toml"] {
        assert!(watcher.get(file).starts_with("HTTP/1.1 404 "), "{file}");
    }
    watcher.says("rendered in ");
}

#[test]
fn only_browsers_that_know_whom_they_talk_to_get_an_answer() {
    let (_office, watcher) = watched();
    for host in ["evil.example", "evil.example:3000", "127.0.0.1:1", "127.0.0.1"] {
        let reply = watcher.reply(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n{CLOSE}"));
        assert!(reply.starts_with("HTTP/1.1 403 "), "{host}: {reply}");
    }
    let own = format!("Host: localhost:{}\r\n{CLOSE}", watcher.port);
    assert!(watcher.reply(&format!("GET / HTTP/1.1\r\n{own}")).starts_with("HTTP/1.1 200 "));
    assert!(watcher.reply(&format!("POST / HTTP/1.1\r\n{own}")).starts_with("HTTP/1.1 405 "));
    assert!(watcher.reply("nonsense\r\n\r\n").starts_with("HTTP/1.1 400 "));
}

#[test]
fn a_save_in_place_changes_the_page_that_it_is_on() {
    let (office, watcher) = watched();
    let before = watcher.pages();
    office.write("27.toml", ISSUE.replace("一个标题", "另一个标题"));
    let after = watcher.other_pages(&before);
    assert_eq!(before[1], after[1], "page 2 has not changed");
    assert!(watcher.get(&before[0]).starts_with("HTTP/1.1 404 "), "it looks different now");
    assert!(watcher.get(&after[0]).starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_save_by_renaming_is_seen_every_time() {
    let (office, watcher) = watched();
    let mut before = watcher.pages();
    for title in ["第二个标题", "第三个标题", "第四个标题"] {
        office.write("27.toml.new", ISSUE.replace("一个标题", title));
        std::fs::rename(office.path("27.toml.new"), office.path("27.toml")).unwrap();
        before = watcher.other_pages(&before);
    }
    // As editors do that keep a backup: they move the old file away, then write a new one.
    std::fs::rename(office.path("27.toml"), office.path("27.toml~")).unwrap();
    office.write("27.toml", ISSUE.replace("一个标题", "第五个标题"));
    watcher.other_pages(&before);
}

#[test]
fn a_fault_is_shown_over_the_last_good_pages_and_goes_away() {
    let (office, watcher) = watched();
    let before = watcher.pages();
    office.write("27.toml", ISSUE.replace("serial = 27", "<b>serial</b> = 27"));
    let document = watcher.until(|text| text.contains("<article class=\"error\">"));
    assert!(document.contains("<p class=\"place\">27.toml:5:1</p>"), "{document}");
    assert!(document.contains("b&gt;serial&lt;/b&gt;"), "{document}");
    assert!(!document.contains("<b>serial") && !document.contains("serial</b>"), "{document}");
    assert!(document.contains("class=\"old\"") && addresses(&document) == before, "{document}");
    watcher.says("27.toml:5:1");
    office.write("27.toml", ISSUE);
    assert_eq!(watcher.pages(), before);
}

#[test]
fn pages_that_are_wrong_are_shown_with_what_is_wrong() {
    let (office, watcher) = watched();
    let before = watcher.pages();
    office.write("27.toml", ISSUE.replace("第二段", "第二段\u{1F600}"));
    let document = watcher.until(|text| text.contains("U+1F600"));
    assert!(document.contains("class=\"current\""), "{document}");
    assert!(document.contains("class=\"hint\""), "{document}");
    assert_ne!(addresses(&document)[0], before[0]);
    watcher.says("U+1F600");
}

#[test]
fn a_file_that_is_not_there_is_said_to_be_and_may_come() {
    let office = Office::new();
    let watcher = Watcher::start(&office, &["issues/27.toml"]);
    let document = watcher.until(|text| text.contains("<article"));
    assert!(document.contains("issues/27.toml") && addresses(&document).is_empty(), "{document}");
    office.write("issues/27.toml", ISSUE);
    let pages = watcher.pages();
    std::fs::remove_dir_all(office.path("issues")).unwrap();
    let document = watcher.until(|text| text.contains("<article"));
    assert_eq!(addresses(&document), pages);
    office.write("issues/27.toml", ISSUE.replace("一个标题", "回来了"));
    watcher.other_pages(&pages);
}

#[test]
fn a_picture_that_changes_is_seen() {
    let picture = |name: &str| std::fs::read(project(name)).expect("the picture is there");
    let issue = ISSUE.replace(
        "第二段的文字。\n\"\"\"",
        "第二段的文字。\n\n【图1】\n\"\"\"\n[[article.picture]]\nfile = \"maps/map.png\"\nalt = \"图\"\nwidth = 27",
    );
    let office = Office::new().file("27.toml", issue);
    let watcher = Watcher::start(&office, &["27.toml"]);
    watcher.until(|text| text.contains("maps/map.png"));
    office.write("maps/map.png", picture("tests/issues/full/map.png"));
    let pages = watcher.pages();
    office.write("maps/map.png", picture("docs/page-1.png"));
    watcher.until(|text| !addresses(text).is_empty() && addresses(text) != pages);
}

#[test]
fn a_change_of_the_house_is_seen() {
    let masthead = project("templates/provincial-bulletin/masthead.typ.j2");
    let masthead = std::fs::read_to_string(masthead).expect("the template is there");
    let own = "templates/provincial-bulletin/masthead.typ.j2";
    let office = Office::new().file("briefing.toml", "").issue("issues/27.toml");
    let watcher = Watcher::start(&office, &["issues/27.toml"]);
    let built_in = watcher.pages();
    // Folders that were not there appear with a file in them.
    office.write(own, format!("#v(1mm)\n{masthead}"));
    let lower = watcher.other_pages(&built_in);
    office.write(own, format!("#v(1mm)\n{{{{ nothing }}}}{masthead}"));
    let document = watcher.until(|text| text.contains("<article"));
    assert!(document.contains("masthead.typ.j2:2:"), "{document}");
    office.write(own, &masthead);
    assert_eq!(watcher.other_pages(&lower), built_in);
    office.write("briefing.toml", "nonsense");
    watcher.until(|text| text.contains("briefing.toml:1:"));
    office.write("briefing.toml", "[layout]\nlines = 20\n");
    watcher.other_pages(&built_in);
}

#[test]
fn a_face_that_changes_is_seen() {
    let office = Office::new().file("briefing.toml", "").issue("27.toml");
    let watcher = Watcher::start(&office, &["27.toml"]);
    let before = watcher.pages();
    office.write("fonts/our.ttf", b"no face at all");
    watcher.until(|text| text.contains("fonts/our.ttf"));
    std::fs::remove_file(office.path("fonts/our.ttf")).unwrap();
    assert_eq!(watcher.pages(), before);
}

#[test]
fn a_browser_that_listens_is_told_of_every_change() {
    let (office, watcher) = watched();
    watcher.pages();
    let request = format!("GET /events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", watcher.port);
    let events = lines(watcher.send(&request));
    let next = || loop {
        let line = events.recv_timeout(PATIENCE).expect("an event comes");
        if let Some(number) = line.strip_prefix("data: ") {
            return number.to_owned();
        }
    };
    let first = next();
    office.write("27.toml", ISSUE.replace("一个标题", "另一个标题"));
    assert_ne!(next(), first);
}

#[test]
fn each_watcher_has_a_port_of_its_own() {
    let office = Office::new().issue("1.toml").issue("2.toml");
    let (first, second) =
        (Watcher::start(&office, &["1.toml"]), Watcher::start(&office, &["2.toml"]));
    assert_ne!(first.port, second.port);
    assert!(first.until(|text| text.contains("<img")).contains("<h1>1.toml</h1>"));
    assert!(second.until(|text| text.contains("<img")).contains("<h1>2.toml</h1>"));
    let words = office.run(&["watch", "1.toml", "--port", &first.port.to_string()]).code(3).words();
    assert!(words.contains(&format!("127.0.0.1:{}", first.port)), "{words}");
}

#[test]
#[cfg(target_os = "linux")]
fn an_interrupt_ends_it_and_leaves_nothing() {
    let office = Office::new().issue("27.toml");
    let mut watcher = Watcher::start_interruptible(&office, &["27.toml"]);
    watcher.pages();
    let id = watcher.child.id().to_string();
    let run = office.finish(office.tool("/bin/sh").args(["-c", "kill -INT $0", &id]));
    assert_eq!(run.status(), Some(0));
    assert!(!watcher.end().success());
    assert_eq!(office.files(""), ["27.toml"]);
}

#[test]
fn what_is_no_issue_is_refused() {
    let office = Office::new().issue("issues/27.toml");
    for words in [["watch", "-"], ["watch", "issues"]] {
        let said = office.run(&words).code(2).words();
        assert!(said.contains("name its file"), "{said}");
    }
    let words = ["-C", "nowhere", "watch", "issues/27.toml"];
    assert!(office.run(&words).code(2).words().contains("nowhere"));
}
