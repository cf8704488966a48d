//! `check --fix` saves a file of any encoding as UTF-8, without a byte order mark and with LF.

use encoding_rs::GB18030;

use briefing_support::office::{ISSUE, Office};

use super::{slipped, windows};

/// Returns a text in UTF-16, after its byte order mark.
fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
}

/// Every way in which an office saves a text.
fn saved(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("BOM", format!("\u{feff}{text}").into_bytes()),
        ("CRLF", windows(text).into_bytes()),
        ("BOM and CRLF", format!("\u{feff}{}", windows(text)).into_bytes()),
        ("GB18030", GB18030.encode(text).0.into_owned()),
        ("GB18030 and CRLF", GB18030.encode(&windows(text)).0.into_owned()),
        ("UTF-16 LE", utf16(text, u16::to_le_bytes)),
        ("UTF-16 BE and CRLF", utf16(&windows(text), u16::to_be_bytes)),
    ]
}

#[test]
fn every_encoding_is_saved_as_utf_8() {
    for (encoding, bytes) in saved(ISSUE) {
        let office = Office::new().file("27.toml", bytes);
        let _ = office.run(&["check", "27.toml", "--fix"]).code(0);
        assert!(office.read("27.toml") == ISSUE.as_bytes(), "{encoding}");
        office.run(&["check", "27.toml", "--strict", "-f", "short"]).success();
    }
}

#[test]
fn slips_are_mended_on_the_way() {
    for (encoding, bytes) in saved(&slipped()) {
        let office = Office::new().file("27.toml", bytes);
        let _ = office.run(&["check", "27.toml", "--fix"]).code(0);
        assert!(office.read("27.toml") == ISSUE.as_bytes(), "{encoding}");
    }
}

#[test]
fn every_encoding_is_told_and_kept_without_fix() {
    for (encoding, bytes) in saved(ISSUE) {
        let office = Office::new().file("27.toml", &bytes);
        let run = office.run(&["check", "27.toml", "-f", "short"]);
        let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
        let wanted = match encoding {
            "CRLF" => "hint[data/crlf]",
            "BOM" | "BOM and CRLF" => "hint[data/bom]",
            _ => "warning[data/encoding]",
        };
        assert!(said.contains(wanted), "{encoding}: {said}");
        assert_eq!(said.contains("hint[data/crlf]"), encoding.ends_with("CRLF"), "{said}");
        assert!(office.read("27.toml") == bytes, "{encoding}");
    }
}

#[test]
fn a_dry_run_says_so_too_and_keeps_the_bytes() {
    for (encoding, bytes) in saved(&slipped()) {
        let office = Office::new().file("27.toml", &bytes);
        let run = office.run(&["check", "27.toml", "--fix", "--dry-run", "-f", "short"]);
        let said = String::from_utf8_lossy(run.code(1).bytes()).into_owned();
        assert!(said.contains("+year = 2026\n"), "{encoding}: {said}");
        assert!(office.read("27.toml") == bytes, "{encoding}");
    }
}

#[test]
fn line_ends_that_were_converted_twice_are_mended_at_once() {
    let office = Office::new().file("27.toml", ISSUE.replace('\n', "\r\r\n"));
    let _ = office.run(&["check", "27.toml", "--fix"]).code(0);
    assert_eq!(office.read("27.toml"), ISSUE.as_bytes());
}

#[test]
fn a_carriage_return_inside_a_line_is_no_line_end() {
    let issue = slipped().replace("# ", "#\r ");
    let office = Office::new().file("27.toml", &issue);
    let _ = office.run(&["check", "27.toml", "--fix"]);
    assert_eq!(office.read("27.toml"), issue.replace("＝", "=").as_bytes());
}
