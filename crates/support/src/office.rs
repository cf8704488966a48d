//! An office in a temporary folder, in which the real program is run.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use snapbox::data::{DataFormat, Inline};
use snapbox::{Assert, Data, IntoData};
use tempfile::TempDir;

/// The smallest issue that prints: one article of two paragraphs, and no optional field.
pub const ISSUE: &str = r#"[masthead]
name = "测试简报"
year = 2026
number = 3
serial = 27
office = "测试办公室"

[[article]]
title = "一个标题"
body = """
第一段的文字。

第二段的文字。
"""

[colophon]
print_date = 2026-03-05
"#;

/// An office: a folder of its own, in which the program sees nothing of the machine's environment.
pub struct Office {
    root: PathBuf,
    _folder: TempDir,
}

impl Office {
    /// Returns an office with an empty folder.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        // On some systems the folder for temporary files is a link.
        let root = folder.path().canonicalize().expect("the folder is there");
        Self { root, _folder: folder }
    }

    /// Puts a file into the office.
    pub fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.write(path, bytes);
        self
    }

    /// Puts a small issue into the office.
    pub fn issue(self, path: &str) -> Self {
        self.file(path, ISSUE)
    }

    /// Puts a folder into the office.
    pub fn folder(self, path: &str) -> Self {
        fs::create_dir_all(self.path(path)).expect("the folder can be made");
        self
    }

    /// Writes a file, and the folders around it.
    #[expect(clippy::disallowed_methods, reason = "nobody prints what a test writes")]
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(&self.root)).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }

    /// Returns the bytes of a file.
    #[track_caller]
    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Returns the path of a file of the office.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Lists the files below a folder, including hidden ones, sorted.
    pub fn files(&self, folder: &str) -> Vec<String> {
        files_below(&self.path(folder))
    }

    /// Runs the program with these arguments.
    #[track_caller]
    pub fn run(&self, words: &[&str]) -> Run {
        self.finish(&mut self.command(words))
    }

    /// Runs the program with these arguments and this standard input.
    #[track_caller]
    pub fn run_with_input(&self, words: &[&str], input: &str) -> Run {
        let mut command = self.command(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut pipe = child.stdin.take().expect("standard input is a pipe");
        pipe.write_all(input.as_bytes()).expect("the program reads its input");
        drop(pipe);
        Run::new(self, child.wait_with_output().expect("the program ends"))
    }

    /// Runs a command to its end.
    #[track_caller]
    pub fn finish(&self, command: &mut Command) -> Run {
        Run::new(self, command.output().expect("the program starts"))
    }

    /// Returns the command that runs the program with these arguments.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = self.tool(program());
        command.args(words);
        command
    }

    /// Returns the command that runs the program with these words, subject to file permissions even if it
    /// is run by the superuser, to whom they do not normally apply.
    #[cfg(unix)]
    pub fn bound_command(&self, words: &[&str]) -> Command {
        use std::os::unix::fs::MetadataExt;
        // The folder belongs to whoever runs the test.
        if fs::metadata(&self.root).expect("the folder is there").uid() != 0 {
            return self.command(words);
        }
        let mut command = self.tool("/usr/bin/setpriv");
        command.arg("--bounding-set=-dac_override,-dac_read_search").arg(program()).args(words);
        command
    }

    /// Returns the command that runs a program of the system in the office.
    pub fn tool(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env_clear().stdin(Stdio::null());
        command
    }
}

/// How a run of the program ended, and what it wrote.
#[must_use]
pub struct Run {
    root: PathBuf,
    output: Output,
}

impl Run {
    /// Records a run. No input may ever cause a panic.
    #[track_caller]
    fn new(office: &Office, output: Output) -> Self {
        let run = Self { root: office.root.clone(), output };
        let words = run.words();
        for sign in ["panicked at", "backtrace", "overflowed its stack", "internal error"] {
            assert!(!words.contains(sign), "{words}");
        }
        run
    }

    /// Asserts that the program succeeded, and wrote nothing to standard error.
    #[track_caller]
    pub fn success(&self) -> &Self {
        self.code(0);
        assert_eq!(self.words(), "", "standard error");
        self
    }

