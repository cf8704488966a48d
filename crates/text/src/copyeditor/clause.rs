//! The context of a position in its paragraph: its clause, whether it is in speech or in a title.

/// Marks that end a clause.
const MARKS: [char; 9] = ['，', '。', '；', '：', '！', '？', '（', '）', '\n'];

/// Returns the words of the clause before a byte.
pub(super) fn head(text: &str, at: usize) -> &str {
    text[..at].rsplit(MARKS).next().unwrap_or_default()
}

/// Returns the words of the clause from a byte on.
pub(super) fn tail(text: &str, at: usize) -> &str {
    text[at..].split(MARKS).next().unwrap_or_default()
}

/// Returns whether a byte is between “ and ”.
pub(super) fn in_quotes(text: &str, at: usize) -> bool {
    is_within(&text[..at], '“', '”') || is_within(&text[..at], '‘', '’')
}

/// Returns whether a byte is between 《 and 》.
pub(super) fn in_title(text: &str, at: usize) -> bool {
    is_within(&text[..at], '《', '》')
}

/// Returns whether a byte is in direct speech: after ：“ that is still open.
pub(super) fn in_speech(text: &str, at: usize) -> bool {
    let open = text[..at].rfind('“').filter(|_| is_within(&text[..at], '“', '”'));
    open.is_some_and(|open| text[..open].ends_with(['：', '道', '说', '，']))
}

/// Returns whether a pair of marks is open at the end of a text.
fn is_within(head: &str, open: char, close: char) -> bool {
    head.rfind(open) > head.rfind(close)
}
