//! Says what went wrong: the words, the editor's own line with a caret below it, and what to do.

use std::io::{IsTerminal, Write};

use codespan_reporting::diagnostic::{Diagnostic, Label, Severity};
use codespan_reporting::files::SimpleFile;
use codespan_reporting::term::termcolor::{Buffer, BufferWriter, ColorChoice};
use codespan_reporting::term::{self, Chars, Config};

use crate::args::Colour;
use crate::error::{Error, Fault};

use super::excerpt::{Excerpt, plain};

/// How many faults of one issue are shown: more than anyone mends before looking again.
const MOST: usize = 50;

/// Writes messages to standard error.
pub(super) struct Reporter {
    writer: BufferWriter,
    config: Config,
}

impl Reporter {
    pub(super) fn new(colour: Colour) -> Self {
        let choice = match colour {
            Colour::Always => ColorChoice::Always,
            // On a terminal, termcolor itself looks at NO_COLOR and TERM.
            Colour::Auto if std::io::stderr().is_terminal() => ColorChoice::Auto,
            Colour::Auto | Colour::Never => ColorChoice::Never,
        };
        let config = Config { chars: Chars::ascii(), tab_width: 2, ..Config::default() };
        Self { writer: BufferWriter::stderr(choice), config }
    }

    /// Says everything that stopped the work.
    pub(super) fn error(&self, error: &Error) {
        self.faults(Severity::Error, &error.faults);
    }

    /// Says what did not stop it.
    pub(super) fn warnings(&self, faults: &[Fault]) {
        self.faults(Severity::Warning, faults);
    }

    /// Says something in passing.
    pub(super) fn line(&self, words: &str) {
        self.emit(|buffer, _| {
            let _ = writeln!(buffer, "{words}");
        });
    }

    fn faults(&self, severity: Severity, faults: &[Fault]) {
        self.emit(|buffer, config| {
            for fault in faults.iter().take(MOST) {
                write(buffer, config, severity, fault);
            }
            if faults.len() > MOST {
                let _ = writeln!(buffer, "… and {} more of the same issue", faults.len() - MOST);
            }
        });
    }

    /// Prints what `write` puts into the buffer in one piece. A terminal that is gone cannot be
    /// told so; the exit code still says how it went.
    fn emit(&self, write: impl FnOnce(&mut Buffer, &Config)) {
        let mut buffer = self.writer.buffer();
        write(&mut buffer, &self.config);
        let _ = self.writer.print(&buffer);
    }
}

fn write(buffer: &mut Buffer, config: &Config, severity: Severity, fault: &Fault) {
    let hints = fault.problem.hint().iter().map(|hint| format!("hint: {}", plain(hint))).collect();
    let said =
        Diagnostic::new(severity).with_message(plain(&fault.problem.to_string())).with_notes(hints);
    let _ = match &fault.place {
        Some(place) => {
            let excerpt = Excerpt::new(place);
            let said = said.with_labels(vec![Label::primary((), excerpt.marked())]);
            term::emit(buffer, config, &excerpt, &said)
        }
        None => term::emit(buffer, config, &SimpleFile::new("", ""), &said),
    };
}
