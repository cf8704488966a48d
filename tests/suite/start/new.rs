//! `briefing new`: the next issue has the next numbers, keeps what stays the same, and says itself what
//! remains to be written.

use proptest::prelude::*;
use snapbox::str;

use briefing_support::office::{ISSUE, Office, Run, assert, project, recorded};
use briefing_text::next_issue::NextIssue;
use briefing_values::issue::Date;
use briefing_values::sheet::Sheet;

/// Makes the next issue, on a fixed day.
fn new(office: &Office, words: &[&str]) -> Run {
    office.run(&[&["new", "--date", "2026-04-01"], words].concat())
}

/// The smallest issue under another serial.
fn issue(serial: u32) -> String {
    ISSUE.replace("serial = 27", &format!("serial = {serial}"))
}

fn text(office: &Office, path: &str) -> String {
    String::from_utf8(office.read(path)).expect("the file is UTF-8")
}

/// An office with issue 176 in a project.
fn office() -> Office {
    let issue = std::fs::read(project("data/176.toml")).expect("issue 176 is there");
    Office::new().file("briefing.toml", "").file("data/176.toml", issue)
}

#[test]
fn the_next_issue_stands_beside_the_latest() {
    let office = office().file("data/9.toml", issue(9));
    office
        .run(&["new", "--date", "2018-05-11"])
        .code(0)
        .stdout(str![[r#"
data/177.toml

"#]])
        .stderr(str![[r#"
2018年第15期（总第177期）, after data/176.toml
next: write the articles; `briefing check data/177.toml` says what is missing

"#]]);
    assert_eq!(office.files("data"), ["176.toml", "177.toml", "9.toml"]);
    assert().eq(text(&office, "data/177.toml"), recorded(&project("tests/suite/start/177.toml")));
}

#[test]
fn rendering_it_asks_for_exactly_what_is_to_be_written() {
    let office = office();
    let _ = office.run(&["new", "--date", "2018-05-11"]).code(0);
    let run = office.run(&["render", "data/177.toml"]);
    let words = run.code(1).words();
    assert_eq!(words.matches("error[").count(), 2, "{words}");
    assert!(words.contains("`article 1, title` is empty"), "{words}");
    assert!(words.contains("`article 1, body` is empty"), "{words}");
}

/// Returns a file with its examples uncommented: one `#` fewer before each line that has one.
fn come_true(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix('#') {
        Some(rest) if line == "#" || line.starts_with("# ") => {
            rest.trim_start_matches(' ').to_owned()
        }
        _ => line.to_owned(),
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

#[test]
fn every_example_prints_when_its_sign_is_taken_away() {
    let picture = std::fs::read(project("docs/page-1.png")).unwrap();
    let office = Office::new().issue("27.toml").file("培训.png", picture);
    let _ = new(&office, &[]).code(0);
    let file = text(&office, "28.toml").replace("title = \"\"\n", "title = \"标题\"\n");
    let file = come_true(&file.replace("\"\"\"\n\"\"\"", "\"\"\"\n正文。\n\"\"\""));
    assert_eq!(file.matches("[[article").count(), 6, "{file}");
    office.write("28.toml", file);
    office.run(&["render", "28.toml"]).success();
}

#[test]
fn a_new_year_begins_at_one_and_the_serial_runs_on() {
    let office = Office::new().file("27.toml", ISSUE);
    office.run(&["new", "--date", "2027-01-04"]).code(0).stderr(str![[r#"
2027年第1期（总第28期）, after 27.toml
next: write the articles; `briefing check 28.toml` says what is missing

"#]]);
    let file = text(&office, "28.toml");
    assert!(file.contains("\nyear = 2027\nnumber = 1\nserial = 28\n"), "{file}");
    assert!(file.contains("\nprint_date = 2027-01-04\n"), "{file}");
}

#[test]
fn what_the_house_file_says_stays_there() {
    let house = "[masthead]\nname = \"测试简报\"\nyear = 2026\noffice = \"测试办公室\"\n";
    let issue = ISSUE
        .replace("name = \"测试简报\"\nyear = 2026\n", "")
        .replace("office = \"测试办公室\"\n", "");
    let office = Office::new().file("briefing.toml", house).file("data/27.toml", issue);
    let _ = new(&office, &[]).code(0);
    let file = text(&office, "data/28.toml");
    assert!(file.starts_with("[masthead]\nnumber = 4\nserial = 28\n\n"), "{file}");
}

#[test]
fn a_new_year_comes_in_against_that_of_the_house_file() {
    let house = "[masthead]\nyear = 2026\n";
    let office = Office::new()
        .file("briefing.toml", house)
        .file("data/27.toml", ISSUE.replace("year = 2026\n", ""));
    office.run(&["new", "--date", "2027-01-04"]).code(0).stderr(str![[r#"
warning[data/new-year]: the new issue says 2027 itself, against this year for all issues
  --> briefing.toml:2:8
  |
2 | year = 2026
  |        ^^^^
  |
  = hint: in the new year, change the year here

2027年第1期（总第28期）, after data/27.toml
next: write the articles; `briefing check data/28.toml` says what is missing

"#]]);
    assert!(text(&office, "data/28.toml").contains("\nyear = 2027\n"));
}

#[test]
fn an_earlier_day_is_made_but_not_in_silence() {
    let office = Office::new().issue("27.toml");
    office.run(&["new", "--date", "2026-03-04"]).code(0).stderr(str![[r#"
warning[data/new-before-last]: the new issue is printed on 2026-03-04, before the one that it follows (2026-03-05)
   --> 27.toml:17:14
   |
17 | print_date = 2026-03-05
   |              ^^^^^^^^^^
   |
   = hint: give another date with --date, or correct it in the new file

2026年第4期（总第28期）, after 27.toml
next: write the articles; `briefing check 28.toml` says what is missing

"#]]);
    assert!(text(&office, "28.toml").contains("\nprint_date = 2026-03-04\n"));
}

#[test]
fn what_is_kept_but_may_change_is_named() {
    let more = "serial = 27\ndate = 2026-03-05\ncopy_number = \"000001\"\n";
    let issue = ISSUE.replace("serial = 27\n", more) + "copies = 50\n";
    let office = Office::new().file("27.toml", issue);
    let run = new(&office, &[]);
    assert!(
        run.code(0)
            .words()
            .contains("\nkept as before, to be checked: masthead.copy_number, colophon.copies\n")
    );
    let file = text(&office, "28.toml");
    assert!(
        file.contains("\nserial = 28\ndate = 2026-04-01\ncopy_number = \"000001\"\n"),
        "{file}"
    );
}

#[test]
fn comments_on_the_number_speak_of_the_new_one() {
    let issue = ISSUE
        .replace(
            "[masthead]\n",
            "# 测试简报 2026年第3期（总第27期），2026年3月5日\n# 由综合处编\n\n[masthead]\n",
        )
        .replace("number = 3\n", "# 第3期\nnumber = 3 # 2026年第3期\n");
    let office = Office::new().file("27.toml", issue);
    let _ = new(&office, &[]).code(0);
    let file = text(&office, "28.toml");
    let head = "# 测试简报 2026年第4期（总第28期），2026年4月1日\n# 由综合处编\n\n[masthead]\n";
    assert!(file.starts_with(head), "{file}");
    assert!(file.contains("\n# 第4期\nnumber = 4 # 2026年第4期\n"), "{file}");
}

#[test]
fn the_name_is_the_serial_with_the_zeros_of_the_one_before() {
    for (before, serial, after) in [
        ("007.toml", 7, "008.toml"),
        ("099.toml", 99, "100.toml"),
        ("99.toml", 99, "100.toml"),
        ("176-增刊.toml", 176, "177.toml"),
        ("2018-14.toml", 176, "177.toml"),
        ("0012.toml", 176, "177.toml"),
    ] {
        let office = Office::new().file(&format!("data/{before}"), issue(serial));
        let _ = new(&office, &["data"]).code(0);
        assert!(
            office.path(&format!("data/{after}")).exists(),
            "{before}: {:?}",
            office.files("data")
        );
    }
}

#[test]
fn a_supplement_does_not_stand_in_for_the_issue() {
    let supplement =
        issue(27).replace("一个标题", "增刊").replace("\"测试办公室\"", "\"增刊编辑部\"");
    let office = Office::new().issue("27.toml").file("1-增刊.toml", supplement);
    let _ = new(&office, &[]).code(0);
    assert!(text(&office, "28.toml").contains("测试办公室"));
}

#[test]
fn a_supplement_is_followed_by_a_supplement_and_does_not_count_with_the_others() {
    let supplement = ISSUE.replace("serial = 27", "serial = 90\nsupplement = true");
    let private = "\n[private]\nfee = 300\n";
    let office = Office::new().issue("27.toml").file("s90.toml", supplement + private);
    let _ = new(&office, &[]).code(0);
    assert!(office.path("28.toml").exists());
    let _ = new(&office, &["--from", "s90.toml"]).code(0);
    let next = text(&office, "s91.toml");
    assert!(next.contains("serial = 91") && next.contains("supplement = true"), "{next}");
    assert!(!next.contains("fee"), "{next}");
}

#[test]
fn the_folder_is_that_of_the_project_unless_another_is_given() {
    let office = Office::new()
        .file("county/briefing.toml", "")
        .file("county/data/27.toml", ISSUE)
        .file("other/176.toml", issue(176))
        .issue("1.toml");
    let stdout =
        |words: &[&str]| String::from_utf8(new(&office, words).code(0).bytes().to_vec()).unwrap();
    assert_eq!(stdout(&["county"]), "county/data/28.toml\n");
    assert_eq!(stdout(&["county/data"]), "county/data/29.toml\n");
    assert_eq!(stdout(&["-C", "county"]), "county/data/30.toml\n");
    assert_eq!(stdout(&["other"]), "other/177.toml\n");
    assert_eq!(stdout(&[]), "28.toml\n");
    let mut inside = office.command(&["new", "--date", "2026-04-01"]);
    let run = office.finish(inside.current_dir(office.path("county/data")));
    assert_eq!(run.code(0).bytes(), b"31.toml\n");
}

#[test]
fn another_issue_can_be_followed_and_the_file_put_elsewhere() {
    let office = office().file("data/170.toml", issue(170)).folder("drafts");
    let run = new(&office, &["--from", "data/170.toml"]);
    assert_eq!(run.code(0).bytes(), b"data/171.toml\n");
    let run = new(&office, &["--from", "data/170.toml", "-o", "drafts"]);
    assert_eq!(run.code(0).bytes(), b"drafts/171.toml\n");
    let run = new(&office, &["--from", "data/170.toml", "-o", "drafts/next.toml"]);
    assert_eq!(run.code(0).bytes(), b"drafts/next.toml\n");
    let before = office.files(".");
    let run = new(&office, &["--from", "data/170.toml", "-o", "-"]);
    assert_eq!(run.code(0).bytes(), office.read("drafts/next.toml"));
    assert_eq!(office.files("."), before);
}

#[test]
fn no_file_is_overwritten() {
    let office = office().file("data/177.toml", "# notes\n");
    new(&office, &[]).code(2).stdout(str![]).stderr(str![[r#"
error[program/already-there]: data/177.toml already exists
 = hint: name another with -o


"#]]);
    assert_eq!(office.read("data/177.toml"), b"# notes\n");
    let _ = new(&office, &["-o", "data/176.toml"]).code(2);
}

#[test]
fn without_an_issue_there_is_nothing_to_follow() {
    let office = Office::new().file("briefing.toml", "").folder("data");
    new(&office, &[]).code(2).stderr(str![[r#"
error[program/no-issue]: there is no issue in data to start from
 = hint: briefing init makes a first one


"#]]);
    let office = Office::new().file("Cargo.toml", "[package]\n");
    let _ = new(&office, &[]).code(2);
    let _ = new(&office, &["nowhere"]).code(3);
    assert_eq!(office.files("."), ["Cargo.toml"]);
}

#[test]
fn a_latest_issue_that_cannot_be_read_is_pointed_at() {
    let office = office().file("data/177.toml", "[masthead\n").file("data/9.toml", "[masthead\n");
    new(&office, &[]).code(1).stdout(str![]).stderr(str![[r#"
error[data/slip-bracket]: the brackets around the name of the table do not match: [masthead
  --> data/177.toml:1:1
  |
1 | [masthead
  | ^^^^^^^^^
  |
  = hint: write [masthead]


"#]]);
    office.write("data/177.toml", issue(177).replace("serial = 177", "serial = \"177\""));
    assert!(new(&office, &[]).code(1).words().contains("should be a whole number without quotes"));
    office.write("data/177.toml", issue(177).replace("serial = 177\n", ""));
    assert!(new(&office, &[]).code(1).words().contains("`masthead.serial` is missing"));
    office.write("data/177.toml", issue(177).replace("serial", "ser1al"));
    assert!(new(&office, &[]).code(1).words().contains("there is no field `ser1al`"));
    office.write("data/177.toml", b"\x89PNG\0\0");
    assert!(new(&office, &[]).code(1).words().contains("data/177.toml is not text"));
    // An older issue that is broken is no concern of the next one.
    office.write("data/8.toml", b"\x89PNG\0\0");
    office.write("data/177.toml", issue(177));
    let _ = new(&office, &[]).code(0);
}

#[test]
fn words_that_contradict_each_other_are_refused() {
    let office = office();
    let _ = new(&office, &["data", "--from", "data/176.toml"]).code(2);
    let _ = new(&office, &["-C", "nowhere"]).code(2);
    let _ = office.run(&["new", "--date", "2026-02-30"]).code(2);
}

#[test]
fn line_ends_of_windows_stay() {
    let office = Office::new().file("27.toml", ISSUE.replace('\n', "\r\n"));
    let _ = new(&office, &[]).code(0);
    let file = text(&office, "28.toml");
    assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
    assert!(file.starts_with("[masthead]\r\n"), "{file}");
}

#[test]
fn an_issue_in_another_shape_of_toml_is_followed_too() {
    let shapes = [
        "masthead = { name = \"简报\", year = 2026, number = 3, serial = 27, office = \"某局\" }\n\
         colophon = { print_date = 2026-03-05 }\narticle = [{ title = \"标题\", body = \"正文。\" }]\n",
        "masthead.name = \"简报\"\nmasthead.year = 2026\nmasthead.number = 3\nmasthead.serial = 27\n\
         masthead.office = \"某局\"\ncolophon.print_date = 2026-03-05\n[[article]]\ntitle = \"标题\"\n\
         body = \"正文。\"\n",
    ];
    for shape in shapes {
        let office = Office::new().file("27.toml", shape);
        let _ = new(&office, &[]).code(0);
        let file = text(&office, "28.toml").replace("title = \"\"\n", "title = \"标题\"\n");
        office.write("28.toml", file.replace("\"\"\"\n\"\"\"", "\"\"\"\n正文。\n\"\"\""));
        office.run(&["render", "28.toml"]).success();
        let run = office.run(&["render", "28.toml", "-f", "layout", "-o", "-"]);
        let pages = String::from_utf8(run.success().bytes().to_vec()).unwrap();
        assert!(pages.contains("期（总第") && pages.contains("\"28\""), "{pages}");
    }
}

/// Returns a file's fields without its articles, numbers and days.
fn lasting(text: &str) -> toml::Table {
    let mut file: toml::Table = text.parse().expect("the file is TOML");
    file.remove("article");
    for (section, key) in [
        ("masthead", "year"),
        ("masthead", "number"),
        ("masthead", "serial"),
        ("colophon", "print_date"),
    ] {
        let section = file[section].as_table_mut().expect("the section is a table");
        section.remove(key).expect("the field is there");
    }
    file
}

/// An issue with a comment at any place where one may stand.
fn issues() -> impl Strategy<Value = String> {
    let list = prop::collection::vec("[一-龥]{1,8}", 0..5);
    let comment = prop_oneof![Just(String::new()), "# [一-龥 ]{0,9}\n", "\n# [一-龥]{0,9}\n\n"];
    let comments = prop::collection::vec(comment, 4);
    let numbers = (1950..2900u16, 1..100u32, 1..5000u32);
    let articles = prop::collection::vec("[一-龥#\\[\\]]{1,9}", 0..4);
    (list.clone(), list, comments, numbers, articles).prop_map(
        |(report_to, people, comments, (year, number, serial), articles)| {
            let [a, b, c, d] = &comments[..] else { unreachable!("there are four") };
            let articles: String = articles
                .iter()
                .map(|words| format!("{b}[[article]]\n{a}title = \"{words}\"\nbody = '''\n{words}\n'''\n"))
                .collect();
            format!(
                "{a}[masthead]\nname = \"简报\"\nyear = {year}\nnumber = {number}\nserial = {serial}\n{b}\n\
                 {articles}{c}[distribution]\nreport_to = {report_to:?}\n{d}[contact]\n\
                 people = {people:?}\n[colophon]\nprint_date = {year}-03-05\n{a}"
            )
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn issue_after_issue_the_numbers_run_on_and_the_rest_stays(
        first in issues(),
        steps in prop::collection::vec(0..2u16, 1..6),
    ) {
        let mut file = first.clone();
        let mut expected = NextIssue::of(&Sheet::new("1.toml", first.as_bytes()).unwrap(), None, day(1950)).unwrap().before;
        for step in &steps {
            let year = expected.numbers.year.unwrap() + step;
            let sheet = Sheet::new("1.toml", file.as_bytes()).unwrap();
            let next = NextIssue::of(&sheet, None, day(year)).unwrap();
            let number = expected.numbers.number.unwrap();
            expected.numbers.number = Some(if *step == 0 { number + 1 } else { 1 });
            expected.numbers.year = Some(year);
            expected.numbers.serial.as_mut().unwrap().0 += 1;
            expected.print_date = Some(day(year));
            prop_assert_eq!(next.numbering, expected);
            prop_assert_eq!(lasting(&next.text), lasting(&first));
            file = next.text;
        }
        // Following an empty issue changes its numbers and nothing else.
        let sheet = Sheet::new("1.toml", file.as_bytes()).unwrap();
        let last = NextIssue::of(&sheet, None, day(expected.numbers.year.unwrap())).unwrap();
        prop_assert_eq!(last.text.lines().count(), file.lines().count());
    }
}

/// Returns the day of a year on which the issues of the test are printed.
fn day(year: u16) -> Date {
    Date::new(year, 3, 5).expect("every year has a fifth of March")
}
