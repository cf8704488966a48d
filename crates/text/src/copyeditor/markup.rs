//! What is left of other forms of text: Markdown, HTML, and the answers of chat programs.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use briefing_values::passage::{Part, Passage};

use super::Note;
use super::text::{at, before, is_chinese, is_han};

/// What can be left, each in a group that says what it is. No repetition within a line is without end: what may still
/// become one find would be read again for each that ends before.
static LEFT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?<line> ^ (?: -{3,} | \*{3,} | _{3,} | ={3,} ) $ )
        | (?<heading> ^ \#{1,6} [\ \u{3000}]+ | \#{2,} [\ \u{3000}]* )
        | (?<quote> ^ (?: > [\ \u{3000}]* )+ )
        | (?: ^ | [\p{Han}，。、；：！？…”》）】] ) (?<item> [-*+] [\ \u{3000}]+ )
        | (?<row> ^ \| .* \| $ )
        | (?<link> !? \[ (?<words> [^\[\]()]{0,60} ) \] \( [^()\s]{0,100} [/.\#] [^()\s]{0,100} \) )
        | (?<code> `+ )
        | (?<tag> < /? (?i: a|b|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|img|li|o:p|ol|p|pre|s|span
                          |strong|sub|sup|table|tbody|td|th|thead|tr|u|ul ) (?: \s [^<>]{0,60} )? /? > )
        | (?<entity> & (?: amp|emsp|ensp|gt|hellip|ldquo|lsquo|lt|mdash|middot|nbsp|quot|rdquo|rsquo|times | \#[0-9]{2,6} | \#[xX][0-9a-fA-F]{2,5} ) ; )
        | (?<source> 【 [0-9]+ (?: :[0-9]+ )? † [^【】]{0,60} 】 | :? contentReference \[ oaicite:[0-9]+ \] (?: \{ [^{}]{0,60} \} )? )
        | (?<answer> ^ (?: (?: 好的 | 当然 ) [，,！!] )? (?: 以下 | 下面 ) 是 (?: 为您 | 给您 | 您要求 | 根据您 | 按照您 )
            | ^ 作为 (?: 一个 | 一名 )? (?: AI | 人工智能 ) (?: 语言模型 | 助手 [，,] 我 )
            | 希望 (?: 以上 | 这份 | 这些 | 这篇 ) [^。！]{0,30} (?: 对您有所?帮助 | 符合您的要求 ) )",
    )
    .expect("the pattern is right")
});

/// Words between asterisks.
static BOLD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\*+([^*]+)\*+").expect("the pattern is right"));

/// Entities of HTML that are met in pasted text, and what they stand for. What stands for " may be an opening mark or a
/// closing one.
const ENTITIES: [(&str, &str); 13] = [
    ("amp", "&"),
    ("gt", ">"),
    ("hellip", "……"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("rdquo", "”"),
    ("rsquo", "’"),
    ("times", "×"),
    ("emsp", "\u{3000}"),
    ("ensp", " "),
];

/// Finds what is left of Markdown, HTML and chat programs. Addresses have marks of their own.
pub(super) fn left(passage: &Passage) -> Vec<Note> {
    if matches!(passage.part, Part::Email | Part::Phone) {
        return Vec::new();
    }
    let text = &passage.text;
    let mut notes: Vec<_> = LEFT.captures_iter(text).filter_map(|it| note(text, &it)).collect();
    if text.contains("**") {
        notes.extend(BOLD.captures_iter(text).filter_map(|it| bold(text, &it)));
        notes.sort_by_key(|note| note.range.start);
    }
    notes
}

/// Returns the note on what was found, unless it is text after all.
fn note(text: &str, found: &Captures<'_>) -> Option<Note> {
    let is = |group: &str| found.name(group).is_some();
    // A line end before an item is gone by now.
    let range = found.name("item").unwrap_or(found.get_match()).range();
    let case = if is("tag") || is("entity") {
        "html"
    } else if is("row") {
        "table"
    } else if is("source") || is("answer") {
        "chat"
    } else {
        ""
    };
    // 1## is a unit of a power station.
    if is("heading") && before(text, range.start).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    // >5% compares, and - 5 is a number.
    let is_of_words = |c| is_han(c) || "“《（【*".contains(c);
    if (is("quote") || is("item")) && !at(text, range.end).is_some_and(is_of_words) {
        return None;
    }
    let fix = if is("entity") {
        entity(text, &range)
    } else if let Some(words) = found.name("words") {
        (!found[0].starts_with('!')).then(|| words.as_str().to_owned())
    } else {
        // Within a line it may be a slip of another kind.
        let gone = ["line", "heading", "quote", "item"].into_iter().any(is) && range.start == 0;
        (gone || is("source")).then(String::new)
    };
    let note = Note::on(range.clone()).with("found", short(&text[range]));
    let note = if case.is_empty() { note } else { note.with("case", case) };
    Some(match fix {
        Some(fix) => note.fixed(fix),
        None => note,
    })
}

/// Returns what to write for an entity, if it has a name.
fn entity(text: &str, range: &Range<usize>) -> Option<String> {
    let name = text[range.clone()].trim_matches(['&', ';']);
    if name == "nbsp" {
        let chinese = [before(text, range.start), at(text, range.end)];
        let beside = chinese.into_iter().any(|c| c.is_none_or(is_chinese));
        return Some(if beside { String::new() } else { " ".into() });
    }
    let known = ENTITIES.iter().find(|(known, _)| *known == name)?;
    Some(known.1.to_owned())
}

/// Returns the note on words in bold print, with two asterisks on either side. 张** and 138****5678 are masked.
fn bold(text: &str, found: &Captures<'_>) -> Option<Note> {
    let (whole, words) = (found.get_match(), found.get(1)?);
    let (inner, marks) = (words.as_str(), whole.as_str().len() - words.len());
    let (front, back) = (before(text, whole.start()), at(text, whole.end()));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_bold = marks == 4 && words.start() == whole.start() + 2;
    let dangles = inner.starts_with([' ', '，', '。', '、', '；', '：'])
        || inner.ends_with([' ', '，', '、', '；', '：']);
    if !is_bold || dangles || digit(front) || digit(back) {
        return None;
    }
    let note = Note::on(whole.range()).with("found", short(whole.as_str()));
    if !front.is_some_and(is_han) {
        return Some(note.fixed(inner));
    }
    // 第**次会议 is masked, too; only what stands within a sentence is likely to be bold there.
    let plain = !inner.contains(['，', '。', '、', '；']) && inner.chars().count() > 3;
    plain.then_some(note)
}

/// Returns the beginning of what is shown in a message.
fn short(found: &str) -> String {
    let end = found.char_indices().nth(20).map_or(found.len(), |(end, _)| end);
    found[..end].trim_end().to_owned()
}
