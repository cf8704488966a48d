//! The 2018 original of issue 176 as an independent witness: its page breaks are known from the
//! printed text, and nothing here was made from them.

use std::fs;

use crate::press::{issue_176, lines, proof_in};

/// How the pages of the original end; its page 7 ends with an article.
const ENDS: [&str; 6] = [
    "狠抓工作落实，积极探索新模式，",
    "全县19个",
    "目前该县已",
    "“扶贫车间”企业设",
    "坚持核桃、蚕桑、龙骨花高中低立体产业发展道路，",
    "该村“两委”积极组织干部群",
];

/// The original's grid, inferred from those ends: 23 lines of 28.7 characters, quotation marks of a
/// Latin face, a quarter em between Han characters and figures.
const HOUSE: &str = "\
[instruction]
style = \"side\"
[layout]
lines = 23
characters = 28.7
quotes = \"latin\"
gap = \"quarter\"
";

#[test]
fn the_pages_end_where_those_of_the_original_did() {
    let project = tempfile::tempdir().expect("a folder");
    let style = project.path().join("templates/provincial-bulletin");
    fs::create_dir_all(&style).expect("a folder");
    fs::write(project.path().join("briefing.toml"), HOUSE).expect("the house file");
    fs::write(style.join("masthead.typ.j2"), masthead_of_eight_lines()).expect("the template");
    // The issue's own style of instruction would override the house file's.
    let text = issue_176().replace("style = \"box\"\n", "");

    let proof = proof_in(project.path(), &text);

    assert_eq!(proof.pages.len(), 8);
    for (page, end) in proof.pages.iter().zip(ENDS) {
        let mut lines = lines(page);
        for line in &mut lines {
            line.runs.retain(|run| run.text != "领导批示");
        }
        let text: String = lines.iter().map(crate::press::Line::text).collect();
        assert!(text.ends_with(end), "the page ends “{}”, not “{end}”", tail(&text));
    }
}

/// The masthead of the original took eight of its lines.
fn masthead_of_eight_lines() -> String {
    let template =
        fs::read_to_string("templates/provincial-bulletin/masthead.typ.j2").expect("the template");
    let height = |line: &&str| line.starts_with("#let masthead-lines = ");
    let line = template.lines().find(height).expect("the masthead has a height");
    template.replace(line, "#let masthead-lines = 8")
}

fn tail(text: &str) -> String {
    text.chars().skip(text.chars().count().saturating_sub(20)).collect()
}
