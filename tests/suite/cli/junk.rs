//! Files that are no issues. Each ends in a message; `Run` fails on a panic.

use snapbox::str;

use crate::support::{ISSUE, Office, Run};

fn render(bytes: impl AsRef<[u8]>) -> Run {
    Office::new().file("27.toml", bytes).run(&["render", "27.toml"])
}

#[test]
fn a_folder_with_the_name_of_an_issue_is_a_folder() {
    let office = Office::new().folder("27.toml");
    office.run(&["render", "27.toml"]).code(2).stderr(str![[r#"
error: the folder 27.toml holds no .toml files


"#]]);
}

#[test]
fn binary_junk_is_no_text() {
    let bytes: Vec<u8> =
        (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    render(bytes).code(1).stderr(str![[r#"
error: 27.toml is not UTF-8 text
 = hint: it may be GBK or UTF-16, as older editors write it; save it as UTF-8


"#]]);
}

#[test]
fn text_in_gb18030_is_named_as_what_it_is_not() {
    render(b"[masthead]\nname = \"\xb9\xe3\xce\xf7\"\n").code(1).stderr(str![[r#"
error: 27.toml is not UTF-8 text
 = hint: it may be GBK or UTF-16, as older editors write it; save it as UTF-8


"#]]);
}

#[test]
fn text_in_utf_16_is_named_as_what_it_is_not() {
    let bytes: Vec<u8> = ISSUE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    render([&[0xff, 0xfe], &*bytes].concat()).code(1).stderr(str![[r#"
error: 27.toml is not UTF-8 text
 = hint: it may be GBK or UTF-16, as older editors write it; save it as UTF-8


"#]]);
}

#[test]
fn zero_bytes_are_refused_where_they_stand() {
    render("[masthead]\nname = \"a\0b\"\n").code(1).stderr(str![[r#"
error: invalid basic string, expected non-double-quote visible characters, `\`
  --> 27.toml:2:10
  |
2 | name = "a?b"
  |          ^


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
    // The engine of the form repeats the value; the excerpt of the file is cut.
    let longest = run.code(1).words().lines().skip(1).map(str::len).max();
    assert!(longest < Some(500), "{longest:?}");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    render(format!("\u{feff}{ISSUE}")).success();
    render(format!("\u{feff}{}", ISSUE.replace("year = 2026", "year = \"2026\""))).code(1).stderr(
        str![[r#"
error: invalid type: string "2026", expected a whole number without quotes
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
error: `masthead.serial` must be 1 or more
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
