//! Reports what went wrong: the message, the editor's own line with a caret below it, and what to do.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use codespan_reporting::diagnostic::{Diagnostic as Said, Label};
use codespan_reporting::files::SimpleFile;
use codespan_reporting::term::termcolor::{Buffer, BufferWriter, ColorChoice};
use codespan_reporting::term::{self, Chars, Config};

use briefing_values::catalogue::{self, Argument, Lang, phrase};
use briefing_values::diagnostic::Diagnostic;
use briefing_values::error::{Error, Fault, Severity};

use crate::args::Colour;

use super::excerpt::{Line, plain};
use super::findings;
use super::heading::{self, Heading};

/// How many faults of one issue are shown: more than anyone fixes before checking again.
const MOST: usize = 50;

/// Writes messages to standard error.
pub(super) struct Reporter {
    writer: BufferWriter,
    config: Config,
    lang: Lang,
    lost: OnceLock<String>,
}

impl Reporter {
    /// Returns a reporter that writes to standard error.
    pub(super) fn new(colour: Colour, lang: Lang) -> Self {
        let choice = choice(colour, io::stderr().is_terminal());
        Self::of(BufferWriter::stderr(choice), lang)
    }

    /// Returns a reporter that writes to standard output: its messages are the product.
    pub(super) fn to_stdout(colour: Colour, lang: Lang) -> Self {
        let choice = choice(colour, io::stdout().is_terminal());
        Self::of(BufferWriter::stdout(choice), lang)
    }

    /// Reports what did not stop the work: a line for each warning, and where to read more.
    pub(super) fn remarks(&self, faults: &[Fault], name: &str) {
        self.warnings(&Diagnostic::all(faults), name);
    }

    /// Reports the same for what another process has found.
    pub(super) fn warnings(&self, found: &[Diagnostic], name: &str) {
        let warnings = found.iter().filter(|it| it.severity >= Severity::Warning).take(MOST);
        let lines = findings::short(warnings, None, self.lang);
        if !lines.is_empty() {
            let name = [("path", Argument::Text(name.to_owned()))];
            let more = catalogue::fill(&phrase("more", self.lang), &name, self.lang);
            self.line(&plain(&format!("{lines}{more}")));
        }
    }

    /// Prints one of the catalogue's phrases, filled in.
    pub(super) fn say(&self, name: &str, words: &[(&'static str, &str)]) {
        let text = |(name, word): &(&'static str, &str)| (*name, Argument::Text((*word).into()));
        let arguments: Vec<_> = words.iter().map(text).collect();
        self.line(&catalogue::fill(&phrase(name, self.lang), &arguments, self.lang));
    }

    fn of(writer: BufferWriter, lang: Lang) -> Self {
        Self { writer, config: config(), lang, lost: OnceLock::new() }
    }

    /// Reports everything that stopped the work.
    pub(super) fn error(&self, error: &Error) {
        self.faults(&error.faults);
    }

    /// Returns the language of the messages.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// Prints a line.
    pub(super) fn line(&self, words: &str) {
        self.emit(|buffer, _| {
            let _ = writeln!(buffer, "{words}");
        });
    }

    /// Reports faults of any severity.
    pub(super) fn faults(&self, faults: &[Fault]) {
        self.show(&Diagnostic::all(&faults[..faults.len().min(MOST)]), faults.len());
    }

    /// Reports the diagnostics of another process.
    pub(super) fn diagnostics(&self, all: &[Diagnostic]) {
        self.show(&all[..all.len().min(MOST)], all.len());
    }

    /// Shows the first of `count` diagnostics, and says how many more there are.
    fn show(&self, first: &[Diagnostic], count: usize) {
        self.emit(|buffer, config| {
            for diagnostic in first {
                write(buffer, config, diagnostic, self.lang);
            }
            if count > first.len() {
                let count = [("count", Argument::Text((count - first.len()).to_string()))];
                let rest = catalogue::fill(&phrase("rest", self.lang), &count, self.lang);
                let _ = writeln!(buffer, "{rest}");
            }
        });
    }

    /// Prints what `write` puts into the buffer, in one piece. If that fails, there is nobody left to tell;
    /// [`Reporter::lost`] returns why.
    fn emit(&self, write: impl FnOnce(&mut Buffer, &Config)) {
        let mut buffer = self.writer.buffer();
        write(&mut buffer, &self.config);
        match self.writer.print(&buffer) {
            // Whoever reads has seen enough: `briefing check | head`.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let _ = self.lost.set(error.to_string());
            }
            _ => {}
        }
    }

    /// Returns why a message could not be printed, if one could not.
    pub(super) fn lost(&self) -> Option<&String> {
        self.lost.get()
    }
}

/// Returns what the terminal shows of faults, without colour.
pub fn told(faults: &[Fault], lang: Lang) -> String {
    let mut buffer = Buffer::no_color();
    let config = config();
    for diagnostic in Diagnostic::all(&faults[..faults.len().min(MOST)]) {
        write(&mut buffer, &config, &diagnostic, lang);
    }
    String::from_utf8_lossy(buffer.as_slice()).into_owned()
}

fn config() -> Config {
    Config { chars: Chars::ascii(), tab_width: 2, ..Config::default() }
}

fn choice(colour: Colour, terminal: bool) -> ColorChoice {
    match colour {
        Colour::Always => ColorChoice::Always,
        // On a terminal, termcolor itself looks at NO_COLOR and TERM.
        Colour::Auto if terminal => ColorChoice::Auto,
        Colour::Auto | Colour::Never => ColorChoice::Never,
    }
}

fn write(buffer: &mut Buffer, config: &Config, it: &Diagnostic, lang: Lang) {
    let said = Said::new(heading::colour(it.severity))
        .with_code(it.code.as_str())
        .with_message(plain(it.message.in_lang(lang)))
        .with_notes(notes(it, lang));
    let mut buffer = Heading::new(buffer, it.severity, lang);
    let _ = match &it.location {
        Some(location) => {
            let line = Line::new(location);
            let said = said.with_labels(vec![Label::primary((), line.marked())]);
            term::emit(&mut buffer, config, &line, &said)
        }
        None => term::emit(&mut buffer, config, &SimpleFile::new("", ""), &said),
    };
}

/// Returns the notes below a message: what to do, and what the rule rests on.
fn notes(it: &Diagnostic, lang: Lang) -> Vec<String> {
    let note = |label, words: &str| phrase(label, lang) + &plain(words);
    let hint = it.hint.as_ref().map(|hint| note("hint: ", hint.in_lang(lang)));
    hint.into_iter().chain(it.clause().map(|clause| note("basis: ", clause))).collect()
}
