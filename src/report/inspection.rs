//! The report of a verification, by the four properties that archives in China are inspected for
//! (DA/T 70-2018): 真实性, 完整性, 可用性, 安全性.

use serde::Serialize;

use briefing_values::catalogue::{Lang, phrase};

use crate::html::escaped;

use super::{page, table};

/// What is known of one property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Property {
    /// The phrase of the catalogue that names it: `authenticity`.
    pub(crate) name: &'static str,
    /// Whether nothing speaks against it.
    pub(crate) sound: bool,
    /// What was looked at, in words.
    pub(crate) looked_at: Vec<String>,
    /// What is wrong, in words.
    pub(crate) faults: Vec<String>,
}

/// A verification in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Inspected {
    /// The archive.
    pub(crate) archive: String,
    /// When it was looked at.
    pub(crate) time: String,
    /// What looked at it.
    pub(crate) program: String,
    /// The fingerprint of the last entry of the log: who knows it can tell later that nothing before
    /// was taken back.
    pub(crate) head: String,
    /// The properties.
    pub(crate) properties: Vec<Property>,
}

impl Inspected {
    /// Returns the report as a page.
    pub(crate) fn html(&self, lang: Lang) -> String {
        let say = |name: &str| escaped(&phrase(name, lang));
        let mut rows = Vec::new();
        for property in &self.properties {
            let verdict = if property.sound { ("good", "sound") } else { ("bad", "not-sound") };
            rows.push(vec![
                say(property.name),
                format!("<span class=\"{}\">{}</span>", verdict.0, say(verdict.1)),
                list(&property.looked_at),
                list(&property.faults),
            ]);
        }
        let about = [
            ("report-archive", &self.archive),
            ("report-time", &self.time),
            ("report-program", &self.program),
            ("report-head", &self.head),
        ];
        let row = |(name, words): &(&str, &String)| {
            format!("<tr><th>{}</th><td>{}</td></tr>\n", say(name), escaped(words))
        };
        let about = about.iter().map(row).collect::<Vec<_>>().concat();
        let headings = ["report-property", "report-verdict", "report-seen", "report-faults"];
        let body = format!(
            "<div class=\"wide\"><table>\n{about}</table></div>\n<h2>{}</h2>\n{}",
            say("report-properties"),
            table(&headings, &rows, lang)
        );
        page(&phrase("report-verification", lang), &body, lang)
    }
}

fn list(words: &[String]) -> String {
    let items: Vec<_> = words.iter().map(|words| escaped(words)).collect();
    items.join("<br>")
}
