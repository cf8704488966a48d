//! Search: every place of a word, with issue, page and context, and nothing else.

use proptest::prelude::*;

use briefing_archive::archive::Archive;
use briefing_archive::index::Query;
use briefing_desk::record::search::search;
use briefing_support::office::{ISSUE, Office};

use super::{published, two_years};

fn json(office: &Office, words: &[&str]) -> serde_json::Value {
    let run = office.run(&[&["search", "--format", "json", "--limit", "100000"], words].concat());
    serde_json::from_slice(run.success().bytes()).expect("JSON")
}

/// Counts a word in the texts of all issues, as a person with a pencil would.
fn counted(office: &Office, word: &str) -> usize {
    let mut count = 0;
    for made in briefing_support::years::issues() {
        let text = String::from_utf8(office.read(&format!("data/{}", made.name))).expect("text");
        let text: String = text.lines().filter(|line| !line.starts_with("opinion")).collect();
        count += text.matches(word).count();
    }
    count
}

#[test]
fn every_place_of_a_word_is_found_be_it_short_or_long() {
    let office = two_years();
    for word in ["扶贫", "车间", "江门", "贫", "扶贫车间吸纳附近村民", "培训13期", "𠮷"]
    {
        let found = json(&office, &[word]);
        let hits = found["hits"].as_array().expect("places").len();
        assert_eq!(hits, counted(&office, word), "{word}");
        assert!(hits > 0, "{word}");
    }
    assert_eq!(json(&office, &["没有这个词"])["hits"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_place_has_its_page() {
    let office = two_years();
    let found = json(&office, &["走访农户", "--year", "2026"]);
    let mut pages = std::collections::BTreeSet::new();
    for hit in found["hits"].as_array().expect("places").iter().filter(|hit| hit["id"] == "198") {
        let page = hit["page"].as_u64().expect("a page");
        pages.insert(page);
        let lines = page_text(&office, "198", page);
        let words = format!(
            "{}{}",
            hit["found"].as_str().expect("words"),
            hit["after"].as_str().expect("context").chars().take(2).collect::<String>()
        );
        assert!(lines.contains(&words), "{words} is not on page {page}");
    }
    assert!(pages.len() > 10, "{pages:?}");
}

/// Returns the text of a page of an archived issue, as it was laid out, with the page after it.
fn page_text(office: &Office, id: &str, page: u64) -> String {
    let show = office.run(&["show", id, "--format", "json"]);
    let show: serde_json::Value = serde_json::from_slice(show.success().bytes()).expect("JSON");
    let lines = show[0]["lock"]["output"]["lines"].as_str().expect("a hash").to_owned();
    let lines = office.read(&format!("archive/objects/{}/{lines}", &lines[..2]));
    let lines = String::from_utf8(lines).expect("text");
    let on = |wanted: u64| -> String {
        let lines = lines.lines().filter(|line| line.starts_with(&format!("{wanted}\t")));
        lines.filter_map(|line| line.split('\t').nth(3)).collect()
    };
    on(page) + &on(page + 1)
}

#[test]
fn all_words_must_stand_in_one_text_and_years_can_be_chosen() {
    let office = two_years();
    let both = json(&office, &["油茶", "路灯"]);
    let one = json(&office, &["油茶"]);
    assert!(both["texts"].as_u64() < one["texts"].as_u64(), "{both}");
    let year = json(&office, &["油茶", "--year", "2025"]);
    let hits = year["hits"].as_array().expect("places");
    assert!(!hits.is_empty() && hits.iter().all(|hit| hit["year"] == 2025), "{year}");
}

#[test]
fn only_the_latest_revision_is_found() {
    let office = Office::new().issue("27.toml");
    published(&office, &["27.toml"]);
    assert_eq!(json(&office, &["第二段"])["issues"], 1);
    office.write("27.toml", ISSUE.replace("第二段", "第贰段"));
    published(&office, &["27.toml", "--revise", "--reason", "更正"]);
    assert_eq!(json(&office, &["第二段"])["issues"], 0);
    assert_eq!(json(&office, &["第贰段"])["hits"][0]["revision"], 2);
}

#[test]
fn the_index_is_a_cache() {
    let office = two_years();
    let first = json(&office, &["车间"]);
    for damage in [&b""[..], b"no database", &[0; 4096]] {
        office.write("archive/cache/index.sqlite", damage);
        assert_eq!(json(&office, &["车间"]), first);
    }
    let whole = office.read("archive/cache/index.sqlite");
    for page in (0..whole.len() / 4096).step_by(7) {
        let mut damaged = whole.clone();
        damaged[page * 4096..][..4096].fill(0x5a);
        office.write("archive/cache/index.sqlite", damaged);
        office.run(&["search", "车间"]).code(0);
    }
    std::fs::remove_dir_all(office.path("archive/cache")).expect("removed");
    assert_eq!(json(&office, &["车间"]), first);
    let text = office.run(&["search", "车间", "--limit", "1"]);
    let text = String::from_utf8(text.success().bytes().to_vec()).expect("text");
    assert!(text.contains("【车间】") && text.contains("issue 202"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever the words are, even signs of a query language, they are found where they stand.
    #[test]
    fn what_stands_in_a_text_is_found(
        body in "[扶贫车间甲乙A-Ca-c0-3%_*\"'()^-]{4,40}",
        word in "[扶贫车间甲乙A-Ca-c0-3%_*\"'()^-]{1,4}",
    ) {
        let toml = ISSUE.replace("第一段的文字。", &format!("开头。{}。", body.replace('"', "＂")));
        let office = Office::new().file("27.toml", toml);
        published(&office, &["27.toml"]);
        let archive = Archive::open(office.path("archive")).expect("an archive");
        let word = word.replace('"', "＂");
        let query = Query { words: word.clone(), year: None, limit: 1000, per_issue: usize::MAX };
        let found = search(&archive, &query).expect("it can be searched");
        let narrow = |text: &str| text.replace('＂', "\"").to_ascii_lowercase();
        let text = narrow(&format!("开头。{}。", body.replace('"', "＂")));
        let expected = text.matches(&narrow(&word)).count();
        let hits = found.hits.iter().filter(|hit| hit.field == "article.0.body").count();
        prop_assert_eq!(hits, expected, "{} in {}", word, text);
    }
}
