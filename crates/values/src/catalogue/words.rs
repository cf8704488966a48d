//! The words of an entry, and the arguments that are put into them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A language in which the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// What is said in one language; `{name}` stands for an argument.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What is wrong.
    pub says: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The rule, for `briefing explain`.
    pub rule: Option<String>,
}

/// An argument of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// Words as they stand.
    Text(String),
    /// A field of the data, such as `article.0.body`.
    Field(String),
    /// A phrase of the catalogue, such as `a text in quotes`.
    Phrase(String),
    /// The possible choices.
    List(Vec<String>),
    /// Several phrases of the catalogue.
    Phrases(Vec<&'static str>),
}

impl Argument {
    /// Returns the argument in words.
    pub fn said(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Field(field) => named(field, lang),
            Self::Phrase(name) => phrase(name, lang),
            Self::List(known) => known.join(comma(lang)),
            Self::Phrases(names) => {
                let words: Vec<_> = names.iter().map(|name| phrase(name, lang)).collect();
                words.join(comma(lang))
            }
        }
    }
}

/// Returns the separator between the items of a list.
fn comma(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "、" } else { ", " }
}

/// Puts arguments into words.
pub fn fill(words: &str, arguments: &[(&'static str, Argument)], lang: Lang) -> String {
    let mut said = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        said.push_str(before);
        if let Some((_, argument)) = arguments.iter().find(|(known, _)| *known == name) {
            said.push_str(&argument.said(lang));
        }
        rest = after;
    }
    said + rest
}

#[derive(Debug, Deserialize)]
struct Phrase {
    zh: String,
    en: String,
}

static PHRASES: LazyLock<BTreeMap<String, Phrase>> = LazyLock::new(phrases);

#[expect(clippy::panic, reason = "the file is part of the program, and a test reads it")]
fn phrases() -> BTreeMap<String, Phrase> {
    let phrases = toml::from_str(include_str!("phrases.toml"));
    phrases.unwrap_or_else(|error| panic!("catalogue/phrases.toml: {error}"))
}

/// Returns a phrase of the catalogue, or the name itself if there is none.
pub fn phrase(name: &str, lang: Lang) -> String {
    let known = PHRASES.get(name).map(|phrase| match lang {
        Lang::Zh => phrase.zh.clone(),
        Lang::En => phrase.en.clone(),
    });
    known.unwrap_or_else(|| name.to_owned())
}

/// Names a field for an editor, who counts from 1: `article.0.body` is `article 1, body`.
fn named(field: &str, lang: Lang) -> String {
    let (comma, space) = match lang {
        Lang::Zh => (" 的 ", " "),
        Lang::En => (", ", " "),
    };
    let mut name = String::new();
    let mut after_number = false;
    for part in field.split('.') {
        let number = part.parse::<usize>().ok();
        let joint = match number {
            Some(_) => space,
            None if name.is_empty() => "",
            None if after_number => comma,
            None => ".",
        };
        name.push_str(joint);
        name.push_str(&number.map_or_else(|| part.to_owned(), |number| (number + 1).to_string()));
        after_number = number.is_some();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{Argument, Lang, fill, named};

    #[test]
    fn fields_are_named_as_an_editor_counts() {
        assert_eq!(named("masthead.name", Lang::En), "masthead.name");
        assert_eq!(named("article.0.body", Lang::En), "article 1, body");
        assert_eq!(named("article.0.body", Lang::Zh), "article 1 的 body");
        let cell = "article.2.table.0.rows.1.3";
        assert_eq!(named(cell, Lang::En), "article 3, table 1, rows 2 4");
    }

    #[test]
    fn arguments_are_put_where_their_names_stand() {
        let arguments = [("a", Argument::Text("{b}".into())), ("b", Argument::Text("乙".into()))];
        assert_eq!(fill("甲{a}、{b}{c}。", &arguments, Lang::Zh), "甲{b}、乙。");
        assert_eq!(fill("an open {brace", &arguments, Lang::En), "an open ");
    }
}
