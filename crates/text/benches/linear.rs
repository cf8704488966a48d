//! Measures whether the reader and every rule of the copy-editor read any text in time that grows with its length: each
//! doubling from 64 KB to 1 MB may take 2.5 times as long, and 1 MB a second.
//!
//! The texts are what stalls a careless rule: each mark alone, after figures and after Han, pairs within each
//! other, and the slips of the rules' own cases, over and over.
#![expect(clippy::print_stdout, reason = "the table is what a benchmark is run for")]

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::Duration;

use briefing_support::arguments;
use briefing_support::office::{ISSUE, files_below, project};
use briefing_text::copyeditor::{Reading, Rule, rules};
use briefing_text::manuscript::Manuscript;
use briefing_values::clock;
use briefing_values::issue::Issue;
use briefing_values::lexicon::Lexicon;
use briefing_values::passage::{Part, Passage};
use briefing_values::sheet::Sheet;

/// The sizes of the texts, in KB.
const SIZES: [u32; 5] = [64, 128, 256, 512, 1024];
/// How much longer a text of twice the length may take.
const RATIO: f64 = 2.5;
/// How long 1 MB may take, and a part of it as much less.
const MOST: Duration = Duration::from_secs(1);
/// What is too short to be compared.
const NOTHING: Duration = Duration::from_millis(10);
/// What takes no longer for 128 KB is not measured further: even if it grew with the cube, 1 MB would take half a
/// second.
const HARMLESS: Duration = Duration::from_millis(1);
/// How often a text is read; the shortest time counts.
const RUNS: usize = 5;

/// Marks that rules look for.
const MARKS: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』［］—…～·－–　 \
                     年月日号第一是的共约近万";
/// Pairs of marks.
const PAIRS: [(char, char); 12] = [
    ('(', ')'),
    ('[', ']'),
    ('“', '”'),
    ('‘', '’'),
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
    ('［', '］'),
];
/// What is read besides bodies.
const PARTS: [Part; 8] = [
    Part::Title,
    Part::Byline,
    Part::Caption,
    Part::Cell,
    Part::Recipient,
    Part::Person,
    Part::Phone,
    Part::Email,
];

/// Files that stall a careless reader: what is repeated, and what stands around it.
const FILES: [(&str, &str, &str); 26] = [
    ("", "“", ""),
    ("", "\"", ""),
    ("", "[", ""),
    ("", "＝", ""),
    ("", "\\", ""),
    ("", "甲 ", ""),
    ("", "k 1 ", ""),
    ("", "\n", ""),
    ("", "\r", ""),
    ("", "a = = \n", ""),
    ("", "a = １\n", ""),
    ("", "a = \"\n", ""),
    ("", "a = “““\n", ""),
    ("", "a = \"\"\"x\n[b]\n", ""),
    ("a = ", "’甲", "\n"),
    ("a = “", "”甲", "\n"),
    ("a = \"", "\\q", "\"\n"),
    ("", "[[article]]\n", ""),
    ("", "[[article]]\ntitle = \"\"\n", ""),
    ("", "[[allow]]\nrule = \"x\"\n", ""),
    ("[distribution]\nreport_to = [", "1,", "]\n"),
    ("[distribution]\nreport_to = [", "\"甲\",", "]\n"),
    ("a = [\n", "，\n", "]\n"),
    ("a", ".a", " = 1\n"),
    ("a = ", "{a = ", "\n"),
    ("[[article]]\ntitle = \"一\"\nbody = \"\"\"", "第(一)段。\n\n", "\"\"\"\n"),
];

