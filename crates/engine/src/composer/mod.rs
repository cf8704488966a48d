//! Fills an issue into the templates of a style: composition (排字).

mod literal;
mod named;
mod strings;
mod volume;

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::Serde;
use minijinja::{
    AutoEscape, Environment, ErrorKind, OutputSpan, OutputSpanKind, UndefinedBehavior, Value,
    context,
};
use serde::Serialize;

use crate::style::Style;
use briefing_values::catalogue::most_like;
use briefing_values::error::{Error, Fault, Place, Problem, Result, codes};
use briefing_values::faces::Faces;
use briefing_values::issue::{Date, Grid, Issue};

use crate::galley::{Galley, Origin, OriginKind};

/// How much fuel a template may use; issue 176 needs a fortieth of it.
const FUEL: u64 = 1_000_000;
/// How deep templates may include and call each other.
const DEPTH: usize = 64;
/// The filters that would bypass the escaping.
const UNSAFE_FILTERS: [&str; 3] = ["safe", "escape", "e"];

/// The templates of one style, ready to be filled.
#[derive(Debug)]
pub struct Composer {
    style: Arc<Style>,
    templates: Environment<'static>,
}

/// The files that go with an issue.
#[derive(Debug, Clone, Default)]
pub struct Enclosures {
    /// The pictures, by the paths under which the issue names them.
    pub pictures: BTreeMap<String, Arc<[u8]>>,
    /// The files that the PDF carries so that it can be set again.
    pub record: Vec<Attachment>,
}

/// What a galley has besides its source.
struct Filled {
    files: BTreeMap<String, Arc<[u8]>>,
    date: Date,
    identity: String,
}

/// A file that a PDF carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its relationship to the pages, in the words of PDF/A-3: `source` or `supplement`.
    pub relationship: &'static str,
    /// Its MIME type.
    pub mime: &'static str,
    /// Its description for readers.
    pub description: &'static str,
    /// Its text; a file without text is the picture of that name.
    pub text: Option<String>,
}

impl Composer {
    /// Reads the templates of a style.
    ///
    /// # Errors
    /// The place of the first template that is not well formed.
    pub fn new(style: Arc<Style>) -> Result<Self> {
        let mut templates = Environment::new();
        templates.set_auto_escape_callback(|_| AutoEscape::Custom("typst".into()));
        templates.set_formatter(|out, _, value| {
            if value.is_safe() {
                out.write_str(&value.to_string())?;
            } else {
                // The semicolon ends the expression: text after it can neither call nor index it.
                write!(out, "#{};", literal::literal(value)?)?;
            }
            Ok(())
        });
        templates.add_filter("code", |value: &Value| {
            literal::literal(value).map(Value::from_safe_string)
        });
        templates.add_filter("fill", strings::fill);
        templates.add_filter("date", strings::date);
        for filter in UNSAFE_FILTERS {
            templates.remove_filter(filter);
        }
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.set_fuel(Some(FUEL));
        templates.set_recursion_limit(DEPTH);
        templates.set_debug(true);
        for (name, template) in &style.templates {
            templates
                .add_template_owned(name.clone(), template.text.to_string())
                .map_err(|error| refusal(&style, &error))?;
        }
        Ok(Self { style, templates })
    }

    /// Returns the style.
    pub fn style(&self) -> Arc<Style> {
        self.style.clone()
    }

    /// Returns the galley of an issue.
    ///
    /// # Errors
    /// The place in a template that uses an undefined name, or does not terminate.
    pub fn compose(&self, issue: &Issue, faces: &Faces, enclosures: Enclosures) -> Result<Galley> {
        let (context, filled) = self.values(issue, faces, enclosures);
        self.fill(context, filled)
    }

    /// Returns the source of an issue up to where a template fails, for whoever looks for the reason.
    pub fn so_far(&self, issue: &Issue, faces: &Faces, enclosures: Enclosures) -> String {
        let (context, _) = self.values(issue, faces, enclosures);
        let mut source = Vec::new();
        if let Ok(entry) = self.templates.get_template(&self.style.entry) {
            // What is wrong was told when the templates were filled.
            let _ = entry.render_captured_to(context, &mut source);
        }
        String::from_utf8_lossy(&source).into_owned()
    }

