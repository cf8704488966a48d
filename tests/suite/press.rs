//! Sets issues with the library and returns what stands on their pages.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use briefing_desk::Desk;
use briefing_desk::order::{Order, SourceText};
use briefing_values::error::Result;
use briefing_values::proof::{Page, Proof, Run};
use briefing_values::sheet::Sheet;

static DESK: LazyLock<Desk> = LazyLock::new(|| Desk::open(None).expect("the built-in house opens"));

/// Returns the desk of the built-in house.
pub(crate) fn desk() -> &'static Desk {
    &DESK
}

/// Returns the pages of an issue, set in the built-in house.
pub(crate) fn proof(text: &str) -> Proof {
    try_proof(text).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the pages of an issue, or what is wrong with it.
pub(crate) fn try_proof(text: &str) -> Result<Proof> {
    set(&DESK, "tests", text)
}

/// Returns the pages of an issue, set in the house of a project folder.
pub(crate) fn proof_in(project: &Path, text: &str) -> Proof {
    let desk = Desk::open(Some(project.to_owned())).expect("the project opens");
    set(&desk, "tests", text).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the pages of an issue whose pictures are in a folder.
pub(crate) fn proof_at(folder: &str, text: &str) -> Proof {
    set(&DESK, folder, text).unwrap_or_else(|error| panic!("{error}"))
}

fn set(desk: &Desk, folder: &str, text: &str) -> Result<Proof> {
    let sheet = Sheet::new("issue.toml", text.as_bytes())?;
    let copy = SourceText { sheet, pictures: PathBuf::from(folder).into() };
    desk.render(&copy, &Order::default(), &mut |_| {}, |pages| Ok(pages.proof.clone()))
}

/// Returns issue 176.
pub(crate) fn issue_176() -> String {
    std::fs::read_to_string("data/176.toml").expect("issue 176 is there")
}

/// Returns an issue with these bodies, one article each, and with more TOML after it.
pub(crate) fn issue(bodies: &[&str], more: &str) -> String {
    let article =
        |body: &&str| format!("[[article]]\ntitle = \"标题\"\nbody = \"\"\"\n{body}\n\"\"\"\n");
    let articles: String = bodies.iter().map(article).collect();
    format!(
        "[masthead]\nname = \"简报\"\nyear = 2026\nnumber = 1\nserial = 1\noffice = \"某某办公室\"\n\
         {articles}[colophon]\nprint_date = 2026-01-05\n{more}"
    )
}

/// Returns the lines of a page's type area, from the top: the runs on each baseline.
pub(crate) fn lines(page: &Page) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in page.runs.iter().filter(|run| run.bottom() < 265.0) {
        match lines.iter_mut().find(|line| (line.y - run.y).abs() < 0.01) {
            Some(line) => line.runs.push(run.clone()),
            None => lines.push(Line { y: run.y, runs: vec![run.clone()] }),
        }
    }
    lines.sort_by(|a, b| a.y.total_cmp(&b.y));
    lines
}

/// The runs on one baseline.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The baseline, in mm from the top of the sheet.
    pub(crate) y: f64,
    /// The runs, in reading order.
    pub(crate) runs: Vec<Run>,
}

impl Line {
    /// Returns the text of the line.
    pub(crate) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Returns the left edge, in mm.
    pub(crate) fn left(&self) -> f64 {
        self.runs.iter().map(|run| run.x).fold(f64::INFINITY, f64::min)
    }

    /// Returns the right edge of the advances, in mm.
    pub(crate) fn right(&self) -> f64 {
        self.runs.iter().map(|run| run.x + run.width).fold(0.0, f64::max)
    }

    /// Returns the top of the highest glyph box, in mm.
    pub(crate) fn top(&self) -> f64 {
        self.runs.iter().map(Run::top).fold(f64::INFINITY, f64::min)
    }

    /// Returns the bottom of the lowest glyph box, in mm.
    pub(crate) fn bottom(&self) -> f64 {
        self.runs.iter().map(Run::bottom).fold(0.0, f64::max)
    }
}

/// Asserts that a length is the one that is wanted, to a tenth of a millimetre.
#[track_caller]
pub(crate) fn near(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() <= 0.1, "{what}: {found} mm, not {wanted} mm");
}

/// Returns the run with this text; several runs one after another, as of figures among Han characters, count as one.
#[track_caller]
pub(crate) fn run(page: &Page, text: &str) -> Run {
    let from = |n: usize| {
        let mut whole = page.runs[n].clone();
        for next in &page.runs[n + 1..] {
            if whole.text.len() >= text.len() {
                break;
            }
            whole.text.push_str(&next.text);
            whole.width = next.x + next.width - whole.x;
        }
        (whole.text == text).then_some(whole)
    };
    let found = (0..page.runs.len()).find_map(from);
    found.unwrap_or_else(|| panic!("no run “{text}” on the page"))
}
