//! Data can never become code: whatever an editor types into a field appears on the page as typed.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use briefing_values::proof::Proof;

use crate::press::{proof, try_proof};

/// How many issues are set, with `FIELDS` strings each: more than 10,000 strings.
const ISSUES: u32 = 400;
/// How many fields are filled with strings of their own.
const FIELDS: usize = 29;

/// The fields that have a line of the page to themselves, or share one: name, office, classification, copy
/// number, titles and contacts. Longer words are refused there, so theirs are cut.
const NARROW: [usize; 9] = [0, 1, 2, 3, 5, 13, 26, 27, 28];

/// Words that would do something if they were code to minijinja or Typst.
const ATTACKS: [&str; 44] = [
    "#read(\"/etc/passwd\")",
    "#import \"x.typ\": *",
    "#eval(\"1 + 1\")",
    "#include \"/etc/passwd\"",
    "#let x = 1",
    "#set text(red)",
    "#show: none",
    "#while true {}",
    "#plugin(\"x.wasm\")",
    "#sys.inputs",
    "#panic(\"x\")",
    "#pagebreak()",
    "#metadata(1) <body-end>",
    "#json(\"x\")",
    "#image(\"x.png\")",
    "#(1 + 1)",
    "{{ issue }}",
    "{% include \"page.typ.j2\" %}",
    "{# gone #}",
    "{{ 'a' * 9 }}",
    "{% raw %}",
    "{%- endfor %}",
    "\"; #read(\"x\"); \"",
    "\\\"; panic() //",
    "\\",
    "\\u{41}",
    "\\n",
    "\"",
    "\"#\"",
    "];#[",
    ")}]>",
    "$x^2$",
    "*bold* _it_ `raw`",
    "= title",
    "- item",
    "+ item",
    "/ term: x",
    "// gone",
    "/* gone */",
    "https://example.org/#a",
    "<label> @ref",
    "~ -- --- ...",
    "'single' \"double\"",
    "a;b.len().at(0)[c](d){e}",
];

fn words() -> impl Strategy<Value = String> {
    let ascii = proptest::char::range('!', '~');
    let han = prop::sample::select(
        "国务院扶贫办公室二〇一八年，。、；：？！“”‘’（）《》〈〉【】—…·￥％×℃①〔〕"
            .chars()
            .collect::<Vec<_>>(),
    );
    let space = prop::sample::select(vec![' ', '　', '\n', '\t']);
    let piece = prop_oneof![
        6 => ascii.prop_map(String::from),
        6 => han.prop_map(String::from),
        1 => space.prop_map(String::from),
        1 => prop::sample::select(ATTACKS.as_slice()).prop_map(String::from),
    ];
    // A Han character comes first: a field must say something, and lines can be broken after it.
    prop::collection::vec(piece, 0..9).prop_map(|pieces| format!("甲{}", pieces.concat()))
}

/// Cuts the strings of the narrow fields.
fn cut(mut strings: Vec<String>) -> Vec<String> {
    for field in NARROW {
        strings[field] = strings[field].chars().take(10).collect();
    }
    strings
}

/// Returns an issue with a string in every field that takes words.
fn issue(strings: &[String]) -> String {
    let mut strings = strings.iter();
    let mut raw = || strings.next().expect("as many strings as fields").clone();
    let literal = |words: String| toml::Value::from(words).to_string();
    let mut text = String::from("[masthead]\nyear = 2026\nnumber = 1\nserial = 1\n");
    for field in ["name", "office", "classification", "copy_number"] {
        // Two offices may not run together.
        text += &format!("{field} = {}\n", literal(raw().replace('\n', " ")));
    }
    text += &format!("[instruction]\nlabel = {}\n", literal(raw()));
    for number in ["", "乙"] {
        // A line end in a title is a line end on the page, and there may be five lines at most. No article
        // may be in an issue twice.
        let title = raw().replace('\n', " ") + number;
        text += &format!("[[article]]\ntitle = {}\n", literal(title));
        for field in ["byline", "note", "note_label"] {
            text += &format!("{field} = {}\n", literal(raw()));
        }
        text += &format!("body = {}\n", literal(raw()));
        text += &format!(
            "[[article.table]]\ncaption = {}\nheader = [{}]\nrows = [[{}]]\n",
            literal(raw()),
            literal(raw()),
            literal(raw())
        );
    }
    text += &format!("[distribution]\nreport_to = [{}]\n", literal(raw()));
    text += &format!("send_to = [[{}, {}]]\n", literal(raw()), literal(raw()));
    text += &format!("issue_to = [{}]\n", literal(raw()));
    let office = raw().replace('\n', " ");
    text += &format!("[colophon]\nprint_date = 2026-01-05\noffice = {}\n", literal(office));
    text += &format!("[contact]\npeople = [{}]\nphone = {}\n", literal(raw()), literal(raw()));
    text + &format!("email = {}\n", literal(raw()))
}

/// Returns the text of all pages, without page numbers and without white space.
fn text_of(proof: &Proof) -> String {
    let runs = proof.pages.iter().flat_map(|page| &page.runs).filter(|run| run.y < 265.0);
    visible(&runs.map(|run| run.text.as_str()).collect::<String>())
}

fn visible(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn ten_thousand_strings_come_back_as_they_went_in() {
    let mut runner =
        TestRunner::new(Config { cases: ISSUES, failure_persistence: None, ..Config::default() });
    let strings = prop::collection::vec(words(), FIELDS);
    let outcome = runner.run(&strings, |strings| {
        let strings = cut(strings);
        let text = text_of(&proof(&issue(&strings)));
        for words in &strings {
            prop_assert!(text.contains(&visible(words)), "{words:?} is not in {text:?}");
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn attacks_are_plain_text_in_every_field() {
    for attack in ATTACKS {
        let words = format!("甲{attack}");
        let text = text_of(&proof(&issue(&cut(vec![words.clone(); FIELDS]))));
        let found = text.matches(&visible(&words)).count();
        assert!(found >= FIELDS - NARROW.len(), "{attack} stands {found} times on the pages");
    }
}

#[test]
fn characters_that_nobody_sees_are_refused_in_every_field() {
    for character in
        ['\u{202e}', '\u{2066}', '\u{200f}', '\u{200b}', '\u{feff}', '\u{e000}', '\u{7}', '\u{7f}']
    {
        for field in 0..FIELDS {
            let mut strings = vec!["甲乙".to_owned(); FIELDS];
            strings[field] = format!("甲{character}乙");
            let error = try_proof(&issue(&strings)).expect_err("it is refused").to_string();
            let named = format!("U+{:04X}", u32::from(character));
            assert!(error.contains(&named), "field {field}: {error}");
        }
    }
}
