//! The roles of type on a page, and the letters that are set in each.

use briefing_values::issue::{Grid, Issue, Level};
use briefing_values::proof::{MM_PER_PT, Run};

use super::colophon::Colophon;
use super::figure::Tolerance;
use super::folio::Folio;
use super::places::{Kind, Part, Places};

/// A role that the standard gives a face and a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The text.
    Text,
    /// The titles.
    Title,
    /// Headings 一、
    First,
    /// Headings （一）
    Second,
    /// Headings 1. and （1）
    Third,
    /// The colophon.
    Colophon,
    /// The page number.
    Folio,
}

/// A character that is set in a role.
#[derive(Clone, Copy)]
pub(super) struct Letter<'l> {
    /// The role.
    pub(super) role: Role,
    /// The character.
    pub(super) character: char,
    /// The page, from 0.
    pub(super) page: usize,
    /// The run.
    pub(super) run: &'l Run,
    /// The field that it comes from, where that is known.
    pub(super) field: Option<&'l str>,
}

impl Role {
    /// All roles, in the order of the table.
    pub(super) const ALL: [Self; 7] = [
        Self::Text,
        Self::Title,
        Self::First,
        Self::Second,
        Self::Third,
        Self::Colophon,
        Self::Folio,
    ];

    /// Returns the clause of GB/T 9704-2012 that gives the role its face and size.
    pub(super) fn clause(self) -> &'static str {
        match self {
            Self::Text => "GB/T 9704-2012 5.2.2",
            Self::Title => "GB/T 9704-2012 7.3.1",
            Self::First | Self::Second | Self::Third => "GB/T 9704-2012 7.3.3",
            Self::Colophon => "GB/T 9704-2012 7.4.3",
            Self::Folio => "GB/T 9704-2012 7.5",
        }
    }

    /// Returns the house's name for the faces of the role.
    pub(super) fn house_name(self) -> &'static str {
        match self {
            Self::Text | Self::Third | Self::Colophon => "body",
            Self::Title => "title",
            Self::First => "heading",
            Self::Second => "kai",
            Self::Folio => "song",
        }
    }

    /// Returns the size that the standard gives, in pt: 3号 is 16, 2号 22, 4号 14.
    pub(super) fn size(self) -> f64 {
        match self {
            Self::Text | Self::First | Self::Second | Self::Third => 16.0,
            Self::Title => 22.0,
            Self::Colophon | Self::Folio => 14.0,
        }
    }

    /// Returns how far the size may be from that, in pt: 3号 is 15.75 pt in metal and 16 pt in word
    /// processors.
    pub(super) fn tolerance(self) -> Tolerance {
        match self {
            Self::Text | Self::First | Self::Second | Self::Third => Tolerance::Stated(0.3),
            Self::Title | Self::Colophon | Self::Folio => Tolerance::Measuring(0.1),
        }
    }

    /// Returns the size that the house gives, in pt, and its field.
    pub(super) fn house_size(self, issue: &Issue) -> (f64, &'static str) {
        let sizes = &issue.layout.sizes;
        match self {
            Self::Title => (sizes.title, "layout.sizes.title"),
            Self::Colophon => (sizes.colophon, "layout.sizes.colophon"),
            Self::Folio => (sizes.folio, "layout.sizes.folio"),
            _ => (Grid::from(issue.layout.clone()).cell / MM_PER_PT, "layout.characters"),
        }
    }

    /// Returns the role of a letter of an article; notes and bylines have none in the standard.
    fn of(part: &Part<'_>, glyph: usize) -> Option<Self> {
        match part.kind {
            Kind::Title => Some(Self::Title),
            Kind::Note | Kind::Byline => None,
            Kind::Paragraph(_) if glyph >= part.lead => Some(Self::Text),
            Kind::Paragraph(Level::First) => Some(Self::First),
            Kind::Paragraph(Level::Second) => Some(Self::Second),
            Kind::Paragraph(_) => Some(Self::Third),
        }
    }
}

/// Returns all letters that have a role.
pub(super) fn letters<'l>(
    places: &'l Places<'_>,
    colophon: Option<&'l Colophon<'_>>,
    folios: &'l [Folio<'_>],
) -> Vec<Letter<'l>> {
    let in_articles = places.parts.iter().flat_map(|part| {
        part.glyphs.iter().enumerate().filter_map(|(n, glyph)| {
            let (character, page, run) = (glyph.character, glyph.page, glyph.run);
            Some(Letter {
                role: Role::of(part, n)?,
                character,
                page,
                run,
                field: Some(&part.field),
            })
        })
    });
    let of_run = |role, page, run: &'l Run| {
        let seen = run.text.chars().filter(|c| !c.is_whitespace());
        seen.map(move |character| Letter { role, character, page, run, field: None })
    };
    let foot = colophon.into_iter().flat_map(|colophon| {
        colophon.runs.iter().flat_map(move |run| of_run(Role::Colophon, colophon.page, run))
    });
    let folios = folios.iter().flat_map(|folio| {
        folio.runs.iter().flat_map(move |run| of_run(Role::Folio, folio.page, run))
    });
    in_articles.chain(foot).chain(folios).collect()
}
