//! The rule on decimals of one list.

use briefing_values::passage::Passage;

use super::Note;
use super::figures::scale;
use super::numeral::{Numeral, numerals};
use super::text::before;
use super::unit::{TIME, unit};

/// Finds lists in one unit whose figures have different numbers of decimals: 4.3、4.97万元.
pub(super) fn uneven(passage: &Passage) -> Vec<Note> {
    if !passage.part.is_prose() {
        return Vec::new();
    }
    let text = &passage.text;
    let all = numerals(text);
    let mut notes = Vec::new();
    let mut start = 0;
    while start < all.len() {
        let list = &all[start..start + length(text, &all[start..])];
        start += list.len();
        if list.len() > 1 && is_uneven(list) && is_measure(text, list) {
            let range = list[0].range.start..list[list.len() - 1].range.end;
            notes.push(Note::on(range.clone()).with("found", &text[range]));
        }
    }
    notes
}

/// Returns how many numerals from the first on are in one list, with 、 between them.
fn length(text: &str, all: &[Numeral]) -> usize {
    let joined = |pair: &&[Numeral]| {
        let between = &text[pair[0].range.end..pair[1].range.start];
        let unit = between.strip_suffix(['、', '和', '与', '及']);
        unit.is_some_and(|unit| unit.is_empty() || measure(unit) == unit)
    };
    1 + all.windows(2).take_while(joined).count()
}

/// Returns whether the figures are quantities of one unit, which the last has at least.
fn is_measure(text: &str, list: &[Numeral]) -> bool {
    let wanted = measure(&text[list[list.len() - 1].range.end..]);
    let alike = |pair: &[Numeral]| {
        let between = &text[pair[0].range.end..pair[1].range.start];
        let unit = between.trim_end_matches(['、', '和', '与', '及']);
        unit.is_empty() || unit == wanted
    };
    let ordinal = matches!(before(text, list[0].range.start), Some('第' | '图' | '表'));
    !wanted.is_empty() && !ordinal && list.windows(2).all(alike)
}

/// Returns the measure at the start of a text, with 万 and with /户 after it; empty if there is none.
fn measure(text: &str) -> &str {
    let (_, rest) = scale(text);
    let Some((written, _)) = unit(rest).filter(|(_, name)| *name != TIME) else { return "" };
    let end = text.len() - rest.len() + written.len();
    let per = text[end..].strip_prefix('/').and_then(|per| per.chars().next());
    &text[..end + per.map_or(0, |c| 1 + c.len_utf8())]
}

/// Returns whether the decimals differ. Beside one decimal a whole number is usual: 0.5、1万元.
fn is_uneven(list: &[Numeral]) -> bool {
    let all = || list.iter().map(|numeral| numeral.decimals);
    let most = all().max().unwrap_or_default();
    let whole = most >= 2 && list.len() > 2;
    all().any(|decimals| decimals < most && (decimals > 0 || whole))
}
