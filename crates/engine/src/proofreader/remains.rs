//! The text of the pages that remains as the words of an issue are found on them, one after another.

use std::cmp::Reverse;
use std::ops::Range;

use briefing_values::issue::Text;
use briefing_values::proof::{Page, Proof};

/// How many places on a page are tried for words that go on from another, and how many on all pages.
const PIECES: usize = 3;
const LOOKS: usize = 1_000;

/// The text of the pages that no field has claimed.
pub(super) struct Remains {
    pages: Vec<PageText>,
    /// All pages, unchanged.
    whole: PageText,
}

/// A text without its white space. Words that a field has claimed are blotted out.
#[derive(Default)]
struct PageText {
    text: String,
    /// Where runs begin: digits that meet there belong to two numbers, in two cells of a table.
    runs: Vec<usize>,
}

impl Remains {
    pub(super) fn new(proof: &Proof) -> Self {
        Self::of(&proof.pages.iter().map(Page::text_runs).collect::<Vec<_>>())
    }

    fn of(pages: &[Vec<&str>]) -> Self {
        let whole = PageText::new(&pages.concat());
        Self { whole, pages: pages.iter().map(|runs| PageText::new(runs)).collect() }
    }

    /// Returns the texts whose words are on no page. The longest are looked for first: a name that also
    /// occurs within a paragraph must be there once more for its own field.
    pub(super) fn missing(mut self, texts: &[Text]) -> Vec<&Text> {
        let mut order: Vec<(usize, &Text)> = texts.iter().enumerate().collect();
        order.sort_by_key(|(_, text)| Reverse(text.words.len()));
        order.retain(|(_, text)| {
            let words = visible(&text.words);
            let found = self.claim(&words) || self.accounts_for(&words, texts);
            !found && !text.or.is_some_and(|words| self.claim(words))
        });
        order.sort_by_key(|&(place, _)| place);
        order.into_iter().map(|(_, text)| text).collect()
    }

    /// Returns whether words occur on the pages as often as in all fields together: then their place was
    /// claimed across the border of two fields.
    fn accounts_for(&self, words: &str, texts: &[Text]) -> bool {
        let in_field = |text: &Text| PageText::new(&[&text.words]).places(words).len();
        self.whole.places(words).len() >= texts.iter().map(in_field).sum()
    }

    /// Claims the best place where the words occur, and returns whether there is one.
    fn claim(&mut self, words: &str) -> bool {
        for page in &mut self.pages {
            if let Some(at) = page.best_place(words) {
                page.blot(at..at + words.len());
                return true;
            }
        }
        (0..self.pages.len()).any(|page| self.claim_from(page, words))
    }

    /// Claims words that begin on one page and continue on the next.
    fn claim_from(&mut self, first: usize, words: &str) -> bool {
        let page = &self.pages[first];
        let mut looks = LOOKS;
        // Some styles have words of their own before those of a field.
        let within =
            page.longest_beginning(words).into_iter().filter_map(|at| page.piece(at, words));
        let found = page.pieces(words).into_iter().chain(within).find_map(|range| {
            let rest = words.get(range.len()..).filter(|rest| !rest.is_empty())?;
            Some((range, self.continued(first + 1, rest, &mut looks)?))
        });
        let Some((range, rest)) = found else { return false };
        self.pages[first].blot(range);
        for (page, range) in self.pages[first + 1..].iter_mut().zip(rest) {
            page.blot(range);
        }
        true
    }

    /// Returns where words stand on each page from one on, if all of them are there: where a run begins, since cells of the
    /// same row may stand before and behind them. Each but the last page has them up to the end of a run.
    fn continued(&self, page: usize, words: &str, looks: &mut usize) -> Option<Vec<Range<usize>>> {
        *looks = looks.checked_sub(1)?;
        for range in self.pages.get(page)?.pieces(words) {
            let rest = match &words[range.len()..] {
                "" => Some(Vec::new()),
                rest => self.continued(page + 1, rest, looks),
            };
            if let Some(rest) = rest {
                return Some(std::iter::once(range).chain(rest).collect());
            }
        }
        None
    }
}

impl PageText {
    fn new(runs: &[&str]) -> Self {
        let mut page = Self::default();
        for run in runs {
            page.runs.push(page.text.len());
            page.text.push_str(&visible(run));
        }
        page
    }

