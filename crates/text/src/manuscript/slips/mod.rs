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

use briefing_values::catalogue::Lang;

use crate::fields::{Field, table};

use scanner::Scanner;

pub(super) use slip::{Mending, Slip};

/// Other Chinese names of fields than their titles.
const OTHER_NAMES: [(&str, &str); 10] = [
    ("名称", "name"),
    ("年", "year"),
    ("单位", "office"),
    ("日期", "date"),
    ("标题", "title"),
    ("报", "report_to"),
    ("送", "send_to"),
    ("发", "issue_to"),
    ("电话", "phone"),
    ("邮箱", "email"),
];

/// Returns the English name of a field that is named in Chinese: by its title, or as editors call it.
pub(super) fn english(key: &str) -> Option<&'static str> {
    if key.is_ascii() {
        return None;
    }
    let titled = table().iter().find(|field| field.title.in_lang(Lang::Zh) == key);
    let other = || OTHER_NAMES.iter().find(|(chinese, _)| *chinese == key).map(|(_, name)| *name);
    titled.map(Field::key).or_else(other)
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
