//! Finds the pages on which texts are.

use std::ops::Range;

/// The text of all pages without white space, and where each page begins in it.
struct Pages {
    text: String,
    /// The first byte of each page.
    starts: Vec<usize>,
}

impl Pages {
    fn new(pages: &[String]) -> Self {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for page in pages {
            starts.push(text.len());
            text.push_str(page);
        }
        Self { text, starts }
    }

    /// Returns the page, from 1, that a byte is on.
    fn page(&self, at: usize) -> u32 {
        let pages = self.starts.partition_point(|start| *start <= at);
        u32::try_from(pages.max(1)).unwrap_or(u32::MAX)
    }

    /// Finds words after a position, or else anywhere.
    fn find(&self, words: &str, from: usize) -> Option<Range<usize>> {
        if words.is_empty() {
            return None;
        }
        let behind = self.text[from..].find(words).map(|at| from + at);
        let start = behind.or_else(|| self.text.find(words))?;
        Some(start..start + words.len())
    }
}

/// Returns where each text is: the bytes from which it is on a page, and the page. The texts come
/// roughly in printed order; `pages` are without white space.
///
/// Words whose lines alternate with those of another column cannot be found; they are taken to be on the
/// page of the text before them.
pub fn pages(texts: &[&str], pages: &[String]) -> Vec<Vec<(usize, u32)>> {
    let all = Pages::new(pages);
    let mut last = 0;
    let mut places = Vec::new();
    for text in texts {
        let bare: String = text.chars().filter(|character| !character.is_whitespace()).collect();
        let Some(range) = all.find(&bare, last) else {
            places.push(vec![(0, all.page(last))]);
            continue;
        };
        // A short word may occur anywhere; only a long text shows how far the pages have been read.
        if bare.chars().count() > 8 && range.start > last {
            last = range.start;
        }
        places.push(parts(text, &all, &range));
    }
    places
}

/// Splits a text, which covers a range of the pages, wherever a new page begins.
fn parts(text: &str, all: &Pages, range: &Range<usize>) -> Vec<(usize, u32)> {
    let mut parts = vec![(0, all.page(range.start))];
    let mut at = range.start;
    for (byte, character) in text.char_indices() {
        if character.is_whitespace() {
            continue;
        }
        let page = all.page(at);
        if parts.last().is_some_and(|(_, known)| *known != page) {
            parts.push((byte, page));
        }
        at += character.len_utf8();
    }
    parts
}

/// Formats positions as `0:1 312:2`.
pub(super) fn written(pages: &[(usize, u32)]) -> String {
    pages.iter().map(|(at, page)| format!("{at}:{page}")).collect::<Vec<_>>().join(" ")
}

/// Returns the page of a byte, from formatted positions.
pub(super) fn page_at(written: &str, at: usize) -> u32 {
    let parts = written.split(' ').filter_map(|part| part.split_once(':'));
    let parts = parts.filter_map(|(byte, page)| Some((byte.parse().ok()?, page.parse().ok()?)));
    parts.take_while(|(byte, _): &(usize, u32)| *byte <= at).last().map_or(1, |(_, page)| page)
}

#[cfg(test)]
mod tests {
    use super::{page_at, pages, written};

    #[test]
    fn a_text_that_goes_over_the_page_is_on_both() {
        let all = ["标题甲乙丙丁戊己".to_owned(), "庚辛壬癸末尾".to_owned()];
        let found = pages(&["标题", "甲乙丙丁戊 己庚辛壬癸", "末尾"], &all);
        assert_eq!(found, [vec![(0, 1)], vec![(0, 1), (19, 2)], vec![(0, 2)]]);
        let text = written(&found[1]);
        assert_eq!((page_at(&text, 0), page_at(&text, 18), page_at(&text, 19)), (1, 1, 2));
    }

    #[test]
    fn what_cannot_be_found_is_with_what_stands_before_it() {
        let all = ["甲".to_owned(), "一二三四五六七八九十".to_owned()];
        assert_eq!(pages(&["一二三四五六七八九十", "别处"], &all)[1], [(0, 2)]);
        assert_eq!(pages(&["别处"], &[]), [vec![(0, 1)]]);
    }
}
