//! Bulletins of other offices (`tests/kinds/`): each is set with a built-in style, and measured.

use briefing_support::office::{Office, project};

/// Returns an office with the samples, and their names.
fn samples() -> (Office, Vec<String>) {
    let folder = project("tests/kinds");
    let mut office = Office::new();
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the samples") {
        let entry = entry.expect("a sample");
        let name = entry.file_name().into_string().expect("a plain name");
        office = office.file(&name, std::fs::read(entry.path()).expect("the sample"));
        names.extend(name.strip_suffix(".toml").map(String::from));
    }
    names.sort();
    (office, names)
}

/// Returns the words of a sample's pages, without white space.
fn words(office: &Office, name: &str) -> String {
    let run = office.run(&["render", &format!("{name}.toml"), "-f", "layout", "-o", "-"]);
    let pages: serde_json::Value = serde_json::from_slice(run.code(0).bytes()).expect("JSON");
    let pages = pages["pages"].as_array().expect("pages").clone();
    let runs = pages.iter().flat_map(|page| page["runs"].as_array().expect("runs").clone());
    let text: String = runs.map(|run| run["text"].as_str().expect("text").to_owned()).collect();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_sample_is_faultless_and_keeps_the_standard() {
    let (office, names) = samples();
    assert!(names.len() >= 12, "{names:?}");
    for name in names {
        let run = office.run(&["check", "--page", "--format", "short", &format!("{name}.toml")]);
        let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
        assert!(!said.contains("warning") && !said.contains("error"), "{name}: {said}");
    }
}

#[test]
fn each_prints_what_its_office_prints() {
    let (office, _) = samples();
    for (name, wanted) in [
        ("weather-report", "2026年第34周（第8期）"),
        ("weather-report", "江口县气象局编发"),
        ("weather-report", "签发人：韦建明"),
        ("weather-report", "主送：县委，县政府。"),
        ("inspection-notice", "第十七期"),
        ("inspection-notice", "发：各乡镇党委，县直各部门党组。"),
        ("inspection-notice", "各乡镇党委，县直各部门党组：8月下旬"),
        ("inspection-notice", "附件：1.重点工作进展情况表2.滞后工作整改清单"),
        ("inspection-notice", "上河县委督查室2026年9月8日"),
        ("environment-monthly", "2026年6月"),
        ("campus-paper", "第155期"),
        ("campus-paper", "责任编辑：黄宝帅"),
        ("campus-paper", "工作动态春季学期资助工作全面完成——发放助学金312人次"),
        ("campus-paper", "新生入学教育方案确定（来源：招生与就业处）九月上旬"),
        ("campus-paper", "本期要目工作动态春季学期资助工作全面完成1"),
        ("incident-analysis", "2026年第二季度（第002期）"),
        ("incident-analysis", "1204起"),
        ("incident-analysis", "附件：各乡镇警情明细表"),
        ("safety-weekly", "2026年第34周"),
    ] {
        let words = words(&office, name);
        assert!(words.contains(wanted), "{name}: {words}");
    }
    assert!(!words(&office, "inspection-notice").contains("督查室编"), "no word after the office");
    assert_eq!(
        words(&office, "campus-paper").matches("工作动态").count(),
        2,
        "in the contents, and where it begins"
    );
    assert!(!words(&office, "safety-weekly").contains("印发"), "no colophon");
}

#[test]
fn the_colour_of_the_house_is_that_of_the_name_and_the_rule() {
    let (office, _) = samples();
    let run = office.run(&["render", "weather-report.toml", "-f", "layout", "-o", "-"]);
    let pages: serde_json::Value = serde_json::from_slice(run.code(0).bytes()).expect("JSON");
    let page = &pages["pages"][0];
    let of = |kind: &str| page[kind].as_array().expect("a list").clone();
    let name = of("runs").into_iter().find(|run| run["text"] == "江口县气象专报");
    assert_eq!(name.expect("the name")["colour"], "#005a9c");
    assert!(of("shapes").iter().any(|shape| shape["colour"] == "#005a9c"), "the rule");
}
