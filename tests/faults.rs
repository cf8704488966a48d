//! Every fault has a file in `tests/faults`, named after it, and beside it the words that an editor reads:
//! `NAME.stderr` in English, `NAME.zh.stderr` in Chinese. `SNAPSHOTS=overwrite` records them; a human reads
//! the difference.
//!
//! The files in `house/` are house files for an issue without fault. Those in `remarks/` have something
//! that is worth mentioning but stops nothing; what `check` says about them is beside them.
//!
//! Each fault is a test of its own; `cargo test --test faults slip.quote` runs some. The library reports it
//! in this process; one of each kind is also shown to the program.

use std::collections::BTreeSet;
use std::fs;
use std::process::ExitCode;
use std::sync::LazyLock;

use libtest_mimic::{Arguments, Trial};
use unicode_width::UnicodeWidthStr;

use briefing::command::told;
use briefing::{Desk, SourceText};
use briefing_support::office::{ISSUE, Office, assert, files_below, project, recorded};
use briefing_values::catalogue::Lang;
use briefing_values::sheet::Sheet;

/// The languages, their names on the command line, and the endings of what is recorded in them.
const LANGUAGES: [(Lang, &str, &str); 2] =
    [(Lang::En, "en", "stderr"), (Lang::Zh, "zh", "zh.stderr")];

/// Faults that are also shown to the program, one of each kind: in the data, a slip, many at once, a
/// picture, a face, a page, a file that is not text, the house file. Those in `remarks/` are shown to the
/// program only.
const SHOWN: [&str; 8] = [
    "masthead.year_in_quotes",
    "slip.quote_opening",
    "ten_at_once",
    "picture.file_not_there",
    "glyph_missing_in_body",
    "page_email_too_long",
    "not_text",
    "house/rules_unknown",
];

/// What must hold for the records themselves.
const RECORDS: [(&str, fn()); 4] = [
    ("no_record_is_left_of_a_fault_that_is_gone", no_record_is_left_of_a_fault_that_is_gone),
    ("a_slip_is_told_once", a_slip_is_told_once_and_nothing_that_follows_from_it),
    ("ten_faults_are_ten_messages", ten_faults_are_ten_messages),
    ("carets_stand_below_what_they_point_at", carets_stand_below_what_they_point_at),
];

