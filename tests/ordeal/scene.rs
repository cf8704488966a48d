//! The scene: an office with an archive, made once and copied for every trial.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use tempfile::TempDir;

use briefing_archive::archive::{Archive, Inspection, Scope};

/// Returns an issue of the scene.
pub(crate) fn issue(serial: u32) -> String {
    format!(
        "[masthead]\nname = \"测试简报\"\nyear = 2026\nnumber = {serial}\nserial = {serial}\noffice = \"测试办公室\"\n\n\
         [[article]]\ntitle = \"第{serial}件事\"\nbody = \"第一段。\\n\\n第二段说的是{serial}。\"\n\n\
         [colophon]\nprint_date = 2026-03-05\n"
    )
}

/// The archive that holds issue 1. It is in the same folder in every run, because nobody would remove it.
static BEGUN: LazyLock<PathBuf> = LazyLock::new(|| {
    let office = Office::empty();
    let published = office.publish(1).output().expect("the program starts");
    assert!(published.status.success(), "{}", words(&published));
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ordeal");
    let _ = fs::remove_dir_all(&kept);
    fs::rename(office.path("archive"), &kept).expect("moved");
    kept
});

/// An office in a folder of its own.
pub(crate) struct Office {
    folder: TempDir,
}

impl Office {
    /// Returns an office with the files of three issues and no archive.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let office = Self { folder };
        office.with_issues();
        office
    }

    fn with_issues(&self) {
        for serial in 1..=3 {
            fs::write(self.path(&format!("{serial}.toml")), issue(serial)).expect("written");
        }
    }

    /// Returns an office whose archive holds issue 1. Its files are links to those of another: nothing that
    /// the program does may write into an existing file.
    pub(crate) fn begun() -> Self {
        let office = Self::empty();
        for name in files(&BEGUN) {
            let (from, to) = (BEGUN.join(&name), office.path("archive").join(&name));
            fs::create_dir_all(to.parent().expect("a folder")).expect("made");
            fs::hard_link(from, to).expect("linked");
        }
        office
    }

    /// Returns the same office with files of its own, which may be damaged.
    pub(crate) fn own() -> Self {
        let office = Self::empty();
        copy(&BEGUN, &office.path("archive"));
        office
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the command that publishes an issue.
    pub(crate) fn publish(&self, serial: u32) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
        self.into(&mut command, serial);
        command
    }

    /// Makes a command that runs the program publish an issue.
    pub(crate) fn into(&self, command: &mut Command, serial: u32) {
        command.args(["publish", &format!("{serial}.toml"), "--by", "王芳"]);
        command.current_dir(self.folder.path()).env("RUST_BACKTRACE", "0");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    }

    pub(crate) fn archive(&self) -> Archive {
        Archive::at(self.path("archive"))
    }

    pub(crate) fn inspect(&self) -> Inspection {
        self.archive().inspect(&Scope::All).expect("the archive can be read")
    }

    /// Asserts what must hold after a publication of issue 2 that may have been interrupted: nothing is
    /// damaged, issue 1 is there, and issue 2 is there whole or not at all, and is there if the program
    /// said so. The next publication goes through and leaves no litter.
    #[track_caller]
    pub(crate) fn is_sound(&self, ended: &Output, what: &str) {
        let said = words(ended);
        assert!(!said.contains("panicked"), "{what}: {said}");
        let found = self.inspect();
        assert_eq!(found.defects, [], "{what}: {said}");
        let serials: Vec<_> =
            found.sound.iter().map(|entry| entry.issue.serial().expect("a serial").0).collect();
        let old = serials == [1] && !ended.status.success();
        assert!(old || serials == [1, 2], "{what}: {serials:?}, {:?}, {said}", ended.status);
        let pdf = self.path("out/2.pdf");
        if let Ok(bytes) = fs::read(&pdf) {
            assert!(bytes.ends_with(b"%%EOF"), "{what}: half a PDF");
        }
        for serial in 2..=3 {
            let next = self.publish(serial).output().expect("the program starts");
            assert!(next.status.success(), "{what}: then {}", words(&next));
        }
        let found = self.inspect();
        assert_eq!(
            (found.defects.len(), found.sound.len(), found.unfinished),
            (0, 3, false),
            "{what}"
        );
        let cache = files(&self.path("archive/cache"));
        assert!(cache.iter().all(|name| !name.contains(".part")), "{what}: {cache:?}");
    }
}

/// Returns what a run said on standard error.
pub(crate) fn words(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}

/// Lists the files below a folder, by their paths relative to it, sorted.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("UTF-8");
        if entry.file_type().expect("a kind").is_dir() {
            names.extend(files(&entry.path()).iter().map(|file| format!("{name}/{file}")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}

/// Copies the files below a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    for name in files(from) {
        let target = to.join(&name);
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        fs::copy(from.join(&name), target).expect("copied");
    }
}
