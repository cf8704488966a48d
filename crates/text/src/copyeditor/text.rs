//! What the rules ask of a character and its neighbours.

use std::ops::Range;

/// Returns whether the character is Han: a letter of Chinese text, 〇 and 々 with it, and the radicals that PDFs hand
/// out for letters.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fd5}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '〇' | '々')
}

/// Returns the character before a byte.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// Returns the character at a byte.
pub(super) fn at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Returns whether the character is a point mark of Chinese text (点号).
pub(super) fn is_point(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | '。' | '？' | '！')
}

/// Returns whether the character opens a quotation, a title or a bracket in Chinese text.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '《' | '〈' | '（' | '〔' | '【' | '「' | '『' | '［')
}

/// Returns whether the character closes a quotation, a title or a bracket in Chinese text.
pub(super) fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '》' | '〉' | '）' | '〕' | '】' | '」' | '』' | '］')
}

/// Returns whether the character belongs to Chinese text: Han, or one of its marks.
pub(super) fn is_chinese(c: char) -> bool {
    is_han(c) || is_point(c) || opens(c) || closes(c) || matches!(c, '…' | '—')
}

/// Returns whether a byte lies in one of the ranges, which are in order and apart.
pub(super) fn within(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.contains(&at))
}
