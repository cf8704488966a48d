//! Reads the articles: titles, notes, bodies, bylines.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use briefing_values::error::{Problem, codes};
use briefing_values::issue::{Article, Block, Note, Picture};

use crate::fields::form;

use super::reader::Reader;
use super::{body, figure, words};

/// The most lines of a title. The standard allows several (GB/T 9704-2012, 7.3.1); more than these are a text that was
/// pasted into the wrong field.
const MOST_LINES: usize = 5;

impl Reader<'_> {
    pub(super) fn articles(&mut self, forms: &[form::Article]) -> Vec<Article> {
        if forms.is_empty() {
            self.missing::<()>("article");
        }
        self.duplicates(forms);
        forms
            .iter()
            .enumerate()
            .map(|(n, form)| self.article(&format!("article.{n}"), form))
            .collect()
    }

    /// Finds articles that were pasted in twice.
    fn duplicates(&mut self, forms: &[form::Article]) {
        let mut known = BTreeMap::new();
        for (n, form) in forms.iter().enumerate() {
            let (Some(title), Some(body)) = (&form.title, &form.body) else { continue };
            let words = (title.trim(), body.trim());
            if words.1.is_empty() {
                continue;
            }
            match known.entry(words) {
                Entry::Vacant(place) => drop(place.insert(n)),
                Entry::Occupied(first) => {
                    let (first, again) = (first.get() + 1, n + 1);
                    let words = vec![("first", first.to_string()), ("again", again.to_string())];
                    let problem = Problem::Noted { code: codes::data::DUPLICATE_ARTICLE, words };
                    self.fault(&format!("article.{n}.title"), problem);
                }
            }
        }
    }

    fn article(&mut self, name: &str, form: &form::Article) -> Article {
        let body = self.given(&format!("{name}.body"), form.body.as_ref());
        let (blocks, problems) = body::blocks(body, figure::figures(name, form, self));
        for problem in problems {
            self.fault(&format!("{name}.body"), problem);
        }
        for picture in blocks.iter().filter(|it| matches!(it, Block::Pictures { .. })) {
            self.all_abreast(name, picture.pictures());
        }
        Article {
            title: self.title(&format!("{name}.title"), form.title.as_ref()),
            byline: self.optional(&format!("{name}.byline"), form.byline.as_ref()),
            kept: false,
            note: form.note.as_ref().map(|note| self.note(name, form, note)),
            blocks,
        }
    }

    /// Finds those of pictures side by side that were to stand beside the text.
    fn all_abreast(&mut self, name: &str, pictures: &[Picture]) {
        for picture in pictures.iter().filter(|picture| picture.beside.is_some()) {
            let field = format!("{name}.picture.{}.beside", picture.number);
            self.fault(&field, Problem::Noted { code: codes::data::BESIDE, words: Vec::new() });
        }
    }

    fn title(&mut self, field: &str, text: Option<&String>) -> Vec<String> {
        let lines = self.given(field, text).lines().map(str::trim);
        let lines: Vec<_> = lines.filter(|line| !line.is_empty()).map(String::from).collect();
        if lines.len() > MOST_LINES {
            let found = ("found", lines.len().to_string());
            let words = vec![found, ("most", MOST_LINES.to_string())];
            self.fault(field, Problem::Noted { code: codes::data::TITLE_LINES, words });
        }
        lines
    }

    fn note(&mut self, name: &str, form: &form::Article, note: &str) -> Note {
        let label = self.optional(&format!("{name}.note_label"), form.note_label.as_ref());
        Note {
            label: label.unwrap_or_else(|| "编者按：".into()),
            paragraphs: words::paragraphs(self.text(&format!("{name}.note"), note)),
        }
    }
}
