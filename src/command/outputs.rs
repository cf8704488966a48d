//! Where products go: a file, a folder, standard output.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use briefing_engine::house::House;
use briefing_values::error::{Error, Problem, Result};

use crate::delivery;

/// Where products go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Output {
    /// Into one file.
    File(PathBuf),
    /// Into files of a folder, named after the issue.
    Folder(PathBuf),
    /// To standard output.
    Pipe,
}

impl Output {
    /// Returns the output that an argument names.
    pub(super) fn new(words: &Path) -> Self {
        let ends_in_slash =
            words.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
        if words.as_os_str() == "-" {
            Self::Pipe
        } else if ends_in_slash || words.is_dir() {
            Self::Folder(words.to_owned())
        } else {
            Self::File(words.to_owned())
        }
    }

    /// Returns the output that an argument names, or the folder of the house if there is none.
    pub(super) fn or_of(words: Option<&Path>, house: &House) -> Result<Self> {
        match words {
            Some(words) => Ok(Self::new(words)),
            None => Ok(Self::Folder(briefing_desk::output(house)?.unwrap_or_else(|| "out".into()))),
        }
    }

    /// Returns the file for a product of an issue, or `None` for standard output.
    ///
    /// `part` is the page, if the product is one of several.
    pub(super) fn path(&self, stem: &str, part: Option<usize>, ending: &str) -> Option<PathBuf> {
        let numbered =
            |stem: &str| part.map_or_else(|| stem.to_owned(), |page| format!("{stem}-{page}"));
        match self {
            Self::Pipe => None,
            Self::Folder(folder) => Some(folder.join(format!("{}.{ending}", numbered(stem)))),
            Self::File(file) => {
                let stem = file.file_stem().unwrap_or_default().to_string_lossy();
                let ending = file.extension().map_or(ending.into(), |own| own.to_string_lossy());
                Some(match part {
                    None => file.clone(),
                    Some(_) => file.with_file_name(format!("{}.{ending}", numbered(&stem))),
                })
            }
        }
    }
}

/// The files of a product; the one without a path goes to standard output.
pub(super) type Files = Vec<(Option<PathBuf>, Vec<u8>)>;

/// Writes the files of a product, and returns their paths.
pub(super) fn deliver(files: Files) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for (path, bytes) in files {
        match path {
            None => print(&bytes)?,
            Some(path) => {
                delivery::write_whole(&path, &bytes)?;
                paths.push(path);
            }
        }
    }
    Ok(paths)
}

/// Prints the names of files to standard output.
pub(super) fn name(files: &[PathBuf]) -> Result<()> {
    let names: String = files.iter().map(|file| file.display().to_string() + "\n").collect();
    print(names.as_bytes())
}

/// Writes to standard output.
pub(super) fn print(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        // Whoever reads has seen enough: `briefing check | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| refusal(&error)),
    }
}

/// Writes the schema of the form to standard output.
pub(super) fn schema(root: Option<PathBuf>) -> Result<()> {
    let house = House::open(root.or_else(|| House::root_of(Path::new("."))))?;
    print(briefing_desk::styles::schema(&house).as_bytes())
}

/// Writes the manual to standard output: the pages of the program and of each command.
pub(super) fn man(mut command: clap::Command) -> Result<()> {
    command.build();
    let mut manual = Vec::new();
    let commands = command.get_subcommands().filter(|command| command.get_name() != "help");
    for command in std::iter::once(&command).chain(commands) {
        clap_mangen::Man::new(command.clone())
            .render(&mut manual)
            .map_err(|error| refusal(&error))?;
    }
    print(&manual)
}

fn refusal(error: &io::Error) -> Error {
    Problem::Access {
        action: "write to",
        path: "standard output".into(),
        reason: error.to_string(),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::Output;
    use std::path::{Path, PathBuf};

    #[test]
    fn names_follow_the_issue_or_the_command_line() {
        let folder = Output::Folder("print".into());
        assert_eq!(folder.path("176", None, "pdf"), Some(PathBuf::from("print/176.pdf")));
        assert_eq!(folder.path("176", Some(3), "png"), Some(PathBuf::from("print/176-3.png")));
        let file = Output::File("a/b.png".into());
        assert_eq!(file.path("176", None, "png"), Some(PathBuf::from("a/b.png")));
        assert_eq!(file.path("176", Some(2), "png"), Some(PathBuf::from("a/b-2.png")));
        assert_eq!(Output::new(Path::new("-")), Output::Pipe);
        assert_eq!(Output::new(Path::new("new/")), Output::Folder("new/".into()));
        assert_eq!(Output::new(Path::new("new")), Output::File("new".into()));
    }
}
