//! Measures whether the reader and every rule of the copy-editor read any text in time that grows with its length: each
//! doubling from 64 KB to 1 MB may take 2.5 times as long, and 1 MB a second.
//!
//! The texts are what stalls a careless rule: each mark alone, after figures and after Han, pairs within each
//! other, and the slips of the rules' own cases, over and over. With a number EVERY, only every so-many-th of them is
//! read.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the table is what a benchmark is run for, and it takes minutes"
)]

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;
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

/// As in the program: the system's allocator gives large blocks back at once, and to have them anew takes longer than
/// most rules.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
/// How often a text is read that took too long; the shortest time counts.
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
    let usage = "cargo bench --bench linear [-- KB [EVERY]]";
    let (largest, every) = arguments::read(usage, |words| match words {
        [] => Some((1024, 1)),
        [size] => Some((size.parse().ok()?, 1)),
        [size, every] => Some((size.parse().ok()?, every.parse().ok().filter(|it| *it > 0)?)),
        _ => None,
    });
    println!("| rule | text | longest | worst ratio |\n|---|---|--:|--:|");
    let mut courses: Vec<Course> = Vec::new();
    let texts = texts();
    for (n, (text, make)) in texts.iter().enumerate().step_by(every) {
        courses.extend(read_by_rules(text, make, largest));
        let ended = n + every;
        if ended / 200 > n / 200 {
            eprintln!("{ended} of {} texts", texts.len());
        }
    }
    for (before, piece, after) in FILES {
        let file = |size: usize| [before, &*piece.repeat(size / piece.len()), after].concat();
        let course = Course::new("reading".into(), &format!("{before}{piece}{after}"));
        let by_size = |size| read(&file(size));
        courses.push(course.through(largest, by_size).told(largest, by_size));
    }
    courses.sort_by_key(|it| Reverse(it.longest));
    println!("\n{} texts and rules, up to {largest} KB; the slowest:\n", courses.len());
    courses.iter().take(10).for_each(|it| println!("{it}"));
    let wrong = courses.iter().filter(|it| it.fails).count();
    println!("\n{wrong} over a limit");
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Makes the passages of a text of some bytes.
type Make = Box<dyn Fn(usize) -> Vec<Passage>>;

/// Has each rule read a text of growing length. A text is made once for all rules: that takes longer than most of them.
fn read_by_rules(text: &str, make: &Make, largest: u32) -> Vec<Course> {
    let course = |rule: &'static Rule| (rule, Course::new(rule.code().to_string(), text));
    let mut courses: Vec<_> = rules().iter().map(course).collect();
    for size in SIZES.into_iter().filter(|size| *size <= largest) {
        if courses.iter().all(|(_, course)| course.ended) {
            break;
        }
        let passages = make(size as usize * 1024);
        for (rule, course) in &mut courses {
            course.step(size, || once(rule, &passages));
        }
    }
    let again = |rule: &'static Rule| move |size| once(rule, &make(size));
    courses.into_iter().map(|(rule, course)| course.told(largest, again(rule))).collect()
}

/// What a reader needs for a text that grows.
struct Course {
    rule: String,
    text: String,
    /// What it needed for the size before.
    last: Option<Duration>,
    longest: Duration,
    /// How much longer a text of twice the length took, at most.
    ratio: f64,
    /// Whether longer texts would tell nothing more.
    ended: bool,
    fails: bool,
}

impl Course {
    fn new(rule: String, text: &str) -> Self {
        Self {
            rule,
            text: text.escape_debug().to_string(),
            last: None,
            longest: Duration::ZERO,
            ratio: 0.0,
            ended: false,
            fails: false,
        }
    }

    /// Has a text of this many KB read. What stays within the limits is read once; what does not, five times, of which
    /// the shortest counts.
    fn step(&mut self, size: u32, read: impl Fn() -> Duration) {
        if self.ended {
            return;
        }
        let most = (MOST * size / 1024).max(NOTHING);
        let mut time = read();
        for _ in 1..RUNS {
            if (time <= most && self.ratio_of(time) <= RATIO) || time > MOST * 2 {
                break;
            }
            time = time.min(read());
        }
        self.ratio = self.ratio.max(self.ratio_of(time));
        self.longest = self.longest.max(time);
        self.fails |= time > most || self.ratio_of(time) > RATIO;
        self.ended = (size == SIZES[1] && time < HARMLESS) || time > MOST;
        self.last = Some(time);
    }

    /// Returns how much longer this is than for the size before; what is too short to be compared counts for nothing.
    fn ratio_of(&self, time: Duration) -> f64 {
        match self.last {
            Some(last) if time > NOTHING => {
                time.as_secs_f64() / last.max(NOTHING / 4).as_secs_f64()
            }
            _ => 0.0,
        }
    }

    /// Has texts of all sizes read.
    fn through(mut self, largest: u32, read: impl Fn(usize) -> Duration) -> Self {
        for size in SIZES.into_iter().filter(|size| *size <= largest) {
            self.step(size, || read(size as usize * 1024));
        }
        self
    }

    /// Prints at once what fails, and fails again: another program may have taken the machine for a moment.
    fn told(mut self, largest: u32, read: impl Fn(usize) -> Duration) -> Self {
        for _ in 1..RUNS {
            if !self.fails {
                return self;
            }
            let fresh = Self { last: None, longest: Duration::ZERO, ratio: 0.0, ..self };
            self = Self { ended: false, fails: false, ..fresh }.through(largest, &read);
        }
        if self.fails {
            println!("{self}");
        }
        self
    }
}

impl fmt::Display for Course {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.longest.as_secs_f64() * 1e3;
        write!(to, "| {} | `{}` | {ms:.0} ms | {:.2} |", self.rule, self.text, self.ratio)
    }
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
