//! Generates any number of issues from issue 176 that differ from each other in every paragraph: they have
//! its length and its mix of characters, in random order. The same serial always gives the same issue.

use std::fs;
use std::io;
use std::path::Path;

use toml::{Table, Value};

use crate::chance::Chance;

/// The issue that all are made from.
const MODEL: &str = include_str!("../../../data/176.toml");
/// One in this many characters is exchanged, so that no line can be reused from another issue.
const EXCHANGED: usize = 8;

/// Writes the issues 1 to `last` into a new folder.
#[expect(clippy::disallowed_methods, reason = "nobody prints half an issue of a benchmark")]
pub fn issues(folder: &Path, last: u32) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    (1..=last)
        .try_for_each(|serial| fs::write(folder.join(format!("{serial}.toml")), issue(serial)))
}

/// Returns the file of an issue.
fn issue(serial: u32) -> String {
    let mut issue: Table = toml::from_str(MODEL).expect("issue 176 is well formed");
    let characters = MODEL.chars().filter(|&c| is_han(c)).collect();
    let mut source = Source { chance: Chance::seeded(serial.into()), characters };
    issue["masthead"]["serial"] = serial.into();
    issue["masthead"]["number"] = (serial % 99 + 1).into();
    for part in ["article", "distribution"] {
        reword(&mut issue[part], &mut source);
    }
    issue.to_string()
}

/// Replaces the words of every string in a value.
fn reword(value: &mut Value, source: &mut Source) {
    match value {
        Value::String(text) => *text = other_words(text, source),
        Value::Array(items) => items.iter_mut().for_each(|item| reword(item, source)),
        Value::Table(fields) => fields.iter_mut().for_each(|(_, field)| reword(field, source)),
        _ => {}
    }
}

/// Returns the paragraphs of a text in another order and in other words.
fn other_words(text: &str, source: &mut Source) -> String {
    let mut paragraphs: Vec<_> = text.trim().split("\n\n").collect();
    for last in (1..paragraphs.len()).rev() {
        paragraphs.swap(last, source.chance.below(last + 1));
    }
    let reworded: Vec<_> = paragraphs.into_iter().map(|words| exchanged(words, source)).collect();
    reworded.join("\n\n")
}

/// Returns a paragraph of the same length with some characters exchanged. The first stays: it may be the
/// number of a heading.
fn exchanged(words: &str, source: &mut Source) -> String {
    let exchange = |(at, c): (usize, char)| match c {
        '0'..='9' => char::from(b"123456789"[source.chance.below(9)]),
        c if is_han(c) && at > 0 && source.chance.below(EXCHANGED) == 0 => source.character(),
        c => c,
    };
    words.chars().enumerate().map(exchange).collect()
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The source of the exchanged characters.
struct Source {
    chance: Chance,
    characters: Vec<char>,
}

impl Source {
    /// Returns one of the characters, common ones more often.
    fn character(&mut self) -> char {
        self.characters[self.chance.below(self.characters.len())]
    }
}
