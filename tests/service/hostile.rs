//! Templates and data that use up time, memory or stack. Each ends as it must within its time plus a
//! second, the server stays small, and the next good issue is set at once.

use std::fmt::Write;
use std::time::{Duration, Instant};

use briefing_support::client::{Answer, Request};
use briefing_support::office::{ISSUE, Office};
use briefing_support::server::Server;

/// The time that a request may take, in seconds.
const SECONDS: u64 = 4;
/// The time for what is only a lot of work, in seconds: a slow machine gets to the end, too.
const PATIENT: u64 = 90;
/// The memory that a worker may use, in MiB.
const MEMORY: &str = "1536";
/// The most memory that the server may hold, in MB.
const SERVER: u64 = 200;

/// How a request must end.
#[derive(Debug, Clone, Copy)]
enum End {
    /// The issue is set.
    Set,
    /// It is refused with this status and, to say why, this code.
    Refused(u16, &'static str),
    /// A limit on memory, nesting or time stops it. Which of them comes first depends on the machine.
    Stopped,
    /// The same, unless the machine is fast enough to come to this code.
    StoppedOr(&'static str),
}

use End::{Refused, Set, Stopped, StoppedOr};

/// The limits that may stop a request.
const LIMITS: [(u16, &str); 2] = [(422, "service/too-much"), (503, "service/out-of-time")];

impl End {
    /// Asserts that an answer is such an end.
    #[track_caller]
    fn is(self, name: &str, answer: &Answer) {
        if let Set = self {
            assert!(answer.is(200).body.starts_with(b"%PDF-"), "{name}");
            return;
        }
        let problem = answer.json();
        let code = problem["diagnostics"][0]["code"].as_str().unwrap_or_default();
        let found = (answer.status, code);
        let fine = match self {
            Set => false,
            Refused(status, code) => found == (status, code),
            Stopped => LIMITS.contains(&found),
            StoppedOr(code) => LIMITS.contains(&found) || found == (422, code),
        };
        assert!(fine, "{name} ends with {found:?}, not {self:?}");
        let message = problem["diagnostics"][0]["message"].as_str();
        assert!(message.is_some_and(|it| !it.is_empty()), "{name}: {found:?}");
    }
}

/// The engine itself says what is wrong with a template.
const BY_ENGINE: End = Refused(422, "template/engine");

/// What templates do, and how it must end.
const TEMPLATES: [(&str, &str, End); 14] = [
    ("endless-loop", "#while true {}", BY_ENGINE),
    ("opaque-loop", "#{ let x = 1\n while x > 0 { x = calc.max(x, 1) } }", BY_ENGINE),
    ("endless-recursion", "#let f(n) = f(n + 1)\n#f(0)", BY_ENGINE),
    ("show-recursion", "#let foo(x) = { show: foo\n x }\n#foo[a]", Stopped),
    ("nested-rules", "#range(200000).fold([a], (x, i) => { show \"q\": \"z\"\n x })", Stopped),
    ("endless-lines", "#for i in range(3000000) [line #i #linebreak()]", Stopped),
    ("huge-text", "#(\"a\" * 8000000000)", Refused(422, "service/too-much")),
    ("huge-range", "#range(100000000000)", Stopped),
    ("huge-table", "#table(columns: 4, ..range(2000000).map(str))", Stopped),
    ("huge-word", "#(\"a\" * 20000000)", Stopped),
    ("many-pages", "#for i in range(5000) [#pagebreak() a]", Refused(422, "page/not-printed")),
    (
        "template-loop",
        "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}",
        Refused(422, "template/template"),
    ),
    ("reads-a-file", "#read(\"/etc/passwd\")", BY_ENGINE),
    ("loads-a-plugin", "#plugin(\"loop.wasm\")", BY_ENGINE),
];

/// A service whose requests may take this many seconds.
struct Limited {
    server: Server,
    seconds: u64,
}

impl Limited {
    /// Starts one for a project with a style for each of the templates.
    fn to(seconds: u64) -> Self {
        let mut office = Office::new().file("briefing.toml", "");
        for (name, template, _) in TEMPLATES {
            let page = format!("#set page(width: 210mm, height: 297mm)\n{template}\n");
            office = office
                .file(&format!("templates/{name}/page.typ.j2"), page)
                .file(&format!("templates/{name}/style.toml"), "entry = \"page.typ.j2\"\n");
        }
        let time = seconds.to_string();
        let words = ["--seconds", &time, "--memory", MEMORY, "--workers", "1"];
        Self { server: Server::with(office, &words), seconds }
    }

    /// Sends a request, and asserts how it ends: in time, with a server that stays small and keeps working.
    #[track_caller]
    fn ends(&self, name: &str, request: &Request, end: End) -> Answer {
        let start = Instant::now();
        let answer = self.server.send(request.clone());
        let spent = start.elapsed();
        end.is(name, &answer);
        assert!(spent < Duration::from_secs(self.seconds + 1), "{name} took {spent:?}");
        let memory = self.server.memory();
        assert!(memory < SERVER, "{name}: the server holds {memory} MB");
        let start = Instant::now();
        self.server.still_works();
        assert!(start.elapsed() < Duration::from_secs(2), "after {name}: {:?}", start.elapsed());
        answer
    }
}

#[test]
fn a_hostile_template_hurts_nobody_else() {
    let limited = Limited::to(SECONDS);
    for (name, _, end) in TEMPLATES {
        let issue = format!("style = \"{name}\"\n{ISSUE}");
        let answer = limited.ends(name, &Request::post("/v1/render", issue), end);
        assert!(!answer.text().contains("root:"), "{name} has read a file");
    }
}

/// Returns a request to set the small issue with this in place of its first paragraph.
fn with(body: &str) -> Request {
    Request::post("/v1/render", ISSUE.replace("第一段的文字。", body))
}

#[test]
fn hostile_data_hurts_nobody_else() {
    let limited = Limited::to(SECONDS);
    let post = |body: String| Request::post("/v1/render", body);
    let whole = post("#".repeat(63_000_000));
    limited.ends("63 MB", &whole, Refused(413, "service/too-large"));
    let deep = post(format!("a = {}{}\n", "[".repeat(50_000), "]".repeat(50_000)));
    limited.ends("deep TOML", &deep, Refused(422, "data/syntax"));
    let json = Request::new("POST", "/v1/render").with("content-type", "application/json");
    limited.ends("deep JSON", &json.body("[".repeat(50_000)), Refused(400, "data/syntax"));
    let beyond = StoppedOr("page/beyond-sheet");
    limited.ends("one word", &with(&"a".repeat(1_900_000)), beyond);
    limited.ends("many quotes", &with(&"“".repeat(600_000)), beyond);
}

#[test]
fn what_is_only_much_is_set_or_told_what_is_wrong_with_it() {
    let limited = Limited::to(PATIENT);
    let much = with(&"一二三四五六七八九十".repeat(60_000));
    limited.ends("600,000 characters", &much, Set);
    let many = (0..20_000).fold(String::new(), |mut text, n| {
        let _ = write!(text, "[[article]]\ntitle={n}\n");
        text
    });
    let many = Request::post("/v1/render", many);
    limited.ends("many articles", &many, Refused(422, "data/wrong-type"));
}

#[test]
fn a_picture_that_unfolds_is_looked_at_before_it_is_decoded() {
    let limited = Limited::to(SECONDS);
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
    limited.ends("60,000 x 60,000 pixels", &request, Refused(422, "data/picture"));
}

/// Returns a PNG with this many pixels each way, all black, one bit for each: a small file.
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
