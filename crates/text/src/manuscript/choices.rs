//! What is chosen in the files: the style and the faces, the severity of rules, the limits.

use std::collections::BTreeMap;

use briefing_values::catalogue::{self, Severity};
use briefing_values::error::{Code, Fault, Place, Problem, codes};
use briefing_values::issue::Limits;

use crate::fields::form;

use super::Manuscript;
use super::limit::MOST;

/// What is chosen in the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// The style, by the name of its folder.
    pub style: Option<String>,
    /// The folder for finished PDFs, relative to the project's.
    pub output: Option<String>,
    /// The families that the office puts before a role's own.
    pub faces: BTreeMap<String, Vec<String>>,
    /// The severity that the office gives a rule, by its code; `None` switches the rule off.
    pub rules: BTreeMap<Code, Option<Severity>>,
    /// The places that are exempt from a rule.
    pub exceptions: Vec<Exception>,
    /// The limits on the length of an issue.
    pub limits: Limits,
}

/// A place of an issue that is exempt from a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The code of the rule.
    pub rule: Code,
    /// The words at the place.
    pub words: String,
    /// Where the exception is declared.
    pub place: Place,
}

impl Manuscript {
    /// Returns what is chosen in the files.
    pub fn choices(&self) -> Choices {
        let form = &self.front.form;
        let faces = form.faces.iter();
        let rules = form.rules.iter();
        let rules = rules.filter_map(|(code, level)| Some((Code::known(code)?, severity(*level))));
        Choices {
            style: form.style.clone(),
            output: form.output.clone(),
            faces: faces.map(|(role, names)| (role.clone(), names.clone().into())).collect(),
            rules: rules.collect(),
            exceptions: self.exceptions(),
            limits: Limits {
                pages: form.limits.pages,
                characters: form.limits.characters,
                fit: form.fit.pages,
            },
        }
    }

    fn exceptions(&self) -> Vec<Exception> {
        let exceptions = self.front.form.allow.iter().enumerate().take(MOST);
        let exceptions = exceptions.filter_map(|(n, allow)| {
            let (name, words) = (allow.rule.as_ref()?, allow.words.clone()?);
            let rule = Code::known(name)?;
            // A faulty exception is reported as such; that it is not needed only follows from that.
            let sound = refusal(name).is_none() && allow.reason.is_some();
            sound.then(|| Exception { rule, words, place: self.place(&format!("allow.{n}.rule")) })
        });
        exceptions.collect()
    }

    /// Returns a fault for each choice that cannot be made: of a rule that does not exist or that no house
    /// can change, or an exception without a rule, words or a reason.
    pub(super) fn check_rules(&self) -> Vec<Fault> {
        let form = &self.front.form;
        let named = form.rules.keys().map(|code| (code, format!("rules.{code}")));
        let allowed = form.allow.iter().enumerate();
        let allowed = allowed
            .filter_map(|(n, allow)| Some((allow.rule.as_ref()?, format!("allow.{n}.rule"))));
        let problems =
            named.chain(allowed).filter_map(|(code, field)| Some((refusal(code)?, field)));
        let problems = problems.take(MOST);
        let mut faults: Vec<_> =
            problems.map(|(problem, field)| Fault::at(problem, self.place(&field))).collect();
        if form.allow.len() > MOST {
            let words = vec![("most", MOST.to_string())];
            let problem = Problem::Noted { code: codes::data::TOO_MANY_EXCEPTIONS, words };
            faults.push(Fault::at(problem, self.place(&format!("allow.{MOST}.rule"))));
        }
        for (n, allow) in form.allow.iter().enumerate().take(MOST) {
            for (name, value) in
                [("rule", &allow.rule), ("words", &allow.words), ("reason", &allow.reason)]
            {
                if value.as_ref().is_none_or(|words| words.trim().is_empty()) {
                    let field = format!("allow.{n}.{name}");
                    let place = self.place(&field);
                    faults.push(Fault::at(Problem::Missing { field }, place));
                }
            }
        }
        faults
    }
}

/// Returns why a rule cannot be chosen.
fn refusal(code: &str) -> Option<Problem> {
    match Code::known(code) {
        None => Some(Problem::UnknownRule { code: code.into(), near: catalogue::nearest(code) }),
        Some(rule) if rule.entry().severity == Severity::Error => Some(Problem::Noted {
            code: codes::data::FIXED_RULE,
            words: vec![("rule", code.into())],
        }),
        Some(_) => None,
    }
}

fn severity(level: form::Level) -> Option<Severity> {
    match level {
        form::Level::Error => Some(Severity::Error),
        form::Level::Warning => Some(Severity::Warning),
        form::Level::Hint => Some(Severity::Hint),
        form::Level::Off => None,
    }
}
