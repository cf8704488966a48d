//! The promise of a reprint: the same issue gives the same bytes, whatever is around it.

use briefing_support::office::{ISSUE, Office, project};

fn issue_176() -> Vec<u8> {
    std::fs::read(project("data/176.toml")).expect("issue 176 is there")
}

#[test]
fn two_runs_give_the_same_bytes() {
    let office = Office::new().file("176.toml", issue_176());
    for format in ["pdf", "png", "svg", "typ", "layout"] {
        for folder in ["first/", "second/"] {
            let words = ["render", "176.toml", "-f", format, "-o", folder];
            office.run(&words).success_with_remarks();
        }
    }
    assert_eq!(office.files("first"), office.files("second"));
    for file in office.files("first") {
        let same = office.read(&format!("first/{file}")) == office.read(&format!("second/{file}"));
        assert!(same, "{file}");
    }
}

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let mut office = Office::new().file("issues/176.toml", issue_176());
    for n in 1..=5 {
        let text = ISSUE.replace("第一段", &format!("第{n}期的文字").repeat(40 * n));
        office = office.file(&format!("issues/{n}.toml"), text);
    }
    for jobs in ["1", "2", "4"] {
        let run = office.run(&["render", "issues", "--jobs", jobs, "-o", &format!("jobs{jobs}/")]);
        run.success_with_remarks();
    }
    for file in office.files("jobs1") {
        let alone = office.read(&format!("jobs1/{file}"));
        for jobs in ["jobs2", "jobs4"] {
            assert!(office.read(&format!("{jobs}/{file}")) == alone, "{jobs}/{file}");
        }
    }
    assert_eq!(office.files("jobs1").len(), 6);
}

#[test]
fn zone_language_threads_and_time_do_not_show() {
    let office = Office::new().issue("27.toml");
    let words = ["render", "27.toml", "-o", "-"];
    let plain = office.run(&words).success().bytes().to_vec();
    for (name, value) in [
        ("TZ", "Pacific/Auckland"),
        ("LANG", "zh_CN.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("RAYON_NUM_THREADS", "1"),
        ("SOURCE_DATE_EPOCH", "86400"),
        ("HOME", "/nowhere"),
        ("TYPST_FONT_PATHS", "/usr/share/fonts"),
        ("TYPST_PACKAGE_PATH", "/nowhere"),
        ("FONTCONFIG_PATH", "/nowhere"),
        ("RUST_LOG", "trace"),
        ("COLUMNS", "20"),
    ] {
        let run = office.finish(office.command(&words).env(name, value));
        assert!(run.success().bytes() == plain, "{name}={value}");
    }
}

#[test]
fn the_folder_that_the_program_is_started_in_does_not_show() {
    let office = Office::new().issue("here/27.toml").folder("elsewhere");
    let print = |folder: &str, path: &str| {
        let mut command = office.command(&["render", path, "-o", "-"]);
        office.finish(command.current_dir(office.path(folder))).success().bytes().to_vec()
    };
    let beside = print("here", "27.toml");
    assert!(print(".", "here/27.toml") == beside);
    assert!(print("elsewhere", "../here/27.toml") == beside);
    assert!(print("elsewhere", office.path("here/27.toml").to_str().unwrap()) == beside);
}

#[test]
fn a_folder_around_the_issue_does_not_show() {
    let office = Office::new().issue("a/27.toml").issue("另一个/很深/27.toml");
    let print = |path: &str| office.run(&["render", path, "-o", "-"]).success().bytes().to_vec();
    assert!(print("a/27.toml") == print("另一个/很深/27.toml"));
}
