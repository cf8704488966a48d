//! What the program says about itself.

use snapbox::str;

use briefing_engine::press::Press;
use briefing_support::office::{Office, assert, files_below, project, recorded};

fn help(words: &[&str]) -> briefing_support::office::Run {
    Office::new().run(words)
}

#[test]
fn the_version_names_the_engine() {
    let run = help(&["--version"]);
    let wanted = format!("briefing {} (Typst {})\n", env!("CARGO_PKG_VERSION"), Press::engine());
    assert_eq!(run.success().bytes(), wanted.as_bytes());
}

#[test]
fn no_word_at_all_shows_the_help() {
    help(&[]).code(2).stdout(str![]);
}

/// The arguments that show help or a list, and the file in `tests/help` that records it.
const RECORDS: [(&str, &[&str]); 33] = [
    ("audit.txt", &["audit", "--help"]),
    ("backup.txt", &["backup", "--help"]),
    ("bind.txt", &["bind", "--help"]),
    ("check.txt", &["check", "--help"]),
    ("completions.txt", &["completions", "--help"]),
    ("explain.txt", &["explain", "--help"]),
    ("fonts.txt", &["fonts", "--help"]),
    ("init.txt", &["init", "--help"]),
    ("list-of-fonts.txt", &["fonts"]),
    ("list.txt", &["list", "--help"]),
    ("log.txt", &["log", "--help"]),
    ("long.txt", &["--help"]),
    ("man.txt", &["man", "--help"]),
    ("new.txt", &["new", "--help"]),
    ("publish.txt", &["publish", "--help"]),
    ("regenerate.txt", &["regenerate", "--help"]),
    ("render.txt", &["render", "--help"]),
    ("repair.txt", &["repair", "--help"]),
    ("replay.txt", &["replay", "--help"]),
    ("schema.txt", &["schema", "--help"]),
    ("search.txt", &["search", "--help"]),
    ("serve.txt", &["serve", "--help"]),
    ("short.txt", &["-h"]),
    ("show.txt", &["show", "--help"]),
    ("style.txt", &["style", "--help"]),
    ("user-add.txt", &["user", "add", "--help"]),
    ("user-key.txt", &["user", "key", "--help"]),
    ("user-keys.txt", &["user", "keys", "--help"]),
    ("user-list.txt", &["user", "list", "--help"]),
    ("user-remove.txt", &["user", "remove", "--help"]),
    ("user.txt", &["user", "--help"]),
    ("verify.txt", &["verify", "--help"]),
    ("watch.txt", &["watch", "--help"]),
];

#[test]
fn every_help_is_as_recorded() {
    for (file, words) in RECORDS {
        let run = help(words);
        let text = String::from_utf8_lossy(run.success().bytes()).into_owned();
        assert().eq(text, recorded(&project("tests/help").join(file)));
    }
    assert_eq!(files_below(&project("tests/help")), RECORDS.map(|(file, _)| file));
}

#[test]
fn completions_are_a_script_that_the_shell_can_read() {
    let run = help(&["completions", "bash"]);
    let script = String::from_utf8(run.success().bytes().to_vec()).unwrap();
    assert!(script.contains("--pdf-standard") && script.contains("complete -F"), "{script}");
    if std::path::Path::new("/bin/bash").exists() {
        let office = Office::new().file("briefing.bash", script);
        office.finish(office.tool("/bin/bash").args(["-n", "briefing.bash"])).success();
    }
}

#[test]
fn completions_are_there_for_every_usual_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = help(&["completions", shell]);
        assert!(run.success().bytes().len() > 1000, "{shell}");
    }
}

#[test]
fn man_is_a_page_of_the_manual() {
    let run = help(&["man"]);
    let page = String::from_utf8(run.success().bytes().to_vec()).unwrap();
    assert!(page.contains(".TH briefing 1") && page.contains("briefing\\-render(1)"), "{page}");
}
