//! Templates and data that use up time, memory or stack. Each ends in a refusal within the time and a
//! second, the server stays small, and the next good issue is set at once.

use std::fmt::Write;
use std::time::{Duration, Instant};

use briefing_support::client::{Answer, Request};
use briefing_support::office::{ISSUE, Office};
use briefing_support::server::Server;

/// The time that a request may take, in seconds.
const SECONDS: u64 = 4;
/// The memory that a worker may use, in MiB.
const MEMORY: &str = "1536";
/// The most memory that the server may hold, in MB.
const SERVER: u64 = 200;

/// What templates do, and how it may end: refused by the engine, by the limits of the process, or by
/// the clock. Which of the last two is first depends on the machine.
const TEMPLATES: [(&str, &str, &[u16]); 14] = [
    ("endless-loop", "#while true {}", &[422]),
    ("opaque-loop", "#{ let x = 1\n while x > 0 { x = calc.max(x, 1) } }", &[422]),
    ("endless-recursion", "#let f(n) = f(n + 1)\n#f(0)", &[422]),
    ("show-recursion", "#let foo(x) = { show: foo\n x }\n#foo[a]", &[422]),
    ("nested-rules", "#range(200000).fold([a], (x, i) => { show \"q\": \"z\"\n x })", &[422, 503]),
    ("endless-lines", "#for i in range(3000000) [line #i #linebreak()]", &[422, 503]),
    ("huge-text", "#(\"a\" * 8000000000)", &[422]),
    ("huge-range", "#range(100000000000)", &[422]),
    ("huge-table", "#table(columns: 4, ..range(2000000).map(str))", &[422, 503]),
    ("huge-word", "#(\"a\" * 20000000)", &[422, 503]),
    ("many-pages", "#for i in range(20000) [#pagebreak() a]", &[422]),
    (
        "template-loop",
        "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}",
        &[422],
    ),
    ("reads-a-file", "#read(\"/etc/passwd\")", &[422]),
    ("loads-a-plugin", "#plugin(\"loop.wasm\")", &[422]),
];

/// Returns a server for a project with a style for each of the templates.
fn server() -> Server {
    let mut office = Office::new().file("briefing.toml", "");
    for (name, template, _) in TEMPLATES {
        let page = format!("#set page(width: 210mm, height: 297mm)\n{template}\n");
        office = office
            .file(&format!("templates/{name}/page.typ.j2"), page)
            .file(&format!("templates/{name}/style.toml"), "entry = \"page.typ.j2\"\n");
    }
    let seconds = SECONDS.to_string();
    Server::with(office, &["--seconds", &seconds, "--memory", MEMORY, "--workers", "1"])
}

/// Sends a request, and asserts how it ends.
#[track_caller]
fn ends(server: &Server, name: &str, request: &Request, allowed: &[u16]) -> Answer {
    let start = Instant::now();
    let answer = server.send(request.clone());
    let spent = start.elapsed();
    assert!(allowed.contains(&answer.status), "{name}: {} {}", answer.status, answer.text());
    assert!(spent < Duration::from_secs(SECONDS + 1), "{name} took {spent:?}");
    assert!(server.memory() < SERVER, "{name}: the server holds {} MB", server.memory());
    let start = Instant::now();
    server.still_works();
    assert!(start.elapsed() < Duration::from_secs(2), "after {name}: {:?}", start.elapsed());
    answer
}

#[test]
fn a_hostile_template_hurts_nobody_else() {
    let server = server();
    for (name, _, allowed) in TEMPLATES {
        let issue = format!("style = \"{name}\"\n{ISSUE}");
        let answer = ends(&server, name, &Request::post("/v1/render", issue), allowed);
        let problem = answer.json();
        assert!(
            problem["diagnostics"][0]["message"].as_str().is_some_and(|it| !it.is_empty()),
            "{name}: {problem}"
        );
        assert!(!answer.text().contains("root:"), "{name} has read a file");
    }
}

#[test]
fn hostile_data_hurts_nobody_else() {
    let server = server();
    let post = |body: String| Request::post("/v1/render", body);
    let with = |body: &str| ISSUE.replace("第一段的文字。", body);
    ends(&server, "63 MB", &post("#".repeat(63_000_000)), &[413]);
    ends(
        &server,
        "deep TOML",
        &post(format!("a = {}{}\n", "[".repeat(50_000), "]".repeat(50_000))),
        &[422],
    );
    let json = Request::new("POST", "/v1/render").with("content-type", "application/json");
    ends(&server, "deep JSON", &json.body("[".repeat(50_000)), &[400]);
    ends(&server, "one word", &post(with(&"a".repeat(1_900_000))), &[422, 503]);
    let many: String = (0..80_000).fold(String::new(), |mut text, n| {
        let _ = write!(text, "[[article]]\ntitle={n}\n");
        text
    });
    ends(&server, "many articles", &post(many), &[422, 503]);
    ends(&server, "many quotes", &post(with(&"“".repeat(600_000))), &[422, 503]);
    // What is only much is set.
    ends(
        &server,
        "600,000 characters",
        &post(with(&"一二三四五六七八九十".repeat(60_000))),
        &[200, 422, 503],
    );
}

#[test]
fn a_picture_that_unfolds_is_looked_at_before_it_is_decoded() {
    let server = server();
    let picture = huge_png(60_000);
    assert!(picture.len() < 1_000_000);
    let issue = format!(
        "{}\n[[article.picture]]\nfile = \"a.png\"\nalt = \"图\"\n",
        ISSUE
            .split("\n[colophon]")
            .next()
            .expect("it has one")
            .replace("第二段的文字。", "第二段的文字。\n\n【图1】")
    );
    let issue = format!("{issue}\n[colophon]\nprint_date = 2026-03-05\n");
    let mut body = Vec::new();
    for (name, file, bytes) in
        [("issue", "issue.toml", issue.as_bytes()), ("pictures", "a.png", &picture)]
    {
        body.extend_from_slice(
            format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n").as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--b--\r\n");
    let kind = "multipart/form-data; boundary=b";
    let request = Request::new("POST", "/v1/render").with("content-type", kind).body(body);
    let answer = ends(&server, "60,000 x 60,000 pixels", &request, &[422]);
    assert_eq!(answer.json()["diagnostics"][0]["code"], "data/picture", "{}", answer.text());
}

/// Returns a PNG of so many pixels each way, all black, one bit for each: small as a file.
fn huge_png(side: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().expect("memory takes it");
    let mut stream = writer.stream_writer().expect("memory takes it");
    let row = vec![0; side.div_ceil(8) as usize];
    for _ in 0..side {
        std::io::Write::write_all(&mut stream, &row).expect("memory takes it");
    }
    stream.finish().expect("memory takes it");
    drop(writer);
    bytes
}
