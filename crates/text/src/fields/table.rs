//! The table of fields: `fields.toml`, with the choices that the schema knows.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use toml::{Spanned, Value};

use briefing_values::catalogue::Lang;
use briefing_values::passage::Part;

use super::form_schema;

/// A field of the form, or a table of fields.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The name, with those of the tables around it: `article.title`.
    #[serde(skip)]
    pub name: String,
    /// What it is called.
    pub title: Phrase,
    /// What it means, in Chinese.
    pub zh: String,
    /// What it means, in English.
    pub en: String,
    /// Whether an issue cannot do without it.
    #[serde(default)]
    pub required: bool,
    /// What happens without it, to be read after 不写就 and `Left out, `.
    pub left_out: Option<Phrase>,
    /// A value that it may have.
    pub example: Option<Value>,
    /// The value that it has if it is left out.
    pub default: Option<Value>,
    /// How a form shows it; `None` if it is not in the form.
    pub form: Option<Input>,
    /// What the form calls it, if that is not the title.
    label: Option<Phrase>,
    /// What each word of a choice means.
    #[serde(default)]
    choices: BTreeMap<String, Phrase>,
    /// What its text is to a proofreader; `None` if it is not read.
    pub proofread: Option<Part>,
    /// Whether pages depend on it. A field on which none depends is private.
    #[serde(default)]
    pub pages: bool,
}

/// Words in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// How a form shows a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Input {
    /// Words on a line.
    Line,
    /// A whole number.
    Number,
    /// A day, such as 2026-03-05.
    Day,
    /// Words on several lines.
    Lines,
    /// A long text.
    Text,
    /// One of the words that the schema lists.
    Choice,
    /// Yes or no.
    Flag,
    /// Words on a line, with 、 between them.
    List,
    /// Groups, one per line, each of words with 、 between them.
    Groups,
}

static TABLE: LazyLock<Vec<Field>> = LazyLock::new(read);

#[expect(clippy::panic, reason = "the file is part of the program, and a test reads it")]
fn read() -> Vec<Field> {
    let fields: BTreeMap<String, Spanned<Field>> = toml::from_str(include_str!("fields.toml"))
        .unwrap_or_else(|error| panic!("fields/fields.toml: {error}"));
    let mut fields: Vec<_> = fields.into_iter().collect();
    fields.sort_by_key(|(_, field)| field.span().start);
    let named = |(name, field): (String, Spanned<Field>)| Field { name, ..field.into_inner() };
    fields.into_iter().map(named).collect()
}

/// Returns all fields, in the order in which they are shown.
pub fn table() -> &'static [Field] {
    &TABLE
}

/// Returns the fields that stand directly in a table such as `article`, or, for the name `""`, in none.
pub fn below(parent: &str) -> impl Iterator<Item = &'static Field> {
    table().iter().filter(move |field| field.parent() == parent)
}

impl Field {
    /// Returns the name of the table that it stands in, or `""`.
    pub fn parent(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(parent, _)| parent)
    }

    /// Returns the name without the tables around it.
    pub fn key(&self) -> &str {
        self.name.rsplit_once('.').map_or(&self.name, |(_, key)| key)
    }

    /// Returns whether it is a table of other fields.
    pub fn is_table(&self) -> bool {
        below(&self.name).next().is_some()
    }

    /// Returns whether it holds a day.
    pub fn is_day(&self) -> bool {
        form_schema::field(&self.name).is_some_and(|node| node["format"] == "date")
    }

    /// Returns what a form calls it.
    pub fn label(&self, lang: Lang) -> &str {
        self.label.as_ref().unwrap_or(&self.title).in_lang(lang)
    }

    /// Returns the words that it may hold, each with its meaning; none if it may hold any.
    pub fn choices(&self, lang: Lang) -> Vec<(String, String)> {
        let words = form_schema::field(&self.name).map(form_schema::choices).unwrap_or_default();
        let meaning = |word: String| {
            let means = self.choices.get(&word).map(|phrase| phrase.in_lang(lang).to_owned());
            (word, means.unwrap_or_default())
        };
        words.into_iter().map(meaning).collect()
    }
}

impl Phrase {
    /// Returns the words in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, table};

    #[test]
    fn no_word_is_explained_that_cannot_be_chosen() {
        for field in table() {
            let known: Vec<_> = field.choices(Lang::Zh).into_iter().map(|(word, _)| word).collect();
            let strange = field.choices.keys().find(|word| !known.contains(word));
            assert_eq!(strange, None, "{}", field.name);
        }
    }
}
