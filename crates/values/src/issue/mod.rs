//! One issue (期) of a bulletin, as plain values: what is printed, and on which grid.

mod article;
mod byline;
mod chart;
mod colophon;
mod colour;
mod date;
mod distribution;
mod extra;
mod figure;
mod grid;
mod han;
mod id;
mod ideographs;
mod instruction;
mod issue_line;
mod key_figure;
mod layout;
mod limits;
mod masthead;
mod number;
mod numbers;
mod paragraph;
mod period;
mod table;
mod text;

pub use article::{Article, Block, Note, Signature};
pub use byline::Byline;
pub use chart::{Chart, DataSeries, Design, Point};
pub use colophon::{Colophon, ColophonPlace, Contact};
pub use colour::{Colour, NoColour};
pub use date::{Date, month_name};
pub use distribution::{Distribution, Group};
pub use extra::{Extra, OwnKind, OwnShape};
pub use figure::{Beside, Picture};
pub use grid::Grid;
pub use id::{Counted, IssueId, NoIssueId, Series};
pub use ideographs::unified;
pub use instruction::{Instruction, InstructionStyle};
pub use issue_line::{LineFault, issue_line};
pub use key_figure::KeyFigure;
pub use layout::{Gap, Latin, Layout, LineBreaking, Quotes, Sizes};
pub use limits::Limits;
pub use masthead::Masthead;
pub use number::{Serial, YearNumber};
pub use numbers::Numbers;
pub use paragraph::{Level, MARKUP, Paragraph};
pub use period::Period;
pub use table::{Align, Cell, Header, Table};
pub use text::Text;

use std::collections::BTreeMap;

use serde::Serialize;

use text::Texts;

/// An issue (期): everything that its pages say, and the grid that they are set on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Issue {
    /// The head of page 1 (报头).
    pub masthead: Masthead,
    /// The space for a leader's written instruction (领导批示).
    pub instruction: Instruction,
    /// The words above the contents (要目), if the issue has some.
    pub contents: Option<String>,
    /// The articles, in printed order.
    pub articles: Vec<Article>,
    /// Whom the issue is reported and sent to (报、送、发).
    pub distribution: Distribution,
    /// Who printed it and when (版记).
    pub colophon: Colophon,
    /// Whom readers can reach.
    pub contact: Contact,
    /// What its style has fields of its own for, by their names; those that are not filled in, too.
    pub extra: BTreeMap<String, Option<Extra>>,
    /// The office's page layout.
    #[serde(skip)]
    pub layout: Layout,
}

impl Issue {
    /// Returns every text that the issue's pages must show, part by part.
    pub fn texts(&self) -> Vec<Text> {
        let mut texts = Texts::default();
        self.masthead.texts(&mut texts);
        self.instruction.texts(&mut texts);
        texts.add_all("contents.title", &self.contents);
        for (n, article) in self.articles.iter().enumerate() {
            article.texts(&format!("article.{n}"), &mut texts);
        }
        self.distribution.texts(&mut texts);
        self.colophon.texts(&mut texts);
        self.contact.texts(&mut texts);
        for (name, extra) in self.extra.iter().filter_map(|(name, it)| Some((name, it.as_ref()?))) {
            extra.texts(&format!("extra.{name}"), &mut texts);
        }
        texts.0
    }

    /// Returns the pictures of its style's own fields, by the names of these.
    pub fn own_pictures(&self) -> impl Iterator<Item = (&str, &Picture)> {
        self.extra
            .iter()
            .filter_map(|(name, extra)| Some((name.as_str(), extra.as_ref()?.picture()?)))
    }

    /// Returns what distinguishes this issue's editions from those of others.
    pub fn identity(&self) -> String {
        let Masthead { name, numbers, .. } = &self.masthead;
        let mark = if numbers.series == Series::Supplement { "s" } else { "" };
        match (numbers.year, numbers.number) {
            (Some(year), Some(number)) => format!("{name} {year}-{mark}{number}"),
            _ => format!("{name} {}", self.masthead.id().stem()),
        }
    }
}
