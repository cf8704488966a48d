//! The lines (行文): the text of the laid-out pages, line by line. It shows what was where without a PDF
//! reader, and which lines another engine or template would set differently.

use std::fmt::Write;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use briefing_values::proof::{Page, Proof, Run};

/// The first line of the text format, which names its version.
const FORM: &str = "# briefing lines 1";
/// How far apart the baselines of one line may be, in mm.
const SAME: f64 = 0.1;

/// The lines of all pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// The lines, page by page from the top.
    pub lines: Vec<Line>,
}

/// One line of a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line {
    /// The page, from 1.
    pub page: u32,
    /// The baseline, in tenths of a millimetre from the top of the sheet.
    pub y: i32,
    /// The left edge, in tenths of a millimetre.
    pub x: i32,
    /// The text.
    pub text: String,
}

/// A line that changed: before and after, `None` where there is none.
pub type Change = (Option<Line>, Option<Line>);

impl Lines {
    /// Returns the lines of a proof, without page numbers and running heads.
    pub fn of(proof: &Proof) -> Self {
        let pages = proof.pages.iter().zip(1..);
        Self { lines: pages.flat_map(|(page, number)| of_page(page, number)).collect() }
    }

    /// Formats the lines as text, one per row: page, y and x in mm, and text, separated by tabs.
    pub fn text(&self) -> String {
        let mut text = format!("{FORM}\n");
        for Line { page, y, x, text: words } in &self.lines {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{page}\t{}\t{}\t{words}", millimetres(*y), millimetres(*x));
        }
        text
    }

    /// Parses the text format, or returns `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let mut rows = text.lines();
        if rows.next() != Some(FORM) {
            return None;
        }
        Some(Self { lines: rows.map(line).collect::<Option<_>>()? })
    }

    /// Returns the text of each page without white space, in the order of the lines.
    pub fn pages(&self) -> Vec<String> {
        let last = self.lines.last().map_or(0, |line| line.page);
        let mut pages = vec![String::new(); last as usize];
        for line in &self.lines {
            if let Some(page) = pages.get_mut((line.page as usize).wrapping_sub(1)) {
                page.extend(line.text.chars().filter(|c| !c.is_whitespace()));
            }
        }
        pages
    }

    /// Returns the lines that changed.
    pub fn changes(&self, after: &Self) -> Vec<Change> {
        let (a, b) = (&self.lines, &after.lines);
        let mut changes = Vec::new();
        for op in capture_diff_slices(Algorithm::Myers, a, b) {
            if let DiffOp::Equal { .. } = op {
                continue;
            }
            let (old, new) = (&a[op.old_range()], &b[op.new_range()]);
            for n in 0..old.len().max(new.len()) {
                changes.push((old.get(n).cloned(), new.get(n).cloned()));
            }
        }
        changes
    }
}

fn of_page(page: &Page, number: u32) -> Vec<Line> {
    let mut runs: Vec<&Run> = page.runs.iter().filter(|run| !run.artifact).collect();
    runs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut lines: Vec<Vec<&Run>> = Vec::new();
    for run in runs {
        match lines.last_mut().filter(|line| run.y - line[0].y <= SAME) {
            Some(line) => line.push(run),
            None => lines.push(vec![run]),
        }
    }
    let line = |mut runs: Vec<&Run>| {
        runs.sort_by(|a, b| a.x.total_cmp(&b.x));
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let text = text.replace(['\t', '\n', '\r'], " ");
        Line { page: number, y: tenths(runs[0].y), x: tenths(runs[0].x), text }
    };
    lines.into_iter().map(line).collect()
}

fn line(row: &str) -> Option<Line> {
    let mut parts = row.splitn(4, '\t');
    let page = parts.next()?.parse().ok()?;
    let (y, x) = (whole(parts.next()?)?, whole(parts.next()?)?);
    Some(Line { page, y, x, text: parts.next()?.to_owned() })
}

#[expect(clippy::cast_possible_truncation, reason = "a page is at most a few metres long")]
fn tenths(mm: f64) -> i32 {
    (mm * 10.0).round() as i32
}

/// Formats tenths of a millimetre as millimetres.
fn millimetres(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

/// Parses millimetres into tenths.
fn whole(mm: &str) -> Option<i32> {
    let (whole, tenth) = mm.split_once('.').filter(|(_, tenth)| tenth.len() == 1)?;
    format!("{whole}{tenth}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Line, Lines, millimetres, whole};
    use briefing_values::proof::{Page, Proof, Run};

    fn run(x: f64, y: f64, text: &str) -> Run {
        Run {
            x,
            y,
            width: 5.0,
            size: 16.0,
            face: "A".into(),
            colour: "#000000".into(),
            text: text.into(),
            artifact: text == "— 1 —",
            dash: None,
            ink: Vec::new(),
            missing: Vec::new(),
        }
    }

    fn proof(runs: Vec<Run>) -> Proof {
        let page =
            Page { width: 210.0, height: 297.0, runs, shapes: Vec::new(), pictures: Vec::new() };
        Proof { pages: vec![page] }
    }

    #[test]
    fn runs_on_one_baseline_are_one_line() {
        let runs = vec![
            run(28.0, 52.4, "第二行"),
            run(60.0, 42.04, "脱贫"),
            run(28.0, 42.0, "扶贫\t"),
            run(150.0, 269.0, "— 1 —"),
        ];
        let lines = Lines::of(&proof(runs));
        let text = "# briefing lines 1\n1\t42.0\t28.0\t扶贫 脱贫\n1\t52.4\t28.0\t第二行\n";
        assert_eq!(lines.text(), text);
        assert_eq!(Lines::read(text), Some(lines.clone()));
        assert_eq!(lines.pages(), ["扶贫脱贫第二行"]);
    }

    #[test]
    fn other_forms_are_not_read() {
        for text in ["", "# briefing lines 2\n", "# briefing lines 1\n1\t4.25\t2.0\tx\n"] {
            assert_eq!(Lines::read(text), None, "{text}");
        }
    }

    #[test]
    fn changes_are_paired_in_their_order() {
        let line = |y, text: &str| Line { page: 1, y, x: 280, text: text.into() };
        let before = Lines { lines: vec![line(420, "甲"), line(524, "乙"), line(628, "丙")] };
        let after = Lines { lines: vec![line(420, "甲"), line(524, "丁"), line(628, "丙")] };
        let pair = (Some(line(524, "乙")), Some(line(524, "丁")));
        assert_eq!(before.changes(&after), [pair]);
        assert_eq!(before.changes(&before), []);
    }

    #[test]
    fn millimetres_are_read_as_they_are_written() {
        for tenths in [-15, -5, 0, 7, 2620] {
            assert_eq!(whole(&millimetres(tenths)), Some(tenths));
        }
    }
}
