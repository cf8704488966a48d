//! What issues are counted by: numbers with and without a year, months, weeks, days.

use briefing_support::office::{ISSUE, Office};

use super::{publish, published};

/// Returns an issue with these fields in place of its numbers, printed on a day.
fn issue(numbers: &str, day: &str) -> String {
    let text = ISSUE.replace("year = 2026\nnumber = 3\nserial = 27\n", &format!("{numbers}\n"));
    text.replace("2026-03-05", day)
}

/// Returns the line under the name of the bulletin on page 1.
#[track_caller]
fn line(numbers: &str) -> String {
    let office = Office::new().file("issue.toml", issue(numbers, "2026-07-02"));
    let run = office.run(&["render", "issue.toml", "-f", "layout", "-o", "-"]);
    let pages: serde_json::Value = serde_json::from_slice(run.code(0).bytes()).expect("JSON");
    let runs = pages["pages"][0]["runs"].as_array().expect("runs").clone();
    let below = |run: &&serde_json::Value| run["text"] != "测试简报";
    let y = runs.iter().find(below).expect("a line")["y"].clone();
    runs.iter().filter(|run| run["y"] == y).filter_map(|run| run["text"].as_str()).collect()
}

#[test]
fn every_numbering_is_printed_as_it_is_used() {
    for (numbers, printed) in [
        ("year = 2018\nnumber = 14\nserial = 176", "2018年第14期（总第176期）"),
        (
            "year = 2018\nnumber = 14\nserial = 176\nsupplement = true",
            "2018年增刊第14期（增刊总第176期）",
        ),
        ("number = 20", "第20期"),
        ("number = 17\nissue_line = \"第{number:一}期\"", "第十七期"),
        ("year = 2026\nnumber = 8\nissue_line = \"{year}年第{number:001}期\"", "2026年第008期"),
        ("year = 2026\nnumber = 8\nissue_line = \"〔{year}〕{number}号\"", "〔2026〕8号"),
        ("year = 2022\nnumber = 6\nissue_line = \"〔{year}〕第{number:一}期\"", "〔2022〕第六期"),
        ("period = \"2026-06\"", "2026年6月"),
        ("period = \"2026-06/07\"", "2026年6—7月"),
        ("period = \"2026-W34\"\nissue_line = \"第{week}周\"", "第34周"),
        ("period = \"2026-Q2\"", "2026年第二季度"),
        ("serial = 155\nissue_line = \"第{serial}期\"", "第155期"),
        ("serial = 51\nissue_line = \"No. {serial}\"", "No. 51"),
    ] {
        assert_eq!(line(numbers), printed, "{numbers}");
    }
}

#[test]
fn a_monthly_goes_its_way_from_month_to_month() {
    let office = Office::new()
        .file("briefing.toml", "[masthead]\nname = \"测试简报\"\noffice = \"测试办公室\"\n")
        .file("data/2026-11.toml", issue("period = \"2026-11\"", "2026-12-03"));
    published(&office, &["data/2026-11.toml"]);
    // The next is that of December, whenever it is begun.
    let run = office.run(&["new", "--date", "2027-01-08"]);
    assert_eq!(run.code(0).bytes(), b"data/2026-12.toml\n");
    office.write("data/2026-12.toml", issue("period = \"2026-12\"", "2027-01-08"));
    let said = office.run(&["check", "data/2026-12.toml"]).code(0).words();
    assert!(!said.contains("warning"), "{said}");
    published(&office, &["data/2026-12.toml"]);
    // A gap and a step back are told.
    for (period, day) in [("2027-02", "2027-03-02"), ("2026-10", "2027-03-02")] {
        office.write("data/other.toml", issue(&format!("period = \"{period}\""), day));
        let said = publish(&office, &["data/other.toml"]).code(1).words();
        assert!(said.contains("archive/not-next") && said.contains("2027-01"), "{said}");
    }
    for (words, wanted) in [
        (vec!["list"], "2026-12"),
        (vec!["list", "2026年"], "2026-11"),
        (vec!["list", "2026-11..2026-12"], "2026-12"),
        (vec!["show", "2026-11"], "2026-11"),
        (vec!["search", "第一段"], "2026-12"),
        (vec!["verify", "2026-12"], ""),
        (vec!["bind", "2026"], ""),
    ] {
        let run = office.run(&words);
        let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
        assert!(said.contains(wanted), "{words:?}: {said}");
    }
    office.run(&["regenerate", "2026-12"]).code(0);
    assert!(office.files(".").iter().any(|file| file == "out/2026-12.pdf"));
    let lock = String::from_utf8(office.read("archive/issues/2026-12/1.toml")).expect("text");
    assert!(lock.contains("format = 3") && lock.contains("period = \"2026-12\""), "{lock}");
}

