//! Reports (报告): pages that can be opened in any browser, printed, and filed. They load nothing from
//! outside, and no text of an issue becomes markup.

mod comparison;
mod inspection;

use briefing_values::catalogue::{Lang, phrase};

use briefing_values::html::escaped;

pub(crate) use comparison::{Compared, Comparison, Spread, Verdict};
pub(crate) use inspection::inspection;

/// Returns a whole page.
fn page(title: &str, body: &str, lang: Lang) -> String {
    let code = if lang == Lang::Zh { "zh-CN" } else { "en" };
    let (title, style) = (escaped(title), include_str!("report.css"));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         img-src 'self' data:; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// Returns a table with a heading for each column. The cells are already markup.
fn table(headings: &[&str], rows: &[Vec<String>], lang: Lang) -> String {
    let head = |name: &&str| format!("<th scope=\"col\">{}</th>", escaped(&phrase(name, lang)));
    let heads = headings.iter().map(head).collect::<Vec<_>>().concat();
    let row = |cells: &Vec<String>| {
        let cells: Vec<_> = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr>{}</tr>\n", cells.concat())
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<div class=\"wide\"><table>\n<tr>{heads}</tr>\n{rows}</table></div>\n")
}
