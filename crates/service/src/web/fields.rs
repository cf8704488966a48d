//! The form of the editor: its groups and fields, what stands in them, and what is said of each.

use std::collections::BTreeMap;

use serde::Serialize;

use briefing_text::issue_form::Fields;
use briefing_values::catalogue::Lang;

use super::faults::Told;
use super::paper::words;

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Input {
    /// A line.
    Line,
    /// A number.
    Number,
    /// A day.
    Day,
    /// Some lines.
    Lines,
    /// A text.
    Text,
    /// One of some words.
    Choice(&'static [&'static str]),
}

/// The fields of each group.
const GROUPS: [(&str, &[(&str, Input)]); 5] = [
    (
        "masthead",
        &[
            ("masthead.name", Input::Line),
            ("masthead.office", Input::Line),
            ("masthead.year", Input::Number),
            ("masthead.number", Input::Number),
            ("masthead.serial", Input::Number),
            ("masthead.supplement", Input::Choice(&["", "true", "false"])),
            ("masthead.date", Input::Day),
            ("masthead.classification", Input::Line),
            ("masthead.copy_number", Input::Line),
        ],
    ),
    (
        "instruction",
        &[
            ("instruction.style", Input::Choice(&["", "box", "side", "none"])),
            ("instruction.label", Input::Line),
        ],
    ),
    (
        "distribution",
        &[
            ("distribution.report_to", Input::Lines),
            ("distribution.send_to", Input::Lines),
            ("distribution.issue_to", Input::Lines),
        ],
    ),
    (
        "colophon",
        &[
            ("colophon.office", Input::Line),
            ("colophon.print_date", Input::Day),
            ("colophon.copies", Input::Number),
        ],
    ),
    (
        "contact",
        &[
            ("contact.people", Input::Line),
            ("contact.phone", Input::Line),
            ("contact.email", Input::Line),
        ],
    ),
];

/// The fields of an article.
const ARTICLE: [(&str, Input); 5] = [
    ("title", Input::Lines),
    ("byline", Input::Line),
    ("note_label", Input::Line),
    ("note", Input::Lines),
    ("body", Input::Text),
];

/// A field, as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct Field {
    name: String,
    label: String,
    input: &'static str,
    /// The words of a choice, each with what it means.
    choices: Vec<(String, String)>,
    value: String,
    /// What the house file says where the issue's says nothing.
    house: String,
    rows: usize,
    marks: Vec<Told>,
    /// Whether one of them is an error.
    wrong: bool,
}

/// Some fields under one heading.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    name: &'static str,
    fields: Vec<Field>,
}

/// An article, as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct Article {
    number: usize,
    was: String,
    tables: usize,
    pictures: usize,
    fields: Vec<Field>,
}

/// What a form is filled with.
pub(super) struct Filling<'f> {
    pub(super) fields: &'f Fields,
    pub(super) house: &'f Fields,
    pub(super) marks: &'f BTreeMap<String, Vec<Told>>,
    pub(super) lang: Lang,
}

impl Filling<'_> {
    /// Returns the groups of the form: those before the articles, and those behind them.
    pub(super) fn groups(&self) -> (Vec<Group>, Vec<Group>) {
        let group = |(name, fields): &(&'static str, &[(&str, Input)])| Group {
            name,
            fields: fields.iter().map(|(field, input)| self.field(field, field, *input)).collect(),
        };
        let (before, behind) = GROUPS.split_at(2);
        (before.iter().map(group).collect(), behind.iter().map(group).collect())
    }

    /// Returns the articles.
    pub(super) fn articles(&self) -> Vec<Article> {
        let word = |number: usize, key: &str| {
            self.fields.get(&format!("article.{number}.{key}")).cloned().unwrap_or_default()
        };
        let is_there = |number: &usize| self.fields.contains_key(&format!("article.{number}.was"));
        let article = |number: usize| {
            let field = |(key, input): &(&str, Input)| {
                let name = format!("article.{number}.{key}");
                self.field(&name, &format!("article.{key}"), *input)
            };
            Article {
                number,
                was: word(number, "was"),
                tables: word(number, "tables").parse().unwrap_or_default(),
                pictures: word(number, "pictures").parse().unwrap_or_default(),
                fields: ARTICLE.iter().map(field).collect(),
            }
        };
        (0..self.fields.len()).take_while(is_there).map(article).collect()
    }

    fn field(&self, name: &str, label: &str, input: Input) -> Field {
        let marks = self.marks.get(name).cloned().unwrap_or_default();
        let value = self.fields.get(name).cloned().unwrap_or_default();
        let lines = value.lines().count();
        let (kind, rows) = match input {
            // A line cannot show what has several.
            Input::Line | Input::Number | Input::Day if lines > 1 => ("lines", lines),
            Input::Line => ("line", 1),
            Input::Number => ("number", 1),
            Input::Day => ("day", 1),
            Input::Lines => ("lines", lines.clamp(2, 12)),
            Input::Text => ("text", (value.chars().count() / 36 + lines).clamp(8, 24)),
            Input::Choice(_) => ("choice", 1),
        };
        let choice = |word: &&str| {
            let meaning = words(&format!("{name}={word}"), self.lang);
            ((*word).to_owned(), meaning)
        };
        let mut choices: Vec<(String, String)> = match input {
            Input::Choice(all) => all.iter().map(choice).collect(),
            _ => Vec::new(),
        };
        // What the file says stays until somebody chooses something else.
        let known = choices.iter().any(|(word, _)| *word == value);
        choices.extend((!choices.is_empty() && !known).then(|| (value.clone(), value.clone())));
        Field {
            name: name.to_owned(),
            label: words(label, self.lang),
            input: kind,
            choices,
            value,
            house: self.house.get(name).cloned().unwrap_or_default(),
            rows,
            wrong: marks.iter().any(Told::is_error),
            marks,
        }
    }
}