    /// Returns the values that templates see.
    pub fn seen(
        &self,
        issue: &Issue,
        faces: &Faces,
        enclosures: Enclosures,
    ) -> impl Serialize + use<> {
        self.values(issue, faces, enclosures).0
    }

    /// Returns the values that templates see, and what a galley has besides its source.
    fn values(&self, issue: &Issue, faces: &Faces, enclosures: Enclosures) -> (Value, Filled) {
        let mut files = enclosures.pictures;
        let issue = named::after_contents(issue, &mut files);
        let issue = issue.as_ref();
        let assets = named::assets(&self.style, &mut files);
        let context = context! {
            issue => Value::from(Serde(issue)),
            grid => Value::from(Serde(Grid::from(issue.layout.clone()))),
            faces => Value::from(Serde(faces)),
            record => Value::from(Serde(&enclosures.record)),
            language => Value::from(Serde(self.style.language)),
            strings => Value::from(Serde(&self.style.strings)),
            assets => Value::from(Serde(assets)),
        };
        (context, Filled { files, date: issue.colophon.print_date, identity: issue.identity() })
    }

    /// Fills the templates.
    fn fill(&self, context: Value, filled: Filled) -> Result<Galley> {
        let refusal = |error| refusal(&self.style, &error);
        let entry = self.templates.get_template(&self.style.entry).map_err(refusal)?;
        let (source, spans) = entry.render_with_spans(context).map_err(refusal)?;
        let Filled { files, date, identity } = filled;
        let origins = spans.iter().map(origin).collect();
        Ok(Galley { source, files, origins, style: self.style.clone(), date, identity })
    }
}

fn origin(span: &OutputSpan) -> Origin {
    Origin {
        output: span.output_range(),
        template: span.name().into(),
        input: span.source_range(),
        kind: match span.kind() {
            OutputSpanKind::Raw => OriginKind::Template,
            _ => OriginKind::Value,
        },
    }
}

/// Converts an error of minijinja, with its place in the template.
fn refusal(style: &Style, error: &minijinja::Error) -> Error {
    let cause = std::error::Error::source(error).and_then(|cause| cause.downcast_ref());
    if let Some(cause) = cause {
        return refusal(style, cause);
    }
    let place = error.name().zip(error.range()).and_then(|(name, range)| style.place(name, range));
    if let Some(problem) = no_such_template(style, error, place.as_ref()) {
        return Fault::new(problem, place.or_else(|| style.in_manifest(&style.entry))).into();
    }
    let undefined = error.kind() == ErrorKind::UndefinedError;
    let words = match error.detail() {
        _ if undefined => format!("{}: {}", error.kind(), expression(place.as_ref())),
        _ if error.kind() == ErrorKind::OutOfFuel => "the template does not come to an end".into(),
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    };
    Fault::new(Problem::Template { words }, place).into()
}

/// Returns the expression around a place in a template.
fn expression(place: Option<&Place>) -> String {
    let Some(Place { text, range, .. }) = place else { return String::new() };
    let start = text[..range.start].rfind(['{', '%']).map_or(range.start, |at| at + 1);
    let end = text[range.start..].find(['}', '%']).map_or(range.end, |at| range.start + at);
    text[start..end.max(start)].trim_matches(['-', '+', ' ']).to_owned()
}

/// Recognises that a template takes in another one which the style does not have.
fn no_such_template(
    style: &Style,
    error: &minijinja::Error,
    place: Option<&Place>,
) -> Option<Problem> {
    if error.kind() != ErrorKind::TemplateNotFound {
        return None;
    }
    let there = place.map_or("", |place| &place.text[place.range.clone()]);
    let name = there.split(['"', '\'']).nth(1).unwrap_or(&style.entry);
    let near = most_like(name, style.templates.keys().map(String::as_str));
    let words = vec![("name", name.to_owned()), ("style", style.name.clone())];
    Some(Problem::no_such(codes::template::NO_SUCH_TEMPLATE, words, near))
}
