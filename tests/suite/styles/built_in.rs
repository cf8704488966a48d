//! The styles that are built in: each is sound, prints its sample as it was recorded, and `init` begins with it.

use std::fs;

use image::ImageFormat;

use briefing_support::office::{Office, files_below, project};

const STYLES: [&str; 7] = [
    "campus-paper",
    "inspection-notice",
    "meeting-bulletin",
    "monthly-report",
    "provincial-bulletin",
    "situation-report",
    "special-report",
];

/// The resolution of the pictures of the gallery, in pixels per inch.
const PPI: &str = "48";

#[test]
fn nothing_is_wrong_with_any_and_each_prints_its_sample_as_recorded() {
    let office = Office::new();
    for style in STYLES {
        office.run(&["style", "check", style]).code(0);
        let run = office.run(&["style", "test", style]);
        assert_eq!(run.status(), Some(0), "{style}: {}", run.words());
    }
}

/// Makes a project in a style, and returns the path of its first issue.
fn begun(office: &Office, style: &str) -> String {
    office.run(&["init", style, "--style", style, "--date", "2026-12-21"]).code(0);
    let files = files_below(&office.path(&format!("{style}/data")));
    let issue =
        files.into_iter().find(|file| file.strip_suffix(".toml").is_some()).expect("an issue");
    format!("{style}/data/{issue}")
}

#[test]
fn a_project_begins_in_each_and_is_faultless() {
    let office = Office::new();
    for style in STYLES {
        let issue = begun(&office, style);
        let run = office.run(&["check", "--page", "--format", "short", &issue]);
        let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
        // The samples tell of days, and the project begins on another.
        let said: Vec<_> =
            said.lines().filter(|line| !line.contains("event-after-print")).collect();
        let faults: Vec<_> = said.iter().filter(|line| line.contains("warning")).collect();
        assert!(faults.is_empty(), "{style}: {faults:#?}");
        office.run(&["-C", style, "new", "--date", "2026-12-28"]).code(0);
    }
}

#[test]
fn only_an_issue_of_a_month_is_named_after_it() {
    let office = Office::new();
    for (style, issue) in [("special-report", "2031-08"), ("monthly-report", "2031-02")] {
        office.run(&["init", style, "--style", style, "--date", "2031-02-03"]).code(0);
        assert!(office.path(&format!("{style}/data/{issue}.toml")).exists(), "{style}");
    }
}

#[test]
fn a_style_that_there_is_not_begins_nothing() {
    let office = Office::new();
    let said = office.run(&["init", "x", "--style", "monthly"]).code(1).words();
    assert!(
        said.contains("there is no style “monthly”") && said.contains("monthly-report"),
        "{said}"
    );
    assert!(!office.path("x").exists());
}

#[test]
fn the_gallery_shows_the_first_page_of_each() {
    let office = Office::new();
    for style in STYLES {
        let folder = project(&format!("templates/{style}/sample"));
        let mut issue = String::new();
        for file in files_below(&folder) {
            let bytes = fs::read(folder.join(&file)).expect("a file of the sample");
            if file.strip_suffix(".toml").is_some() && file != "briefing.toml" {
                issue.clone_from(&file);
            }
            office.write(&format!("{style}/{file}"), bytes);
        }
        let issue = format!("{style}/{issue}");
        office
            .run(&["render", &issue, "-f", "png", "--ppi", PPI, "--pages", "1", "-o", "p.png"])
            .code(0);
        let page = fs::read_dir(office.path(".")).expect("the office");
        let page = page.filter_map(Result::ok).map(|entry| entry.path());
        let mut page = page.filter(|path| path.extension().is_some_and(|end| end == "png"));
        let path = page.next().expect("a picture");
        let now = image::open(&path).expect("a picture").into_rgb8();
        fs::remove_file(&path).expect("it was there");
        let file = project(&format!("docs/styles/{style}.png"));
        if std::env::var("SNAPSHOTS").is_ok_and(|it| it == "overwrite") {
            now.save_with_format(&file, ImageFormat::Png).expect("it is written");
        }
        let then = image::open(&file).unwrap_or_else(|error| panic!("{style}: {error}"));
        assert!(now == then.into_rgb8(), "docs/styles/{style}.png is no longer what is printed");
    }
}

#[test]
fn the_guide_and_the_readmes_show_every_style() {
    let shown = ["README.md", "README.zh.md", "docs/styles.md"];
    for (file, style) in shown.iter().flat_map(|file| STYLES.map(|style| (file, style))) {
        let text = fs::read_to_string(project(file)).expect("it is there");
        assert!(text.contains(&format!("styles/{style}.png")), "{file}: {style}");
    }
}
