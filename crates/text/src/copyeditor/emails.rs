//! Rules on e-mail addresses.

use std::iter;
use std::ops::Range;

use briefing_values::passage::{Part, Passage};

use super::Note;

/// Endings that no domain has, and that typing errors make of .com and .cn.
const NO_DOMAINS: &[&str] = &["con", "cmo", "ocm", "vom", "xom", "comm", "ccom", "cnn"];

/// Finds impossible e-mail addresses, in the contact line and in the text.
pub(super) fn impossible(passage: &Passage) -> Vec<Note> {
    let text = &passage.text;
    let words = match passage.part {
        // A field without any address is wrong as a whole.
        Part::Email if !text.contains('@') => iter::once(0..text.len()).collect(),
        Part::Email => in_contact(text),
        Part::Body | Part::Note => in_prose(text),
        _ => return Vec::new(),
    };
    let wrong = words.into_iter().filter(|word| !is_address(&text[word.clone()]));
    wrong.map(|word| Note::on(word.clone()).with("found", &text[word])).collect()
}

/// Returns what must be an address in a field that holds nothing else, except labels and notes in
/// Chinese.
fn in_contact(text: &str) -> Vec<Range<usize>> {
    let part = |c: char| c.is_whitespace() || "、，,；;：:/（）()".contains(c);
    let mut words = Vec::new();
    let mut start = 0;
    for word in text.split(part) {
        let (range, next) = (start..start + word.len(), start + word.len());
        start = next + text[next..].chars().next().map_or(0, char::len_utf8);
        let label = text[next..].starts_with([':', '：']);
        let latin = word.is_ascii();
        if word.contains('@') || (latin && !word.is_empty() && !label) {
            words.push(range);
        }
    }
    words
}

/// Returns the addresses in running text: Latin on both sides of an @.
fn in_prose(text: &str) -> Vec<Range<usize>> {
    let of_address = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let around = |(at, _): (usize, &str)| {
        let start = text[..at].trim_end_matches(of_address).len();
        let rest = &text[at + 1..];
        let end = text.len() - rest.trim_start_matches(of_address).len();
        (start < at && end > at + 1).then_some(start..end)
    };
    text.match_indices('@').filter_map(around).collect()
}

/// Returns whether a word has the form of an address: a name, one @, a domain of several labels.
fn is_address(word: &str) -> bool {
    let Some((name, domain)) = word.split_once('@') else { return false };
    let of_name = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let dots = |text: &str| text.starts_with('.') || text.ends_with('.') || text.contains("..");
    let of_label = |label: &str| {
        let inside = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        inside && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
    };
    let Some((_, ending)) = domain.rsplit_once('.') else { return false };
    let known = ending.len() > 1 && ending.chars().all(|c| c.is_ascii_alphabetic());
    let known = known && !NO_DOMAINS.contains(&ending.to_ascii_lowercase().as_str());
    !name.is_empty()
        && name.chars().all(of_name)
        && !dots(name)
        && known
        && domain.split('.').all(of_label)
}
