//! The PDF standards, and what each lets an edition carry.

use snapbox::str;

use briefing_support::office::Office;

/// Prints the small issue with these arguments after its name.
fn print(words: &[&str]) -> Vec<u8> {
    let office = Office::new().issue("27.toml");
    let words = [&["render", "27.toml", "-o", "-"], words].concat();
    office.run(&words).success().bytes().to_vec()
}

fn refuse(words: &[&str]) -> String {
    let office = Office::new().issue("27.toml");
    let words = [&["render", "27.toml"], words].concat();
    let refused = office.run(&words).code(2).words();
    assert_eq!(office.files("."), ["27.toml"]);
    refused
}

#[track_caller]
fn holds(pdf: &[u8], words: &str) -> bool {
    pdf.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn an_edition_is_pdf_a_3a_and_pdf_ua_1_with_its_issue_attached() {
    let pdf = print(&[]);
    for words in [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "/EmbeddedFile",
        "/AFRelationship/Source",
    ] {
        assert!(holds(&pdf, words), "{words}");
    }
}

#[test]
fn a_2b_carries_no_attachment() {
    let pdf = print(&["--pdf-standard", "a-2b"]);
    assert!(holds(&pdf, "<pdfaid:part>2</pdfaid:part>"));
    assert!(!holds(&pdf, "/EmbeddedFile"));
}

#[test]
fn a_4_is_pdf_2_without_attachment_and_a_4f_has_one() {
    for (standard, attached) in [("a-4", false), ("a-4f", true)] {
        let pdf = print(&["--pdf-standard", standard]);
        assert!(pdf.starts_with(b"%PDF-2.0"), "{standard}");
        assert_eq!(holds(&pdf, "/EmbeddedFile"), attached, "{standard}");
    }
}

#[test]
fn standards_are_parted_by_commas() {
    let pdf = print(&["--pdf-standard", "1.7,a-2a,ua-1"]);
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert!(holds(&pdf, "<pdfuaid:part>1</pdfuaid:part>"));
}

#[test]
fn some_pages_are_pdf_a_3b() {
    let pdf = print(&["--pages", "1"]);
    assert!(holds(&pdf, "<pdfaid:conformance>B</pdfaid:conformance>"));
    assert!(!holds(&pdf, "<pdfuaid:part>"));
    assert!(pdf.len() < print(&[]).len());
}

#[test]
fn a_standard_that_describes_a_whole_issue_refuses_some_pages() {
    let refused = refuse(&["--pages", "1", "--pdf-standard", "a-3a"]);
    snapbox::assert_data_eq!(
        refused,
        str![[r#"
error[program/command-line]: PDF/A-1a, -2a, -3a and PDF/UA-1 describe a whole issue; with --pages take a-3b or another


"#]]
    );
}

#[test]
fn a_standard_that_nobody_has_is_refused_with_those_that_there_are() {
    snapbox::assert_data_eq!(
        refuse(&["--pdf-standard", "a-9"]),
        str![[r#"
error: invalid value 'a-9' for '--pdf-standard <STANDARDS>': known: 1.4, 1.5, 1.6, 1.7, 2.0, a-1b, a-1a, a-2b, a-2u, a-2a, a-3b, a-3u, a-3a, a-4, a-4f, a-4e, ua-1

For more information, try '--help'.

"#]]
    );
}

#[test]
fn two_standards_that_exclude_each_other_are_refused() {
    snapbox::assert_data_eq!(
        refuse(&["--pdf-standard", "a-2b,a-3b"]),
        str![[r#"
error[program/command-line]: choose at most one PDF/A standard


"#]]
    );
}

#[test]
fn a_standard_goes_with_pdf_alone() {
    let refused = refuse(&["-f", "svg", "--pdf-standard", "1.7"]);
    snapbox::assert_data_eq!(
        refused,
        str![[r#"
error[program/command-line]: --pdf-standard goes with PDF


"#]]
    );
}
