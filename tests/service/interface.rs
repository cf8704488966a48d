//! `/v1`: what other programs ask for.

use briefing_support::client::Request;
use briefing_support::office::{ISSUE, project};
use briefing_support::server::Server;

/// Returns the parts of a form: each with its name, its file name if it is a file, and its bytes.
fn parts(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend_from_slice(
            format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
                .as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--b--\r\n");
    body
}

fn multipart(target: &str, body: Vec<u8>) -> Request {
    Request::new("POST", target).with("content-type", "multipart/form-data; boundary=b").body(body)
}

#[test]
fn the_bytes_are_those_of_the_command_line() {
    let server = Server::start();
    server.office.write("3.toml", ISSUE);
    server.office.run(&["render", "3.toml", "-o", "3.pdf"]).code(0);
    let answer = server.send(Request::post("/v1/render", ISSUE));
    assert!(answer.is(200).body == server.office.read("3.pdf"));
    let json = serde_json::json!({
        "masthead": {"name": "测试简报", "year": 2026, "number": 3, "serial": 27, "office": "测试办公室"},
        "article": [{"title": "一个标题", "body": "第一段的文字。\n\n第二段的文字。\n"}],
        "colophon": {"print_date": "2026-03-05"},
    });
    let request = Request::new("POST", "/v1/render").with("content-type", "application/json");
    assert!(server.send(request.body(json.to_string())).is(200).body == answer.body);
}

#[test]
fn pages_come_as_pictures_and_in_a_zip() {
    let server = Server::start();
    let accept = |kind: &str| Request::post("/v1/render", ISSUE).with("accept", kind);
    let png = server.send(accept("image/png"));
    assert_eq!(
        (png.is(200).header("content-type"), &png.body[..4]),
        ("image/png", &b"\x89PNG"[..])
    );
    let svg = server.send(accept("image/svg+xml"));
    assert!(svg.is(200).text().starts_with("<svg"));
    let zip = server.send(accept("application/zip"));
    assert!(zip.is(200).body.starts_with(b"PK") && zip.text().contains("issue-2.png"));
    assert!(server.send(accept("application/zip")).body == zip.body, "the same bytes again");
    server.send(Request::post("/v1/render?pages=9", ISSUE).with("accept", "image/png")).is(400);
}

#[test]
fn pictures_come_with_their_issue() {
    let server = Server::start();
    let folder = project("tests/issues/full");
    let issue = std::fs::read(folder.join("issue.toml")).expect("the case is there");
    let text = String::from_utf8_lossy(&issue).into_owned();
    let named: Vec<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("file = \"")?.split('"').next().map(str::to_owned))
        .collect();
    assert!(!named.is_empty());
    let bytes: Vec<_> = named
        .iter()
        .map(|name| std::fs::read(folder.join(name)).expect("the picture is there"))
        .collect();
    let mut all: Vec<(&str, Option<&str>, &[u8])> = vec![("issue", Some("issue.toml"), &issue)];
    all.extend(
        named
            .iter()
            .zip(&bytes)
            .map(|(name, bytes)| ("pictures", Some(name.as_str()), bytes.as_slice())),
    );
    let answer = server.send(multipart("/v1/render", parts(&all)));
    assert!(answer.is(200).body.starts_with(b"%PDF-"));
    let without = server.send(multipart("/v1/render", parts(&all[..1])));
    let problem = without.is(422).json();
    let found = problem["diagnostics"].as_array().expect("a list").iter();
    let errors: Vec<_> = found.filter(|it| it["severity"] == "error").collect();
    assert!(
        !errors.is_empty() && errors.iter().all(|it| it["code"] == "data/picture"),
        "{problem}"
    );
}

#[test]
fn pictures_may_be_as_large_as_is_said() {
    let server = Server::start();
    let with = |bytes: usize| {
        let picture = vec![0; bytes];
        let all =
            [("issue", Some("27.toml"), ISSUE.as_bytes()), ("pictures", Some("a.png"), &picture)];
        server.send(multipart("/v1/render", parts(&all)))
    };
    with(20_000_000).is(200);
    with(70_000_000).is(413);
    server.still_works();
}

#[test]
fn every_fault_is_told_at_its_place_and_field() {
    let server = Server::start();
    let broken = ISSUE.replace("number = 3", "number = \"三\"").replace("title =", "titel =");
    let answer = server.send(Request::post("/v1/render", broken.clone()));
    let problem = answer.is(422).json();
    let found = problem["diagnostics"].as_array().expect("a list");
    let of = |code: &str| {
        found.iter().find(|it| it["code"] == code).unwrap_or_else(|| panic!("{problem}"))
    };
    let kind = of("data/wrong-type");
    assert_eq!((&kind["line"], &kind["column"]), (&4.into(), &10.into()), "{kind}");
    assert_eq!(kind["pointer"], "/masthead/number");
    assert_eq!(of("data/unknown-field")["line"], 9);
    let checked = server.send(Request::post("/v1/check", broken)).is(200).json();
    assert_eq!(checked["diagnostics"], problem["diagnostics"]);
    assert!(checked["errors"].as_u64() >= Some(2));
}