    /// Returns the places where words occur, digits only as a whole number.
    fn places(&self, words: &str) -> Vec<usize> {
        // Nothing needs to be found for an empty cell.
        let Some(first) = words.chars().next() else { return vec![0] };
        let number = words.chars().all(|c| c.is_ascii_digit());
        let parted = |at| !number || (self.parted(at) && self.parted(at + words.len()));
        // Two places may overlap. Preparing a search for the whole words would take longer.
        let firsts = self.text.match_indices(first).map(|(at, _)| at);
        firsts.filter(|&at| self.text[at..].starts_with(words) && parted(at)).collect()
    }

    /// Returns the place in the text that has most of the beginning of some words.
    fn longest_beginning(&self, words: &str) -> Option<usize> {
        let places = self.text.match_indices(words.chars().next()?).map(|(at, _)| at);
        places.max_by_key(|at| shared(words, &self.text[*at..]))
    }

    /// Returns the first of the best places for words: whole runs are better than places that begin or
    /// end within one, which may belong to two fields.
    fn best_place(&self, words: &str) -> Option<usize> {
        let border = |at: usize| at == self.text.len() || self.runs.contains(&at);
        let alone = |&at: &usize| u8::from(border(at)) + u8::from(border(at + words.len()));
        self.places(words).into_iter().rev().max_by_key(alone)
    }

    /// Returns whether no number continues across a position.
    fn parted(&self, at: usize) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let (before, after) = self.text.split_at(at);
        let within = digit(before.chars().next_back()) && digit(after.chars().next());
        !within || self.runs.contains(&at)
    }

    /// Returns the places where words may stand that run over a page, those first that have most of them.
    fn pieces(&self, words: &str) -> Vec<Range<usize>> {
        let mut pieces: Vec<_> = self.runs.iter().filter_map(|at| self.piece(*at, words)).collect();
        pieces.sort_by_key(|range| Reverse(range.len()));
        pieces.truncate(PIECES);
        pieces
    }

    /// Returns how much of some words stands at a place: all, or up to the end of a run.
    fn piece(&self, at: usize, words: &str) -> Option<Range<usize>> {
        let end = at + shared(words, &self.text[at..]);
        let whole = end == at + words.len() || end == self.text.len();
        let border = if whole {
            end
        } else {
            self.runs[..self.runs.partition_point(|run| *run <= end)].last().copied()?
        };
        (border > at).then_some(at..border)
    }

    /// Blots words out with as many bytes, so that positions stay valid.
    fn blot(&mut self, range: Range<usize>) {
        let blot = "\0".repeat(range.len());
        self.text.replace_range(range, &blot);
    }
}

/// Returns how long the beginning is that two texts share, in bytes.
fn shared(a: &str, b: &str) -> usize {
    let pairs = a.chars().zip(b.chars());
    pairs.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum()
}

/// Returns words without their white space.
pub(super) fn visible(words: &str) -> String {
    // The engine prints the minus of a number as the sign for it.
    let folded = words.chars().map(|c| if c == '−' { '-' } else { c });
    folded.filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::Remains;

    fn claims(words: &[&str]) -> Vec<bool> {
        let pages = ["版头2018年第14期某办公室第一页的文", "字到这里某办公室2018年", "结束"];
        let mut remains = Remains::of(&pages.map(|text| vec![text]));
        words.iter().map(|words| remains.claim(words)).collect()
    }

    #[test]
    fn words_may_run_over_the_foot_of_a_page() {
        assert_eq!(claims(&["第一页的文字到这里", "没有", "的文字没"]), [true, false, false]);
    }

    #[test]
    fn cells_side_by_side_run_on_side_by_side() {
        let pages = [["左上", "右上"], ["左中", "右中"], ["左下", "右下"]];
        let [left, right] = ["左上左中左下", "右上右中右下"];
        for (first, second) in [(left, right), (right, left)] {
            let mut remains = Remains::of(&pages.map(|runs| runs.to_vec()));
            assert!(remains.claim(first) && remains.claim(second));
            assert!(!remains.claim("左中"), "it has been claimed");
        }
    }

    #[test]
    fn words_are_claimed_once() {
        assert_eq!(claims(&["某办公室", "某办公室", "某办公室"]), [true, true, false]);
    }

    #[test]
    fn a_number_is_not_found_in_a_longer_one() {
        assert_eq!(claims(&["4", "14", "201", "2018"]), [false, true, false, true]);
    }
}
