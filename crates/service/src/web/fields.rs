//! The form of the editor: what its fields hold, and what is wrong with each.

use std::collections::BTreeMap;

use serde::Serialize;

use briefing_text::fields::{self, Input, OwnField};
use briefing_text::issue_form::{self, Fields};
use briefing_values::catalogue::Lang;

use super::faults::Told;
use super::paper::words;

/// The field that holds the articles.
const ARTICLE: &str = "article";

/// A field, as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct Field {
    name: String,
    label: String,
    input: &'static str,
    /// The words of a choice, each with what it means.
    choices: Vec<(String, String)>,
    value: String,
    /// What the house file says, in case the issue says nothing.
    house: String,
    rows: usize,
    marks: Vec<Told>,
    /// Whether one of the marks is an error.
    wrong: bool,
}

/// Some fields under one heading.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    name: &'static str,
    legend: &'static str,
    fields: Vec<Field>,
}

/// An article, as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct Article {
    number: usize,
    was: String,
    tables: usize,
    charts: usize,
    pictures: usize,
    fields: Vec<Field>,
}

/// What a form is filled with.
pub(super) struct Filling<'f> {
    pub(super) fields: &'f Fields,
    pub(super) house: &'f Fields,
    /// The fields that the style has of its own.
    pub(super) own: &'f [OwnField],
    pub(super) marks: &'f BTreeMap<String, Vec<Told>>,
    pub(super) lang: Lang,
}

impl Filling<'_> {
    /// Returns the groups of the form, one for each table of fields: those before the articles, and those
    /// after them.
    pub(super) fn groups(&self) -> (Vec<Group>, Vec<Group>) {
        let tables: Vec<_> = fields::below("").collect();
        let article = tables.iter().position(|table| table.name == ARTICLE);
        let (before, behind) = tables.split_at(article.unwrap_or_default());
        let groups = |tables: &[&'static fields::Field]| {
            let groups = tables.iter().filter(|table| table.name != ARTICLE);
            groups.map(|table| self.group(table)).filter(|group| !group.fields.is_empty()).collect()
        };
        (groups(before), groups(behind))
    }

    /// Returns the group of a table; a field outside any table is a group of its own, under its title.
    fn group(&self, table: &'static fields::Field) -> Group {
        if table.name == fields::EXTRA {
            let own = issue_form::own_inputs(self.own).into_iter();
            let shown = own.map(|it| {
                let label = it.label(self.lang);
                self.shown(&it.name, label, it.input, Vec::new())
            });
            let legend = table.label(self.lang);
            return Group { name: &table.name, legend, fields: shown.collect() };
        }
        let fields = [table].into_iter().chain(fields::below(&table.name));
        let fields = fields.filter_map(|field| self.field(&field.name, field)).collect();
        let legend = match table.form {
            Some(_) => table.title.in_lang(self.lang),
            None => table.label(self.lang),
        };
        Group { name: &table.name, legend, fields }
    }

    /// Returns the articles.
    pub(super) fn articles(&self) -> Vec<Article> {
        let word = |number: usize, key: &str| {
            self.fields.get(&format!("article.{number}.{key}")).cloned().unwrap_or_default()
        };
        let is_there = |number: &usize| self.fields.contains_key(&format!("article.{number}.was"));
        let article = |number: usize| {
            let field = |field: &fields::Field| {
                self.field(&format!("{ARTICLE}.{number}.{}", field.key()), field)
            };
            Article {
                number,
                was: word(number, "was"),
                tables: word(number, "tables").parse().unwrap_or_default(),
                charts: word(number, "charts").parse().unwrap_or_default(),
                pictures: word(number, "pictures").parse().unwrap_or_default(),
                fields: fields::below(ARTICLE).filter_map(field).collect(),
            }
        };
        (0..self.fields.len()).take_while(is_there).map(article).collect()
    }

    /// Returns a field under its name in this form, if the form shows it.
    fn field(&self, name: &str, field: &fields::Field) -> Option<Field> {
        let input = field.form?;
        let choices = self.choices(input, field, &self.value(name));
        Some(self.shown(name, field.label(self.lang).to_owned(), input, choices))
    }

    fn value(&self, name: &str) -> String {
        self.fields.get(name).cloned().unwrap_or_default()
    }

    fn shown(
        &self,
        name: &str,
        label: String,
        input: Input,
        choices: Vec<(String, String)>,
    ) -> Field {
        let marks = self.marks.get(name).cloned().unwrap_or_default();
        let value = self.value(name);
        let (kind, rows) = size(input, &value);
        Field {
            name: name.to_owned(),
            label,
            input: kind,
            choices,
            house: self.house.get(name).cloned().unwrap_or_default(),
            value,
            rows,
            wrong: marks.iter().any(Told::is_error),
            marks,
        }
    }

    /// Returns the words that can be chosen, each with what it means; none if anything can be written.
    fn choices(&self, input: Input, field: &fields::Field, value: &str) -> Vec<(String, String)> {
        let said = |word: &str, name: &str| (word.to_owned(), words(name, self.lang));
        let mut choices = match input {
            Input::Choice => field.choices(self.lang),
            Input::Flag => vec![said("true", "yes"), said("false", "no")],
            _ => return Vec::new(),
        };
        choices.insert(0, said("", "not-said"));
        // What the file says stays until somebody chooses something else.
        if choices.iter().all(|(word, _)| word != value) {
            choices.push((value.to_owned(), value.to_owned()));
        }
        choices
    }
}

/// Returns the kind of a field on the page, and its number of lines.
fn size(input: Input, value: &str) -> (&'static str, usize) {
    let lines = value.lines().count();
    match input {
        // A one-line field cannot show several lines.
        Input::Line | Input::List | Input::Number | Input::Day if lines > 1 => ("lines", lines),
        Input::Line | Input::List => ("line", 1),
        Input::Number => ("number", 1),
        Input::Day => ("day", 1),
        Input::Lines | Input::Groups => ("lines", lines.clamp(2, 12)),
        Input::Text => ("text", (value.chars().count() / 36 + lines).clamp(8, 24)),
        Input::Choice | Input::Flag => ("choice", 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_form_is_shown_once() {
        let fields = Fields::from([("article.0.was".into(), "0".into())]);
        let (house, marks) = (Fields::new(), BTreeMap::new());
        let table = fields::table().iter().filter(|field| field.form.is_some());
        let wanted: Vec<_> = table
            .map(|field| match field.parent() {
                ARTICLE => format!("article.0.{}", field.key()),
                _ => field.name.clone(),
            })
            .collect();
        for lang in [Lang::Zh, Lang::En] {
            let filling = Filling { fields: &fields, house: &house, own: &[], marks: &marks, lang };
            let (before, behind) = filling.groups();
            let groups = |all: Vec<Group>| all.into_iter().flat_map(|group| group.fields);
            let articles = filling.articles().into_iter().flat_map(|article| article.fields);
            let shown: Vec<_> = groups(before).chain(articles).chain(groups(behind)).collect();
            assert!(shown.iter().all(|field| !field.label.is_empty()), "{shown:?}");
            assert_eq!(shown.into_iter().map(|field| field.name).collect::<Vec<_>>(), wanted);
        }
    }
}
