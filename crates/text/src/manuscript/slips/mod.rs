//! The slips of a Chinese keyboard: full-width marks, curly quotes, Chinese dates and keys in place of
//! TOML's own. They are looked for only in a file that cannot be parsed as it is.

mod keys;
mod lines;
mod lists;
mod scanner;
mod slip;
mod strings;
mod texts;
mod values;

use scanner::Scanner;

pub(super) use slip::{Mending, Slip};

/// English names for the fields that editors write in Chinese.
const KEYS: [(&str, &str); 22] = [
    ("报头", "masthead"),
    ("名称", "name"),
    ("年", "year"),
    ("年份", "year"),
    ("期号", "number"),
    ("总期号", "serial"),
    ("编发单位", "office"),
    ("单位", "office"),
    ("日期", "date"),
    ("文章", "article"),
    ("标题", "title"),
    ("署名", "byline"),
    ("正文", "body"),
    ("按语", "note"),
    ("报", "report_to"),
    ("送", "send_to"),
    ("发", "issue_to"),
    ("版记", "colophon"),
    ("印发日期", "print_date"),
    ("联系人", "people"),
    ("电话", "phone"),
    ("邮箱", "email"),
];

/// Returns the English name of a field that is named in Chinese.
pub(super) fn english(key: &str) -> Option<&'static str> {
    KEYS.iter().find(|(chinese, _)| *chinese == key).map(|(_, english)| *english)
}

/// Lists the slips of a text, in order.
pub(super) fn all(text: &str) -> Vec<Slip> {
    Scanner::new(text).run()
}

/// Returns the half-width form of a full-width letter, digit or mark.
pub(super) fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}
