//! A picture beside the text: `beside = "right"`.

use briefing_support::office::{ISSUE, Office};
use serde_json::Value;

use super::jpeg;

const WORDS: &str =
    "山区搬迁户的新居在公路两旁依次排开，水电路网一应俱全，村里的合作社也办起来了。";

fn office(more: &str, paragraphs: usize) -> Office {
    let body = format!(
        "body = \"\"\"\n【图1】\n\n{}",
        format!("{}\n\n", WORDS.repeat(4)).repeat(paragraphs)
    );
    let picture =
        format!("[[article.picture]]\nfile = \"1.jpg\"\nalt = \"新居\"\n{more}\n\n[colophon]");
    let text = ISSUE.replace("[colophon]", &picture).replace("body = \"\"\"\n", &body);
    Office::new().file("issue.toml", text).file("1.jpg", jpeg(900, 600))
}

/// Returns the pages as laid out.
fn pages(office: &Office) -> Value {
    let run = office.run(&["render", "issue.toml", "-f", "layout", "-o", "-"]);
    serde_json::from_slice(run.success().bytes()).expect("it is JSON")
}

fn number(value: &Value, side: &str) -> f64 {
    value[side].as_f64().expect("a number")
}

#[test]
fn the_text_runs_beside_it_and_then_below() {
    for (side, left) in [("right", 28.0), ("left", 28.0 + 60.0 + 156.0 / 28.0)] {
        let office = office(&format!("beside = \"{side}\"\nwidth = 60\ncaption = \"图1 新居\""), 3);
        let pages = pages(&office);
        let page = &pages["pages"][0];
        let picture = &page["pictures"][0];
        let (x, width) = (number(picture, "x"), number(picture, "width"));
        assert!((width - 60.0).abs() < 0.1, "{width}");
        let edge = if side == "right" { 184.0 - 60.0 } else { 28.0 };
        assert!((x - edge).abs() < 0.1, "{side}: {x}");
        // The lines beside it: as high as the picture, and none of them under it.
        let (top, foot) = (number(picture, "y"), number(picture, "y") + number(picture, "height"));
        let runs = page["runs"].as_array().expect("runs");
        let beside: Vec<_> =
            runs.iter().filter(|run| (top..foot).contains(&number(run, "y"))).collect();
        assert!(beside.len() >= 3, "{side}: {}", beside.len());
        for run in &beside {
            let (from, to) = (number(run, "x"), number(run, "x") + number(run, "width"));
            assert!(to <= x + 0.1 || from >= x + width - 0.1, "{side}: {run}");
            assert!(from > left - 0.5, "{side}: {run}");
        }
        // Nothing is lost, and the pages are as the house wants them.
        office.run(&["render", "issue.toml", "-o", "1.pdf"]).code(0);
        let words = office.run(&["check", "--page", "issue.toml"]).words();
        assert!(!words.contains("warning[page") && !words.contains("error["), "{words}");
    }
}

#[test]
fn a_short_text_leaves_the_rest_of_the_height_blank() {
    let office = office("beside = \"right\"", 0);
    office.run(&["render", "issue.toml", "-o", "1.pdf"]).code(0);
}
