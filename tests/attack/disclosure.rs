//! What the office notes for itself, asked for by everybody and by every way out.

use std::time::{Duration, Instant};

use briefing_support::client::{Answer, Request};
use briefing_support::office::Office;
use briefing_support::server::Server;

use crate::attachments::carried;
use crate::house::{key, office};
use crate::notes::{NOTES, noted, plain};
use crate::person::Person;
use crate::ways::{FORM_KEY, Rank, Way, ways};

/// What stands in a draft that is not published.
const DRAFT: &str = "尚未印发的消息";
/// What is remarked in the house file.
const HOUSE: &str = "社内约定";
/// What everybody may find.
const PUBLIC: &str = "第二段的文字";

/// Returns an office with a remark in its house file.
fn house() -> Office {
    let office = office();
    office.write("briefing.toml", format!("# {HOUSE}\n"));
    office
}

/// Publishes the noted issue, has it verified, and begins a draft; returns the draft's address, and that of a page of
/// it that was drawn.
fn work(server: &Server) -> (String, String) {
    let publisher = key(&server.office, "publisher");
    let put = Request::new("PUT", "/v1/issues/27?reason=first").with("authorization", &publisher);
    let put = put.with("content-type", "application/toml").with("if-none-match", "*");
    server.send(put.body(noted())).is(201);
    let verify = Request::new("POST", "/v1/verify").with("authorization", &publisher);
    let job = server.send(verify).is(202).header("location").to_owned();
    let start = Instant::now();
    let ended = || {
        let job = server.send(Request::get(&job).with("authorization", &publisher));
        job.is(200).json()["state"] == "done"
    };
    while !ended() {
        assert!(start.elapsed() < Duration::from_secs(30), "{job} does not end");
        std::thread::sleep(Duration::from_millis(50));
    }
    let editor = Person::enter(server, "editor");
    let draft =
        editor.draft(&noted().replace("第二段", DRAFT).replace("serial = 27", "serial = 28"));
    let page = editor.get(&draft).is(200).text();
    let leaf = page.split("leaves&#x2f;").nth(1).and_then(|rest| rest.split('"').next());
    (draft, format!("/leaves/{}", leaf.expect("a page is drawn")))
}

/// Somebody who asks, with a key or without.
struct Asker<'s> {
    server: &'s Server,
    rank: Rank,
    key: String,
    form_key: String,
}

impl<'s> Asker<'s> {
    fn new(server: &'s Server, rank: Rank) -> Self {
        if rank == Rank::Stranger {
            return Self { server, rank, key: String::new(), form_key: String::new() };
        }
        let key = key(&server.office, rank.name());
        let asked = server.send(Request::get("/form-key").with("authorization", &key));
        let form_key = asked.is(200).json()["form_key"].as_str().expect("a key").to_owned();
        Self { server, rank, key, form_key }
    }

    fn send(&self, mut request: Request) -> Answer {
        let body = String::from_utf8(request.body).expect("all of them are text");
        request.body = body.replace(FORM_KEY, &self.form_key).into_bytes();
        if self.rank > Rank::Stranger {
            request = request.with("authorization", &self.key);
        }
        self.server.send(request)
    }
}

/// Returns whether an answer tells some words: in a header, in its body, or in a file that it carries.
fn tells(answer: &Answer, words: &[&str]) -> bool {
    let mut said = vec![answer.body.clone(), format!("{:?}", answer.headers).into_bytes()];
    if answer.body.starts_with(b"%PDF-") {
        let files = carried(&answer.body);
        assert!(files.keys().any(|name| name.ends_with(".lock.toml")), "{:?}", files.keys());
        said.extend(files.into_values());
    }
    let is_in = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).any(|it| it == word);
    said.iter().any(|bytes| words.iter().any(|word| is_in(bytes, word.as_bytes())))
}

/// Takes a way out, and returns what came of it as a line, and whether that is wrong.
fn taken(way: &Way, asker: &Asker<'_>) -> (String, bool) {
    let answer = asker.send(way.request.clone());
    let told = tells(&answer, &[&NOTES[..], &[HOUSE]].concat());
    let refused = if asker.rank == Rank::Stranger { 401 } else { 403 };
    let status = if asker.rank < way.least { refused } else { way.status };
    let draft = asker.rank < Rank::Editor && tells(&answer, &[DRAFT]);
    let wrong = answer.status != status || told != (asker.rank >= way.told) || draft;
    let told = if told { " told" } else { "" };
    (format!("{} {}{told}", asker.rank.name(), answer.status), wrong)
}

