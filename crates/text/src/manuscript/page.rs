//! Reads `[layout]`: the office's page, checked so that a grid follows from it.

use briefing_values::error::Problem;
use briefing_values::issue::{Grid, Layout, Sizes};

use crate::fields::form;

use super::reader::Reader;

/// A point, in mm.
const MM_PER_PT: f64 = 25.4 / 72.0;
/// The message about type that is taller than its line.
const TOO_LARGE: &str = "type of this size is higher than a line; take smaller type or fewer lines";

/// The most words that a house has in bold.
const MOST_BOLD: u32 = 100;

impl Reader<'_> {
    /// Returns the layout: the form's values over those of the standard.
    pub(super) fn layout(&mut self, form: &form::Layout, articles: &[form::Article]) -> Layout {
        let standard = Layout::default();
        let before = self.faults();
        let first_page = form.first_page.unwrap_or(standard.first_page);
        if first_page.is_multiple_of(2) {
            self.fault("layout.first_page", Problem::EvenFirstPage { found: first_page });
        }
        let (sizes, usual) = (&form.sizes, &standard.sizes);
        let mut within = |field: &str, value: Option<f64>, default: f64, least: u32, most: u32| {
            self.within(&format!("layout.{field}"), value.unwrap_or(default), least, most)
        };
        let layout = Layout {
            top: within("top", form.top, standard.top, 5, 100),
            bottom: within("bottom", form.bottom, standard.bottom, 10, 100),
            left: within("left", form.left, standard.left, 5, 60),
            right: within("right", form.right, standard.right, 5, 60),
            characters: within("characters", form.characters, standard.characters, 12, 60),
            sizes: Sizes {
                title: within("sizes.title", sizes.title, usual.title, 6, 29),
                colophon: within("sizes.colophon", sizes.colophon, usual.colophon, 6, 18),
                folio: within("sizes.folio", sizes.folio, usual.folio, 6, 24),
                table: within("sizes.table", sizes.table, usual.table, 6, 24),
            },
            lines: self.within("layout.lines", form.lines.unwrap_or(standard.lines), 12, 60),
            gap: form.gap.unwrap_or_default(),
            quotes: form.quotes.unwrap_or_default(),
            latin: form.latin.unwrap_or_default(),
            line_breaking: form.line_breaking.unwrap_or_default(),
            first_page,
            bold: {
                let count = u32::try_from(form.bold.len()).unwrap_or(u32::MAX);
                self.within("layout.bold", count, 0, MOST_BOLD);
                self.lines("layout.bold", &form.bold)
            },
            dpi: self.within("layout.dpi", form.dpi.unwrap_or(standard.dpi), 72, 1200),
        };
        if self.faults() == before {
            self.check_grid(&layout, articles);
        }
        layout
    }

    /// Refuses a layout whose type is taller than its lines.
    fn check_grid(&mut self, layout: &Layout, articles: &[form::Article]) {
        let grid = Grid::from(layout.clone());
        if grid.pitch < grid.cell {
            // That type of other sizes does not fit either only follows from this.
            return self.fault("layout.lines", Problem::TooManyLines { found: layout.lines });
        }
        let sizes = [("title", layout.sizes.title), ("table", layout.sizes.table)];
        let sizes = sizes.map(|(name, size)| (format!("layout.sizes.{name}"), size));
        for (field, size) in sizes.into_iter().chain(sizes_of_tables(articles)) {
            if size * MM_PER_PT > grid.pitch {
                let problem = Problem::Refused { field: field.clone(), words: TOO_LARGE.into() };
                self.fault(&field, problem);
            }
        }
    }
}

/// Returns the sizes that tables of the articles have for themselves, each with its field.
fn sizes_of_tables(articles: &[form::Article]) -> impl Iterator<Item = (String, f64)> {
    let tables = articles.iter().enumerate().flat_map(|(n, article)| {
        article.table.iter().enumerate().map(move |(m, table)| (n, m, table.size))
    });
    tables.filter_map(|(n, m, size)| Some((format!("article.{n}.table.{m}.size"), size?)))
}
