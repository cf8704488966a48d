//! The proof (校样): what is on the laid-out pages, and where, in mm from the top-left corner.

use serde::Serialize;

/// The pages of an issue, as they were laid out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proof {
    /// The pages, in order.
    pub pages: Vec<Page>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page {
    /// The width of the sheet, in mm.
    pub width: f64,
    /// The height of the sheet, in mm.
    pub height: f64,
    /// The runs of text, in reading order.
    pub runs: Vec<Run>,
    /// The filled and stroked shapes: rules and frames.
    pub shapes: Vec<Shape>,
    /// The pictures.
    pub pictures: Vec<Frame>,
}

/// A run of text in one face and size.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Run {
    /// The left edge, in mm.
    pub x: f64,
    /// The baseline, in mm.
    pub y: f64,
    /// The sum of the glyphs' advances, in mm.
    pub width: f64,
    /// The size of type, in pt.
    pub size: f64,
    /// The face, by its PostScript name.
    pub face: String,
    /// The colour, as `#rrggbb`.
    pub colour: String,
    /// The text.
    pub text: String,
    /// Whether the run is not part of the text, like a page number or a running head.
    pub artifact: bool,
    /// The middle of the stroke of its first dash (—), in mm.
    #[serde(skip)]
    pub dash: Option<f64>,
    /// From where to where the ink of each character goes, in mm from the left of the sheet; white has none. Empty
    /// where nobody asked.
    #[serde(skip)]
    pub ink: Vec<(f64, f64)>,
    /// The characters for which the face has no glyph.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<char>,
}

/// A filled or stroked shape.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shape {
    /// Its box.
    #[serde(flatten)]
    pub frame: Frame,
    /// The colour of its fill or, without one, of its stroke, as `#rrggbb`.
    pub colour: String,
    /// The thickness of its stroke, in mm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stroke: Option<f64>,
}

/// A box on the page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Frame {
    /// The left edge, in mm.
    pub x: f64,
    /// The top edge, in mm.
    pub y: f64,
    /// The width, in mm.
    pub width: f64,
    /// The height, in mm.
    pub height: f64,
}

impl Page {
    /// Returns whether it is wider than high: a sheet that is turned to be read.
    pub fn is_turned(&self) -> bool {
        self.width > self.height
    }

    /// Returns the text of each run, in reading order, without page numbers and running heads.
    pub fn text_runs(&self) -> Vec<&str> {
        self.runs.iter().filter(|run| !run.artifact).map(|run| run.text.as_str()).collect()
    }

    /// Returns the page's text without its white space, in reading order.
    pub fn text(&self) -> String {
        self.text_runs().concat().chars().filter(|c| !c.is_whitespace()).collect()
    }
}

impl Run {
    /// Returns the top of the glyph box: 0.88 em above the baseline, where Han faces have it.
    pub fn top(&self) -> f64 {
        self.y - 0.88 * self.size * MM_PER_PT
    }

    /// Returns the bottom of the glyph box: 0.12 em below the baseline.
    pub fn bottom(&self) -> f64 {
        self.y + 0.12 * self.size * MM_PER_PT
    }
}

/// One point, in mm.
pub const MM_PER_PT: f64 = 25.4 / 72.0;

#[cfg(test)]
mod tests {
    use super::{Page, Run};

    fn run(text: &str, artifact: bool) -> Run {
        Run {
            x: 0.0,
            y: 100.0,
            width: 0.0,
            size: 72.0,
            face: String::new(),
            colour: String::new(),
            text: text.into(),
            artifact,
            dash: None,
            ink: Vec::new(),
            missing: Vec::new(),
        }
    }

    #[test]
    fn a_glyph_box_is_an_em_high_and_stands_on_the_baseline() {
        let run = run("国", false);
        let near = |value: f64, wanted: f64| (value - wanted).abs() < 1e-9;
        assert!(near(run.top(), 100.0 - 0.88 * 25.4), "{}", run.top());
        assert!(near(run.bottom(), 100.0 + 0.12 * 25.4), "{}", run.bottom());
    }

    #[test]
    fn the_text_of_a_page_is_without_its_number_and_spaces() {
        let runs = vec![run("甲 ", false), run("— 1 —", true), run("乙\n丙", false)];
        let (width, height) = (210.0, 297.0);
        let page = Page { width, height, runs, shapes: Vec::new(), pictures: Vec::new() };
        assert_eq!(page.text_runs(), ["甲 ", "乙\n丙"]);
        assert_eq!(page.text(), "甲乙丙");
    }
}