#[test]
fn nothing_private_goes_out_by_any_way_to_anybody_who_may_not_know() {
    let server = Server::with(house(), &[]);
    let (draft, leaf) = work(&server);
    let askers = Rank::ALL.map(|rank| Asker::new(&server, rank));
    let (mut asked, mut wrong) = (0, Vec::new());
    for way in ways(&draft, &leaf) {
        let answers = askers.each_ref().map(|asker| taken(&way, asker));
        let line = answers.each_ref().map(|(line, _)| line.as_str()).join(", ");
        println!("{:<44} {line}", way.name);
        asked += answers.len();
        if answers.iter().any(|(_, wrong)| *wrong) {
            wrong.push(format!("{}: {line}", way.name));
        }
    }
    println!("{asked} answers, wrong: {}", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Nor does the audit trail say it to whoever looks after the machine.
    let (office, _) = server.end();
    let audit = office.run(&["audit", "--format", "json"]);
    let audit = String::from_utf8_lossy(audit.code(0).bytes()).into_owned();
    let known = NOTES.iter().chain(&[DRAFT, HOUSE]).find(|words| audit.contains(**words));
    assert_eq!(known, None, "{audit}");
}

#[test]
fn a_page_for_people_tells_those_who_may_not_know_no_more_than_an_answer_for_programs() {
    let server = Server::with(house(), &[]);
    let (draft, leaf) = work(&server);
    let mut count = 0;
    for rank in [Rank::Stranger, Rank::Reader] {
        let asker = Asker::new(&server, rank);
        for way in ways(&draft, &leaf).into_iter().filter(|way| way.told > rank) {
            let page = asker.send(way.request.with("accept", "text/html"));
            let told = tells(&page, &[&NOTES[..], &[HOUSE, DRAFT]].concat());
            assert!(!told, "{} tells a {}: {}", way.name, rank.name(), page.text());
            count += 1;
        }
    }
    println!("{count} pages for a stranger and a reader, none of which tells anything");
}

#[test]
fn the_log_says_nothing_of_what_is_written() {
    let server = Server::with(house(), &["--log", "info"]);
    let (draft, _) = work(&server);
    let editor = Person::enter(&server, "editor");
    editor.get(&format!("{draft}/toml")).is(200);
    editor.get(&format!("/v1/issues?q={DRAFT}").replace(DRAFT, &encoded(DRAFT))).is(200);
    server.has_said("/drafts/{id}/toml");
    let said = server.said();
    let told = NOTES.iter().chain(&[DRAFT, HOUSE]).filter(|words| said.contains(**words)).count();
    println!(
        "{} lines of the log: {told} of {} notes in them",
        said.lines().count(),
        NOTES.len() + 2
    );
    assert_eq!(told, 0, "{said}");
}

/// Percent-encodes words for an address.
fn encoded(words: &str) -> String {
    words.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn a_search_finds_what_is_printed_and_not_what_is_noted() {
    let server = Server::with(house(), &[]);
    work(&server);
    for rank in [Rank::Reader, Rank::Editor, Rank::Publisher] {
        let asker = Asker::new(&server, rank);
        let found = |words: &str| {
            let words = encoded(words);
            let listed = asker.send(Request::get(&format!("/v1/issues?q={words}"))).is(200).json();
            let page = asker.send(Request::get(&format!("/?q={words}"))).is(200).text();
            (listed["total"].as_u64(), page.contains("/issues/27"))
        };
        assert_eq!(found(PUBLIC), (Some(1), true));
        for words in NOTES.iter().chain(&[DRAFT, HOUSE]) {
            assert_eq!(found(words), (Some(0), false), "{words}");
        }
        println!("{}: {PUBLIC} is found, and none of {} notes", rank.name(), NOTES.len() + 2);
    }
}

#[test]
fn a_file_with_notes_makes_the_same_bytes_as_one_without() {
    let server = Server::with(house(), &[]);
    let asker = Asker::new(&server, Rank::Reader);
    for kind in ["application/pdf", "image/png", "image/svg+xml", "application/zip"] {
        let made = |text: String| {
            let render = Request::post("/v1/render", text).with("accept", kind);
            asker.send(render).is(200).clone()
        };
        let (with, without) = (made(noted()), made(plain()));
        println!("{kind}: {} bytes, the same with notes and without", with.body.len());
        assert!(with.body == without.body, "{kind}: not the same");
        // What a PDF carries is looked into.
        assert!(kind != "application/pdf" || tells(&with, &[PUBLIC]));
    }
}