#[test]
fn weeks_days_and_numbers_within_the_year_follow_one_another() {
    for (first, second, id) in [
        ("period = \"2026-W53\"", "period = \"2027-W01\"", "2027-W01"),
        ("period = \"2026-12-31\"", "period = \"2027-01-01\"", "2027-01-01"),
        // Not every day has an issue.
        ("period = \"2026-12-31\"", "period = \"2027-01-04\"", "2027-01-04"),
        ("period = \"2026-11/12\"", "period = \"2027-01/02\"", "2027-01"),
        ("year = 2026\nnumber = 14", "year = 2026\nnumber = 15", "2026-15"),
        ("year = 2026\nnumber = 14", "year = 2027\nnumber = 1", "2027-01"),
        ("number = 14", "number = 15", "15"),
    ] {
        let office = Office::new()
            .file("1.toml", issue(first, "2027-01-02"))
            .file("2.toml", issue(second, "2027-01-03"));
        published(&office, &["1.toml"]);
        published(&office, &["2.toml"]);
        office.run(&["regenerate", id]).code(0);
        assert!(office.files("out").contains(&format!("{id}.pdf")), "{id}");
    }
}

#[test]
fn the_first_month_of_a_year_does_not_follow_any_month_of_the_last() {
    let office = Office::new()
        .file("1.toml", issue("period = \"2026-06\"", "2026-07-02"))
        .file("2.toml", issue("period = \"2027-01\"", "2027-02-02"));
    published(&office, &["1.toml"]);
    let said = publish(&office, &["2.toml"]).code(1).words();
    assert!(said.contains("archive/not-next") && said.contains("2026-07"), "{said}");
}

#[test]
fn an_office_may_begin_to_count_otherwise() {
    let office = Office::new()
        .file("briefing.toml", "")
        .file("data/7.toml", issue("year = 2026\nnumber = 7\nserial = 7", "2026-07-02"));
    published(&office, &["data/7.toml"]);
    office.write("data/2026-08.toml", issue("period = \"2026-08\"", "2026-09-02"));
    let said = publish(&office, &["data/2026-08.toml"]).code(1).words();
    assert!(said.contains("archive/not-next"), "{said}");
    published(&office, &["data/2026-08.toml", "--reason", "改为按月编号"]);
    // From then on the months go on by themselves.
    let run = office.run(&["new", "--date", "2026-10-08"]);
    assert_eq!(run.code(0).bytes(), b"data/2026-09.toml\n");
    office.write("data/2026-09.toml", issue("period = \"2026-09\"", "2026-10-08"));
    published(&office, &["data/2026-09.toml"]);
    office.run(&["bind", "2026"]).code(0);
}

#[test]
fn a_year_and_a_number_name_an_issue_of_a_house_that_counts_on() {
    let office = Office::new();
    for serial in [170_u32, 171, 172] {
        let numbers = format!("year = 2018\nnumber = {}\nserial = {serial}", serial - 160);
        office.write("issue.toml", issue(&numbers, "2018-04-27"));
        published(&office, &["issue.toml"]);
    }
    let listed = |word: &str| {
        let run = office.run(&["list", word, "--format", "json"]);
        let list: serde_json::Value = serde_json::from_slice(run.code(0).bytes()).expect("JSON");
        let ids = list.as_array().expect("a list").iter();
        ids.map(|it| it["id"].as_str().expect("an id").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed("2018-11"), ["171"]);
    assert_eq!(listed("170-171"), ["170", "171"]);
    assert_eq!(listed("171..171"), ["171"]);
    let said = office.run(&["list", "2018-14"]).words();
    assert!(said.contains("2018-14"), "{said}");
}

#[test]
fn a_number_that_is_an_issue_and_a_range_is_not_guessed() {
    let office = Office::new()
        .file("1.toml", issue("serial = 2018", "2018-04-27"))
        .file("2.toml", issue("year = 2018\nnumber = 2020", "2018-05-27"));
    published(&office, &["1.toml"]);
    published(&office, &["2.toml", "--reason", "改按年编号"]);
    let said = office.run(&["list", "2018-2020"]).code(2).words();
    assert!(said.contains("archive/number-or-range"), "{said}");
    assert!(said.contains("2018-2020..2018-2020"), "{said}");
    office.run(&["list", "2018-2020..2018-2020"]).code(0);
    office.run(&["list", "2018..2020"]).code(0);
}

#[test]
fn one_without_a_running_number_among_others_is_told() {
    let office = Office::new()
        .file("1.toml", issue("year = 2026\nnumber = 1\nserial = 7", "2026-01-05"))
        .file("2.toml", issue("year = 2026\nnumber = 2", "2026-02-05"));
    let run = office.run(&["check", "1.toml", "2.toml"]);
    let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
    assert!(said.contains("structure/serial") && said.contains("no running number"), "{said}");
}
