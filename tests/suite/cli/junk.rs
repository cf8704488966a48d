//! Files that are not issues. Each ends in a message; `Run` fails on a panic.

use encoding_rs::GB18030;
use snapbox::str;

use briefing_support::office::{ISSUE, Office, Run};

fn render(bytes: impl AsRef<[u8]>) -> Run {
    Office::new().file("27.toml", bytes).run(&["render", "27.toml"])
}

#[test]
fn a_folder_with_the_name_of_an_issue_is_a_folder() {
    let office = Office::new().folder("27.toml");
    office.run(&["render", "27.toml"]).code(2).stderr(str![[r#"
error[program/no-files]: the folder 27.toml holds no .toml files
 = hint: look at the path; the files of issues end in .toml


"#]]);
}

#[test]
fn binary_junk_is_no_text() {
    let bytes: Vec<u8> =
        (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    render(bytes).code(1).stderr(str![[r#"
error[data/not-text]: 27.toml is not text
 = hint: save it as plain text in UTF-8; from a Word file, copy and paste the words


"#]]);
}

#[test]
fn text_in_gb18030_is_read() {
    render(GB18030.encode(ISSUE).0).code(0).stderr(str![[r#"
27.toml:1:1: warning[data/encoding]: the file is GB18030, not UTF-8
briefing check 27.toml shows each in its line, and what to do

"#]]);
}

#[test]
fn text_in_utf_16_is_read() {
    render(utf_16(&format!("\u{feff}{ISSUE}"))).code(0).stderr(str![[r#"
27.toml:1:1: warning[data/encoding]: the file is UTF-16, not UTF-8
briefing check 27.toml shows each in its line, and what to do

"#]]);
}

/// Returns a text in what Windows calls “Unicode”.
fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn every_encoding_gives_the_same_pages() {
    let office = Office::new()
        .issue("utf-8.toml")
        .file("gb18030.toml", GB18030.encode(ISSUE).0)
        .file("utf-16.toml", utf_16(ISSUE));
    let layout = |path| {
        let run = office.run(&["render", path, "-f", "layout", "-o", "-"]);
        run.code(0).bytes().to_vec()
    };
    assert!(layout("gb18030.toml") == layout("utf-8.toml"));
    assert!(layout("utf-16.toml") == layout("utf-8.toml"));
}

#[test]
fn zero_bytes_are_refused_where_they_stand() {
    render("[masthead]\nname = \"a\0b\"\n").code(1).stderr(str![[r#"
error[data/not-text]: there is a byte here that is no part of any character
  --> 27.toml:2:10
  |
2 | name = "a?b"
  |          ^
  |
  = hint: type the characters here anew, and save the file as UTF-8


"#]]);
}

#[test]
fn five_million_brackets_are_refused_in_a_short_message() {
    for start in ["", "x = "] {
        let run = render(start.to_owned() + &"[".repeat(5_000_000));
        assert!(run.code(1).words().len() < 500, "{}", run.words());
    }
}

#[test]
fn deep_nesting_is_refused() {
    for text in ["x = ".to_owned() + &"{a=".repeat(200_000), "a.".repeat(100_000) + "b = 1"] {
        let run = render(text);
        assert!(run.code(1).words().len() < 500, "{}", run.words());
    }
}

#[test]
fn one_long_line_is_shown_in_part() {
    let run =
        render(ISSUE.replace("serial = 27", &format!("serial = \"{}\"", "二".repeat(100_000))));
    let longest = run.code(1).words().lines().skip(1).map(str::len).max();
    assert!(longest < Some(300), "{longest:?}");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    render(format!("\u{feff}{ISSUE}")).success();
    render(format!("\u{feff}{}", ISSUE.replace("year = 2026", "year = \"2026\""))).code(1).stderr(
        str![[r#"
hint[data/bom]: the file begins with a byte-order mark
  --> 27.toml:1:1
  |
1 | [masthead]
  | ^
  |
  = hint: it does no harm; check --fix removes it

error[data/wrong-type]: `masthead.year` should be a whole number without quotes, but this is a text in quotes
  --> 27.toml:3:8
  |
3 | year = "2026"
  |        ^^^^^^


"#]],
    );
}

#[test]
fn line_ends_of_windows_give_the_same_pages() {
    let office = Office::new().issue("unix.toml").file("windows.toml", ISSUE.replace('\n', "\r\n"));
    let layout = |path| {
        let run = office.run(&["render", path, "-f", "layout", "-o", "-"]);
        run.success().bytes().to_vec()
    };
    assert!(layout("windows.toml") == layout("unix.toml"));
}

#[test]
fn line_ends_of_windows_do_not_move_a_fault() {
    let text = ISSUE.replace("serial = 27", "serial = 0").replace('\n', "\r\n");
    render(text).code(1).stderr(str![[r#"
hint[data/crlf]: the file has Windows line endings (CR LF)
  --> 27.toml:1:1
  |
1 | [masthead] 
  | ^
  |
  = hint: it does no harm; check --fix makes them LF

error[data/out-of-range]: `masthead.serial` must be 1 or more
  --> 27.toml:5:10
  |
5 | serial = 0 
  |          ^


"#]]);
}

#[test]
#[cfg(unix)]
fn a_device_is_read_like_a_file() {
    let words = Office::new().run(&["render", "/dev/null"]).code(1).words();
    assert!(words.contains("`masthead.name` is missing"), "{words}");
}
