//! What is made of the pages: pictures, source, measured layout.

use serde_json::Value;
use snapbox::str;

use briefing_support::office::{ISSUE, Office};

fn office() -> Office {
    Office::new().issue("27.toml")
}

#[test]
fn pictures_are_numbered_like_their_pages() {
    for format in ["png", "svg"] {
        let office = office();
        office.run(&["render", "27.toml", "-f", format]).success();
        assert_eq!(office.files("out"), [format!("27-1.{format}"), format!("27-2.{format}")]);
    }
}

#[test]
fn pictures_are_of_the_kind_that_was_asked_for() {
    let first = |format| {
        let words = ["render", "27.toml", "-f", format, "--pages", "1", "-o", "-"];
        office().run(&words).success().bytes().to_vec()
    };
    assert!(first("png").starts_with(b"\x89PNG\r\n\x1a\n"));
    assert!(first("svg").starts_with(b"<svg "));
}

#[test]
fn a_picture_has_the_pixels_that_were_asked_for() {
    let words = ["render", "27.toml", "-f", "png", "--pages", "1", "--ppi", "72", "-o", "-"];
    let run = office().run(&words);
    // The width and the height are in the first chunk of the file, four bytes each.
    let size = |at: usize| u32::from_be_bytes(run.bytes()[at..at + 4].try_into().unwrap());
    assert_eq!((size(16), size(20)), (595, 842));
}

#[test]
fn only_the_chosen_pages_become_pictures() {
    let office = Office::new().file("27.toml", ISSUE.replace("第一段", &"第一段".repeat(900)));
    office.run(&["render", "27.toml", "-f", "png", "--ppi", "20", "--pages", "1,3-"]).success();
    assert_eq!(office.files("out"), ["27-1.png", "27-3.png", "27-4.png", "27-5.png", "27-6.png"]);
}

#[test]
fn a_single_picture_takes_the_name_of_the_file() {
    let office = office();
    let words = ["render", "27.toml", "-f", "png", "--pages", "2", "-o", "last.png"];
    office.run(&words).success().stdout(str![[r#"
last.png

"#]]);
}

#[test]
fn several_pictures_are_numbered_behind_the_name_of_the_file() {
    let office = office();
    office.run(&["render", "27.toml", "-f", "svg", "-o", "page.svg"]).success().stdout(str![[r#"
page-1.svg
page-2.svg

"#]]);
}

#[test]
fn standard_output_takes_one_picture() {
    let words = ["render", "27.toml", "-f", "png", "-o", "-"];
    office().run(&words).code(2).stdout(str![]).stderr(str![[r#"
error[program/command-line]: standard output takes one picture: choose it with --pages


"#]]);
}

#[test]
fn pages_that_are_no_pages_are_refused() {
    let words = ["render", "27.toml", "--pages", "5-3"];
    office().run(&words).code(2).stderr(str![[r#"
error[program/no-pages]: “5-3” names no pages
 = hint: write 1,3-5,8-


"#]]);
}

#[test]
fn pages_that_an_issue_does_not_have_are_refused() {
    for format in ["pdf", "png", "svg"] {
        let office = office();
        let _ = office.run(&["render", "27.toml", "-f", format, "--pages", "9"]).code(2);
        assert_eq!(office.files("out"), [""; 0], "{format}");
    }
}

#[test]
fn a_resolution_that_no_printer_has_is_refused() {
    let words = ["render", "27.toml", "-f", "png", "--ppi", "nan"];
    office().run(&words).code(2).stderr(str![[r#"
error[program/command-line]: --ppi must be between 1 and 2400


"#]]);
}

#[test]
fn source_and_layout_are_of_whole_issues() {
    for format in ["typ", "layout"] {
        let words = ["render", "27.toml", "-f", format, "--pages", "1"];
        let refused = office().run(&words);
        assert_eq!(
            refused.code(2).words(),
            "error[program/command-line]: --pages goes with PDF and pictures\n\n"
        );
    }
}

#[test]
fn the_layout_tells_in_mm_where_every_run_stands() {
    let run = office().run(&["render", "27.toml", "-f", "layout", "-o", "-"]);
    let layout: Value = serde_json::from_slice(run.success().bytes()).unwrap();
    let page = &layout["pages"][0];
    assert_eq!((page["width"].as_f64(), page["height"].as_f64()), (Some(210.0), Some(297.0)));
    let runs = page["runs"].as_array().unwrap();
    let name = runs.iter().find(|run| run["text"] == "测试简报").unwrap();
    for (key, least, most) in [("x", 28.0, 90.0), ("y", 60.0, 80.0), ("width", 60.0, 156.0)] {
        let value = name[key].as_f64().unwrap();
        assert!((least..most).contains(&value), "{key} = {value}");
    }
}

#[test]
fn the_source_is_written_beside_the_pictures_that_it_reads() {
    let picture =
        std::fs::read(briefing_support::office::project("tests/issues/full/map.png")).unwrap();
    let more =
        "[[article.picture]]\nfile = \"maps/map.png\"\nalt = \"图\"\nwidth = 27\n\n[colophon]";
    let office = Office::new()
        .file("issues/27.toml", ISSUE.replace("[colophon]", more))
        .file("issues/maps/map.png", picture);
    office.run(&["render", "issues/27.toml", "-f", "typ", "-o", "source/"]).success();
    assert_eq!(office.files("source"), ["27.typ", "maps/map.png"]);
}

#[test]
fn data_stands_in_the_source_as_strings_and_nowhere_else() {
    let sly = r##"#oops() "x" \" */ // $1$ `raw` [*b*] @l <l> #{1} \u{41} 甲"##;
    let text = ISSUE.replace("第一段的文字。", &sly.replace('\\', r"\\"));
    let office = Office::new().file("27.toml", text.replace("一个标题", "甲#乙"));
    let run = office.run(&["render", "27.toml", "-f", "typ", "-o", "-"]);
    let source = String::from_utf8(run.success_with_remarks().bytes().to_vec()).unwrap();
    assert!(source.contains("甲#乙"), "the title is in the source");
    let bare = without_strings(&source);
    for words in ["甲", "oops", "$1$", "raw", "测试"] {
        assert!(!bare.contains(words), "{words} stands outside of a string");
    }
}

/// Returns Typst source without its comments and without what is between quotation marks.
fn without_strings(source: &str) -> String {
    let mut rest = source;
    let mut bare = String::new();
    while let Some(at) = rest.find(['"', '/']) {
        bare.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with("//") {
            &rest[rest.find('\n').unwrap_or(rest.len())..]
        } else if let Some(string) = rest.strip_prefix('"') {
            behind_string(string)
        } else {
            bare.push('/');
            &rest[1..]
        };
    }
    bare + rest
}

/// Returns what follows the quotation mark that ends a string.
fn behind_string(text: &str) -> &str {
    let mut escaped = false;
    let end = text.char_indices().find(|&(_, c)| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map_or("", |(at, _)| &text[at + 1..])
}
