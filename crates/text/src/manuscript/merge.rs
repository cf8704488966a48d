//! Merged cells: a cell that says `<` belongs to the cell at its left, one that says `^` to the cell above.
//!
//! So every row has as many cells as the table has columns, which an editor can count, and no cell can claim
//! more of the table than is written.

use std::collections::BTreeMap;

use briefing_values::error::{Problem, codes};
use briefing_values::issue::Cell;

/// A place in a table: its row and its column, from 0.
type CellAt = (usize, usize);

/// Which neighbour a cell belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Left,
    Above,
}

impl Mark {
    /// Returns the mark that is all that a cell says. A Chinese keyboard types it full-width.
    fn of(words: &str) -> Option<Self> {
        match words {
            "<" | "＜" => Some(Self::Left),
            "^" | "＾" => Some(Self::Above),
            _ => None,
        }
    }
}

/// Returns whether a cell only says which neighbour it belongs to.
pub(super) fn is_mark(words: &str) -> bool {
    Mark::of(words.trim()).is_some()
}

/// Returns the cells of the head or the body of a table, all rows of which are as long as the first, and
/// what is wrong with their marks, each with its place.
pub(super) fn merged(rows: &[Vec<String>]) -> (Vec<Vec<Cell>>, Vec<(CellAt, Problem)>) {
    let mut owners: Vec<Vec<CellAt>> = Vec::with_capacity(rows.len());
    let mut problems = Vec::new();
    for (y, row) in rows.iter().enumerate() {
        let mut line: Vec<CellAt> = Vec::with_capacity(row.len());
        for (x, words) in row.iter().enumerate() {
            let (owner, case) = match Mark::of(words) {
                None => (Some((y, x)), ""),
                Some(Mark::Left) => (x.checked_sub(1).map(|left| line[left]), "left"),
                Some(Mark::Above) => (y.checked_sub(1).map(|above| owners[above][x]), "above"),
            };
            if owner.is_none() {
                problems.push(((y, x), problem(case, words)));
            }
            line.push(owner.unwrap_or((y, x)));
        }
        owners.push(line);
    }
    let spans = spans(&owners);
    let shapes = spans.iter().filter(|(_, span)| !span.is_rectangle());
    problems.extend(shapes.map(|(&(y, x), span)| (span.last, problem("shape", &rows[y][x]))));
    (cells(rows, &owners, &spans), problems)
}

fn problem(case: &str, words: &str) -> Problem {
    let words = vec![("words", words.to_owned()), ("case", case.to_owned())];
    Problem::Noted { code: codes::data::MERGED_CELLS, words }
}

/// The cells that belong to one.
struct Span {
    first: CellAt,
    last: CellAt,
    /// The column after the last.
    right: usize,
    count: usize,
}

impl Span {
    fn across(&self) -> usize {
        self.right - self.first.1
    }

    fn down(&self) -> usize {
        self.last.0 + 1 - self.first.0
    }

    fn is_rectangle(&self) -> bool {
        self.across() * self.down() == self.count
    }
}

/// Returns the spans of the cells to which others belong, by the place of each.
fn spans(owners: &[Vec<CellAt>]) -> BTreeMap<CellAt, Span> {
    let mut spans: BTreeMap<CellAt, Span> = BTreeMap::new();
    for (y, row) in owners.iter().enumerate() {
        for (x, owner) in row.iter().enumerate() {
            let new = Span { first: *owner, last: *owner, right: x + 1, count: 0 };
            let span = spans.entry(*owner).or_insert(new);
            // A mark leads to the left or up, so the owner is the first of its cells and this the last.
            span.last = (y, x);
            span.right = span.right.max(x + 1);
            span.count += 1;
        }
    }
    spans.retain(|_, span| span.count > 1);
    spans
}

fn cells(
    rows: &[Vec<String>],
    owners: &[Vec<CellAt>],
    spans: &BTreeMap<CellAt, Span>,
) -> Vec<Vec<Cell>> {
    let cell = |at: CellAt, words: &String| match spans.get(&at) {
        _ if owners[at.0][at.1] != at => Cell::Covered,
        Some(span) => {
            Cell::Merged { text: words.clone(), across: span.across(), down: span.down() }
        }
        None => Cell::Words(words.clone()),
    };
    let row = |(y, row): (usize, &Vec<String>)| {
        row.iter().enumerate().map(|(x, words)| cell((y, x), words)).collect()
    };
    rows.iter().enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_mark, merged};
    use briefing_values::error::Problem;
    use briefing_values::issue::Cell;

    /// Returns the cells of some rows, whose words are separated by spaces.
    fn rows(rows: &[&str]) -> Vec<Vec<String>> {
        let row = |row: &&str| row.split(' ').map(String::from).collect();
        rows.iter().map(row).collect()
    }

    /// Returns the merged cells as `words across×down`, the covered ones as nothing.
    fn shape(given: &[&str]) -> Vec<String> {
        let (cells, problems) = merged(&rows(given));
        assert!(problems.is_empty(), "{problems:?}");
        let shape = |cell: Cell| match cell {
            Cell::Words(words) => Some(words),
            Cell::Merged { text, across, down } => Some(format!("{text} {across}×{down}")),
            Cell::Covered => None,
        };
        cells.into_iter().flatten().filter_map(shape).collect()
    }

    fn faults(given: &[&str]) -> Vec<(usize, usize, String)> {
        let fault = |((y, x), problem): ((usize, usize), Problem)| {
            let Problem::Noted { words, .. } = problem else { panic!("{problem:?}") };
            (y, x, words.into_iter().find(|(name, _)| *name == "case").expect("a case").1)
        };
        merged(&rows(given)).1.into_iter().map(fault).collect()
    }

    #[test]
    fn cells_reach_to_the_right_and_down() {
        let head = ["县 2025年 < 2026年 <", "^ 户 人 户 人"];
        let wanted = ["县 1×2", "2025年 2×1", "2026年 2×1", "户", "人", "户", "人"];
        assert_eq!(shape(&head), wanted);
        assert_eq!(shape(&["合计 < 3"]), ["合计 2×1", "3"]);
        assert_eq!(shape(&["甲 1", "＾ 2", "^ 3"]), ["甲 1×3", "1", "2", "3"]);
    }

    #[test]
    fn a_block_may_be_marked_in_any_way_that_leads_to_its_first_cell() {
        for block in [["甲 <", "^ <"], ["甲 <", "^ ^"], ["甲 ＜", "^ ＜"]] {
            assert_eq!(shape(&block), ["甲 2×2"], "{block:?}");
        }
    }

    #[test]
    fn a_mark_without_a_neighbour_is_a_fault_at_its_place() {
        assert_eq!(faults(&["甲 ^", "< 乙"]), [(0, 1, "above".into()), (1, 0, "left".into())]);
    }

    #[test]
    fn cells_that_make_no_rectangle_are_a_fault_at_the_last_of_them() {
        assert_eq!(faults(&["甲 < 丙", "^ 乙 丁"]), [(1, 0, "shape".into())]);
        assert_eq!(faults(&["甲 < <", "乙 ^ 丁"]), [(1, 1, "shape".into())]);
    }

    #[test]
    fn only_a_mark_alone_is_a_mark() {
        assert!(is_mark(" < ") && is_mark("＾"));
        assert!(!is_mark("<5") && !is_mark("") && !is_mark("↑") && !is_mark("《"));
    }
}