/// The built-in house, opened once: its faces take a while to read.
static DESK: LazyLock<Desk> = LazyLock::new(|| Desk::open(None).expect("the built-in house opens"));

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let holds = |(name, check): (&str, fn())| {
        Trial::test(name, move || {
            check();
            Ok(())
        })
    };
    let mut trials: Vec<_> = RECORDS.into_iter().map(holds).collect();
    for fault in faults(".toml") {
        let remark = fault.starts_with("remarks/");
        if remark || SHOWN.contains(&fault.as_str()) {
            trials.push(trial(fault.clone(), show).with_kind("program"));
        }
        if !remark {
            trials.push(trial(fault, tell));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Returns the names of the faults: the files of the folder with this ending.
fn faults(ending: &str) -> BTreeSet<String> {
    let files = files_below(&project("tests/faults"));
    files.iter().filter_map(|file| file.strip_suffix(ending)).map(String::from).collect()
}

/// Returns what is said about a fault in a language, which is given with its name on the command line.
type Teller = fn(&str, (Lang, &str)) -> Result<String, String>;

/// Returns the test that checks what is said about a fault against what is recorded.
fn trial(fault: String, said: Teller) -> Trial {
    Trial::test(fault.clone(), move || {
        for (lang, name, ending) in LANGUAGES {
            let record = recorded(&project("tests/faults").join(format!("{fault}.{ending}")));
            let said = said(&fault, (lang, name))?;
            assert().try_eq(Some(&fault), said.into(), record).map_err(|it| it.to_string())?;
        }
        Ok(())
    })
}

/// Returns what the library says about a fault.
fn tell(fault: &str, (lang, _): (Lang, &str)) -> Result<String, String> {
    let folder = project("tests/faults");
    let file = format!("{fault}.toml");
    let bytes = fs::read(folder.join(&file)).expect("the fault is there");
    let office = Office::new();
    let printed = if fault.starts_with("house/") {
        office.write("briefing.toml", bytes);
        Desk::open(Some(office.path("."))).and_then(|desk| {
            let sheet = Sheet::new("issue.toml", ISSUE.as_bytes())?;
            desk.edition(&SourceText { sheet, pictures: office.path(".").into() })
        })
    } else {
        let sheet = Sheet::new(&file, &bytes);
        sheet.and_then(|sheet| DESK.edition(&SourceText { sheet, pictures: folder.into() }))
    };
    match printed {
        Ok(_) => Err("the fault was printed".into()),
        Err(error) => {
            let said = told(&error.faults, lang);
            Ok(said.replace(&format!("{}/", office.path(".").display()), ""))
        }
    }
}

/// Shows a fault to the program, and returns what it says.
fn show(fault: &str, (_, lang): (Lang, &str)) -> Result<String, String> {
    let office = Office::new();
    let folder = project("tests/faults");
    let root = office.path("").display().to_string();
    let words = |more: &[&str]| {
        let all = [&["-C", &root, "--lang", lang], more].concat();
        office.finish(office.command(&all).current_dir(&folder))
    };
    let file = format!("{fault}.toml");
    let run = match fault.split_once('/') {
        Some(("house", _)) => {
            let house = fs::read(folder.join(&file)).expect("the fault is there");
            office.write("briefing.toml", house);
            office.write("issue.toml", ISSUE);
            office.run(&["--lang", lang, "render", "issue.toml", "-o", "issue.pdf"])
        }
        Some(_) => words(&["check", &file]),
        None => words(&["render", &file, "-o", &root]),
    };
    let remark = fault.starts_with("remarks/");
    if run.status() != Some(i32::from(!remark)) {
        return Err(format!("the exit code is {:?}\n{}", run.status(), run.words()));
    }
    if office.files(".").iter().any(|file| file.strip_suffix(".pdf").is_some()) {
        return Err("the fault was printed".into());
    }
    Ok(if remark { String::from_utf8_lossy(run.bytes()).into_owned() } else { run.words() })
}

fn no_record_is_left_of_a_fault_that_is_gone() {
    let (all, chinese) = (faults(".stderr"), faults(".zh.stderr"));
    let english = all.into_iter().filter(|name| name.strip_suffix(".zh").is_none()).collect();
    for records in [english, chinese] {
        let alone: Vec<_> = records.symmetric_difference(&faults(".toml")).cloned().collect();
        assert_eq!(alone, [""; 0], "a record without a fault, or a fault without a record");
    }
    let pictures = files_below(&project("tests/faults/pictures"));
    let known = [
        "blank.svg",
        "broken.svg",
        "cut-short.jpg",
        "cut-short.png",
        "fine.png",
        "moving.gif",
        "running.svg",
        "strange-word.svg",
        "too-many-pixels.png",
        "with-photo.svg",
    ];
    assert_eq!(pictures, known);
}

/// Returns how many messages a recorded output has.
fn messages(record: &str) -> usize {
    let heads = ["error[", "warning[", "hint[", "错误[", "警告[", "提示["];
    record.lines().filter(|line| heads.iter().any(|head| line.starts_with(head))).count()
}

fn record(fault: &str, ending: &str) -> String {
    let path = project("tests/faults").join(format!("{fault}.{ending}"));
    fs::read_to_string(path).expect("the record is there")
}

fn a_slip_is_told_once_and_nothing_that_follows_from_it() {
    let slips: Vec<_> =
        faults(".toml").into_iter().filter(|name| name.starts_with("slip.")).collect();
    assert!(slips.len() > 60, "only {slips:?}");
    for slip in slips {
        for (.., ending) in LANGUAGES {
            assert_eq!(messages(&record(&slip, ending)), 1, "{slip}");
        }
    }
}

fn ten_faults_are_ten_messages() {
    for fault in ["ten_at_once", "ten_slips_at_once"] {
        for (.., ending) in LANGUAGES {
            assert_eq!(messages(&record(fault, ending)), 10, "{fault}");
        }
    }
}

/// An excerpt of a file in a message: where the message points, the line shown, and the one below it.
struct Excerpt<'a> {
    line: usize,
    column: usize,
    shown: &'a str,
    below: &'a str,
}

/// Reads the lines of an excerpt, from `--> file:line:column` on.
fn excerpt<'a>(lines: &[&'a str]) -> Option<Excerpt<'a>> {
    let place = lines[0].trim_start().strip_prefix("--> ")?;
    let mut numbers = place.rsplit(':').map(|number| number.parse().ok());
    let (column, line) = (numbers.next()??, numbers.next()??);
    let behind_rule = |line: &'a str| line.split_once('|').map_or("", |(_, rest)| rest);
    let [shown, below] = [lines[2], lines[3]].map(|line| {
        let rest = behind_rule(line);
        rest.strip_prefix(' ').unwrap_or(rest)
    });
    Some(Excerpt { line, column, shown, below })
}

/// Asserts that the carets of an excerpt begin below the place, and do not go past the end of its line.
#[track_caller]
fn carets_fit(fault: &str, text: &str, excerpt: &Excerpt<'_>) {
    let Excerpt { line, column, shown, below } = excerpt;
    let source = text.lines().nth(line - 1).unwrap_or_default();
    // Of a long line, only the part around the place is shown, from 25 characters before it.
    let before = if source.chars().count() > 96 { (column - 1).min(25) } else { column - 1 };
    let before = shown.chars().take(before).collect::<String>().width();
    let carets = below.trim_start_matches(' ');
    assert_eq!(below.len() - carets.len(), before, "{fault}\n{shown}\n{below}");
    let most = (shown.width() - before).max(1);
    assert!(carets.chars().all(|c| c == '^') && (1..=most).contains(&carets.len()), "{fault}");
}

fn carets_stand_below_what_they_point_at() {
    let mut seen = 0;
    for fault in faults(".toml") {
        let bytes = fs::read(project(&format!("tests/faults/{fault}.toml"))).expect("it is there");
        let text = String::from_utf8_lossy(&bytes);
        for (.., ending) in LANGUAGES {
            let record = record(&fault, ending);
            let lines: Vec<_> = record.lines().collect();
            for excerpt in lines.windows(4).filter_map(excerpt) {
                carets_fit(&fault, &text, &excerpt);
                seen += 1;
            }
        }
    }
    assert!(seen > 250, "only {seen} excerpts");
}
