//! How a TOML string is spelled: which bytes of the file stand for each of its characters.

use std::ops::Range;

/// A character, and the bytes of the file that spell it.
pub(super) type Letter = (char, Range<usize>);

/// Returns the characters of a string that the parser has accepted; `raw` is its text in the file, quotes
/// included, which begins at byte `at`.
pub(super) fn letters(raw: &str, at: usize) -> Vec<Letter> {
    let (open, basic) = match raw.as_bytes() {
        [b'"', b'"', b'"', ..] => (3, true),
        [b'\'', b'\'', b'\'', ..] => (3, false),
        [b'"', ..] => (1, true),
        _ => (1, false),
    };
    let inner = raw.get(open..raw.len().saturating_sub(open)).unwrap_or_default();
    // A line end right after the opening quotes is not part of the text.
    let first = if open == 3 { inner.len() - without_line_end(inner).len() } else { 0 };
    let mut letters = Vec::with_capacity(inner.len() / 3);
    let mut n = first;
    while let Some(c) = inner[n..].chars().next() {
        let (character, length) = match c {
            '\\' if basic => escape(&inner[n..]),
            c => (Some(c), c.len_utf8()),
        };
        let start = at + open + n;
        letters.extend(character.map(|character| (character, start..start + length)));
        n += length;
    }
    letters
}

/// Reads an escape, and returns its character and its length in bytes. A backslash at the end of a line
/// stands for nothing, and so does all the white space that follows it.
fn escape(text: &str) -> (Option<char>, usize) {
    let coded = |digits: usize| {
        let code = text.get(2..2 + digits).and_then(|code| u32::from_str_radix(code, 16).ok());
        // A recovering parser lets invalid codes through.
        code.map_or((None, 2), |code| (char::from_u32(code), 2 + digits))
    };
    let plain = |c| (Some(c), 2);
    match text[1..].chars().next() {
        Some('b') => plain('\u{8}'),
        Some('t') => plain('\t'),
        Some('n') => plain('\n'),
        Some('f') => plain('\u{c}'),
        Some('r') => plain('\r'),
        Some('e') => plain('\u{1b}'),
        Some('x') => coded(2),
        Some('u') => coded(4),
        Some('U') => coded(8),
        Some(c @ ('"' | '\\')) => plain(c),
        _ => {
            let rest = text[1..].trim_start_matches([' ', '\t', '\r', '\n']);
            (None, text.len() - rest.len())
        }
    }
}

fn without_line_end(text: &str) -> &str {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::letters;

    /// Reads a value with the parser, and compares its characters with ours.
    #[track_caller]
    fn same(raw: &str) {
        let file = format!("a = {raw}\n");
        let table: toml::Table = file.parse().expect("the value is TOML");
        let said: String = letters(raw, 4).iter().map(|(c, _)| *c).collect();
        assert_eq!(Some(said.as_str()), table["a"].as_str(), "{raw}");
    }

    #[test]
    fn every_spelling_is_read_as_the_parser_reads_it() {
        for raw in [
            r#""""#,
            r#""甲“乙”""#,
            r#""a\tb\n\"c\" \\ \u4e2d\U0001F600\x41\e""#,
            "'C:\\图'",
            "'''\n甲\n'''",
            "\"\"\"\n一行\n\n二行\n\"\"\"",
            "\"\"\"\r\n一行\r\n二行\"\"\"",
            "\"\"\"接着\\\n   写\\   \n\n  完\"\"\"",
            "\"\"\"两个\"\"引号\"\"\"\"",
        ] {
            same(raw);
        }
    }

    #[test]
    fn escapes_that_are_cut_short_are_passed_over() {
        let said = |raw| letters(raw, 0).iter().map(|(c, _)| *c).collect::<String>();
        assert_eq!(said(r#""甲\u乙丙""#), "甲乙丙");
        assert_eq!(said(r#""\U12""#), "12");
        assert_eq!(said(r#""甲\""#), "甲");
    }

    #[test]
    fn each_character_knows_its_bytes() {
        let letters = letters(r#""甲\u4e59""#, 10);
        assert_eq!(letters, [('甲', 11..14), ('乙', 14..20)]);
    }
}
