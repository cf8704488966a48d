//! Says what went wrong: the words, the editor's own line with a caret below it, and what to do.

use std::io::{IsTerminal, Write};
use std::sync::OnceLock;

use codespan_reporting::diagnostic::{Diagnostic, Label};
use codespan_reporting::files::SimpleFile;
use codespan_reporting::term::termcolor::{Buffer, BufferWriter, ColorChoice};
use codespan_reporting::term::{self, Chars, Config};

use briefing_values::catalogue::{self, Argument, Lang, phrase};
use briefing_values::error::{Error, Fault, Severity};
use briefing_worker::job;

use crate::args::Colour;

use super::excerpt::{Excerpt, plain};
use super::findings;
use super::heading::{self, Heading};

/// How many faults of one issue are shown: more than anyone mends before looking again.
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
        let choice = choice(colour, std::io::stderr().is_terminal());
        Self::of(BufferWriter::stderr(choice), lang)
    }

    /// Returns a reporter that writes to standard output: what it says is the product.
    pub(super) fn to_stdout(colour: Colour, lang: Lang) -> Self {
        let choice = choice(colour, std::io::stdout().is_terminal());
        Self::of(BufferWriter::stdout(choice), lang)
    }

    /// Says what did not stop the work: a line for each warning, and where to read more.
    pub(super) fn remarks(&self, faults: &[Fault], name: &str) {
        let warning = |fault: &&Fault| fault.severity >= Severity::Warning;
        let warnings: Vec<_> = faults.iter().filter(warning).take(MOST).cloned().collect();
        if !warnings.is_empty() {
            let lines = findings::short(&warnings, None, self.lang);
            let name = [("path", Argument::Text(name.to_owned()))];
            let more = catalogue::fill(&phrase("more", self.lang), &name, self.lang);
            self.line(&plain(&format!("{lines}{more}")));
        }
    }

    /// Says what did not stop the work of another process, as [`Reporter::remarks`] does.
    pub(super) fn told_remarks(&self, remarks: &[job::Diagnostic], name: &str) {
        let warning = |it: &&job::Diagnostic| it.severity >= Severity::Warning;
        let lines: Vec<_> =
            remarks.iter().filter(warning).take(MOST).map(|it| self.short(it)).collect();
        if !lines.is_empty() {
            let name = [("path", Argument::Text(name.to_owned()))];
            let more = catalogue::fill(&phrase("more", self.lang), &name, self.lang);
            self.line(&plain(&format!("{}\n{more}", lines.join("\n"))));
        }
    }

    fn short(&self, it: &job::Diagnostic) -> String {
        let (line, column) = (it.line.unwrap_or_default(), it.column.unwrap_or_default());
        let file = it.file.as_deref().unwrap_or_default();
        let message = plain(it.message.in_lang(self.lang)).replace('\n', " ");
        format!("{file}:{line}:{column}: {}[{}]: {message}", it.severity.name(), it.code)
    }

    /// Says something of the catalogue's own in passing.
    pub(super) fn say(&self, name: &str, words: &[(&'static str, &str)]) {
        let text = |(name, word): &(&'static str, &str)| (*name, Argument::Text((*word).into()));
        let arguments: Vec<_> = words.iter().map(text).collect();
        self.line(&catalogue::fill(&phrase(name, self.lang), &arguments, self.lang));
    }

    fn of(writer: BufferWriter, lang: Lang) -> Self {
        Self { writer, config: config(), lang, lost: OnceLock::new() }
    }

    /// Says everything that stopped the work.
    pub(super) fn error(&self, error: &Error) {
        self.faults(&error.faults);
    }

    /// Returns the language of the messages.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// Says something in passing.
    pub(super) fn line(&self, words: &str) {
        self.emit(|buffer, _| {
            let _ = writeln!(buffer, "{words}");
        });
    }

    /// Says what is wrong, be it grave or not.
    pub(super) fn faults(&self, faults: &[Fault]) {
        self.emit(|buffer, config| {
            for fault in faults.iter().take(MOST) {
                write(buffer, config, fault, self.lang);
            }
            if faults.len() > MOST {
                let count = [("count", Argument::Text((faults.len() - MOST).to_string()))];
                let rest = catalogue::fill(&phrase("rest", self.lang), &count, self.lang);
                let _ = writeln!(buffer, "{rest}");
            }
        });
    }

    /// Prints what `write` puts into the buffer in one piece. A terminal that is gone cannot be
    /// told so; [`Reporter::lost`] knows.
    fn emit(&self, write: impl FnOnce(&mut Buffer, &Config)) {
        let mut buffer = self.writer.buffer();
        write(&mut buffer, &self.config);
        if let Err(error) = self.writer.print(&buffer) {
            let _ = self.lost.set(error.to_string());
        }
    }

    /// Returns why something could not be said, if so it was.
    pub(super) fn lost(&self) -> Option<&String> {
        self.lost.get()
    }
}

/// Returns what the terminal is told of faults, without colour.
pub fn told(faults: &[Fault], lang: Lang) -> String {
    let mut buffer = Buffer::no_color();
    let config = config();
    for fault in faults.iter().take(MOST) {
        write(&mut buffer, &config, fault, lang);
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

fn write(buffer: &mut Buffer, config: &Config, fault: &Fault, lang: Lang) {
    let said = Diagnostic::new(heading::colour(fault.severity))
        .with_code(fault.problem.code())
        .with_message(plain(&fault.problem.message(lang)))
        .with_notes(notes(fault, lang));
    let mut buffer = Heading::new(buffer, fault.severity, lang);
    let _ = match &fault.place {
        Some(place) => {
            let excerpt = Excerpt::new(place);
            let said = said.with_labels(vec![Label::primary((), excerpt.marked())]);
            term::emit(&mut buffer, config, &excerpt, &said)
        }
        None => term::emit(&mut buffer, config, &SimpleFile::new("", ""), &said),
    };
}

/// Returns what is said below a message: what to do, and what the rule rests on.
fn notes(fault: &Fault, lang: Lang) -> Vec<String> {
    let note = |label, words: &str| phrase(label, lang) + &plain(words);
    let hint = fault.problem.hint(lang).map(|hint| note("hint: ", &hint));
    let clause = catalogue::entry(fault.problem.code()).and_then(|entry| entry.clause.as_deref());
    hint.into_iter().chain(clause.map(|clause| note("basis: ", clause))).collect()
}
