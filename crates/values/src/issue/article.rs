//! An article (文章): title, body, byline, and the office's note above it.

use serde::Serialize;

use super::text::Texts;
use super::{Chart, Paragraph, Picture, Table};

/// An article (文章).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Article {
    /// The lines of the title (标题), one or two.
    pub title: Vec<String>,
    /// Who wrote it (署名): unit and person. Printed in brackets.
    pub byline: Option<String>,
    /// Whether the last two lines of the text are to stand with the byline: the laid-out pages show which need that.
    pub kept: bool,
    /// The editor's note (按语) above the article.
    pub note: Option<Note>,
    /// The body, in order.
    pub blocks: Vec<Block>,
}

impl Article {
    /// Lists the words that the pages must show, of an article that is the field `field`.
    pub(super) fn texts(&self, field: &str, texts: &mut Texts) {
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