#[test]
fn check_says_what_the_pages_measure() {
    let server = Server::start();
    let checked = server.send(Request::post("/v1/check?page=true", ISSUE)).is(200).json();
    assert_eq!(checked["errors"], 0, "{checked}");
    assert!(checked["rows"].as_array().is_some_and(|rows| rows.len() > 10), "{checked}");
}

#[test]
fn an_issue_is_published_once() {
    let server = Server::start();
    let put = |body: &str| {
        Request::new("PUT", "/v1/issues/27").with("content-type", "application/toml").body(body)
    };
    server.send(put(ISSUE)).is(428);
    let first = put(ISSUE).with("if-none-match", "*");
    let receipt = server.send(first.clone()).is(201).json();
    assert_eq!((&receipt["id"], &receipt["revision"]), (&"27".into(), &1.into()));
    let again = server.send(first).is(200).json();
    assert_eq!(again["unchanged"], true);
    let other = ISSUE.replace("第二段", "另一段");
    server.send(put(&other).with("if-none-match", "*")).is(412);
    let tag = format!("\"{}\"", receipt["sha256"].as_str().expect("a hash"));
    server.send(put(&other).with("if-match", "\"00\"")).is(412);
    let revised = server.send(put(&other).with("if-match", &tag)).is(201).json();
    assert_eq!(revised["revision"], 2);
    let wrong = Request::new("PUT", "/v1/issues/28").with("content-type", "application/toml");
    let wrong = server.send(wrong.with("if-none-match", "*").body(ISSUE));
    assert_eq!(wrong.is(422).json()["diagnostics"][0]["code"], "service/other-issue");
    server.office.run(&["verify", "--all"]).code(0);
}

#[test]
fn of_several_revisions_of_one_only_one_is_taken() {
    let server = Server::start();
    let put = |body: &str| {
        Request::new("PUT", "/v1/issues/27?reason=x")
            .with("content-type", "application/toml")
            .body(body)
    };
    let receipt = server.send(put(ISSUE).with("if-none-match", "*")).is(201).json();
    let tag = format!("\"00\", \"{}\"", receipt["sha256"].as_str().expect("a hash"));
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..4)
            .map(|n| {
                let body = ISSUE.replace("第二段", &format!("第{n}段"));
                let request = put(&body).with("if-match", &tag);
                let server = &server;
                scope.spawn(move || server.send(request).status)
            })
            .collect();
        asked.into_iter().map(|it| it.join().expect("it answers")).collect()
    });
    let count = |status| answers.iter().filter(|it| **it == status).count();
    assert_eq!((count(201), count(412)), (1, 3), "{answers:?}");
}

#[test]
fn a_fault_of_json_is_told_at_its_field_alone() {
    let server = Server::start();
    let json = r#"{"masthead": {"number": "三"}}"#;
    let request =
        Request::new("POST", "/v1/check").with("content-type", "application/json").body(json);
    let found = server.send(request).is(200).json()["diagnostics"].clone();
    let number =
        found.as_array().and_then(|all| all.iter().find(|it| it["code"] == "data/wrong-type"));
    let number = number.unwrap_or_else(|| panic!("{found}"));
    assert_eq!(
        (&number["pointer"], &number["line"]),
        (&"/masthead/number".into(), &serde_json::Value::Null)
    );
}

#[test]
fn one_damaged_record_hides_no_other() {
    let server = Server::with_176();
    let put = Request::new("PUT", "/v1/issues/177?reason=x")
        .with("content-type", "application/toml")
        .with("if-none-match", "*")
        .body(ISSUE.replace("serial = 27", "serial = 177"));
    server.send(put).is(201);
    let office = server.kill();
    let locks = office.files("archive/issues/176");
    office.write(&format!("archive/issues/176/{}", locks[0]), "nonsense");
    let server = Server::with(office, &[]);
    let list = server.get("/v1/issues").is(200).json();
    assert_eq!((&list["total"], &list["damaged"]), (&1.into(), &serde_json::json!(["176"])));
    server.get("/v1/issues/177/pdf").is(200);
    server.get("/v1/issues/176/pdf").is(503);
    assert!(server.page("/").contains("role=\"alert\""));
}

#[test]
fn a_word_that_stands_in_one_issue_often_hides_no_other() {
    let server = Server::start();
    for (serial, count) in [(27, 1), (28, 300)] {
        let issue = ISSUE
            .replace("serial = 27", &format!("serial = {serial}"))
            .replace("number = 3", &format!("number = {serial}"))
            .replace("第一段的文字。", &"蒲公英开花。".repeat(count));
        let put = Request::new("PUT", &format!("/v1/issues/{serial}"))
            .with("content-type", "application/toml")
            .with("if-none-match", "*")
            .body(issue);
        server.send(put).is(201);
    }
    let found = server.get("/v1/issues?q=%E8%92%B2%E5%85%AC%E8%8B%B1").is(200).json();
    assert_eq!(found["total"], 2, "{found}");
}

