//! Converts the engine's diagnostics into faults at places that a template designer can edit.

use typst::diag::SourceDiagnostic;
use typst::syntax::{DiagSpan, DiagSpanKind, Source};

use briefing_values::error::{Error, Fault, Place, Problem};

use crate::galley::Galley;

/// Converts errors or warnings of the engine.
pub(super) fn faults(source: &Source, galley: &Galley, said: &[SourceDiagnostic]) -> Vec<Fault> {
    said.iter().map(|said| fault(source, galley, said)).collect()
}

/// Converts errors of the engine into one.
pub(super) fn error(source: &Source, galley: &Galley, said: &[SourceDiagnostic]) -> Error {
    Error { faults: faults(source, galley, said) }
}

fn fault(source: &Source, galley: &Galley, said: &SourceDiagnostic) -> Fault {
    let mut hints: Vec<String> = said.hints.iter().map(|hint| hint.v.to_string()).collect();
    let place = place_of(source, galley, said.span);
    // The innermost place is where the fault shows; the calls are how the template got there.
    for called in said.trace.iter().filter_map(|trace| place_of(source, galley, trace.span.into()))
    {
        if place.as_ref() != Some(&called) {
            hints.push(format!("called at {called}"));
        }
    }
    if let Some(problem) = refusal(&said.message) {
        return Fault::new(problem, place);
    }
    Fault::new(Problem::Engine { words: said.message.to_string(), hints }, place)
}

/// Recognises a template that refuses the content of a field by `panic("article.0.title: …")`.
fn refusal(message: &str) -> Option<Problem> {
    let said = message.strip_prefix("panicked with: ")?;
    let (field, words) = said.split_once(": ")?;
    let named = field.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_');
    named.then(|| Problem::Refused { field: field.into(), words: words.into() })
}

fn place_of(source: &Source, galley: &Galley, span: DiagSpan) -> Option<Place> {
    let range = match span.get() {
        DiagSpanKind::Number { id, num, sub_range } if id == source.id() => {
            source.range(num, sub_range)?
        }
        DiagSpanKind::Range { id, range } if id == source.id() => range,
        _ => return None,
    };
    galley.place(range)
}
