//! What a field of the form is in the file.

use toml_edit::{Array, Datetime, Item, Value};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words, in one line or several.
    Words,
    /// A whole number.
    Number,
    /// A day, as 2026-03-05.
    Day,
    /// Yes or no.
    Flag,
    /// Words on lines, or with 、 between them.
    List,
    /// Groups, one on a line, each of words with 、 between them.
    Groups,
}

/// What parts the words of a group.
const COMMA: &str = "、";

impl Kind {
    /// Returns the words that the form shows of what stands in the file.
    pub(super) fn words(self, item: Option<&Item>) -> String {
        let Some(value) = item.and_then(Item::as_value) else { return String::new() };
        match (self, value) {
            (Self::Groups, Value::Array(groups)) => lines(groups, "\n"),
            (Self::List, Value::Array(words)) => lines(words, COMMA),
            _ => plain(value),
        }
    }

    /// Returns the value of words that were filled in; words that are none of the kind stay words, and
    /// whoever checks the file says so at their place.
    pub(super) fn value(self, words: &str) -> Value {
        let one = words.trim();
        match self {
            Self::Number => one.parse().map_or_else(|_| one.into(), |number: i64| number.into()),
            Self::Day => one.parse().map_or_else(|_| one.into(), |day: Datetime| day.into()),
            Self::Flag => one.parse().map_or_else(|_| one.into(), |flag: bool| flag.into()),
            Self::Words if words.trim_end_matches('\n').contains('\n') => {
                format!("{}\n", words.trim_end_matches('\n')).into()
            }
            Self::Words => one.into(),
            Self::List => {
                let words = words.split(['\n', '、']).map(str::trim).filter(|it| !it.is_empty());
                words.collect::<Array>().into()
            }
            Self::Groups => groups(words),
        }
    }
}

fn groups(words: &str) -> Value {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    let group = |line: &str| -> Value {
        let parts: Vec<_> = line.split(COMMA).map(str::trim).filter(|it| !it.is_empty()).collect();
        match parts.as_slice() {
            [one] => (*one).into(),
            parts => parts.iter().copied().collect::<Array>().into(),
        }
    };
    let mut groups: Array = lines.map(group).collect();
    // A group on a line of its own, as an editor would write it.
    for group in groups.iter_mut() {
        group.decor_mut().set_prefix("\n  ");
    }
    groups.set_trailing("\n");
    groups.set_trailing_comma(true);
    groups.into()
}

fn lines(values: &Array, between: &str) -> String {
    let line = |value: &Value| match value {
        Value::Array(words) => words.iter().map(plain).collect::<Vec<_>>().join(COMMA),
        value => plain(value),
    };
    values.iter().map(line).collect::<Vec<_>>().join(between)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(words) => words.value().replace("\r\n", "\n"),
        Value::Datetime(day) => day.value().to_string(),
        Value::Integer(number) => number.value().to_string(),
        Value::Float(number) => number.value().to_string(),
        Value::Boolean(flag) => flag.value().to_string(),
        // The form does not show what it has no field for.
        Value::Array(_) | Value::InlineTable(_) => String::new(),
    }
}
