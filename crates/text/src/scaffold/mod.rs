//! The scaffold (项目骨架), the files of a new project: a house file, a first issue, and a README that says
//! how to go on. They are a sample of the style; it prints as it is, and everything is meant to be overwritten.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use briefing_values::issue::Date;

/// The files of a new project, as paths relative to its folder and the bytes of each. The house file,
/// which marks a project, comes last: a folder that has it has all the rest.
pub struct Scaffold {
    /// The files.
    pub files: Vec<(String, Vec<u8>)>,
    /// The path of the first issue.
    pub issue: String,
}

/// The house file of a sample.
const HOUSE: &str = "briefing.toml";
/// The endings of a sample's issues, and of the records of their lines.
const ISSUE: &str = ".toml";
const RECORD: &str = ".lines";
/// The folder of the issues.
const DATA: &str = "data";

impl Scaffold {
    /// Returns the scaffold for a bulletin whose first issue is printed on a given day, made of the sample of a style.
    /// The schema tells text editors which fields there are.
    pub fn new(sample: &BTreeMap<String, Arc<[u8]>>, date: Date, schema: String) -> Self {
        let mut files = Vec::new();
        let mut issue = String::new();
        for (name, bytes) in sample {
            if name != HOUSE && name.strip_suffix(ISSUE).is_some() {
                let (name, text) = dated(name, &String::from_utf8_lossy(bytes), date);
                issue = format!("{DATA}/{name}");
                files.push((issue.clone(), text.into_bytes()));
            } else if name != HOUSE && name.strip_suffix(RECORD).is_none() {
                files.push((format!("{DATA}/{name}"), bytes.to_vec()));
            }
        }
        files.push((format!("{DATA}/issue.schema.json"), schema.into_bytes()));
        let stem = Path::new(&issue).file_stem().unwrap_or_default();
        let readme = include_str!("README.md").replace("data/1.toml", &issue);
        let readme = readme.replace("out/1.pdf", &format!("out/{}.pdf", stem.display()));
        files.insert(0, ("README.md".to_owned(), readme.into_bytes()));
        let house = sample.get(HOUSE).map(|bytes| bytes.to_vec()).unwrap_or_default();
        files.push((HOUSE.to_owned(), house));
        Self { files, issue }
    }
}

/// Returns the files of a new style that takes over another one, whose sample it has.
pub fn style(
    name: &str,
    base: &str,
    sample: &BTreeMap<String, Arc<[u8]>>,
) -> Vec<(String, Vec<u8>)> {
    let manifest =
        include_str!("style/style.toml").replace("《NAME》", name).replace("《BASE》", base);
    let mut files = vec![("style.toml".to_owned(), manifest.into_bytes())];
    for (file, bytes) in sample.iter().filter(|(file, _)| file.strip_suffix(RECORD).is_none()) {
        let mut bytes = bytes.to_vec();
        if file == HOUSE {
            let house = without_layout(&String::from_utf8_lossy(&bytes));
            bytes = in_style(&house, name).into_bytes();
        }
        files.push((format!("sample/{file}"), bytes));
    }
    files
}

/// Returns a house file without its layout, which a new style may have values for, and without the schema, which is
/// elsewhere.
fn without_layout(house: &str) -> String {
    let mut kept = String::new();
    let mut within = false;
    for paragraph in house.split_inclusive("\n\n") {
        let header = paragraph.lines().find(|line| line.starts_with('['));
        within = header.map_or(within, |header| header.starts_with("[layout"));
        if !within {
            kept.push_str(paragraph);
        }
    }
    kept.lines()
        .filter(|line| !line.starts_with("#:schema"))
        .fold(String::new(), |all, line| all + line + "\n")
}

/// Returns a house file that names a style, in front of its tables.
fn in_style(house: &str, name: &str) -> String {
    let named = format!("style = \"{name}\"");
    let fields = house.find("\n[").unwrap_or(house.len());
    match house[..fields].lines().find(|line| line.starts_with("style = ")) {
        Some(line) => house.replacen(line, &named, 1),
        None => format!("{}\n{named}\n{}", &house[..fields], &house[fields..]),
    }
}

/// Returns the file of a sample's issue, and its name, as one that is printed on a given day.
fn dated(name: &str, issue: &str, date: Date) -> (String, String) {
    let day = issue.lines().find_map(|line| line.strip_prefix("print_date = ")?.get(..10));
    let Some(day) = day.filter(|day| Date::parse(day).is_some()) else {
        return (name.to_owned(), issue.to_owned());
    };
    let (year, month) = (&day[..4], &day[..7]);
    let (new, new_year) = (date.to_string(), date.year.to_string());
    let new_month = &new[..7];
    let text = [
        (day.to_owned(), new.clone()),
        (format!("\"{month}\""), format!("\"{new_month}\"")),
        (format!("year = {year}"), format!("year = {new_year}")),
        (format!("{year}年第"), format!("{new_year}年第")),
    ]
    .iter()
    .fold(issue.to_owned(), |text, (old, new)| text.replace(old, new));
    // An issue that is counted by months is named after its month, others after their year.
    let by_month = issue.contains("\nperiod = ").then(|| name.strip_prefix(month)).flatten();
    let name = match (by_month, name.strip_prefix(&format!("{year}-"))) {
        (Some(rest), _) => format!("{new_month}{rest}"),
        (None, Some(rest)) => format!("{new_year}-{rest}"),
        (None, None) => name.to_owned(),
    };
    (name, text)
}

#[cfg(test)]
mod tests {
    use super::dated;
    use briefing_values::issue::Date;

    #[test]
    fn the_first_issue_bears_the_year_and_the_day() {
        let issue = "# 简报 2026年第1期\nyear = 2026\nperiod = \"2026-03\"\nprint_date = 2026-03-05 # 印发\n";
        let (name, text) = dated("2026-03.toml", issue, Date::new(2031, 2, 3).unwrap());
        assert_eq!(name, "2031-02.toml");
        assert_eq!(
            text,
            "# 简报 2031年第1期\nyear = 2031\nperiod = \"2031-02\"\nprint_date = 2031-02-03 # 印发\n"
        );
    }
}
