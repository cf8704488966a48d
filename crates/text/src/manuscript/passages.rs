//! Cuts a manuscript into passages, in the order of its fields.

use briefing_values::passage::{Part, Passage};

use super::spelling::{Letter, letters};
use super::{Manuscript, body, form, words};

/// Returns every passage of a manuscript, of what is written in the house file too.
pub(super) fn all(manuscript: &Manuscript) -> Vec<Passage> {
    let mut cutter = Cutter { manuscript, article: None, passages: Vec::new() };
    cutter.head();
    for (n, article) in manuscript.front.form.article.iter().enumerate() {
        cutter.article = Some(n);
        cutter.article(&format!("article.{n}"), article);
    }
    cutter.article = None;
    cutter.foot();
    cutter.passages
}

struct Cutter<'a> {
    manuscript: &'a Manuscript,
    article: Option<usize>,
    passages: Vec<Passage>,
}

impl Cutter<'_> {
    fn head(&mut self) {
        let form = &self.manuscript.front.form;
        let masthead = &form.masthead;
        self.line(Part::Masthead, "masthead.name", masthead.name.as_ref());
        self.line(Part::Office, "masthead.office", masthead.office.as_ref());
        self.line(Part::Masthead, "masthead.classification", masthead.classification.as_ref());
        self.line(Part::Masthead, "masthead.copy_number", masthead.copy_number.as_ref());
        self.line(Part::Masthead, "instruction.label", form.instruction.label.as_ref());
    }

    fn article(&mut self, name: &str, form: &form::Article) {
        if let Some(title) = &form.title {
            self.title(format!("{name}.title"), title);
        }
        self.line(Part::Byline, &format!("{name}.byline"), form.byline.as_ref());
        self.paragraphs(Part::Note, &format!("{name}.note"), form.note.as_ref());
        self.paragraphs(Part::Body, &format!("{name}.body"), form.body.as_ref());
        for (n, table) in form.table.iter().enumerate() {
            self.table(&format!("{name}.table.{n}"), table);
        }
        for (n, picture) in form.picture.iter().enumerate() {
            let field = format!("{name}.picture.{n}.caption");
            self.line(Part::Caption, &field, picture.caption.as_ref());
        }
    }

    fn table(&mut self, name: &str, table: &form::Table) {
        self.line(Part::Caption, &format!("{name}.caption"), table.caption.as_ref());
        for (n, words) in table.header.iter().flatten().enumerate() {
            self.line(Part::Cell, &format!("{name}.header.{n}"), Some(words));
        }
        for (y, row) in table.rows.iter().flatten().enumerate() {
            for (x, cell) in row.iter().enumerate() {
                if let form::Cell::Words(words) = cell {
                    self.line(Part::Cell, &format!("{name}.rows.{y}.{x}"), Some(words));
                }
            }
        }
    }

    fn foot(&mut self) {
        let form = &self.manuscript.front.form;
        let lists = &form.distribution;
        for (name, list) in [
            ("report_to", &lists.report_to),
            ("send_to", &lists.send_to),
            ("issue_to", &lists.issue_to),
        ] {
            for (n, group) in list.iter().enumerate() {
                let field = format!("distribution.{name}.{n}");
                match group {
                    form::Group::One(words) => self.line(Part::Recipient, &field, Some(words)),
                    form::Group::Many(all) => self.lines(Part::Recipient, &field, all),
                }
            }
        }
        self.line(Part::Office, "colophon.office", form.colophon.office.as_ref());
        self.lines(Part::Person, "contact.people", &form.contact.people);
        self.line(Part::Phone, "contact.phone", form.contact.phone.as_ref());
        self.line(Part::Email, "contact.email", form.contact.email.as_ref());
    }

    fn lines(&mut self, part: Part, field: &str, all: &[String]) {
        for (n, text) in all.iter().enumerate() {
            self.line(part, &format!("{field}.{n}"), Some(text));
        }
    }

    /// Adds a field of one line.
    fn line(&mut self, part: Part, field: &str, text: Option<&String>) {
        if let Some(text) = text {
            let letters = self.letters(field, text);
            self.add(part, field.to_owned(), &words::one_line(text), &mut &*letters);
        }
    }

    /// Adds a title, whose lines stay apart.
    fn title(&mut self, field: String, text: &str) {
        let letters = self.letters(&field, text);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        self.add(Part::Title, field, &lines.collect::<Vec<_>>().join("\n"), &mut &*letters);
    }

    /// Adds a field of several paragraphs; those that are the place of a figure are no text.
    fn paragraphs(&mut self, part: Part, field: &str, text: Option<&String>) {
        let Some(text) = text else { return };
        let letters = self.letters(field, text);
        let mut rest = letters.as_slice();
        for paragraph in words::paragraphs(text) {
            let passages = self.passages.len();
            self.add(part, field.to_owned(), &paragraph, &mut rest);
            if body::is_marker(&paragraph) {
                self.passages.truncate(passages);
            }
        }
    }

    /// Returns the characters of a field as they are spelled in its file.
    fn letters(&self, field: &str, text: &str) -> Vec<Letter> {
        let span = self.manuscript.front.spans.get(field).cloned().unwrap_or_default();
        let spelled = letters(self.manuscript.front.pile.raw(span.clone()), span.start);
        if spelled.iter().map(|(c, _)| *c).eq(text.chars()) {
            return spelled;
        }
        // The parser read the field in a way that we do not: any of it is all of it.
        text.chars().map(|c| (c, span.clone())).collect()
    }

    /// Adds a passage whose text is that of the letters but for white space, and leaves the letters
    /// behind it.
    fn add(&mut self, part: Part, field: String, text: &str, letters: &mut &[Letter]) {
        let mut characters = Vec::with_capacity(text.len() / 3);
        for c in text.chars() {
            // Where a line ended, the text may have a space or a line end of its own.
            let same = |letter: &Letter| letter.0 == c || (c.is_whitespace() && letter.0 == '\n');
            let Some(at) = letters.iter().position(same) else { break };
            characters.push((c, letters[at].1.clone()));
            *letters = &letters[at + 1..];
        }
        self.passages.push(Passage::new(part, self.article, field, characters));
    }
}
