//! The two programs, and what each is told to do.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The folder of the faces, which the peer reads from the disk.
const FACES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts");
/// The standards that the editions of both must keep; `briefing` does so by itself.
const STANDARDS: &str = "a-3a,ua-1";

/// The program of this package.
pub(crate) struct Own {
    program: &'static str,
    /// Its name, version and engine.
    pub(crate) version: String,
}

/// The stock Typst command line.
pub(crate) struct Peer {
    /// Where it is.
    pub(crate) program: PathBuf,
    /// Its name and version.
    pub(crate) version: String,
}

impl Own {
    /// Finds out the version of the program, which cargo has just built.
    pub(crate) fn find() -> io::Result<Self> {
        let program = env!("CARGO_BIN_EXE_briefing");
        let version = said(Command::new(program).arg("--version"))?;
        Ok(Self { program, version })
    }

    /// Returns whether both set pages with the same engine.
    pub(crate) fn has_engine_of(&self, peer: &Peer) -> bool {
        let number = peer.version.split(' ').nth(1).unwrap_or_default();
        self.version.ends_with(&format!("(Typst {number})"))
    }

    /// Returns the command that renders an issue or a folder of issues into a folder.
    pub(crate) fn render(&self, input: &Path, folder: &Path) -> Command {
        let mut command = Command::new(self.program);
        command.arg("render").arg(input).arg("-o").arg(folder);
        command
    }

    /// Returns the command that writes the sources of issues, for the peer to compile.
    pub(crate) fn source(&self, input: &Path, folder: &Path) -> Command {
        let mut command = self.render(input, folder);
        command.args(["-f", "typ"]);
        command
    }
}

impl Peer {
    /// Finds the program that `TYPST` names, or `typst` on the PATH.
    #[expect(clippy::disallowed_methods, reason = "the peer is no part of any edition")]
    pub(crate) fn find() -> Option<Self> {
        let program = std::env::var_os("TYPST").unwrap_or_else(|| OsString::from("typst")).into();
        let version = said(Command::new(&program).arg("--version")).ok()?;
        Some(Self { program, version })
    }

    /// Returns the command that compiles a source, with the faces and to the standards of the house.
    pub(crate) fn compile(&self, source: &Path, pdf: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["compile", "--ignore-system-fonts", "--font-path", FACES]);
        command.args(["--pdf-standard", STANDARDS]).arg(source).arg(pdf);
        command
    }
}

/// Returns how long some work takes.
#[expect(clippy::disallowed_methods, reason = "to look at the clock is the purpose of a benchmark")]
pub(crate) fn timed(work: impl FnOnce() -> io::Result<()>) -> io::Result<Duration> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

/// Runs a command to its end; what it says is shown only if it fails.
pub(crate) fn run(command: &mut Command) -> io::Result<()> {
    said(command).map(drop)
}

/// Runs a command, and returns what it writes to standard output.
fn said(command: &mut Command) -> io::Result<String> {
    let output = command.stdin(Stdio::null()).output()?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("{command:?} failed\n{words}")));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Returns the median of the times.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Returns an empty folder for one part of the benchmark, on the disk of the project.
pub(crate) fn folder() -> io::Result<tempfile::TempDir> {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))
}