fn main() -> ExitCode {
    let largest = arguments::read("cargo bench --bench linear [-- KB]", |words| match words {
        [] => Some(1024),
        [size] => size.parse().ok(),
        _ => None,
    });
    let mut measured = Vec::new();
    for (text, make) in texts() {
        for rule in rules() {
            let time = |size| best(|| once(rule, &make(size)));
            measured.push(measure(rule.code().to_string(), &text, time, largest));
        }
    }
    for (before, piece, after) in FILES {
        let text = format!("{before}{piece}{after}");
        let file = |size| [before, &*piece.repeat(size / piece.len()), after].concat();
        let time = |size| best(|| read(&file(size)));
        measured.push(measure("reading".into(), &text, time, largest));
    }
    measured.sort_by_key(|it| Reverse(it.longest));
    println!("{} texts and rules, up to {largest} KB", measured.len());
    println!("| rule | text | longest | worst ratio |\n|---|---|--:|--:|");
    let mut wrong = 0;
    for (n, it) in measured.iter().enumerate() {
        let most = (MOST * largest / 1024).max(NOTHING);
        let fails = it.ratio > RATIO || it.longest > most;
        wrong += usize::from(fails);
        if n < 10 || fails {
            let ms = it.longest.as_secs_f64() * 1e3;
            println!("| {} | `{}` | {ms:.0} ms | {:.2} |", it.rule, it.text, it.ratio);
        }
    }
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a rule needs for a text.
struct Measured {
    rule: String,
    text: String,
    longest: Duration,
    ratio: f64,
}

/// Makes the passages of a text of some bytes.
type Make = Box<dyn Fn(usize) -> Vec<Passage>>;

/// Has texts of growing length read, until one takes too long.
fn measure(rule: String, text: &str, time: impl Fn(usize) -> Duration, largest: u32) -> Measured {
    let mut measured = Measured {
        rule,
        text: text.escape_debug().to_string(),
        longest: Duration::ZERO,
        ratio: 0.0,
    };
    let mut last = None;
    for size in SIZES.into_iter().filter(|size| *size <= largest) {
        let time = time(size as usize * 1024);
        if let Some(last) = last.filter(|_| time > NOTHING) {
            measured.ratio = measured.ratio.max(time.as_secs_f64() / last);
        }
        measured.longest = measured.longest.max(time);
        let harmless = size == SIZES[1] && time < HARMLESS;
        if harmless || time > MOST {
            break;
        }
        last = Some(time.max(NOTHING / 4).as_secs_f64());
    }
    measured
}

/// Returns the shortest of some times.
fn best(once: impl Fn() -> Duration) -> Duration {
    let first = once();
    // What is over at once is not worth four more readings, and what takes far too long is known already.
    let again = (HARMLESS..MOST * 2).contains(&first);
    let more = if again { RUNS - 1 } else { 0 };
    (0..more).map(|_| once()).fold(first, Duration::min)
}

/// Reads a file that is hardly an issue.
fn read(file: &str) -> Duration {
    let sheet = Sheet::of("large.toml", file);
    let start = clock::now();
    let examined = Manuscript::parse(sheet, None).examine();
    let time = start.elapsed();
    drop(std::hint::black_box(examined));
    time
}

/// The small issue, for rules that read its dates, and words that an office has of its own.
static HOUSE: LazyLock<(Issue, Lexicon)> = LazyLock::new(|| {
    let (issue, _) = Manuscript::parse(Sheet::of("issue.toml", ISSUE), None).examine();
    let words = "[[word]]\nwrong = \"甲\"\nright = \"乙\"\n";
    (issue, toml::from_str(words).expect("a lexicon"))
});

fn once(rule: &Rule, passages: &[Passage]) -> Duration {
    let (issue, lexicon) = &*HOUSE;
    let start = clock::now();
    let found = rule.read(&Reading { passages, issue: Some(issue), lexicon });
    let time = start.elapsed();
    drop(std::hint::black_box(found));
    time
}

/// Lists the texts, each with what makes it.
fn texts() -> Vec<(String, Make)> {
    let mut all: Vec<(String, Make)> = Vec::new();
    for mark in MARKS.chars() {
        for piece in [format!("{mark}"), format!("1{mark}"), format!("甲{mark}")] {
            for part in PARTS {
                all.push(whole(&format!("{piece} {part:?}"), &piece, part));
            }
            all.extend(bodies(&piece, &piece));
        }
    }
    for (open, close) in PAIRS {
        let (open, close) = (open.to_string(), close.to_string());
        let nested = move |size: usize| {
            let half = size / (open.len() + close.len());
            vec![passage(Part::Body, &format!("{}{}", open.repeat(half), close.repeat(half)))]
        };
        all.push((format!("{} within each other", nested(6)[0].text), Box::new(nested)));
    }
    for (code, slips) in slips() {
        all.extend(bodies(&code, &slips));
        all.extend(bodies(&format!("{code}, as one"), &slips.replace(['。', '\n'], "")));
    }
    all
}

/// Returns a text as one paragraph and as many.
fn bodies(name: &str, piece: &str) -> [(String, Make); 2] {
    let paragraph = piece.repeat(60 / piece.len().min(60));
    let many = move |size: usize| {
        let count = size / paragraph.len();
        (0..count).map(|_| passage(Part::Body, &paragraph)).collect::<Vec<_>>()
    };
    [whole(name, piece, Part::Body), (format!("{name}, in paragraphs"), Box::new(many))]
}

fn whole(name: &str, piece: &str, part: Part) -> (String, Make) {
    let piece = piece.to_owned();
    let one = move |size: usize| vec![passage(part, &piece.repeat(size / piece.len()))];
    (name.to_owned(), Box::new(one))
}

fn passage(part: Part, text: &str) -> Passage {
    let characters = text.char_indices().map(|(at, c)| (c, at..at + c.len_utf8()));
    Passage::new(part, Some(0), "article.0.body".into(), characters)
}

/// Returns the slips of each rule's cases, one after the other.
fn slips() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let files = files_below(&project("tests/rules")).into_iter();
    for file in files.filter(|file| file.strip_suffix(".toml").is_some()) {
        let text = std::fs::read_to_string(project("tests/rules").join(&file)).expect("a text");
        let cases: toml::Table = text.parse().expect("cases");
        for (name, case) in cases {
            let bad = case.get("bad").and_then(toml::Value::as_array).into_iter().flatten();
            let bad: String = bad.filter_map(toml::Value::as_str).collect();
            let bad = bad.replace(['⟦', '⟧'], "");
            if !bad.is_empty() {
                all.insert(name, bad);
            }
        }
    }
    all
}
