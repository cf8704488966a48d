//! The house: what `briefing.toml`, `templates/` and `fonts/` of a project folder change.

mod faces;
mod house_file;
mod templates;

use briefing_support::office::{Office, Run};

/// Returns the text of the pages of an issue, run by run.
fn pages(office: &Office, issue: &str) -> String {
    let run = office.run(&["render", issue, "-f", "layout", "-o", "-"]);
    String::from_utf8(run.success().bytes().to_vec()).expect("the layout is UTF-8")
}

fn render(office: &Office) -> Run {
    office.run(&["render", "issues/27.toml"])
}
