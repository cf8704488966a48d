//! A choice of pages: `1,3-5,8-`.

use briefing_values::error::{Code, Error, Problem, Result, codes};

/// Some pages of an issue, or all of them if none are named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageChoice(Vec<(usize, usize)>);

impl PageChoice {
    /// Parses pages and ranges, separated by commas; an open end means the first or the last page.
    ///
    /// # Errors
    /// Text that names no pages.
    pub fn parse(words: &str) -> Result<Self> {
        let range = |part: &str| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let first = if first.trim().is_empty() { 1 } else { first.trim().parse().ok()? };
            let last =
                if last.trim().is_empty() { usize::MAX } else { last.trim().parse().ok()? };
            (1 <= first && first <= last && part.contains(|c: char| c.is_ascii_digit()))
                .then_some((first, last))
        };
        let ranges: Option<Vec<_>> = words.split(',').map(range).collect();
        ranges.map(Self).ok_or_else(|| refusal(codes::program::NO_PAGES, ("words", words)))
    }

    /// Returns the ranges, inclusive and counted from 1.
    pub fn ranges(&self) -> &[(usize, usize)] {
        &self.0
    }

    /// Returns whether all pages are chosen.
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the chosen pages out of this many, counted from 0.
    ///
    /// # Errors
    /// A choice that includes none of them.
    pub fn of(&self, pages: usize) -> Result<Vec<usize>> {
        let chosen =
            |page: &usize| self.0.iter().any(|&(first, last)| (first..=last).contains(&(page + 1)));
        let all: Vec<_> = (0..pages).filter(|page| self.is_all() || chosen(page)).collect();
        if all.is_empty() {
            return Err(refusal(codes::program::TOO_FEW_PAGES, ("pages", &pages.to_string())));
        }
        Ok(all)
    }
}

fn refusal(code: Code, (name, word): (&'static str, &str)) -> Error {
    Problem::Noted { code, words: vec![(name, word.to_owned())] }.into()
}

#[cfg(test)]
mod tests {
    use super::PageChoice;

    #[test]
    fn pages_and_ranges_are_chosen() {
        let of_eight = |words: &str| PageChoice::parse(words).unwrap().of(8).unwrap();
        assert_eq!(of_eight("1,3-5"), [0, 2, 3, 4]);
        assert_eq!(of_eight("7-"), [6, 7]);
        assert_eq!(of_eight("-2"), [0, 1]);
        assert_eq!(PageChoice::default().of(2).unwrap(), [0, 1]);
        assert!(PageChoice::parse("9-").unwrap().of(8).is_err());
    }

    #[test]
    fn words_that_name_no_pages_are_refused() {
        for words in ["", "0", "5-3", "a", "-", "1,,2"] {
            assert!(PageChoice::parse(words).is_err(), "{words}");
        }
    }
}
