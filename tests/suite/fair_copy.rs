//! The fair copy: says everything that the pages need, once, and nothing else.

use std::path::Path;

use briefing_support::office::{ISSUE, files_below, project};
use briefing_text::manuscript::Manuscript;
use briefing_values::sheet::Sheet;

fn read(issue: &str, house: Option<&str>) -> Manuscript {
    let house = house.map(|text| Sheet::of("briefing.toml", text));
    Manuscript::read(Sheet::of("issue.toml", issue), house).expect("it is an issue")
}

/// Asserts that the fair copy of an issue is the same issue, and its own fair copy.
#[track_caller]
fn is_the_same_issue(issue: &str, house: Option<&str>) -> String {
    let manuscript = read(issue, house);
    let copy = manuscript.fair_copy();
    let again = read(&copy, None);
    assert_eq!(again.issue().expect("an issue"), manuscript.issue().expect("an issue"));
    assert_eq!(again.choices().faces, manuscript.choices().faces);
    assert_eq!(again.choices().style, manuscript.choices().style);
    assert_eq!(again.fair_copy(), copy);
    copy
}

#[test]
fn it_is_the_same_issue() {
    let mut issues: Vec<String> = ["176", "full", "long-title", "small"]
        .iter()
        .map(|case| {
            if *case == "176" {
                "data/176.toml".into()
            } else {
                format!("tests/issues/{case}/issue.toml")
            }
        })
        .collect();
    let corpus = files_below(&project("tests/corpus")).into_iter();
    issues.extend(
        corpus
            .filter(|name| Path::new(name).extension().is_some_and(|it| it == "toml"))
            .map(|name| format!("tests/corpus/{name}")),
    );
    assert!(issues.len() > 20, "{issues:?}");
    for issue in issues {
        let text = std::fs::read_to_string(project(&issue)).expect("the issue");
        let manuscript = Manuscript::parse(Sheet::of(&issue, &text), None);
        if manuscript.issue().is_ok() {
            is_the_same_issue(&text, None);
        }
    }
    for made in briefing_support::years::issues() {
        is_the_same_issue(&made.toml, Some(briefing_support::years::HOUSE));
    }
}

#[test]
fn it_does_not_depend_on_the_order_or_the_spelling_of_the_file() {
    let (head, rest) = ISSUE.split_once("\n[[article]]").expect("an article");
    let (article, colophon) = rest.split_once("\n[colophon]").expect("a colophon");
    let other = format!("# 二校\n[colophon]{colophon}\n[[article]]{article}\n{head}\n");
    let other = other
        .replace("year = 2026", "year = 2_026")
        .replace("name = \"测试简报\"", "name = '测试简报'");
    assert_eq!(read(&other, None).fair_copy(), read(ISSUE, None).fair_copy());
}

#[test]
fn what_the_office_keeps_for_itself_is_not_in_it() {
    let issue = ISSUE.replace("[colophon]", "# 内部\n[private]\nfee = \"三百元\"\n\n[[allow]]\nrule = \"structure/title-mark\"\nwords = \"一个标题\"\nreason = \"照旧\"\n\n[colophon]");
    let house = "output = \"print\"\n[rules]\n\"punct/range-dash\" = \"off\"\n[limits]\npages = 8\n[private]\nchief = \"刘局\"\n[contact]\nphone = \"0000-1\"\n";
    let copy = is_the_same_issue(&issue, Some(house));
    for secret in ["内部", "三百元", "照旧", "print\"", "range-dash", "limits", "刘局", "private"]
    {
        assert!(!copy.contains(secret), "{secret} is in {copy}");
    }
    assert!(copy.contains("0000-1"), "what is printed is in {copy}");
}
