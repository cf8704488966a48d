//! What the parser could not read of a TOML file: the first fault of each line.

use std::collections::BTreeSet;
use std::ops::Range;

use briefing_values::error::{Problem, codes};

use super::limit::MOST;
use super::{dates, words};

/// What the parser says about brackets or names that are nested too deeply.
const TOO_DEEP: [&str; 2] = ["cannot recurse further; max recursion depth met", "recursion limit"];

/// A line that could not be read.
pub(crate) struct Unread {
    /// The bytes that are meant.
    pub(crate) span: Range<usize>,
    /// What is wrong, unless it follows from what was told of a line before.
    pub(crate) problem: Option<Problem>,
    /// The name of the field on it.
    pub(super) name: Option<String>,
    /// Whether it is unknown which fields it may have swallowed.
    pub(super) lost: bool,
}

/// Returns the error that makes all others meaningless: brackets or names that are nested too deeply.
pub(crate) fn too_deep(errors: &[toml::de::Error]) -> Option<&toml::de::Error> {
    errors.iter().find(|error| TOO_DEEP.contains(&error.message()))
}

/// Lists the lines that could not be read.
pub(crate) fn unread(text: &str, errors: &[toml::de::Error]) -> Vec<Unread> {
    let (mut lines, mut table, mut told) = (BTreeSet::new(), None, 0..0);
    let mut all = Vec::new();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        if told.contains(&span.start) {
            continue;
        }
        let (start, line) = line_of(text, span.start);
        told = start..start + line.len() + 1;
        if !lines.insert(start) {
            continue;
        }
        if lines.len() > MOST {
            break;
        }
        let words = words(error.message(), line);
        let name = name_on(line);
        let lost = name.is_none() || words.contains("multi-line");
        let doubled = words == "duplicate key";
        // If a table is there twice, so are its fields.
        let follows = doubled && table.as_ref().is_some_and(|end| start < *end);
        if doubled && !follows && line.trim_start().starts_with('[') {
            table = Some(next_table(text, start));
        }
        let problem = (!follows).then(|| problem(words, &text[span.start..], &text[span.clone()]));
        all.push(Unread { span, problem, name, lost });
    }
    all
}

/// Returns the words for what the parser says of a line.
fn words<'e>(message: &'e str, line: &str) -> &'e str {
    match message {
        _ if line.trim_end().ends_with('=') => "missing value",
        message if message.starts_with("cannot extend value") => "duplicate value",
        message => message.split(", expected").next().unwrap_or(message),
    }
}

/// Returns what is wrong; `rest` is the text from there on, and `found` what the parser means of it.
fn problem(said: &str, rest: &str, found: &str) -> Problem {
    let first = rest.chars().next();
    if let Some(character) = first.filter(|c| words::is_unprintable(*c)) {
        return Problem::Character { character };
    }
    match said {
        "duplicate key" => {
            Problem::Noted { code: codes::data::DUPLICATE_KEY, words: vec![("key", found.into())] }
        }
        "invalid date" if dates::written(found).is_some() => {
            Problem::NoSuchDay { found: found.into() }
        }
        _ => Problem::Syntax { words: said.into() },
    }
}

/// Returns the end of the table whose name is on the line at a byte.
fn next_table(text: &str, start: usize) -> usize {
    let end = text[start..].find("\n[").map(|end| start + end + 1);
    end.unwrap_or(text.len())
}

/// Returns the line of a byte, and where it begins.
fn line_of(text: &str, at: usize) -> (usize, &str) {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    (start, &text[start..end])
}

/// Returns the name of the field on a line that cannot be read.
fn name_on(line: &str) -> Option<String> {
    let (name, _) = line.split_once('=').unwrap_or((line, ""));
    let name = name.trim().trim_matches(['"', '\'']);
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let name = name.split(|c| !plain(c)).next()?.rsplit('.').next()?;
    (!name.is_empty()).then(|| name.to_owned())
}
