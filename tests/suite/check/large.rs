//! No file is so large or so strange that its check never ends. How long it takes is measured by
//! `cargo bench --bench linear`: a megabyte of anything is read in a moment, which would be a thousand moments if
//! the work grew with the square of the length.

use briefing_desk::Desk;
use briefing_desk::order::SourceText;
use briefing_support::office::ISSUE;
use briefing_values::diagnostic::Diagnostic;
use briefing_values::error::codes;
use briefing_values::sheet::Sheet;

/// The length of each file, in bytes.
const LENGTH: usize = 1_000_000;

/// Checks a megabyte of the same text, repeated over and over.
#[track_caller]
fn reads(text: &str) {
    between("", text, "");
}

/// Checks a megabyte of a text between two others, and asserts that something is found.
#[track_caller]
fn between(before: &str, text: &str, after: &str) {
    let file = [before, &text.repeat(LENGTH / text.len()), after].concat();
    let desk = Desk::open(None).expect("the built-in house opens");
    let copy = SourceText { sheet: Sheet::of("large.toml", &file), pictures: ".".into() };
    let told = Diagnostic::all(&desk.examine(&copy).faults);
    assert!(!told.is_empty(), "{text:?} is no issue");
}

#[test]
fn marks_without_end() {
    for mark in ["“", "\"", "'", "[", "【", "＝", "：", "#", "\\", "甲 ", "甲.", "a ", "k 1 "]
    {
        reads(mark);
    }
}

#[test]
fn line_ends_without_end() {
    for end in ["\n", "\r", "\r\n", "a\n", "a = = \n", "a = 1\n", "a = １\n"] {
        reads(end);
    }
}

#[test]
fn texts_that_are_opened_again_and_again() {
    for opened in
        ["a = \"\n", "a = '\n", "a = “\n", "a = \"\"\"\n", "a = “““\n", "a = \"\"\"x\n[b]\n"]
    {
        reads(opened);
    }
    between("a = ", "’甲", "\n");
    between("a = “", "”甲", "\n");
    between("a = \"", "\\q", "\"\n");
}

#[test]
fn lists_and_tables_without_end() {
    for table in ["[[article]]\n", "[[article]]\ntitle = \"\"\n", "[[allow]]\nrule = \"x\"\n"] {
        reads(table);
    }
    between("a = [", "1,", "]\n");
    between("[distribution]\nreport_to = [", "1,", "]\n");
    between("[distribution]\nreport_to = [", "\"甲\",", "]\n");
    between("a = [\n", "，\n", "]\n");
}

#[test]
fn depth_without_end() {
    between("a", ".a", " = 1\n");
    between("[a", ".a", "]\n");
    between("a = ", "{a = ", "\n");
    between("a = ", "[[", "\n");
}

#[test]
fn findings_without_end() {
    between("[[article]]\ntitle = \"一\"\nbody = \"\"\"", "第(一)段。\n\n", "\"\"\"\n");
    between("[[article]]\ntitle = \"一\"\nbody = \"", "甲(", "\"\n");
}

#[test]
fn names_without_end() {
    let names = |line: fn(usize) -> String| -> String { (0..50_000).map(line).collect() };
    let desk = Desk::open(None).expect("the built-in house opens");
    for file in [
        names(|n| format!("k{n} = 1\n")),
        names(|n| format!("[t{n}]\n")),
        "[rules]\n".to_owned() + &names(|n| format!("r{n} = \"off\"\n")),
    ] {
        let copy = SourceText { sheet: Sheet::of("large.toml", &file), pictures: ".".into() };
        let faults = desk.examine(&copy).faults;
        assert!((100..5_000).contains(&faults.len()), "{} faults", faults.len());
    }
}

#[test]
fn exceptions_without_end() {
    let exception = "[[allow]]\nrule = \"punct/dash\"\nwords = \"甲乙\"\nreason = \"x\"\n";
    let faults = |count: usize| {
        let file = ISSUE.to_owned() + &exception.repeat(count);
        let desk = Desk::open(None).expect("the built-in house opens");
        let copy = SourceText { sheet: Sheet::of("large.toml", &file), pictures: ".".into() };
        let faults = desk.examine(&copy).faults;
        faults.iter().filter(|it| it.problem.code() == codes::data::TOO_MANY_EXCEPTIONS).count()
    };
    assert_eq!((faults(500), faults(501), faults(30_000)), (0, 1, 1));
}
