//! A diagnostic: a fault as it is told to another program, with its place in the file, the field that
//! it is in, and its words in both languages.

use serde::{Deserialize, Serialize};

use briefing_values::catalogue::{self, Lang, Severity};
use briefing_values::error::{Fault, Place};

/// Something that is wrong, or worth a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The code of the rule, which stays.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// The file, as the user names it.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// The number of characters.
    pub length: Option<usize>,
    /// The field, as a JSON pointer into the issue: `/article/0/title`.
    pub pointer: Option<String>,
    /// What is wrong.
    pub message: Tongues,
    /// What to do.
    pub hint: Option<Tongues>,
    /// The standard and clause that the rule rests on.
    pub clause: Option<String>,
    /// The line that it is on, as far as a person can take it in.
    pub excerpt: Option<Excerpt>,
    /// What would mend it, where only one thing can be meant.
    pub fixes: Vec<Replacement>,
}

/// Words in the languages of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tongues {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// What is before the place on its line, the place, and what is behind it.
pub type Excerpt = [String; 3];

/// What to write in place of some bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The first byte that goes, from 0.
    pub start: usize,
    /// The byte behind the last that goes.
    pub end: usize,
    /// The text that comes.
    pub text: String,
}

/// How many characters of a line are shown before the place and, as many, behind it.
const AROUND: usize = 40;

impl Diagnostic {
    /// Returns the diagnostic of a fault, which lies in a field.
    pub fn of(fault: &Fault, field: Option<&str>) -> Self {
        let code = fault.problem.code();
        let place = fault.place.as_ref();
        let both = |say: &dyn Fn(Lang) -> Option<String>| {
            say(Lang::Zh).zip(say(Lang::En)).map(|(zh, en)| Tongues { zh, en })
        };
        let message = |lang| Some(fault.problem.message(lang));
        Self {
            code: code.into(),
            severity: fault.severity,
            file: place.map(|it| it.file.to_string()),
            line: place.map(Place::line),
            column: place.map(Place::column),
            length: place.map(|it| it.text[it.range.clone()].chars().count()),
            pointer: field.map(|field| format!("/{}", field.replace('.', "/"))),
            message: both(&message).unwrap_or(Tongues { zh: String::new(), en: String::new() }),
            hint: both(&|lang| fault.problem.hint(lang)),
            clause: catalogue::entry(code).and_then(|it| it.clause.clone()),
            excerpt: place.map(excerpt),
            fixes: fault
                .fix
                .iter()
                .map(|fix| Replacement {
                    start: fix.range.start,
                    end: fix.range.end,
                    text: fix.text.clone(),
                })
                .collect(),
        }
    }
}

impl Diagnostic {
    /// Returns the diagnostic with its field alone for a place.
    #[must_use]
    pub fn placeless(self) -> Self {
        let (file, line, column, length, excerpt) = (None, None, None, None, None);
        Self { file, line, column, length, excerpt, fixes: Vec::new(), ..self }
    }
}

impl Tongues {
    /// Returns the words in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

fn excerpt(place: &Place) -> Excerpt {
    let (text, at) = (&*place.text, place.range.start);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let marked = &text[at..place.range.end.clamp(at, end)];
    let before = &text[start..at];
    let from = before.char_indices().rev().nth(AROUND).map_or(0, |(at, one)| at + one.len_utf8());
    let cut = |words: &str| words.chars().take(AROUND).collect::<String>();
    [before[from..].to_owned(), cut(marked), cut(text[at + marked.len()..end].trim_end())]
}
