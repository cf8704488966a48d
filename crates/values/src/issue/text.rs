//! The words of an issue, each with the name of its field: what its pages must say.

use super::{Article, Block, Date, Issue, Series};

/// The words of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The field in the issue's file, with the positions of list items: `article.0.title`.
    pub field: String,
    /// The words, as they are printed.
    pub words: String,
}

impl Issue {
    /// Returns every text that the issue's pages must show, in the order of the fields.
    pub fn texts(&self) -> Vec<Text> {
        let mut texts = Texts(Vec::new());
        self.head(&mut texts);
        for (n, article) in self.articles.iter().enumerate() {
            article.texts(&format!("article.{n}"), &mut texts);
        }
        self.foot(&mut texts);
        texts.0
    }

    fn head(&self, texts: &mut Texts) {
        let masthead = &self.masthead;
        texts.add("masthead.name", &masthead.name);
        texts.add("masthead.year", &masthead.number.year.to_string());
        texts.add("masthead.number", &masthead.number.number.to_string());
        texts.add("masthead.serial", &masthead.serial.0.to_string());
        if masthead.series == Series::Supplement {
            texts.add("masthead.supplement", "增刊");
        }
        texts.add("masthead.office", &masthead.office);
        if let Some(date) = &masthead.date {
            texts.add_date("masthead.date", *date);
        }
        texts.add_all("masthead.classification", &masthead.classification);
        texts.add_all("masthead.copy_number", &masthead.copy_number);
        if self.instruction.style != super::InstructionStyle::None {
            texts.add("instruction.label", &self.instruction.label);
        }
    }

    fn foot(&self, texts: &mut Texts) {
        let lists = [
            ("report_to", &self.distribution.report_to),
            ("send_to", &self.distribution.send_to),
            ("issue_to", &self.distribution.issue_to),
        ];
        for (name, groups) in lists {
            for (n, group) in groups.iter().enumerate() {
                texts.add_all(&format!("distribution.{name}.{n}"), &group.0);
            }
        }
        texts.add("colophon.office", &self.colophon.office);
        texts.add_date("colophon.print_date", self.colophon.print_date);
        texts.add_all("colophon.copies", self.colophon.copies.map(|n| n.to_string()).as_slice());
        texts.add_all("contact.people", &self.contact.people);
        texts.add_all("contact.phone", &self.contact.phone);
        texts.add_all("contact.email", &self.contact.email);
    }
}

impl Article {
    fn texts(&self, field: &str, texts: &mut Texts) {
        texts.add_all(&format!("{field}.title"), &self.title);
        texts.add_all(&format!("{field}.byline"), &self.byline);
        if let Some(note) = &self.note {
            texts.add(&format!("{field}.note_label"), &note.label);
            texts.add_all(&format!("{field}.note"), &note.paragraphs);
        }
        for block in &self.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    texts.add(
                        &format!("{field}.body"),
                        &format!("{}{}", paragraph.lead, paragraph.rest),
                    );
                }
                Block::Table(table) => {
                    let field = format!("{field}.table.{}", table.number);
                    texts.add_all(&format!("{field}.caption"), &table.caption);
                    texts.add_all(&format!("{field}.header"), &table.header);
                    for (n, row) in table.rows.iter().enumerate() {
                        texts.add_all(&format!("{field}.rows.{n}"), row);
                    }
                }
                Block::Picture(picture) => {
                    texts.add_all(
                        &format!("{field}.picture.{}.caption", picture.number),
                        &picture.caption,
                    );
                }
            }
        }
    }
}

struct Texts(Vec<Text>);

impl Texts {
    fn add(&mut self, field: &str, words: &str) {
        self.0.push(Text { field: field.into(), words: words.into() });
    }

    fn add_date(&mut self, field: &str, date: Date) {
        for number in [date.year, date.month.into(), date.day.into()] {
            self.add(field, &number.to_string());
        }
    }

    fn add_all<'a>(&mut self, field: &str, all: impl IntoIterator<Item = &'a String>) {
        for words in all {
            self.add(field, words);
        }
    }
}
