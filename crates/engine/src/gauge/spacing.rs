//! How a line is filled: slack that parts its characters, ranges that its end tears, and white that runs down through
//! several lines.

use briefing_values::error::codes;
use briefing_values::proof::{MM_PER_PT, Run};

use super::area::Area;
use super::places::{Line, Part, Places};
use super::stream::is_han;
use super::{Quantity, Required, Row, Verdict};

/// The most by which slack may part two characters, in characters. No standard says; beyond an eighth a line looks spaced.
const LETTER_SPACING: f64 = 0.125;
/// From how much white on between two characters it can be part of a river, in characters.
const WHITE: f64 = 0.4;
/// How much white of a line must lie above that of the next for a river to go on, in characters.
const SHARED: f64 = 0.3;
/// How many lines a river may have.
const RIVER: usize = 4;
/// How many characters of a line a message shows.
const SHOWN: usize = 10;

/// Returns the row on the line whose characters are parted most.
pub(super) fn letters(places: &Places<'_>, area: &Area) -> Row {
    let most = area.cell * LETTER_SPACING;
    let row = Row::new(codes::page::LETTER_SPACING, "letter-spacing")
        .asks(Required::at_most(Quantity::Mm(most)));
    let lines = places.paragraphs().flat_map(|part| part.lines().map(move |line| (part, line)));
    let widest = lines
        .map(|(part, line)| (line.runs().map(spread).fold(0.0, f64::max), part, line))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((spread, part, line)) = widest else { return row };
    let verdict = Verdict::of(spread <= most);
    let row = row.found(Quantity::Mm(spread), verdict).on(line.page());
    if verdict == Verdict::Kept { row } else { told(row, part, &line) }
}

/// Returns by how much the Han characters of a run are parted, in mm.
fn spread(run: &Run) -> f64 {
    let characters = run.text.chars().count();
    if characters < 2 || !run.text.chars().all(is_han) {
        return 0.0;
    }
    let (Ok(all), Ok(gaps)) = (u32::try_from(characters), u32::try_from(characters - 1)) else {
        return 0.0;
    };
    let more = (run.width - f64::from(all) * run.size * MM_PER_PT) / f64::from(gaps);
    // Runs are measured to a thousandth.
    if more < 0.001 { 0.0 } else { more }
}

/// Returns a row for each range or number that the end of a line tears, or one that says that there are none.
pub(super) fn torn(places: &Places<'_>) -> Vec<Row> {
    let none = Quantity::count(0);
    let row =
        Row::new(codes::page::TORN_RANGE, "torn-ranges").asks(Required::exactly(none.clone()));
    let rows = places.paragraphs().flat_map(|part| {
        let lines: Vec<_> = part.lines().collect();
        let torn = lines.windows(2).filter(|two| tears(&two[0].text(), &two[1].text()));
        let told = torn.map(|two| {
            let row = row.clone().found(Quantity::count(1), Verdict::Broken).on(two[0].page());
            told(row, part, &two[1])
        });
        told.collect::<Vec<_>>()
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() { vec![row.found(none, Verdict::Kept)] } else { rows }
}

/// Returns whether one line ends, and the next begins, within a number, a range, or between a figure and its sign.
fn tears(line: &str, next: &str) -> bool {
    let dash = |c: char| matches!(c, '—' | '–' | '～' | '~' | '－' | '-');
    let sign = |c: char| matches!(c, '%' | '％' | '‰' | '‱' | '°' | '℃' | '℉' | '㎀'..='㏟');
    let mut before = line.chars().rev();
    let (Some(last), Some(first)) = (before.next(), next.chars().next()) else { return false };
    let bound = |c: char| c.is_ascii_digit() || sign(c) || matches!(c, '万' | '亿' | '元' | '日');
    let opens = before.next().is_some_and(bound) && dash(last) && first.is_ascii_digit();
    last.is_ascii_digit() && (first.is_ascii_digit() || sign(first) || dash(first)) || opens
}

/// Returns the row on the longest river: white that goes down through lines one after another.
pub(super) fn rivers(places: &Places<'_>, area: &Area) -> Row {
    let row =
        Row::new(codes::page::RIVER, "river-lines").asks(Required::at_most(Quantity::count(RIVER)));
    let longest = places
        .paragraphs()
        .filter_map(|part| longest_river(part, area.cell).map(|(lines, at)| (lines, part, at)))
        .max_by_key(|(lines, ..)| *lines);
    let Some((lines, part, at)) = longest else { return row };
    let verdict = Verdict::of(lines <= RIVER);
    let row = row.found(Quantity::count(lines), verdict).on(at.page());
    if verdict == Verdict::Kept { row } else { told(row, part, &at) }
}

/// Returns how many lines the longest river of a paragraph has, and in which line it ends.
fn longest_river<'p, 'a>(part: &'p Part<'a>, cell: f64) -> Option<(usize, Line<'p, 'a>)> {
    let mut longest = None;
    let mut above: Vec<(f64, f64, usize)> = Vec::new();
    let mut page = None;
    for line in part.lines() {
        if page.replace(line.page()) != Some(line.page()) {
            above.clear();
        }
        let shared =
            |a: &(f64, f64), b: &(f64, f64, usize)| a.1.min(b.1) - a.0.max(b.0) >= SHARED * cell;
        let length = |white: &(f64, f64)| {
            above.iter().filter(|it| shared(white, it)).map(|it| it.2).max().unwrap_or(0) + 1
        };
        let here: Vec<_> =
            whites(&line, cell).into_iter().map(|it| (it.0, it.1, length(&it))).collect();
        let most = here.iter().map(|it| it.2).max();
        if let Some(most) = most.filter(|most| longest.is_none_or(|(lines, _)| *most > lines)) {
            longest = Some((most, line));
        }
        above = here;
    }
    longest
}

/// Returns where white lies between the ink of a line's characters.
fn whites(line: &Line<'_, '_>, cell: f64) -> Vec<(f64, f64)> {
    let mut ink: Vec<_> = line.runs().flat_map(|run| run.ink.iter().copied()).collect();
    ink.sort_by(|a, b| a.0.total_cmp(&b.0));
    let gaps = ink.windows(2).map(|two| (two[0].1, two[1].0));
    gaps.filter(|(from, to)| to - from >= WHITE * cell).collect()
}

/// Completes the row of a line that is not as it should be.
fn told(row: Row, part: &Part<'_>, line: &Line<'_, '_>) -> Row {
    let words: String = line.text().chars().take(SHOWN).collect();
    row.field(&part.field).quote(words.clone()).with("words", &words)
}

#[cfg(test)]
mod tests {
    use super::tears;

    #[test]
    fn a_line_may_end_beside_a_range_but_not_in_it() {
        for (line, next, torn) in [
            ("气温为17.5", "～18.4度", true),
            ("气温为5℃～", "10℃", true),
            ("达到35", "％", true),
            ("共有12", "3户", true),
            ("2018年4月27日", "至28日", false),
            ("全县137", "个车间", false),
            ("目标——", "2020年脱贫", false),
        ] {
            assert_eq!(tears(line, next), torn, "{line}|{next}");
        }
    }
}
