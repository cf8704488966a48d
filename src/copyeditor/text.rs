//! What the rules ask of a character and its neighbours.

/// Returns whether the character is Han: a letter of Chinese text, 〇 and 々 with it.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
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
