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

/// Stands for the first word of a remark, `{# … #}`.
pub(super) const REMARK: &str = "#";

/// Returns the tags and remarks of a template, in order. What stands in a remark, between `{% raw %}` and its end, or in
/// an expression is no tag.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'#') => "#}",
            Some(b'%') => "%}",
            Some(b'{') => "}}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(length) = text[start + 2..].find(close) else { break };
        let (inner, end) = (&text[start + 2..start + 2 + length], start + length + 4);
        at = end;
        if close == "#}" {
            tags.push(Tag { word: REMARK, about: "", range: start..end });
        } else if close == "%}" {
            let inner = inner.trim_matches(['-', '+']).trim();
            let (word, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
            let quoted = rest.split(['"', '\'']).nth(1);
            let about = quoted.or_else(|| rest.split_whitespace().next()).unwrap_or_default();
            tags.push(Tag { word, about, range: start..end });
            if word == "raw" {
                at = text[end..].find("endraw").map_or(text.len(), |found| end + found);
            }
        }
    }
    tags
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
    use super::{REMARK, members, tags};

    #[test]
    fn tags_say_what_they_are_about() {
        let text =
            "{% extends \"a/b.j2\" %}\n{%- block name -%}x{% endblock %}{% include 'c.j2' %}";
        let all: Vec<_> = tags(text).into_iter().map(|tag| (tag.word, tag.about)).collect();
        let wanted =
            [("extends", "a/b.j2"), ("block", "name"), ("endblock", ""), ("include", "c.j2")];
        assert_eq!(all, wanted);
    }

    #[test]
    fn what_stands_in_a_remark_or_is_raw_is_no_tag() {
        let text = "{# {% block a %} #}{% raw %}{% block b %}{% endraw %}{{ \"{% block c %}\" }}{% block d %}";
        let words: Vec<_> = tags(text).into_iter().map(|tag| tag.word).collect();
        assert_eq!(words, [REMARK, "raw", "block"]);
    }

    #[test]
    fn members_are_named_behind_their_value() {
        let text = "{{ strings.unit | code }} {{ substrings.no }} {{ strings.stop }}";
        let names: Vec<_> = members(text, "strings").into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["unit", "stop"]);
    }
}
