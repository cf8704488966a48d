//! The word at the head of a message, in the language of the message.

use std::io::{self, Write};

use codespan_reporting::diagnostic::Severity as Colour;
use codespan_reporting::term::termcolor::{Buffer, ColorSpec, WriteColor};

use briefing_values::catalogue::{Lang, Severity, phrase};

/// A buffer that replaces the library's word for a severity with ours, once.
pub(super) struct Heading<'a> {
    buffer: &'a mut Buffer,
    word: Option<String>,
}

impl<'a> Heading<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, severity: Severity, lang: Lang) -> Self {
        Self { buffer, word: Some(phrase(severity.name(), lang)) }
    }
}

/// Returns the severity by which the library colours a message.
pub(super) fn colour(severity: Severity) -> Colour {
    match severity {
        Severity::Error => Colour::Error,
        Severity::Warning => Colour::Warning,
        Severity::Hint => Colour::Help,
    }
}

impl Write for Heading<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if matches!(bytes, b"error" | b"warning" | b"help")
            && let Some(word) = self.word.take()
        {
            self.buffer.write_all(word.as_bytes())?;
            return Ok(bytes.len());
        }
        self.buffer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.buffer.flush()
    }
}

impl WriteColor for Heading<'_> {
    fn supports_color(&self) -> bool {
        self.buffer.supports_color()
    }

    fn set_color(&mut self, spec: &ColorSpec) -> io::Result<()> {
        self.buffer.set_color(spec)
    }

    fn reset(&mut self) -> io::Result<()> {
        self.buffer.reset()
    }
}
