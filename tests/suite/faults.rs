//! Every fault has a file in `tests/faults`, named after it, and beside that the words that an
//! editor reads: `NAME.stderr` in English, `NAME.zh.stderr` in Chinese. `SNAPSHOTS=overwrite` records
//! them; a human reads the difference.
//!
//! The files in `house/` are house files above an issue without fault. Those in `remarks/` have
//! something that is worth a word but stops nothing; what `check` says of them is beside them.

use std::collections::BTreeSet;
use std::fs;

use unicode_width::UnicodeWidthStr;

use briefing_support::office::{ISSUE, Office, Run, assert, files_below, project, recorded};

/// The languages, and the endings of what is recorded in them.
const LANGUAGES: [(&str, &str); 2] = [("en", "stderr"), ("zh", "zh.stderr")];

/// Returns the names of the faults: the files of the folder with this ending.
fn faults(ending: &str) -> BTreeSet<String> {
    let files = files_below(&project("tests/faults"));
    files.iter().filter_map(|file| file.strip_suffix(ending)).map(String::from).collect()
}

/// Shows a fault to the program.
fn tell(office: &Office, fault: &str, lang: &str) -> Run {
    let folder = project("tests/faults");
    let root = office.path("").display().to_string();
    let words = |more: &[&str]| {
        let all = [&["-C", &root, "--lang", lang], more].concat();
        office.finish(office.command(&all).current_dir(&folder))
    };
    let file = format!("{fault}.toml");
    match fault.split_once('/') {
        Some(("house", _)) => {
            office
                .write("briefing.toml", fs::read(folder.join(&file)).expect("the fault is there"));
            office.write("issue.toml", ISSUE);
            office.run(&["--lang", lang, "render", "issue.toml", "-o", "issue.pdf"])
        }
        Some(_) => words(&["check", &file]),
        None => words(&["render", &file, "-o", &root]),
    }
}

/// Holds what the program says of a fault against what is recorded.
fn read(fault: &str, lang: &str, ending: &str) -> Result<(), String> {
    let office = Office::new();
    let run = tell(&office, fault, lang);
    let remark = fault.starts_with("remarks/");
    if run.status() != Some(i32::from(!remark)) {
        return Err(format!("{fault}: the exit code is {:?}\n{}", run.status(), run.words()));
    }
    if office.files(".").iter().any(|file| file.strip_suffix(".pdf").is_some()) {
        return Err(format!("{fault}: a fault was printed"));
    }
    let record = recorded(&project("tests/faults").join(format!("{fault}.{ending}")));
    let said = if remark { String::from_utf8_lossy(run.bytes()).into_owned() } else { run.words() };
    assert().try_eq(Some(&fault), said.into(), record).map_err(|error| error.to_string())
}

#[test]
fn every_fault_is_told_in_the_recorded_words() {
    for (lang, ending) in LANGUAGES {
        let wrong: Vec<_> =
            faults(".toml").iter().filter_map(|it| read(it, lang, ending).err()).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn no_record_is_left_of_a_fault_that_is_gone() {
    let (chinese, all) = (faults(".zh.stderr"), faults(".stderr"));
    let english: BTreeSet<_> =
        all.into_iter().filter(|name| name.strip_suffix(".zh").is_none()).collect();
    assert_eq!(chinese, faults(".toml"));
    assert_eq!(english, faults(".toml"));
    let pictures = files_below(&project("tests/faults/pictures"));
    assert_eq!(pictures, ["cut-short.png", "fine.png", "too-many-pixels.png"]);
}

/// Returns the messages of a recorded output.
fn messages(record: &str) -> usize {
    let heads = ["error[", "warning[", "hint[", "错误[", "警告[", "提示["];
    record.lines().filter(|line| heads.iter().any(|head| line.starts_with(head))).count()
}

fn record(fault: &str, ending: &str) -> String {
    let path = project("tests/faults").join(format!("{fault}.{ending}"));
    fs::read_to_string(path).expect("the record is there")
}

#[test]
fn a_slip_is_told_once_and_nothing_that_follows_from_it() {
    let slips: Vec<_> =
        faults(".toml").into_iter().filter(|name| name.starts_with("slip.")).collect();
    assert!(slips.len() > 60, "only {slips:?}");
    for slip in slips {
        for (_, ending) in LANGUAGES {
            assert_eq!(messages(&record(&slip, ending)), 1, "{slip}");
        }
    }
}

#[test]
fn ten_faults_are_ten_messages() {
    for fault in ["ten_at_once", "ten_slips_at_once"] {
        for (_, ending) in LANGUAGES {
            assert_eq!(messages(&record(fault, ending)), 10, "{fault}");
        }
    }
}

/// An excerpt of a file in a message: where the message points, the line shown, and that below it.
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

/// Asserts that the carets of an excerpt begin below the place, and do not leave its line.
#[track_caller]
fn carets_fit(fault: &str, text: &str, excerpt: &Excerpt<'_>) {
    let Excerpt { line, column, shown, below } = excerpt;
    let source = text.lines().nth(line - 1).unwrap_or_default();
    // Of a long line only the part around the place is shown, from 25 characters before it on.
    let before = if source.chars().count() > 96 { (column - 1).min(25) } else { column - 1 };
    let before = shown.chars().take(before).collect::<String>().width();
    let carets = below.trim_start_matches(' ');
    assert_eq!(below.len() - carets.len(), before, "{fault}\n{shown}\n{below}");
    let most = (shown.width() - before).max(1);
    assert!(carets.chars().all(|c| c == '^') && (1..=most).contains(&carets.len()), "{fault}");
}

#[test]
fn carets_stand_below_what_they_point_at() {
    let mut seen = 0;
    for fault in faults(".toml") {
        let bytes = fs::read(project(&format!("tests/faults/{fault}.toml"))).expect("it is there");
        let text = String::from_utf8_lossy(&bytes);
        for (_, ending) in LANGUAGES {
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
