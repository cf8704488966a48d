//! Words as tokens: each character with the next. A word of two characters is one token, a longer one a
//! phrase, and a single character the prefix of a token.

use std::ops::Range;

use briefing_values::issue::unified;

/// How many characters are shown on either side of a hit.
const CONTEXT: usize = 24;
/// Stands in for the character after the last of a text.
const END: char = '\u{0}';

/// Normalises words for comparison: Latin letters to lower case, full-width characters to half width, radicals to the
/// ideographs that they look like.
/// Each character stays one character.
pub(super) fn folded(words: &str) -> String {
    words.chars().map(fold).collect()
}

fn fold(character: char) -> char {
    let narrow = match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        other => unified(other),
    };
    narrow.to_ascii_lowercase()
}

/// Returns the tokens of a text.
pub(super) fn tokens(text: &str) -> String {
    let folded = folded(text);
    let next = folded.chars().skip(1).chain([END]);
    let pairs: Vec<_> = folded.chars().zip(next).map(|(a, b)| token(a, b)).collect();
    pairs.join(" ")
}

/// Returns the query for a word: a phrase of its tokens, or the prefix of a token.
pub(super) fn phrase(word: &str) -> String {
    let characters: Vec<char> = word.chars().collect();
    match characters.as_slice() {
        [one] => format!("{:x}z*", u32::from(*one)),
        more => {
            let pairs: Vec<_> = more.windows(2).map(|pair| token(pair[0], pair[1])).collect();
            format!("\"{}\"", pairs.join(" "))
        }
    }
}

/// Encodes two characters in letters and digits, which no tokenizer splits.
fn token(a: char, b: char) -> String {
    format!("{:x}z{:x}", u32::from(a), u32::from(b))
}

/// The text before a hit, the hit, and the text after it.
pub(super) type Context = (String, String, String);

/// Returns where words occur in a text, in order, if it has all of them.
pub(super) fn places(text: &str, words: &[String]) -> Vec<(Range<usize>, Context)> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let folded: Vec<char> = characters.iter().map(|(_, character)| fold(*character)).collect();
    let mut places = Vec::new();
    for word in words {
        let word: Vec<char> = word.chars().collect();
        let before = places.len();
        let mut at = 0;
        while at + word.len() <= folded.len() {
            if folded[at..].starts_with(&word) {
                places.push(at..at + word.len());
                at += word.len();
            } else {
                at += 1;
            }
        }
        if places.len() == before {
            return Vec::new();
        }
    }
    places.sort_by_key(|range| (range.start, range.end));
    places.dedup();
    let byte = |at: usize| characters.get(at).map_or(text.len(), |(byte, _)| *byte);
    let shown = |range: Range<usize>| text[byte(range.start)..byte(range.end)].to_owned();
    let around = |range: Range<usize>| {
        let start = range.start.saturating_sub(CONTEXT);
        let end = (range.end + CONTEXT).min(characters.len());
        let context = (shown(start..range.start), shown(range.clone()), shown(range.end..end));
        (byte(range.start)..byte(range.end), context)
    };
    places.into_iter().map(around).collect()
}

#[cfg(test)]
mod tests {
    use super::{phrase, places, tokens};

    #[test]
    fn a_text_is_its_pairs() {
        assert_eq!(tokens("扶贫"), "6276z8d2b 8d2bz0");
        assert_eq!(phrase("扶贫"), "\"6276z8d2b\"");
        assert_eq!(phrase("扶"), "6276z*");
    }

    #[test]
    fn width_and_case_do_not_matter() {
        let found = places("Ａ级ABC", &["a".into()]);
        assert_eq!(found.iter().map(|(range, _)| range.start).collect::<Vec<_>>(), [0, 6]);
    }

    #[test]
    fn radicals_are_found_as_what_they_look_like() {
        assert_eq!(places("\u{2f2f}作", &["工作".into()]).len(), 1);
        assert_eq!(tokens("\u{2f2f}作"), tokens("工作"));
    }

    #[test]
    fn all_words_must_stand_in_the_text() {
        assert_eq!(places("扶贫车间", &["扶贫".into(), "脱贫".into()]), []);
        assert_eq!(places("扶贫车间", &["车间".into(), "扶贫".into()]).len(), 2);
    }
}
