//! The report of a replay: which issues another style, other faces or another engine would set differently,
//! with the pages side by side.

use briefing_values::catalogue::{Lang, phrase};

use briefing_values::html::escaped;

use super::{page, table};

/// An archive that was set again, issue by issue.
#[derive(Debug, Clone, Default)]
pub(crate) struct Comparison {
    /// What it was set with, in words.
    pub(crate) against: String,
    /// The issues.
    pub(crate) issues: Vec<Compared>,
}

/// One issue, as it was recorded and as it would be set now.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    /// Its identifier.
    pub(crate) id: String,
    /// Its first title.
    pub(crate) title: String,
    /// Whether it would change.
    pub(crate) verdict: Verdict,
    /// The pages that would change.
    pub(crate) spreads: Vec<Spread>,
}

/// Whether an issue would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Not a byte.
    SameBytes,
    /// Not a pixel, though its bytes would.
    SamePages,
    /// Some of its pages would.
    Changed,
    /// It could not be set at all, for this reason.
    Refused(String),
}

/// A page, before and after.
#[derive(Debug, Clone)]
pub(crate) struct Spread {
    /// The page, from 1.
    pub(crate) page: usize,
    /// How many pixels differ.
    pub(crate) pixels: u64,
    /// The lines that differ: before and after.
    pub(crate) lines: Vec<(Option<String>, Option<String>)>,
    /// The pictures available, by the phrases that name them.
    pub(crate) pictures: Vec<&'static str>,
}

impl Comparison {
    /// Returns the file name of a picture beside the report.
    pub(crate) fn picture(id: &str, page: usize, name: &str) -> String {
        format!("{id}-{page}-{name}.png")
    }

    /// Returns the report as a page.
    pub(crate) fn html(&self, lang: Lang) -> String {
        let mut body = format!("<p>{}</p>\n", escaped(&self.against));
        let headings = [
            "report-issue",
            "report-title",
            "report-verdict",
            "report-pages",
            "report-lines",
            "report-pixels",
        ];
        let rows: Vec<_> = self.issues.iter().map(|issue| issue.row(lang)).collect();
        body += &table(&headings, &rows, lang);
        for issue in self.issues.iter().filter(|issue| !issue.spreads.is_empty()) {
            body += &issue.section(lang);
        }
        page(&phrase("report-replay", lang), &body, lang)
    }
}

impl Compared {
    /// Returns the issue's row in the overview table, in words.
    pub(crate) fn words(&self, lang: Lang) -> Vec<String> {
        let verdict = match &self.verdict {
            Verdict::SameBytes => phrase("same-bytes", lang),
            Verdict::SamePages => phrase("same-pages", lang),
            Verdict::Changed => phrase("changed-pages", lang),
            Verdict::Refused(why) => format!("{}: {why}", phrase("not-settable", lang)),
        };
        let pages: Vec<_> = self.spreads.iter().map(|spread| spread.page.to_string()).collect();
        let lines: usize = self.spreads.iter().map(|spread| spread.lines.len()).sum();
        let pixels: u64 = self.spreads.iter().map(|spread| spread.pixels).sum();
        let (id, title) = (self.id.clone(), self.title.clone());
        vec![id, title, verdict, pages.join(" "), lines.to_string(), pixels.to_string()]
    }

    /// Returns the row as cells of the table.
    fn row(&self, lang: Lang) -> Vec<String> {
        let mut cells: Vec<_> = self.words(lang).iter().map(|words| escaped(words)).collect();
        cells[2] = match self.verdict {
            Verdict::SameBytes | Verdict::SamePages => {
                format!("<span class=\"good\">{}</span>", cells[2])
            }
            Verdict::Changed => {
                format!("<a class=\"bad\" href=\"#i{}\">{}</a>", escaped(&self.id), cells[2])
            }
            Verdict::Refused(_) => format!("<span class=\"bad\">{}</span>", cells[2]),
        };
        cells
    }

    /// Returns the issue's pages side by side.
    fn section(&self, lang: Lang) -> String {
        let id = escaped(&self.id);
        let mut html = format!("<h2 id=\"i{id}\">{id} {}</h2>\n", escaped(&self.title));
        for Spread { page, lines: changes, pictures, .. } in &self.spreads {
            let heading = format!("{} {page}", phrase("report-page", lang));
            let figure = |name: &&'static str| {
                let file = escaped(&Comparison::picture(&self.id, *page, name));
                let words = escaped(&phrase(name, lang));
                format!(
                    "<figure><img src=\"{file}\" alt=\"{id}, {heading}: {words}\" loading=\"lazy\">\
                     <figcaption>{words}</figcaption></figure>\n"
                )
            };
            let figures: String = pictures.iter().map(figure).collect();
            let pages = format!("<h3>{heading}</h3>\n<div class=\"pages\">\n{figures}</div>\n");
            html += &(pages + &lines(changes));
        }
        html
    }
}

/// Returns the lines that differ, removed above added.
fn lines(changes: &[(Option<String>, Option<String>)]) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let one = |(before, after): &(Option<String>, Option<String>)| {
        let before = before.as_ref().map(|words| format!("<del>{}</del>", escaped(words)));
        let after = after.as_ref().map(|words| format!("<ins>{}</ins>", escaped(words)));
        let both: Vec<_> = before.into_iter().chain(after).collect();
        format!("<li>{}</li>\n", both.join("<br>"))
    };
    format!("<ul>\n{}</ul>\n", changes.iter().map(one).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{Compared, Comparison, Spread, Verdict};
    use briefing_values::catalogue::Lang;

    #[test]
    fn words_of_an_issue_stay_words_and_pictures_are_named_for_their_page() {
        let spread = Spread {
            page: 3,
            pixels: 7,
            lines: vec![(Some("<b>甲</b>".into()), None)],
            pictures: vec!["before", "after"],
        };
        let issue = Compared {
            id: "176".into(),
            title: "“甲”<i>".into(),
            verdict: Verdict::Changed,
            spreads: vec![spread],
        };
        let report = Comparison { against: "x".into(), issues: vec![issue] };
        let html = report.html(Lang::Zh);
        assert!(html.contains("<del>&lt;b&gt;甲&lt;/b&gt;</del>"), "{html}");
        assert!(!html.contains("<i>") && html.contains("src=\"176-3-before.png\""), "{html}");
    }
}
