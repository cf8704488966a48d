//! Diagnostics as the pages show them: in the reader's language, each with the field of the form that it
//! belongs to.

use std::collections::BTreeMap;

use serde::Serialize;

use briefing_values::catalogue::{Lang, Severity, phrase};
use briefing_values::diagnostic::Diagnostic;
use briefing_values::error::Code;

/// How many are shown: more than anyone fixes before checking again.
pub(super) const MOST: usize = 60;
/// How many characters of a line are shown before the place, at it, and after it.
const AROUND: usize = 40;

/// A diagnostic, as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Told {
    pub(super) code: Code,
    /// `error`, `warning` or `hint`.
    pub(super) severity: &'static str,
    /// The same, in the reader's language.
    label: String,
    pub(super) message: String,
    hint: Option<String>,
    clause: Option<&'static str>,
    line: Option<usize>,
    column: Option<usize>,
    /// The text before the place on its line, the place, and the text after it.
    excerpt: Option<[String; 3]>,
    /// The field of the form.
    pub(super) field: Option<String>,
}

impl Told {
    /// Returns a diagnostic for a reader.
    pub(super) fn of(it: &Diagnostic, lang: Lang) -> Self {
        let spot = it.location.as_ref().map(|location| location.spot);
        let excerpt = it.location.as_ref().map(|it| it.excerpt.around(AROUND));
        Self {
            code: it.code,
            severity: it.severity.name(),
            label: phrase(it.severity.name(), lang),
            message: it.message.in_lang(lang).to_owned(),
            hint: it.hint.as_ref().map(|hint| hint.in_lang(lang).to_owned()),
            clause: it.clause(),
            line: spot.map(|spot| spot.line),
            column: spot.map(|spot| spot.column),
            excerpt: excerpt.map(|parts| parts.map(|part| part.text.to_owned())),
            field: it.pointer.as_deref().and_then(field),
        }
    }

    /// Returns whether it prevents printing.
    pub(super) fn is_error(&self) -> bool {
        self.severity == Severity::Error.name()
    }

    /// Returns diagnostics for a reader, most severe first.
    pub(super) fn all(all: &[Diagnostic], lang: Lang) -> Vec<Self> {
        let mut order: Vec<_> = all.iter().collect();
        order.sort_by_key(|it| std::cmp::Reverse(it.severity));
        order.into_iter().map(|it| Self::of(it, lang)).collect()
    }
}

/// Returns the field of the form that a pointer leads to: `/article/0/body`, `/distribution/send_to/3`.
fn field(pointer: &str) -> Option<String> {
    let parts: Vec<_> = pointer.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        ["article", number, key, ..] => Some(format!("article.{number}.{key}")),
        ["article", number] => Some(format!("article.{number}.title")),
        ["style", ..] => Some("style".into()),
        ["extra", name, part @ ("file" | "alt" | "caption")] => {
            Some(format!("extra.{name}.{part}"))
        }
        [part, key, ..] => Some(format!("{part}.{key}")),
        _ => None,
    }
}

/// Returns the errors and warnings of each field.
pub(super) fn marks(all: &[Told]) -> BTreeMap<String, Vec<Told>> {
    let mut marks: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for told in all.iter().filter(|told| told.severity != Severity::Hint.name()) {
        if let Some(field) = &told.field {
            marks.entry(field.clone()).or_default().push(told.clone());
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn a_pointer_leads_to_a_field_of_the_form() {
        for (pointer, wanted) in [
            ("/masthead/office", Some("masthead.office")),
            ("/article/2/body", Some("article.2.body")),
            ("/article/2", Some("article.2.title")),
            ("/article/0/table/1/rows/0/2", Some("article.0.table")),
            ("/distribution/send_to/3/1", Some("distribution.send_to")),
            ("/extra/warnings/0/region", Some("extra.warnings")),
            ("/extra/map/alt", Some("extra.map.alt")),
            ("/allow", None),
        ] {
            assert_eq!(field(pointer).as_deref(), wanted, "{pointer}");
        }
    }
}
