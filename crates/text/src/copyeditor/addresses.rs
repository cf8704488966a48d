//! Addresses: parts of a text that are written for machines, whose marks are not punctuation.

use std::ops::Range;

/// Returns where web and e-mail addresses, paths and file names are in a text.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for run in text.split_inclusive(|c: char| !c.is_ascii_graphic()) {
        let word = run.trim_end_matches(|c: char| !c.is_ascii_graphic());
        // A mark after an address is the sentence's own.
        let word = word.trim_end_matches([',', ';', ':', '.', '!', '?', ')', ']', '"', '\'', '-']);
        if is_address(word) {
            found.push(start..start + word.len());
        }
        start += run.len();
    }
    found
}

/// Returns whether a word of ASCII is an address: it has a scheme, an `@`, a backslash, or a dot
/// between letters as `gxfp.gov.cn` and `report.docx` do.
fn is_address(word: &str) -> bool {
    let dotted = |(at, _): (usize, &str)| {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let before = word[..at].chars().next_back();
        before.is_some_and(|c| c.is_ascii_alphanumeric()) && letter(word[at + 1..].chars().next())
    };
    word.contains("://") || word.contains(['@', '\\']) || word.match_indices('.').any(dotted)
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_end_before_the_marks_of_the_sentence() {
        let found = |text: &'static str| -> Vec<&str> {
            addresses(text).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(
            found("见http://a.cn/b?c=1,或发至x@163.com."),
            ["http://a.cn/b?c=1", "x@163.com"]
        );
        assert_eq!(found("增长4.5%,见report.docx"), ["report.docx"]);
        assert!(found("共1.2万户，GDP、No.1。").is_empty());
    }
}
