//! Reads the articles: titles, notes, bodies, bylines.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use briefing_values::error::{Problem, codes};
use briefing_values::issue::{Article, Block, KeyFigure, Note, Picture, Signature};

use crate::fields::form;

use super::reader::Reader;
use super::{body, figure, words};

/// The most lines of a title. The standard allows several (GB/T 9704-2012, 7.3.1); more than these are a text that was
/// pasted into the wrong field.
const MOST_LINES: usize = 5;

/// The most key figures that stand side by side.
const MOST_KEY_FIGURES: usize = 6;

impl Reader<'_> {
    pub(super) fn articles(&mut self, forms: &[form::Article]) -> Vec<Article> {
        if forms.is_empty() {
            self.missing::<()>("article");
        }
        self.duplicates(forms);
        let articles = forms.iter().enumerate();
        let mut articles: Vec<_> =
            articles.map(|(n, form)| self.article(&format!("article.{n}"), form)).collect();
        // A section is named where it begins.
        let mut before = None;
        for article in &mut articles {
            let section = article.section.clone();
            article.section = section.clone().filter(|_| section != before);
            before = section;
        }
        articles
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
            appendix: self.optional(&format!("{name}.appendix"), form.appendix.as_ref()),
            section: self.optional(&format!("{name}.section"), form.section.as_ref()),
            title: self.title(&format!("{name}.title"), form.title.as_ref()),
            subtitle: self.optional(&format!("{name}.subtitle"), form.subtitle.as_ref()),
            source: self.optional(&format!("{name}.source"), form.source.as_ref()),
            summary: form.summary.as_ref().map_or_else(Vec::new, |summary| {
                words::paragraphs(self.text(&format!("{name}.summary"), summary))
            }),
            key_figures: self.key_figures(name, &form.key_figure),
            salutation: self.optional(&format!("{name}.salutation"), form.salutation.as_ref()),
            byline: self.optional(&format!("{name}.byline"), form.byline.as_ref()),
            kept: false,
            note: form.note.as_ref().map(|note| self.note(name, form, note)),
            blocks,
            attachments: self.lines(&format!("{name}.attachments"), &form.attachments),
            signature: self.signature(name, form),
        }
    }

    /// Finds those of pictures side by side that were to stand beside the text.
    fn all_abreast(&mut self, name: &str, pictures: &[Picture]) {
        for picture in pictures.iter().filter(|picture| picture.beside.is_some()) {
            let field = format!("{name}.picture.{}.beside", picture.number);
            self.fault(&field, Problem::Noted { code: codes::data::BESIDE, words: Vec::new() });
        }
    }

    fn key_figures(&mut self, name: &str, forms: &[form::KeyFigure]) -> Vec<KeyFigure> {
        if forms.len() > MOST_KEY_FIGURES {
            let words =
                vec![("found", forms.len().to_string()), ("most", MOST_KEY_FIGURES.to_string())];
            let field = format!("{name}.key_figure.{MOST_KEY_FIGURES}");
            self.fault(&field, Problem::Noted { code: codes::data::KEY_FIGURES, words });
        }
        let key_figure = |(n, form): (usize, &form::KeyFigure)| {
            let field = |own: &str| format!("{name}.key_figure.{n}.{own}");
            KeyFigure {
                number: self.required(&field("number"), form.number.as_ref()),
                unit: self.optional(&field("unit"), form.unit.as_ref()),
                label: self.required(&field("label"), form.label.as_ref()),
            }
        };
        forms.iter().enumerate().map(key_figure).collect()
    }

    fn signature(&mut self, name: &str, form: &form::Article) -> Option<Signature> {
        let (office, date) = (form.signature.as_ref(), form.signed.as_ref());
        if office.is_none() && date.is_none() {
            return None;
        }
        Some(Signature {
            office: self.optional(&format!("{name}.signature"), office),
            date: date.and_then(|date| self.date(&format!("{name}.signed"), date)),
        })
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