    /// Asserts that the program succeeded, and wrote nothing to standard error but remarks on the text:
    /// one line each, and a last one that says where to read more.
    #[track_caller]
    pub fn success_with_remarks(&self) -> &Self {
        self.code(0);
        let words = self.words();
        let lines: Vec<_> = words.lines().collect();
        let (closing, remarks) = lines.split_last().expect("there are remarks");
        assert!(closing.starts_with("briefing check "), "standard error: {words}");
        let remark = |line: &&str| line.contains(": warning[") && line.contains(".toml:");
        assert!(!remarks.is_empty() && remarks.iter().all(remark), "standard error: {words}");
        self
    }

    /// Asserts the exit code.
    #[track_caller]
    pub fn code(&self, wanted: i32) -> &Self {
        assert_eq!(self.output.status.code(), Some(wanted), "standard error: {}", self.words());
        self
    }

    /// Returns the exit code, or `None` after a signal.
    pub fn status(&self) -> Option<i32> {
        self.output.status.code()
    }

    /// Asserts every byte of standard output.
    #[track_caller]
    pub fn stdout(&self, wanted: Inline) -> &Self {
        same(self.plain(&self.output.stdout), wanted);
        self
    }

    /// Asserts every byte of standard error.
    #[track_caller]
    pub fn stderr(&self, wanted: Inline) -> &Self {
        same(self.words(), wanted);
        self
    }

    /// Returns standard output as it is.
    pub fn bytes(&self) -> &[u8] {
        &self.output.stdout
    }

    /// Returns what the program wrote to standard error.
    pub fn words(&self) -> String {
        self.plain(&self.output.stderr)
    }

    /// Returns the bytes of a file that the run has left.
    #[track_caller]
    pub fn file(&self, path: &str) -> Vec<u8> {
        fs::read(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Returns text with `$OFFICE` for the office's folder, so that it is the same on every machine.
    fn plain(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes);
        text.replace(&*self.root.to_string_lossy(), "$OFFICE")
    }
}

#[track_caller]
fn same(found: String, wanted: Inline) {
    assert().eq(found, wanted.raw());
}

/// Returns the recorded text of a file, to compare with; `SNAPSHOTS=overwrite` rewrites it.
pub fn recorded(path: &Path) -> Data {
    Data::read_from(path, Some(DataFormat::Text)).raw()
}

/// Returns the comparison that `SNAPSHOTS=overwrite` turns into recording.
pub fn assert() -> Assert {
    Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV)
}

/// Says on standard error, past the test harness, why a test proves nothing on this machine. With
/// `BRIEFING_NO_SKIPS=1`, as in `.ci/run`, that is a failure.
#[track_caller]
pub fn skip(why: &str) {
    let every_test_counts = std::env::var_os("BRIEFING_NO_SKIPS").is_some_and(|it| it == "1");
    assert!(!every_test_counts, "this test proves nothing here: {why}");
    // A closed terminal must not make the test fail.
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// Returns the program under test: the one that `BRIEFING_PROGRAM` names, or the one that cargo puts next to the
/// folder of the tests and benchmarks.
fn program() -> PathBuf {
    if let Some(named) = std::env::var_os("BRIEFING_PROGRAM") {
        return named.into();
    }
    let test = std::env::current_exe().expect("the test knows its own file");
    let profile = test.parent().and_then(Path::parent).expect("the test is in a folder of cargo's");
    profile.join("briefing").with_extension(std::env::consts::EXE_EXTENSION)
}

/// Returns the path of a file or folder of this repository.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Lists the files below a folder, as relative paths with `/`, sorted.
pub fn files_below(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return files };
    for entry in entries {
        let entry = entry.expect("the entry is readable");
        let name = entry.file_name().into_string().expect("the name is UTF-8");
        if entry.path().is_dir() {
            files.extend(files_below(&entry.path()).iter().map(|file| format!("{name}/{file}")));
        } else {
            files.push(name);
        }
    }
    files.sort();
    files
}
