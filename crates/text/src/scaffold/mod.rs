//! The scaffold (办公用品): what an office is handed when it begins a bulletin. House file, first
//! issue and a sheet that says how to go on; all of it prints as it is, and all is there to be
//! written over.

use briefing_values::issue::Date;

/// What an office is handed, as paths from its folder and the text of each file. The house file,
/// which marks a project, comes last: a folder that holds it holds all the rest.
pub struct Scaffold {
    /// The files.
    pub files: Vec<(&'static str, String)>,
    /// The path of the first issue.
    pub issue: &'static str,
}

/// The path of the first issue, named after its serial.
const ISSUE: &str = "data/1.toml";

impl Scaffold {
    /// Returns the scaffold for a bulletin whose first issue is printed on a day. The schema tells
    /// an editor's program which fields there are.
    pub fn new(date: Date, schema: String) -> Self {
        let files = vec![
            ("README.md", include_str!("README.md").to_owned()),
            (ISSUE, first_issue(date)),
            ("data/issue.schema.json", schema),
            ("briefing.toml", include_str!("briefing.toml").to_owned()),
        ];
        Self { files, issue: ISSUE }
    }
}

/// Returns the file of a bulletin's first issue, printed on a day.
pub fn first_issue(date: Date) -> String {
    let issue = include_str!("issue.toml").replace("《YEAR》", &date.year.to_string());
    issue.replace("《DATE》", &date.to_string())
}

#[cfg(test)]
mod tests {
    use super::Scaffold;
    use briefing_values::issue::Date;

    #[test]
    fn the_first_issue_bears_the_year_and_the_day() {
        let scaffold = Scaffold::new(Date::new(2031, 2, 3).unwrap(), "{}".into());
        let (_, issue) = scaffold.files.iter().find(|(path, _)| *path == scaffold.issue).unwrap();
        assert!(issue.contains("\nyear = 2031\n"), "{issue}");
        assert!(issue.contains("\nprint_date = 2031-02-03 "), "{issue}");
        assert!(issue.contains("\n# 乡村振兴工作简报 2031年第1期（总第1期）\n"), "{issue}");
        assert!(!issue.contains('《'), "{issue}");
    }
}
