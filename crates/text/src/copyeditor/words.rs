//! The rules on words of a lexicon: the program's own, and the office's.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use briefing_values::lexicon::{Lexicon, Word};
use briefing_values::passage::Part;

use super::{Note, Reading};

/// The program's own list. A test reads it.
static BUILT_IN: LazyLock<Lexicon> =
    LazyLock::new(|| toml::from_str(include_str!("lexicon.toml")).unwrap_or_default());

static INDEX: LazyLock<Index<'static>> = LazyLock::new(|| Index::of(&BUILT_IN));

/// Finds slips and wrong official names, unless the office's own list has a word for them.
pub(super) fn built_in(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    let ours = |word: &Word| reading.lexicon.word.iter().any(|own| own.wrong == word.wrong);
    INDEX.search(reading, |word| !ours(word))
}

/// Finds words that the office's own list forbids. An entry that is both wrong and right allows a word.
pub(super) fn house(reading: &Reading<'_>) -> Vec<(usize, Note)> {
    Index::of(reading.lexicon).search(reading, |word| word.wrong != word.right)
}

/// The words of a lexicon by their first character.
struct Index<'a>(BTreeMap<char, Vec<&'a Word>>);

impl<'a> Index<'a> {
    fn of(lexicon: &'a Lexicon) -> Self {
        let mut index: BTreeMap<char, Vec<&Word>> = BTreeMap::new();
        for word in &lexicon.word {
            if let Some(first) = word.wrong.chars().next() {
                index.entry(first).or_default().push(word);
            }
        }
        // Of two words at one place the longer is meant.
        for words in index.values_mut() {
            words.sort_by_key(|word| std::cmp::Reverse(word.wrong.len()));
        }
        Self(index)
    }

    /// Finds the words that are wanted in all passages of Chinese text.
    fn search(&self, reading: &Reading<'_>, wanted: impl Fn(&Word) -> bool) -> Vec<(usize, Note)> {
        let parts = reading.passages.iter().enumerate();
        let chinese = parts.filter(|(_, it)| it.part.is_chinese() && it.part != Part::Person);
        let mut notes = Vec::new();
        for (n, passage) in chinese.filter(|_| !self.0.is_empty()) {
            let mut end = 0;
            for (start, c) in passage.text.char_indices() {
                let words = self.0.get(&c).filter(|_| start >= end).into_iter().flatten();
                let stands = |word: &&&Word| wanted(word) && stands(&passage.text, start, word);
                if let Some(word) = words.copied().find(|word| stands(&word)) {
                    end = start + word.wrong.len();
                    notes.push((n, note(start, word)));
                }
            }
        }
        notes
    }
}

/// Returns whether a word is at a byte, and not within a longer one in which it is right.
fn stands(text: &str, start: usize, word: &Word) -> bool {
    let is_within = |longer: &String| {
        longer.match_indices(&*word.wrong).any(|(offset, _)| {
            let from = start.checked_sub(offset);
            from.and_then(|from| text.get(from..)).is_some_and(|text| text.starts_with(&**longer))
        })
    };
    text[start..].starts_with(&*word.wrong) && !word.within.iter().any(is_within)
}

fn note(start: usize, word: &Word) -> Note {
    let why = word.note.as_ref().map(|note| format!("（{note}）")).unwrap_or_default();
    Note::on(start..start + word.wrong.len())
        .with("wrong", &*word.wrong)
        .with("right", &*word.right)
        .with("note", why)
}

#[cfg(test)]
mod tests {
    use briefing_values::lexicon::Lexicon;

    #[test]
    fn the_built_in_list_can_be_read_and_is_in_earnest() {
        let list: Lexicon = toml::from_str(include_str!("lexicon.toml")).expect("a lexicon");
        assert!((60..=200).contains(&list.word.len()), "{} words", list.word.len());
        let mut seen = std::collections::BTreeSet::new();
        for word in &list.word {
            assert!(seen.insert(&word.wrong), "{} stands twice", word.wrong);
            assert!(!word.right.contains(&word.wrong), "{} is in {}", word.wrong, word.right);
            for longer in &word.within {
                assert!(longer.contains(&word.wrong), "{longer} has no {}", word.wrong);
            }
        }
    }
}
