//! Words as editors type and paste them: lines that belong together, characters that do not.

use std::ops::RangeInclusive;

/// Joins words into one line: line ends are dropped, or become a space between Latin words.
pub(super) fn one_line(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
        if latin(joined.chars().next_back()) && latin(line.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// Returns words with their line ends, without blank lines and the space around lines.
pub(super) fn lines(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the paragraphs of a text, which blank lines separate.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    all.iter().map(|text| one_line(text)).filter(|text| !text.is_empty()).collect()
}

/// Characters that an official text must not contain, besides control characters.
const UNPRINTABLE: [RangeInclusive<char>; 18] = [
    // Direction marks and overrides reorder a name without a trace.
    '\u{61c}'..='\u{61c}',
    '\u{200e}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2066}'..='\u{2069}',
    // Zero-width characters, line separators, variation selectors, tags: nothing would show.
    '\u{ad}'..='\u{ad}',
    '\u{180e}'..='\u{180e}',
    '\u{200b}'..='\u{200d}',
    '\u{2028}'..='\u{2029}',
    '\u{2060}'..='\u{2064}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{feff}'..='\u{feff}',
    '\u{e0000}'..='\u{e0fff}',
    // Stand-ins for what was lost on the way here.
    '\u{fff0}'..='\u{ffff}',
    // Non-characters and private use mean nothing outside one font; PDF/A refuses them.
    '\u{fdd0}'..='\u{fdef}',
    '\u{e000}'..='\u{f8ff}',
    '\u{f0000}'..='\u{fffff}',
    '\u{100000}'..='\u{10ffff}',
    '\u{1fffe}'..='\u{1ffff}',
];

/// Returns whether a character cannot be printed, or changes how others are printed.
pub(super) fn is_unprintable(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    control || UNPRINTABLE.iter().any(|range| range.contains(&c))
}

/// Returns whether a character shows nothing and means nothing in Chinese: without it the text is what it looks like.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{is_invisible, is_unprintable, lines, one_line, paragraphs};

    #[test]
    fn a_blank_line_parts_paragraphs() {
        let text = "\n　　第一段\n接着写。\r\n \n第二段\n\n\n";
        assert_eq!(paragraphs(text), ["第一段接着写。", "第二段"]);
    }

    #[test]
    fn latin_words_keep_a_space_where_a_line_ended() {
        assert_eq!(one_line("see the\nreport\n第一章"), "see the report第一章");
    }

    #[test]
    fn lines_stay_apart_and_blank_ones_go() {
        assert_eq!(lines("\n 1.修路。\r\n\n　2.架桥。\n"), "1.修路。\n2.架桥。");
        assert_eq!(lines("see the\nreport"), "see the\nreport");
    }

    #[test]
    fn marks_that_nobody_sees_are_found() {
        for c in [
            '\u{202e}', '\u{200b}', '\u{feff}', '\u{e000}', '\u{7}', '\u{fe00}', '\u{ffff}',
            '\u{85}',
        ] {
            assert!(is_unprintable(c), "{c:?}");
        }
        assert!(!"甲\t乙\r\n丙　丁𠮷 — “”".contains(is_unprintable));
    }

    #[test]
    fn what_can_be_taken_out_cannot_be_printed() {
        let invisible: Vec<_> = ('\0'..=char::MAX).filter(|c| is_invisible(*c)).collect();
        assert!(invisible.len() == 11 && invisible.into_iter().all(is_unprintable));
    }
}
