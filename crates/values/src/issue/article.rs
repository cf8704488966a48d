//! An article (文章): title, body, byline, and the office's note above it.

use serde::Serialize;

use super::text::Texts;
use super::{Chart, Date, KeyFigure, Paragraph, Picture, Table};

/// An article (文章).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Article {
    /// What it is called as an appendix (附件), which begins a page of its own.
    pub appendix: Option<String>,
    /// The section (栏目) that begins with it.
    pub section: Option<String>,
    /// The lines of the title (标题), one or two.
    pub title: Vec<String>,
    /// The line below the title (副题).
    pub subtitle: Option<String>,
    /// Where the article comes from (来源), below the title.
    pub source: Option<String>,
    /// What it says in short (摘要), paragraph by paragraph, below the title.
    pub summary: Vec<String>,
    /// The numbers that stand large above the text.
    pub key_figures: Vec<KeyFigure>,
    /// Whom it is addressed to (主送机关), flush left above the text.
    pub salutation: Option<String>,
    /// Who wrote it (署名): unit and person. Printed in brackets.
    pub byline: Option<String>,
    /// Whether the last two lines of the text are to stand with the byline: the laid-out pages show which need that.
    pub kept: bool,
    /// The editor's note (按语) above the article.
    pub note: Option<Note>,
    /// The body, in order.
    pub blocks: Vec<Block>,
    /// What is attached (附件说明), below the text.
    pub attachments: Vec<String>,
    /// Who signs it, and when (发文机关署名、成文日期), below the text.
    pub signature: Option<Signature>,
}

/// The end of a letter (落款).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// The office that signs.
    pub office: Option<String>,
    /// The day.
    pub date: Option<Date>,
}

impl Article {
    /// Lists the words that the pages must show, of an article that is the field `field`.
    pub(super) fn texts(&self, field: &str, texts: &mut Texts) {
        texts.add_all(&format!("{field}.appendix"), &self.appendix);
        texts.add_all(&format!("{field}.section"), &self.section);
        texts.add_all(&format!("{field}.title"), &self.title);
        texts.add_all(&format!("{field}.subtitle"), &self.subtitle);
        texts.add_all(&format!("{field}.source"), &self.source);
        texts.add_all(&format!("{field}.summary"), &self.summary);
        for (n, figure) in self.key_figures.iter().enumerate() {
            figure.texts(&format!("{field}.key_figure.{n}"), texts);
        }
        texts.add_all(&format!("{field}.salutation"), &self.salutation);
        texts.add_all(&format!("{field}.attachments"), &self.attachments);
        if let Some(signature) = &self.signature {
            texts.add_all(&format!("{field}.signature"), &signature.office);
            if let Some(date) = signature.date {
                texts.add_date(&format!("{field}.signed"), date);
            }
        }
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
                    table.texts(&format!("{field}.table.{}", table.number), texts);
                }
                Block::Chart(chart) => {
                    chart.texts(&format!("{field}.chart.{}", chart.number), texts);
                }
                Block::Picture(_) | Block::Pictures { .. } => {
                    for picture in block.pictures() {
                        let field = format!("{field}.picture.{}.caption", picture.number);
                        texts.add_all(&field, &picture.caption);
                    }
                }
            }
        }
    }
}

/// An editor's note (按语), set above the article that it introduces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The words in front of it, usually 编者按：.
    pub label: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// A part of an article's body.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph of text.
    Paragraph(Paragraph),
    /// A table (表).
    Table(Table),
    /// A chart (图表).
    Chart(Chart),
    /// A picture (图).
    Picture(Picture),
    /// Pictures side by side (并排的图).
    Pictures {
        /// From the left.
        pictures: Vec<Picture>,
    },
}

impl Block {
    /// Returns the pictures that stand here, from the left.
    pub fn pictures(&self) -> &[Picture] {
        match self {
            Self::Picture(picture) => std::slice::from_ref(picture),
            Self::Pictures { pictures } => pictures,
            Self::Paragraph(_) | Self::Table(_) | Self::Chart(_) => &[],
        }
    }

    /// Returns the pictures that stand here, to change them.
    pub fn pictures_mut(&mut self) -> &mut [Picture] {
        match self {
            Self::Picture(picture) => std::slice::from_mut(picture),
            Self::Pictures { pictures } => pictures,
            Self::Paragraph(_) | Self::Table(_) | Self::Chart(_) => &mut [],
        }
    }
}
