//! Words in HTML: nothing that an issue says becomes markup or reorders the text.

/// Returns words escaped as text of an element, or as an attribute value in double quotation marks.
pub fn escaped(words: &str) -> String {
    let mut html = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(character),
            unseen if hides(unseen) => html.push('\u{fffd}'),
            _ => html.push(character),
        }
    }
    html
}

/// Returns whether a character is invisible, or reorders those around it.
fn hides(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Returns words of the interface in both languages; the style sheet shows the reader's.
pub fn both(chinese: &str, english: &str) -> String {
    format!(r#"<span lang="zh">{chinese}</span><span lang="en">{english}</span>"#)
}

#[cfg(test)]
mod tests {
    use super::{both, escaped};

    #[test]
    fn words_of_both_languages_are_told_apart() {
        let html = "<span lang=\"zh\">甲</span><span lang=\"en\">a</span>";
        assert_eq!(both("甲", "a"), html);
    }

    #[test]
    fn words_stay_words() {
        let words = "<b title=\"a\" id='b'>&amp;\u{202e}\u{1b}\n甲";
        let html = "&lt;b title=&quot;a&quot; id=&#39;b&#39;&gt;&amp;amp;\u{fffd}\u{fffd}\n甲";
        assert_eq!(escaped(words), html);
    }
}
