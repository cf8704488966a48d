//! A finding: a diagnostic as programs receive it, in one language.

use serde::Serialize;
use utoipa::ToSchema;

use briefing_values::catalogue::{Lang, Severity};
use briefing_values::diagnostic::Diagnostic;
use briefing_values::error::Code;

/// Something that is wrong with an issue, or worth a look.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Finding {
    /// The code of the rule; `briefing explain` describes it.
    #[schema(value_type = String)]
    pub(crate) code: Code,
    /// How serious it is.
    #[schema(value_type = Grade)]
    severity: Severity,
    /// The file.
    file: Option<String>,
    /// The line, from 1.
    line: Option<usize>,
    /// The column in characters, from 1.
    column: Option<usize>,
    /// The length, in characters.
    length: Option<usize>,
    /// The field, as a JSON pointer (RFC 6901): `/article/0/title`.
    pointer: Option<String>,
    /// What is wrong, in the language of the request.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) hint: Option<String>,
    /// The standard and clause that the rule rests on.
    clause: Option<&'static str>,
}

/// How serious a finding is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "it describes the values for other programs")]
pub(crate) enum Grade {
    /// Worth a look.
    Hint,
    /// Probably wrong, but the issue can be printed.
    Warning,
    /// The issue is not printed.
    Error,
}

impl Finding {
    /// Returns the finding for a diagnostic, in one language.
    pub(crate) fn of(it: &Diagnostic, lang: Lang) -> Self {
        let spot = it.location.as_ref().map(|location| location.spot);
        Self {
            code: it.code,
            severity: it.severity,
            file: it.location.as_ref().map(|location| location.file.clone()),
            line: spot.map(|spot| spot.line),
            column: spot.map(|spot| spot.column),
            length: spot.map(|spot| spot.length),
            pointer: it.pointer.clone(),
            message: it.message.in_lang(lang).to_owned(),
            hint: it.hint.as_ref().map(|hint| hint.in_lang(lang).to_owned()),
            clause: it.clause(),
        }
    }
}
