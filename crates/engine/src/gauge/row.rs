//! One row of the conformance table: a rule, what it requires, what is on the page, and how they agree.

use serde::{Serialize, Serializer};

use briefing_values::catalogue::Argument;
use briefing_values::error::Code;

use super::{Quantity, Required};

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The code of the rule in the catalogue: `page/type-area`.
    pub code: Code,
    /// What is measured, by its name among the phrases of the catalogue: `top-margin`.
    pub item: &'static str,
    /// The standard and clause that require it; custom has none.
    pub clause: Option<&'static str>,
    /// What is required; `None` if the office has set no limit.
    pub required: Option<Required>,
    /// What is on the page; `None` if there is nothing to measure.
    pub measured: Option<Quantity>,
    /// How the two agree.
    pub verdict: Verdict,
    /// The page where it was measured, from 1: the one that differs most.
    pub page: Option<usize>,
    /// The field of the data or of the house file that can change it.
    pub field: Option<String>,
    /// The words in question within the field.
    pub quote: Option<String>,
    /// The case of the rule whose words in the catalogue apply.
    #[serde(skip)]
    pub case: Option<&'static str>,
    /// The arguments of the catalogue's words, besides what the row itself says.
    #[serde(serialize_with = "as_map")]
    pub words: Vec<(&'static str, String)>,
}

/// How a page agrees with a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The page is as the rule requires.
    Kept,
    /// There is nothing to measure, or no limit to compare it with.
    NotApplicable,
    /// The page is not as the standard requires, but as the house has set it: at most a hint.
    Deviates,
    /// The page is not as the rule requires.
    Broken,
}

impl Verdict {
    /// Returns the name of the verdict, among the phrases of the catalogue too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::NotApplicable => "not-applicable",
            Self::Deviates => "deviates",
            Self::Broken => "broken",
        }
    }

    /// Returns `Kept` where a rule holds, and `Broken` where it does not.
    pub(super) fn of(holds: bool) -> Self {
        if holds { Self::Kept } else { Self::Broken }
    }
}

impl Row {
    /// Returns a row for something that cannot be measured on these pages.
    pub(super) fn new(code: Code, item: &'static str) -> Self {
        Self {
            code,
            item,
            clause: None,
            required: None,
            measured: None,
            verdict: Verdict::NotApplicable,
            page: None,
            field: None,
            quote: None,
            case: None,
            words: Vec::new(),
        }
    }

    /// Sets the clause that the row rests on.
    pub(super) fn clause(self, clause: &'static str) -> Self {
        Self { clause: Some(clause), ..self }
    }

    /// Sets what is required.
    pub(super) fn asks(self, required: Required) -> Self {
        Self { required: Some(required), ..self }
    }

    /// Sets what was found, and how it agrees.
    pub(super) fn found(self, measured: Quantity, verdict: Verdict) -> Self {
        let case = (verdict == Verdict::Deviates).then_some("house").or(self.case);
        Self { measured: Some(measured), verdict, case, ..self }
    }

    /// Sets the page, counted from 0.
    pub(super) fn on(self, page: usize) -> Self {
        Self { page: Some(page + 1), ..self }
    }

    /// Sets the field that can change it.
    pub(super) fn field(self, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..self }
    }

    /// Sets the words in question within the field.
    pub(super) fn quote(self, words: impl Into<String>) -> Self {
        Self { quote: Some(words.into()), ..self }
    }

    /// Sets the case of the rule.
    pub(super) fn case(self, case: &'static str) -> Self {
        Self { case: Some(case), ..self }
    }

    /// Adds an argument for the message.
    pub(super) fn with(mut self, name: &'static str, word: &impl ToString) -> Self {
        self.words.push((name, word.to_string()));
        self
    }

    /// Returns the arguments of the catalogue's words for the row.
    pub fn arguments(&self) -> Vec<(&'static str, Argument)> {
        let words = self.words.iter().map(|(name, word)| (*name, Argument::Text(word.clone())));
        let own = [
            Some(("item", Argument::Phrase(self.item.into()))),
            self.page.map(|page| ("page", Argument::Text(page.to_string()))),
            self.field.as_ref().map(|field| ("field", Argument::Field(field.clone()))),
            self.required.as_ref().map(|it| ("required", it.argument())),
            self.measured.as_ref().map(|it| ("measured", it.argument())),
        ];
        words.chain(own.into_iter().flatten()).collect()
    }
}

fn as_map<S: Serializer>(words: &[(&'static str, String)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(words.iter().map(|(name, word)| (name, word)))
}
