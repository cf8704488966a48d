//! The report of a verification, by the four properties that archives in China are inspected for
//! (DA/T 70-2018): 真实性, 完整性, 可用性, 安全性.

use briefing_desk::record::testimony::Inspected;
use briefing_values::catalogue::{Lang, phrase};

use briefing_values::html::escaped;

use super::{page, table};

/// Returns the report of a verification as a page.
pub(crate) fn inspection(about: &Inspected, lang: Lang) -> String {
    let say = |name: &str| escaped(&phrase(name, lang));
    let mut rows = Vec::new();
    for property in &about.properties {
        let verdict = if property.sound { ("good", "sound") } else { ("bad", "not-sound") };
        rows.push(vec![
            say(property.name.phrase()),
            format!("<span class=\"{}\">{}</span>", verdict.0, say(verdict.1)),
            list(&[&property.looked_at[..], &property.remarks].concat()),
            list(&property.faults),
        ]);
    }
    let origin = [
        ("report-archive", &about.archive),
        ("report-time", &about.time),
        ("report-program", &about.program),
        ("report-head", &about.head),
    ];
    let row = |(name, words): &(&str, &String)| {
        format!("<tr><th>{}</th><td>{}</td></tr>\n", say(name), escaped(words))
    };
    let origin = origin.iter().map(row).collect::<Vec<_>>().concat();
    let headings = ["report-property", "report-verdict", "report-seen", "report-faults"];
    let body = format!(
        "<div class=\"wide\"><table>\n{origin}</table></div>\n<h2>{}</h2>\n{}",
        say("report-properties"),
        table(&headings, &rows, lang)
    );
    page(&phrase("report-verification", lang), &body, lang)
}

fn list(words: &[String]) -> String {
    let items: Vec<_> = words.iter().map(|words| escaped(words)).collect();
    items.join("<br>")
}