#[test]
fn a_print_date_that_goes_back_is_told_and_published() {
    let server = Server::start();
    let put = |serial: u32, day: &str| {
        let numbers = format!("number = {}\nserial = {serial}", serial - 24);
        let issue = ISSUE.replace("number = 3\nserial = 27", &numbers).replace("2026-03-05", day);
        let put = Request::new("PUT", &format!("/v1/issues/{serial}"));
        let put = put.with("content-type", "application/toml").with("if-none-match", "*");
        server.send(put.body(issue)).is(201).text()
    };
    assert!(!put(27, "2026-03-05").contains("structure/date-order"));
    let told = put(28, "2026-03-04");
    assert!(told.contains("structure/date-order"), "{told}");
}

#[test]
fn what_was_published_is_handed_out_as_it_is() {
    let server = Server::with_176();
    let pdf = server.get("/v1/issues/176/pdf");
    assert!(pdf.is(200).body == server.office.read("out/176.pdf"));
    let tag = pdf.header("etag").to_owned();
    let name = "filename*=UTF-8''%E5%B9%BF%E8%A5%BF%E7%B2%BE%E5%87%86";
    assert!(
        pdf.header("content-disposition").contains(name),
        "{}",
        pdf.header("content-disposition")
    );
    let again = Request::get("/v1/issues/176/pdf").with("if-none-match", &tag);
    assert!(server.send(again).is(304).body.is_empty());
    // Setting an issue again is work that was asked for; the client's copy does not answer the request.
    let set = Request::new("POST", "/v1/issues/176/regenerate").with("if-none-match", &tag);
    let set = server.send(set);
    assert!(set.is(200).body == pdf.body);
    assert_eq!((set.header("briefing-verdict"), set.header("etag")), ("same", tag.as_str()));
    let source = std::fs::read(project("data/176.toml")).expect("the issue is there");
    assert!(server.get("/v1/issues/176/source").is(200).body == source);
    assert!(server.get("/v1/issues/176/lock").is(200).text().contains(&tag[1..65]));
    let page = server.get("/v1/issues/176/pages/8/png");
    assert!(page.is(200).body.starts_with(b"\x89PNG"));
    server.get("/v1/issues/176/pages/9/png").is(404);
    server.get("/v1/issues/176/pdf?revision=2").is(404);
}

#[test]
fn issues_are_listed_and_found() {
    let server = Server::with_176();
    let list = server.get("/v1/issues?year=2018").is(200).json();
    assert_eq!((&list["total"], &list["issues"][0]["id"]), (&1.into(), &"176".into()));
    assert_eq!(server.get("/v1/issues?year=2019").json()["total"], 0);
    let found = server.get("/v1/issues?q=%E5%B0%8F%E8%BD%A6%E9%97%B4").is(200).json();
    assert_eq!(found["total"], 1);
    assert_eq!(found["places"][0]["found"], "小车间");
    assert_eq!(server.get("/v1/issues?q=%E6%9C%88%E7%90%83%E8%BD%A6").json()["total"], 0);
    assert_eq!(server.get("/v1/issues/176").json()["revisions"][0]["by"], "韦");
}

#[test]
fn the_archive_is_verified_while_somebody_waits_or_not() {
    let server = Server::with_176();
    let one = server.send(Request::new("POST", "/v1/issues/176/verify")).is(200).json();
    assert_eq!(one["sound"], true, "{one}");
    let begun = server.send(Request::new("POST", "/v1/verify"));
    let address = begun.is(202).header("location").to_owned();
    let ended = (0..600).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        let job = server.get(&address).is(200).json();
        (job["state"] != "begun").then_some(job)
    });
    let job = ended.expect("it ends");
    assert_eq!((&job["state"], &job["answer"]["sound"]), (&"done".into(), &true.into()), "{job}");
    server.get("/v1/jobs/9").is(404);
}

#[test]
fn the_service_says_what_it_is() {
    let server = Server::start();
    assert_eq!(server.get("/health").is(200).json()["status"], "ok");
    assert_eq!(server.get("/ready").is(200).json()["ready"], true);
    assert_eq!(server.get("/version").is(200).json()["typst"], "0.15.1");
    assert!(
        server.get("/v1/schema/issue.json").is(200).json()["properties"]["masthead"].is_object()
    );
    let roles = server.get("/v1/fonts").is(200).json();
    assert!(roles.as_array().is_some_and(|roles| roles.len() > 3), "{roles}");
    let styles = server.get("/v1/templates").is(200).json();
    let styles = styles["styles"].as_array().expect("a list");
    assert!(styles.len() == 7 && styles.contains(&"provincial-bulletin".into()), "{styles:?}");
    server.still_works();
    let metrics = server.get("/metrics").is(200).text();
    assert!(
        metrics.contains(
            "briefing_requests_total{method=\"POST\",path=\"/v1/render\",status=\"200\"} 1"
        ),
        "{metrics}"
    );
    assert!(metrics.ends_with("# EOF\n"));
}
