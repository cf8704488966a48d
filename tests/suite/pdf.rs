//! The PDF itself: what it says about itself, what it carries, and that its text can be copied.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use briefing_desk::order::SourceText;
use briefing_support::office::skip;
use briefing_text::manuscript::Manuscript;
use briefing_values::sheet::Sheet;

use crate::press::{desk, issue_176};

/// The edition of issue 176, printed once for all tests.
static EDITION: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let sheet = Sheet::new("data/176.toml", issue_176().as_bytes()).expect("it is UTF-8");
    desk().edition(&SourceText { sheet, pictures: "data".into() }).expect("issue 176 prints").bytes
});

/// Returns what the XMP packet, which is not compressed, says about the file.
fn packet() -> String {
    let text = String::from_utf8_lossy(&EDITION);
    let (start, end) =
        (text.find("<x:xmpmeta").expect("a packet"), text.find("</x:xmpmeta").expect("its end"));
    text[start..end].to_owned()
}

/// Runs a tool on the edition, or returns `None` if it is not installed.
fn tool(name: &str, arguments: &[&str], output: &[&str]) -> Option<String> {
    tool_on(&EDITION, name, arguments, output)
}

/// Runs a tool on a PDF, or returns `None` if it is not installed.
pub(crate) fn tool_on(
    pdf: &[u8],
    name: &str,
    arguments: &[&str],
    output: &[&str],
) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("issue.pdf");
    std::fs::write(&path, pdf).expect("the file");
    let run = Command::new(name).args(arguments).arg(&path).args(output).output();
    let Ok(run) = run else {
        skip(&format!("{name} is not installed (Debian: poppler-utils, qpdf)"));
        return None;
    };
    assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
    Some(String::from_utf8_lossy(&run.stdout).into_owned())
}

fn visible(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn it_is_made_for_the_archive_and_for_every_reader() {
    let packet = packet();
    for said in [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "广西精准脱贫攻坚简报2018年第14期（总第176期）",
        "广西壮族自治区扶贫开发办公室",
        "总第176期",
        "zh-CN",
    ] {
        assert!(packet.contains(said), "{said} is not in {packet}");
    }
    assert!(EDITION.starts_with(b"%PDF-1.7"));
}

#[test]
fn its_date_is_the_print_date_in_china() {
    assert!(
        packet().contains("<xmp:CreateDate>2018-04-27T00:00:00+08:00</xmp:CreateDate>"),
        "{}",
        packet()
    );
}

#[test]
fn it_tells_nothing_of_the_machine_that_made_it() {
    let here = std::env::current_dir().expect("a folder").display().to_string();
    let text = String::from_utf8_lossy(&EDITION);
    assert!(!text.contains(&here));
}

#[test]
fn it_carries_its_data_and_the_list_of_its_inputs() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("source.toml");
    let target = target.to_str().expect("a path");
    if tool("pdfdetach", &["-savefile", "176.toml", "-o", target], &[]).is_some() {
        let source = std::fs::read_to_string(Path::new(target)).expect("the attachment");
        // The data of the issue, without its remarks: the same issue, in the same words.
        let read = |text: &str| {
            let sheet = Sheet::of("176.toml", text);
            Manuscript::read(sheet, None).and_then(|it| it.issue()).expect("an issue")
        };
        assert_eq!(read(&source), read(&issue_176()));
        assert!(!source.contains('#'), "{source}");
        let list = tool("pdfdetach", &["-list"], &[]).expect("it ran before");
        assert!(list.contains("176.toml") && list.contains("176.lock.toml"), "{list}");
    }
}

#[test]
fn every_face_is_embedded_and_its_text_can_be_copied() {
    if let Some(list) = tool("pdffonts", &[], &[]) {
        let faces: Vec<_> = list.lines().skip(2).collect();
        assert_eq!(faces.len(), 6, "{list}");
        for face in faces {
            assert!(face.contains("yes yes yes"), "{face}");
        }
    }
}

#[test]
fn text_copied_out_of_it_is_the_text_of_the_issue_in_its_order() {
    let Some(text) = tool("pdftotext", &["-raw"], &["-"]) else { return };
    let folio = |line: &&str| !(line.starts_with('—') && line.ends_with('—'));
    let text = visible(&text.lines().filter(folio).collect::<String>());
    let issue: toml::Table = issue_176().parse().expect("it is TOML");
    let mut at = 0;
    for article in issue["article"].as_array().expect("articles") {
        let words = |key: &str| article[key].as_str().expect("words").to_owned();
        let body = words("body");
        for part in [words("title")].iter().map(String::as_str).chain(body.trim().split("\n\n")) {
            let part = visible(part);
            let found = text[at..].find(&part).unwrap_or_else(|| panic!("{part} does not follow"));
            at += found + part.len();
        }
    }
}

#[test]
fn it_has_a_bookmark_for_every_article() {
    if let Some(json) = tool("qpdf", &["--json=2", "--json-key=outlines"], &[]) {
        let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        let outlines = json["outlines"].as_array().expect("outlines");
        let titles: Vec<_> =
            outlines.iter().map(|entry| entry["title"].as_str().unwrap_or_default()).collect();
        assert_eq!(titles.len(), 3);
        assert_eq!(titles[1], "天等县以“小车间”撬动“大扶贫”");
    }
}

#[test]
fn the_cells_of_a_table_are_heads_or_data_for_who_hears_them() {
    let text = std::fs::read("tests/issues/tables/issue.toml").expect("the issue");
    let sheet = Sheet::new("issue.toml", &text).expect("it is UTF-8");
    let source = SourceText { sheet, pictures: "tests".into() };
    let pdf = desk().edition(&source).expect("it prints").bytes;
    let Some(tree) = tool_on(&pdf, "pdfinfo", &["-struct-text"], &[]) else { return };
    let tree: Vec<_> = tree.lines().map(str::trim).collect();
    let cell_of = |words: &str| {
        let said = format!("\"{words}\"");
        let at = tree.iter().position(|line| *line == said).unwrap_or_else(|| panic!("{words}"));
        let cells = tree[..at].iter().rev().copied();
        cells.clone().find(|line| line.starts_with(['T', 'C'])).unwrap_or_default()
    };
    for head in ["事项", "人", "乡镇"] {
        assert!(cell_of(head).starts_with("TH"), "{head}: {}", cell_of(head));
    }
    for data in ["一村", "县水利局", "未统计", "740", "合计"] {
        assert!(cell_of(data).starts_with("TD"), "{data}: {}", cell_of(data));
    }
    for above in [" 各村进展", "单位：万元"] {
        assert!(cell_of(above).starts_with("Caption"), "{above}: {}", cell_of(above));
    }
}
