//! The bound volume: everything of a year, in order, as it was printed.

use std::process::Command;

use briefing_support::office::{Office, skip};

use super::two_years;

/// Runs a tool of the system on a PDF, or returns `None` if it is not installed.
fn tool(office: &Office, name: &str, words: &[&str]) -> Option<String> {
    let run = Command::new(name).current_dir(office.path(".")).args(words).output();
    let Ok(run) = run else {
        skip(&format!("{name} is not installed (Debian: poppler-utils, qpdf)"));
        return None;
    };
    Some(String::from_utf8_lossy(&run.stdout).into_owned())
}

fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn a_year_is_bound_with_contents_index_and_its_own_page_numbers() {
    let office = two_years();
    office.run(&["bind", "2025"]).success();
    let first = office.read("out/2025.pdf");
    office.run(&["bind", "2025", "-o", "again.pdf"]).success();
    assert!(first == office.read("again.pdf"), "the same issues give the same volume");
    let Some(text) = tool(&office, "pdftotext", &["-layout", "out/2025.pdf", "-"]) else { return };
    let pages: Vec<String> = text.split('\u{c}').map(visible).collect();
    assert!(pages[0].contains("江口县乡村振兴简报") && pages[0].contains("2025年"), "{}", pages[0]);
    assert!(pages[0].contains("第1—12期（总第177—188期）"), "{}", pages[0]);
    assert_eq!(pages[1], "", "the back of the cover is blank");
    assert!(pages[2].starts_with("目录第1期（总第177期）"), "{}", pages[2]);
    let volume = pages.iter().position(|page| page.starts_with("2025年合订本1")).expect("page 1");
    assert!(volume.is_multiple_of(2), "the first issue begins on a right-hand page");
    assert!(
        pages[volume - 2..volume].iter().any(|page| page.contains("作者和单位索引"))
            || pages[..volume].iter().any(|page| page.contains("作者和单位索引"))
    );
    // Page 1 of every issue is a right-hand page, and the contents give its number.
    let contents: String = pages[2..volume].concat();
    for serial in 177..=188 {
        let head = format!("（总第{serial}期）");
        let at = pages[volume..]
            .iter()
            .position(|page| page.contains(&format!("第{}期{head}", serial - 176)));
        let at = at.unwrap_or_else(|| panic!("{serial} is bound")) + 1;
        assert!(!at.is_multiple_of(2), "issue {serial} begins on page {at}");
        assert!(pages[volume + at - 1].contains(&format!("2025年合订本{at}")));
        let entry = &contents[contents.find(&head).expect("it is in the contents")..];
        let title = entry.find("情况").expect("a title");
        let number: String = entry[title + "情况".len()..]
            .chars()
            .skip_while(|c| *c == '.')
            .take_while(char::is_ascii_digit)
            .collect();
        assert!(number.starts_with(&at.to_string()), "{serial}: {number} is not {at}");
    }
    assert!(contents.contains("增刊第1期（增刊总第1期）"), "{contents}");
    assert!(contents.contains("李玥"), "the index names people");
}

#[test]
fn every_issue_and_article_has_a_bookmark() {
    let office = two_years();
    office.run(&["bind", "2026"]).success();
    let Some(json) = tool(&office, "qpdf", &["--json=2", "--json-key=outlines", "out/2026.pdf"])
    else {
        return;
    };
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    let outlines = json["outlines"].as_array().expect("outlines");
    let titles: Vec<_> = outlines.iter().filter_map(|entry| entry["title"].as_str()).collect();
    assert_eq!(titles.len(), 2 + 15, "{titles:?}");
    assert!(titles.contains(&"第1期（总第189期）"), "{titles:?}");
    let kids =
        outlines.iter().filter_map(|entry| entry["kids"].as_array()).map(Vec::len).sum::<usize>();
    assert!(kids >= 28, "{kids} articles");
}

#[test]
fn a_year_without_issues_is_refused() {
    let office = two_years();
    let refused = office.run(&["bind", "2024"]);
    assert!(refused.code(2).words().contains("archive/not-there"), "{}", refused.words());
}
