//! How a field of the form is written in the file.

use toml_edit::{Array, Datetime, Item, RawString, Value};

use crate::fields::Input;

/// Separates the words of a group.
const COMMA: &str = "、";

impl Input {
    /// Returns the words that the form shows for an item of the file.
    pub(super) fn words(self, item: Option<&Item>) -> String {
        let Some(value) = item.and_then(Item::as_value) else { return String::new() };
        match (self, value) {
            (Self::Groups, Value::Array(groups)) => lines(groups, "\n"),
            (Self::List, Value::Array(words)) => lines(words, COMMA),
            _ => plain(value),
        }
    }

    /// Returns whether the form can show everything in an item of the file.
    pub(super) fn can_show(self, item: Option<&Item>) -> bool {
        let is_plain = |value: &Value| !matches!(value, Value::Array(_) | Value::InlineTable(_));
        let is_group = |value: &Value| match value {
            Value::Array(words) => words.iter().all(is_plain),
            value => is_plain(value),
        };
        match (self, item) {
            (_, None) => true,
            (Self::Groups, Some(Item::Value(Value::Array(groups)))) => groups.iter().all(is_group),
            (Self::List, Some(Item::Value(Value::Array(words)))) => words.iter().all(is_plain),
            (_, Some(Item::Value(value))) => is_plain(value),
            (_, Some(_)) => false,
        }
    }

    /// Returns the value of words that were filled in. Members that the previous value has, too, are kept
    /// as they stand in the file.
    pub(super) fn value_after(self, words: &str, before: Option<&Item>) -> Value {
        let mut value = self.value(words);
        let old = before.and_then(Item::as_value).and_then(Value::as_array);
        let (Value::Array(new), Some(old)) = (&mut value, old) else { return value };
        let mut rest: Vec<&Value> = old.iter().collect();
        for member in new.iter_mut() {
            let same = rest.iter().position(|it| one(it) == one(member));
            if let Some(at) = same {
                *member = rest.remove(at).clone();
            } else if let Some(beside) = old.get(0) {
                // On a line of its own or beside the others, as they are, but without their remarks.
                let prefix =
                    beside.decor().prefix().and_then(RawString::as_str).unwrap_or_default();
                let space = prefix.rsplit('#').next().filter(|_| !prefix.contains('#'));
                member.decor_mut().set_prefix(space.unwrap_or("\n  "));
            }
        }
        new.set_trailing(old.trailing().clone());
        new.set_trailing_comma(old.trailing_comma());
        value
    }

    /// Returns the value of words that were filled in; words that are not of the field's kind stay words,
    /// and the check of the file reports them at their place.
    pub(super) fn value(self, words: &str) -> Value {
        let one = words.trim();
        match self {
            Self::Number => number(one).unwrap_or_else(|| one.into()),
            Self::Day => one.parse().map_or_else(|_| one.into(), |day: Datetime| day.into()),
            Self::Flag => one.parse().map_or_else(|_| one.into(), |flag: bool| flag.into()),
            Self::List => {
                let words = words.split(['\n', '、']).map(str::trim).filter(|it| !it.is_empty());
                words.collect::<Array>().into()
            }
            Self::Groups => groups(words),
            Self::Line | Self::Lines | Self::Text | Self::Choice => {
                let words = words.trim_end_matches('\n');
                if words.contains('\n') { format!("{words}\n").into() } else { one.into() }
            }
        }
    }
}

/// Returns a number, whole or with a fraction.
fn number(words: &str) -> Option<Value> {
    let whole = words.parse::<i64>().ok().map(Value::from);
    whole.or_else(|| {
        let fraction = words.parse::<f64>().ok().filter(|number| number.is_finite());
        fraction.filter(|_| words.contains('.')).map(Value::from)
    })
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
    // Each group on a line of its own, as an editor would write it.
    for group in groups.iter_mut() {
        group.decor_mut().set_prefix("\n  ");
    }
    groups.set_trailing("\n");
    groups.set_trailing_comma(true);
    groups.into()
}

fn lines(values: &Array, between: &str) -> String {
    values.iter().map(one).collect::<Vec<_>>().join(between)
}

/// Returns words with plain line ends, in place of those that browsers and old programs send.
pub(super) fn lines_of(words: &str) -> String {
    words.replace("\r\n", "\n").replace('\r', "\n")
}

/// Returns the words of a group.
fn one(value: &Value) -> String {
    match value {
        Value::Array(words) => words.iter().map(plain).collect::<Vec<_>>().join(COMMA),
        value => plain(value),
    }
}

/// Returns the words of a value that is no list and no table.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(words) => lines_of(words.value()),
        Value::Datetime(day) => day.value().to_string(),
        Value::Integer(number) => number.value().to_string(),
        Value::Float(number) => number.value().to_string(),
        Value::Boolean(flag) => flag.value().to_string(),
        // The form does not show what it has no field for.
        Value::Array(_) | Value::InlineTable(_) => String::new(),
    }
}
