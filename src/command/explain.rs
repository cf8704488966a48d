//! `briefing explain`: a rule, what it rests on, and an example; or the list of all rules.

use std::fmt::Write;

use briefing_values::catalogue::{self, Code, Entry, Lang, Words, phrase};
use briefing_values::error::{Problem, Result};

use crate::args::ExplainArgs;

use super::outputs;

/// Explains a rule, or lists all.
pub(super) fn run(args: &ExplainArgs, lang: Lang) -> Result<()> {
    let Some(code) = &args.code else {
        return outputs::print(list(lang).as_bytes());
    };
    let Some(code) = Code::known(code) else {
        return Err(
            Problem::NoSuchRule { code: code.clone(), near: catalogue::nearest(code) }.into()
        );
    };
    outputs::print(explained(code, lang).as_bytes())
}

fn words(entry: &Entry, lang: Lang) -> &Words {
    match lang {
        Lang::Zh => &entry.zh,
        Lang::En => &entry.en,
    }
}

fn explained(code: Code, lang: Lang) -> String {
    let entry = code.entry();
    let words = words(entry, lang);
    let mut text = format!("{code} ({})\n", phrase(entry.severity.name(), lang));
    let mut part = |label: &str, said: Option<&str>| {
        if let Some(said) = said {
            let said = said.trim_end().replace('\n', "\n    ");
            // Writing to a string cannot fail.
            let _ = write!(text, "\n{}\n    {said}\n", phrase(label, lang));
        }
    };
    part("rule", words.rule.as_deref());
    part("basis", Some(entry.clause.as_deref().unwrap_or(&phrase("custom", lang))));
    part("bad", entry.bad.as_deref());
    part("good", entry.good.as_deref());
    part("fixed", entry.fixed.then(|| phrase("fixed-by", lang)).as_deref());
    text
}

/// Returns a line for each rule.
fn list(lang: Lang) -> String {
    let width = catalogue::entries().map(|(code, _)| code.as_str().len()).max().unwrap_or(0);
    let mut text = String::new();
    for (code, entry) in catalogue::entries() {
        let rule = words(entry, lang).rule.as_deref().unwrap_or_default();
        let severity = phrase(entry.severity.name(), lang);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{code:width$}  {severity:7}  {rule}");
    }
    text
}
