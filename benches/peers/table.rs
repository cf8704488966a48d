//! The table of results, in Markdown.

/// A row of the table.
pub(crate) struct Row {
    /// What was measured.
    pub(crate) what: String,
    /// The figure of `briefing`.
    pub(crate) ours: String,
    /// The figure of the peer, if it was there.
    pub(crate) theirs: Option<String>,
    /// Ours divided by theirs.
    pub(crate) ratio: Option<f64>,
    /// What is promised: about the ratio if there is one, otherwise about our figure.
    pub(crate) goal: &'static str,
}

/// Returns the table.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let head = "| | briefing | typst-cli | ratio | goal |\n|---|--:|--:|--:|--:|\n";
    let row = |row: &Row| {
        let ratio = row.ratio.map_or("–".to_owned(), |ratio| format!("**{ratio:.2}**"));
        let theirs = row.theirs.as_deref().unwrap_or("–");
        format!("| {} | {} | {theirs} | {ratio} | {} |\n", row.what, row.ours, row.goal)
    };
    rows.iter().map(row).fold(head.to_owned(), |table, row| table + &row)
}
