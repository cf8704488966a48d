//! The scaffold (项目骨架), the files of a new project: a house file, a first issue, and a README that says
//! how to go on. The issue prints as it is, and everything is meant to be overwritten.

use briefing_values::issue::Date;

/// The files of a new project, as paths relative to its folder and the text of each. The house file,
/// which marks a project, comes last: a folder that has it has all the rest.
pub struct Scaffold {
    /// The files.
    pub files: Vec<(&'static str, String)>,
    /// The path of the first issue.
    pub issue: &'static str,
}

/// The path of the first issue, which is named after its serial.
const ISSUE: &str = "data/1.toml";

impl Scaffold {
    /// Returns the scaffold for a bulletin whose first issue is printed on a given day. The schema tells
    /// text editors which fields there are.
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

/// Returns the file of a bulletin's first issue, printed on a given day.
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
