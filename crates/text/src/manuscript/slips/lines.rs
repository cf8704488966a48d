//! Classifies lines: those that name a table, those that fill a field, and those that do neither.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::fields::form_schema;

use super::{english, half_width};

/// The names of all fields and tables.
static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(form_schema::names);

/// Brackets around the name of a table, and those that are typed for them.
pub(super) const OPENING: [char; 4] = ['[', '【', '［', '〔'];
pub(super) const CLOSING: [char; 4] = [']', '】', '］', '〕'];

/// Returns whether a line cannot belong to a text, because it names a table or fills a field.
pub(super) fn ends_text(line: &str) -> bool {
    is_heading(line) || is_field(line)
}

/// Returns whether a line names a table of an issue.
pub(super) fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let Some(inner) = line.strip_prefix(OPENING) else { return false };
    let name = inner.trim_start_matches(OPENING).split(CLOSING).next().unwrap_or_default();
    let named =
        |name: &str| NAMES.contains(name) || line.starts_with('[') && english(name).is_some();
    name.split('.').all(|name| named(name.trim()))
}

/// Returns whether a line fills a field of an issue.
pub(super) fn is_field(line: &str) -> bool {
    let line = line.trim();
    let (name, rest) = line.split_at(line.find(|c| !is_name(c) && c != '.').unwrap_or(line.len()));
    let rest = rest.trim_start();
    let narrow: String = name.chars().map(half_width).collect();
    match name.rsplit('.').next() {
        Some(_) if narrow.rsplit('.').next().is_some_and(|name| NAMES.contains(name)) => {
            rest.starts_with(['=', '＝', '：', ':']) || begins_value(rest)
        }
        Some(name) if english(name).is_some() => rest.starts_with(['=', '＝']),
        _ => false,
    }
}

/// Returns whether a line that cannot be read may at least be meant as a field.
pub(super) fn may_be_field(line: &str) -> bool {
    let name = &line[..line.find(|c| !is_name(c) && c != '.').unwrap_or(line.len())];
    let rest = line[name.len()..].trim_start();
    let named = !name.is_empty() && (name.is_ascii() || english(name).is_some());
    line.contains(['=', '＝']) || named && (rest.starts_with(['：', ':']) || begins_value(rest))
}

/// Returns whether a text begins as values do.
pub(super) fn begins_value(text: &str) -> bool {
    let mark = |c| matches!(c, '"' | '\'' | '“' | '”' | '[' | '【' | '［');
    text.starts_with(|c| is_digit(c) || mark(c))
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

pub(super) fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '＿' | '－')
}

#[cfg(test)]
mod tests {
    use super::{ends_text, may_be_field};

    #[test]
    fn a_text_ends_where_a_table_or_a_field_begins() {
        for line in [
            "[colophon]",
            "  [[article]] # 第二篇",
            "【article】",
            "[article.table]",
            "body = \"\"\"",
            "title：“标题”",
            "标题 = \"甲\"",
        ] {
            assert!(ends_text(line), "{line}");
        }
    }

    #[test]
    fn prose_does_not_end_a_text() {
        for line in ["【表1】", "[2018]12号", "title 一词", "标题：略", "x = 3", "", "一、name"]
        {
            assert!(!ends_text(line), "{line}");
        }
    }

    #[test]
    fn prose_is_no_field() {
        assert!(may_be_field("yera：2018") && may_be_field("甲 ＝ 乙") && may_be_field("标题：甲"));
        assert!(!may_be_field("会议强调：要抓好春耕。") && !may_be_field("第一段。"));
    }
}
