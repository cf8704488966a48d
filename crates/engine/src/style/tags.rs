//! The tags of a template, `{% … %}`, and the names of values in it, as far as they can be told without filling it.

use std::ops::Range;

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    /// Its first word: `block`, `extends`, `include`.
    pub(super) word: &'t str,
    /// What it is about: the name of a block, or of a template without its quotation marks.
    pub(super) about: &'t str,
    /// Where it stands.
    pub(super) range: Range<usize>,
}

/// Returns the tags of a template, in order.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let starts = text.match_indices("{%").map(|(start, _)| start);
    starts.filter_map(|start| {
        let length = text[start..].find("%}")? + 2;
        let inner = text[start + 2..start + length - 2].trim_matches(['-', '+']).trim();
        let (word, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        let quoted = rest.split(['"', '\'']).nth(1);
        let about = quoted.or_else(|| rest.split_whitespace().next()).unwrap_or_default();
        Some(Tag { word, about, range: start..start + length })
    })
}

/// Returns where a template names members of a value: those of `strings` in `strings.unit`, each with its range.
pub(super) fn members<'t>(text: &'t str, value: &str) -> Vec<(&'t str, Range<usize>)> {
    let before = format!("{value}.");
    let places = text.match_indices(&before).map(|(at, _)| at);
    let whole =
        |at: &usize| !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
    let named = places.filter(whole).map(|at| {
        let start = at + before.len();
        let rest = &text[start..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let end = start + end.unwrap_or(rest.len());
        (&text[start..end], start..end)
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::{members, tags};

    #[test]
    fn tags_say_what_they_are_about() {
        let text =
            "{% extends \"a/b.j2\" %}\n{%- block name -%}x{% endblock %}{% include 'c.j2' %}";
        let all: Vec<_> = tags(text).map(|tag| (tag.word, tag.about)).collect();
        let wanted =
            [("extends", "a/b.j2"), ("block", "name"), ("endblock", ""), ("include", "c.j2")];
        assert_eq!(all, wanted);
    }

    #[test]
    fn members_are_named_behind_their_value() {
        let text = "{{ strings.unit | code }} {{ substrings.no }} {{ strings.stop }}";
        let names: Vec<_> = members(text, "strings").into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["unit", "stop"]);
    }
}
