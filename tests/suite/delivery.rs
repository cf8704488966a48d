//! Whole or not at all: whatever stops a render, the previous PDF is still there, byte for byte.

use std::fs;
use std::process::Command;

use snapbox::str;

use briefing_support::office::{ISSUE, Office, skip};

/// The system calls by which an edition gets onto the disk.
const CALLS: [&str; 4] = ["write", "fsync", "/^rename", "/^open"];

/// An office in which an edition was printed, and its issue changed after that.
struct Reprint {
    office: Office,
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Reprint {
    fn new() -> Self {
        let office = Office::new().issue("27.toml");
        let before = office.run(&["render", "27.toml"]).file("out/27.pdf");
        office.write("27.toml", ISSUE.replace("第一段", "改过的第一段"));
        let run = office.run(&["render", "27.toml", "-o", "-"]);
        let after = run.success().bytes().to_vec();
        Self { office, before, after }
    }

    /// Asserts that the edition is the previous one, alone in its folder.
    #[track_caller]
    fn is_untouched(&self) {
        assert!(self.office.read("out/27.pdf") == self.before, "the edition has changed");
        assert_eq!(self.office.files("out"), ["27.pdf"]);
    }

    /// Asserts that the edition is whole: the previous one, or the new one.
    #[track_caller]
    fn is_whole(&self, when: &str) {
        let found = self.office.read("out/27.pdf");
        assert!(found == self.before || found == self.after, "{when}: the edition is broken");
    }

    /// Puts the previous edition back, alone in its folder.
    fn reset(&self) {
        fs::remove_dir_all(self.office.path("out")).expect("the folder can be removed");
        self.office.write("out/27.pdf", &self.before);
    }

    /// Returns the command that renders with the n-th call of a kind struck by `blow`.
    fn struck(&self, call: &str, blow: &str, n: usize) -> Command {
        let mut strace = self.office.tool("strace");
        let inject = format!("inject={call}:{blow}:when={n}");
        strace.args([
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            &format!("trace={call}"),
            "-e",
            &inject,
        ]);
        strace.args([env!("CARGO_BIN_EXE_briefing"), "render", "27.toml", "--jobs", "1"]);
        strace.env("PATH", "/usr/bin:/bin");
        strace
    }
}

#[test]
fn a_fault_leaves_the_edition_of_before() {
    let reprint = Reprint::new();
    reprint.office.write("27.toml", ISSUE.replace("第一段", "第一段\u{200b}"));
    let _ = reprint.office.run(&["render", "27.toml"]).code(1);
    reprint.is_untouched();
}

#[test]
fn an_edition_takes_the_place_of_the_one_before() {
    let reprint = Reprint::new();
    reprint.office.run(&["render", "27.toml"]).success();
    assert!(reprint.office.read("out/27.pdf") == reprint.after);
    assert_eq!(reprint.office.files("out"), ["27.pdf"]);
}

#[test]
fn a_file_in_the_place_of_the_folder_is_left_alone() {
    let office = Office::new().issue("27.toml").file("out", "not a folder");
    office.run(&["render", "27.toml"]).code(3).stdout(str![]).stderr(str![[r#"
error[program/access]: cannot write out/27.pdf: File exists (os error 17)


"#]]);
    assert_eq!(office.read("out"), b"not a folder");
}

#[test]
#[cfg(target_os = "linux")]
fn a_message_names_no_hidden_file() {
    // Nobody can create a file there.
    let words = Office::new().issue("27.toml").run(&["render", "27.toml", "-o", "/proc/27.pdf"]);
    let words = words.code(3).words();
    assert!(words.contains("/proc/27.pdf") && !words.contains(".part"), "{words}");
}

#[test]
fn a_folder_in_the_place_of_the_file_is_left_alone() {
    let office = Office::new().issue("27.toml").file("out/27.pdf/kept", "");
    let _ = office.run(&["render", "27.toml"]).code(3);
    assert_eq!(office.files("out"), ["27.pdf/kept"]);
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_written_is_3() {
    use std::os::unix::fs::PermissionsExt;
    let reprint = Reprint::new();
    let folder = reprint.office.path("out");
    fs::set_permissions(&folder, PermissionsExt::from_mode(0o555)).unwrap();
    let _ =
        reprint.office.finish(&mut reprint.office.bound_command(&["render", "27.toml"])).code(3);
    reprint.is_untouched();
    fs::set_permissions(&folder, PermissionsExt::from_mode(0o755)).unwrap();
}

/// Renders under a limit of 8 KiB per file, a quarter of an edition.
#[cfg(unix)]
fn render_in_little_room(reprint: &Reprint, first: &str) -> std::process::ExitStatus {
    let script = format!("{first} ulimit -c 0; ulimit -f 16; exec \"$0\" render 27.toml");
    let mut shell = reprint.office.tool("/bin/sh");
    let run = shell.args(["-c", &script, env!("CARGO_BIN_EXE_briefing")]).output();
    run.expect("the shell starts").status
}

#[test]
#[cfg(unix)]
fn a_disk_without_room_leaves_the_edition_of_before() {
    let reprint = Reprint::new();
    let status = render_in_little_room(&reprint, "trap '' XFSZ;");
    assert_eq!(status.code(), Some(3));
    reprint.is_untouched();
}

#[test]
#[cfg(unix)]
fn the_signal_of_a_file_that_grows_too_large_leaves_the_edition_of_before() {
    let reprint = Reprint::new();
    let status = render_in_little_room(&reprint, "");
    assert!(!status.success(), "{status}");
    reprint.is_whole("at the limit");
}

/// Returns whether programs can be traced here.
fn strace_works(office: &Office) -> bool {
    let mut strace = office.tool("strace");
    let run = strace.args(["-qq", "-o", "/dev/null", "true"]).env("PATH", "/usr/bin:/bin").output();
    run.is_ok_and(|output| output.status.success())
}

/// Renders again and again with the first, then the second, then the third call struck, until there are no
/// more calls to strike; `check` is told how each run ended.
fn strike_every_call(blow: &str, mut check: impl FnMut(&Reprint, &str, Option<i32>)) {
    let reprint = Reprint::new();
    if !strace_works(&reprint.office) {
        return skip("strace is not here, or may not trace");
    }
    for call in CALLS {
        let last = (1..200).find(|&n| {
            let output = reprint.struck(call, blow, n).output().expect("strace starts");
            let whole =
                output.status.success() && reprint.office.read("out/27.pdf") == reprint.after;
            check(&reprint, &format!("{blow} at {call} {n}"), output.status.code());
            reprint.reset();
            whole
        });
        assert!(last.is_some(), "{call} never ends");
    }
}

#[test]
fn a_full_disk_at_any_moment_leaves_a_whole_edition_and_no_litter() {
    strike_every_call("error=ENOSPC", |reprint, when, _| {
        reprint.is_whole(when);
        assert_eq!(reprint.office.files("out"), ["27.pdf"], "{when}");
    });
}

#[test]
fn a_kill_at_any_moment_leaves_a_whole_edition() {
    strike_every_call("signal=SIGKILL", |reprint, when, _| {
        reprint.is_whole(when);
        reprint.office.run(&["render", "27.toml"]).success();
        assert!(reprint.office.read("out/27.pdf") == reprint.after, "{when}: not printed again");
    });
}
