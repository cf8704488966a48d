//! A chart (图表) of an article, drawn from the columns of one of its tables.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::Texts;

/// A chart (图表), as wide as the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// Which of the article's charts it is, from 0, in the order of the file.
    pub number: usize,
    /// How it is drawn.
    pub design: Design,
    /// The words below it.
    pub caption: Option<String>,
    /// Its data in words, for readers who cannot see it.
    pub alt: String,
    /// What its figures are counted in, as the table says.
    pub unit: Option<String>,
    /// What each figure of a series belongs to.
    pub labels: Vec<String>,
    /// The columns that are drawn.
    pub series: Vec<DataSeries>,
    /// How many lines of the grid it takes.
    pub lines: u32,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Design {
    /// Upright bars side by side (柱形图).
    #[default]
    Column,
    /// Bars from the left (条形图).
    Bar,
    /// Upright bars on top of one another (堆积柱形图).
    Stacked,
    /// Points joined by lines (折线图).
    Line,
    /// Slices of a circle (饼图).
    Pie,
}

/// A column of a table, as a chart draws it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataSeries {
    /// The head of the column.
    pub name: String,
    /// A figure for each label; a blank cell has none.
    pub points: Vec<Option<Point>>,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// Its value.
    pub value: f64,
    /// As the table has it: 1,203.5.
    pub words: String,
}

impl Point {
    /// Returns the sign of a share behind the figure: %, ‰.
    pub fn sign(&self) -> Option<char> {
        self.words.chars().next_back().filter(|c| matches!(c, '%' | '％' | '‰'))
    }
}

impl DataSeries {
    /// Returns the sign of a share behind its first figure.
    pub fn sign(&self) -> Option<char> {
        self.points.iter().flatten().next().and_then(Point::sign)
    }
}

impl Design {
    /// Returns its name in print.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Column => "柱形图",
            Self::Bar => "条形图",
            Self::Stacked => "堆积柱形图",
            Self::Line => "折线图",
            Self::Pie => "饼图",
        }
    }
}

impl Chart {
    /// Lists the words that the pages must show, of a chart that is the field `field`: each of its figures is held
    /// against the table again.
    pub(super) fn texts(&self, field: &str, texts: &mut Texts) {
        texts.add_all(&format!("{field}.caption"), &self.caption);
        texts.add_all(field, &self.unit);
        texts.add_all(&format!("{field}.labels"), &self.labels);
        for series in &self.series {
            if self.series.len() > 1 {
                texts.add(&format!("{field}.values"), &series.name);
            }
            for point in series.points.iter().flatten() {
                texts.add(&format!("{field}.values"), &point.words);
            }
        }
    }
}
