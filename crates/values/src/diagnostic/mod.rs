//! A diagnostic (诊断): a fault as it is reported. The terminal, plain lines, JSON, web pages and the pipe
//! between processes all use this one form; none of them looks into the file again.

mod cursor;
mod excerpt;

use serde::{Deserialize, Serialize};

use crate::catalogue::{Code, Kind, Lang, Severity};
use crate::error::{Fault, Fix, Place};

use cursor::Cursor;

pub use cursor::Spot;
pub use excerpt::{Excerpt, Shown};

/// Something that is wrong, or worth a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The code of the rule.
    pub code: Code,
    /// How serious it is, in the judgement of the house.
    pub severity: Severity,
    /// Where it is, if it is in a file.
    pub location: Option<Location>,
    /// The field, as a JSON pointer into the issue (RFC 6901): `/article/0/title`.
    pub pointer: Option<String>,
    /// What is wrong.
    pub message: Bilingual,
    /// What to do.
    pub hint: Option<Bilingual>,
    /// What would fix it, if only one thing can be meant; otherwise empty.
    pub fixes: Vec<Replacement>,
}

/// Where a diagnostic is, and the line that it is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// The file, as the user names it.
    pub file: String,
    /// The characters of the file that are meant.
    pub spot: Spot,
    /// Those characters within their line.
    pub excerpt: Excerpt,
}

/// Words in the languages of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// What to write in place of some characters of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The characters to remove.
    #[serde(flatten)]
    pub spot: Spot,
    /// The text to insert.
    pub text: String,
}

impl Diagnostic {
    /// Returns the diagnostics of faults. If the faults are in the order of their places, the time depends
    /// on the length of the files, not on the number of faults.
    pub fn all(faults: &[Fault]) -> Vec<Self> {
        let mut cursor = Cursor::default();
        faults.iter().map(|fault| Self::at(fault, &mut cursor)).collect()
    }

    fn at(fault: &Fault, cursor: &mut Cursor) -> Self {
        let Fault { problem, place, severity, fix } = fault;
        let hint = problem.hint(Lang::Zh).zip(problem.hint(Lang::En));
        Self {
            code: problem.code(),
            severity: *severity,
            location: place.as_ref().map(|place| Location::of(place, cursor)),
            pointer: problem.field().map(pointer),
            message: Bilingual { zh: problem.message(Lang::Zh), en: problem.message(Lang::En) },
            hint: hint.map(|(zh, en)| Bilingual { zh, en }),
            fixes: place.iter().flat_map(|it| Replacement::of(it, fix, cursor)).collect(),
        }
    }

    /// Sets the field that it lies in, if the problem itself names none.
    pub fn lies_in(&mut self, field: Option<&str>) {
        self.pointer = self.pointer.take().or_else(|| field.map(pointer));
    }

    /// Returns the diagnostic with its field as its only place.
    #[must_use]
    pub fn placeless(self) -> Self {
        Self { location: None, fixes: Vec::new(), ..self }
    }

    /// Returns who must act.
    pub fn kind(&self) -> Kind {
        self.code.entry().kind
    }

    /// Returns the standard and clause that the rule rests on.
    pub fn clause(&self) -> Option<&'static str> {
        self.code.entry().clause.as_deref()
    }
}

impl Location {
    fn of(place: &Place, cursor: &mut Cursor) -> Self {
        Self {
            file: place.file.to_string(),
            spot: cursor.spot(&place.text, place.range.clone()),
            excerpt: Excerpt::of(&place.text, place.range.clone()),
        }
    }
}

impl Replacement {
    fn of(place: &Place, fixes: &[Fix], cursor: &mut Cursor) -> Vec<Self> {
        let mut one = |fix: &Fix| {
            let spot = cursor.spot(&place.text, fix.range.clone());
            Self { spot, text: fix.text.clone() }
        };
        fixes.iter().map(&mut one).collect()
    }
}

impl Bilingual {
    /// Returns the words in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// Returns the JSON pointer to a field: `article.0.title` is `/article/0/title`.
fn pointer(field: &str) -> String {
    format!("/{}", field.replace('.', "/"))
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Replacement, Spot};
    use crate::catalogue::Lang;
    use crate::error::{Fault, Fix, Kind, Place, Problem, codes};

    fn told_of(fault: Fault) -> Diagnostic {
        Diagnostic::all(&[fault]).remove(0)
    }

    /// Returns the diagnostic of a title with a slip, after an article without one.
    fn told() -> Diagnostic {
        let text = "[[article]]\n[[article]]\ntitle ＝ \"\"\n";
        let place = Place::new("a.toml".into(), text.into(), 34..36);
        let fix = vec![Fix { range: 30..33, text: "=".into() }];
        let problem = Problem::Empty { field: "article.1.title".into() };
        told_of(Fault { fix, ..Fault::at(problem, place) })
    }

    #[test]
    fn a_fault_and_what_mends_it_are_found_in_the_file() {
        let Diagnostic { location, pointer, fixes, .. } = told();
        let location = location.expect("it is in a file");
        assert_eq!(location.spot, Spot { line: 3, column: 9, length: 2 });
        assert_eq!(location.excerpt.around(40).map(|part| part.text), ["title ＝ ", "\"\"", ""]);
        assert_eq!(pointer.as_deref(), Some("/article/1/title"));
        let spot = Spot { line: 3, column: 7, length: 1 };
        assert_eq!(fixes, [Replacement { spot, text: "=".into() }]);
    }

    #[test]
    fn a_field_that_the_problem_names_is_the_one_it_lies_in() {
        let (mut named, mut other) = (told(), told_of(Problem::NoTextOnFirstPage.into()));
        named.lies_in(Some("article.1"));
        other.lies_in(Some("article.1"));
        assert_eq!(named.pointer.as_deref(), Some("/article/1/title"));
        assert_eq!(other.pointer.as_deref(), Some("/article/1"));
    }

    #[test]
    fn who_must_act_follows_from_the_code() {
        assert_eq!((told().code, told().kind()), (codes::data::EMPTY, Kind::Data));
        let problem = Problem::Noted { code: codes::archive::DAMAGED, words: Vec::new() };
        assert_eq!(told_of(problem.into()).kind(), Kind::Damage);
    }

    #[test]
    fn without_its_place_only_the_field_is_left() {
        let placeless = told().placeless();
        assert_eq!((placeless.location, placeless.fixes), (None, Vec::new()));
        assert_eq!(placeless.pointer, told().pointer);
    }

    #[test]
    fn words_are_in_both_languages_and_the_clause_is_the_rule_s() {
        let told = told();
        assert!(told.message.in_lang(Lang::Zh).contains('空'), "{:?}", told.message);
        assert!(told.message.in_lang(Lang::En).contains("empty"), "{:?}", told.message);
        assert_eq!(told.clause(), None);
        let problem = Problem::Noted { code: codes::punct::RANGE_HYPHEN, words: Vec::new() };
        assert_eq!(told_of(problem.into()).clause(), Some("GB/T 15834-2011 4.13.3.2"));
    }
}
