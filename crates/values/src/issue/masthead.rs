//! The masthead (报头): the name of the bulletin and the numbers of the issue.

use serde::Serialize;

use super::text::Texts;
use super::{Colour, Date, IssueId, Numbers, Series, issue_line};

/// The masthead (报头), in the top third of page 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Masthead {
    /// The bulletin's name (简报名称), set large and red.
    pub name: String,
    /// Its lines, one or two.
    pub name_lines: Vec<String>,
    /// The smaller line above it.
    pub above: Option<String>,
    /// What the issue is counted by.
    #[serde(flatten)]
    pub numbers: Numbers,
    /// The line that prints it: 2018年第14期（总第176期）.
    pub line: String,
    /// The largest size of the name, in pt.
    pub name_size: f64,
    /// The colour of the name and of the rule, unless it is the red of the standard.
    pub colour: Option<Colour>,
    /// The line below the name.
    pub below: Option<String>,
    /// The office that edits the bulletin (编发单位), or all of them.
    pub office: String,
    /// The offices, one for each line.
    pub offices: Vec<String>,
    /// The word after the office, usually 编.
    pub office_suffix: String,
    /// Who has approved the issue (签发人), at the right of its number.
    pub issuer: Option<String>,
    /// The date next to the office, if the office prints one.
    pub date: Option<Date>,
    /// The secrecy or handling mark (密级、内部资料 注意保存), on line 1 at the left.
    pub classification: Option<String>,
    /// The degree of urgency (紧急程度), at the left below the classification.
    pub urgency: Option<String>,
    /// The copy number (份号), on line 1 at the right.
    pub copy_number: Option<String>,
}

impl Masthead {
    /// Returns the identifier of the issue. One without any number, which its reader has told, has number 0.
    pub fn id(&self) -> IssueId {
        self.numbers.id().unwrap_or(IssueId::numbered(0))
    }

    /// Lists the numbers as the usual line prints them, or else the line.
    fn line_texts(&self, texts: &mut Texts) {
        let Numbers { series, year, number, serial, period } = self.numbers;
        let usual = issue_line(&self.numbers.usual_line(), &self.numbers);
        if period.is_some() || usual.as_ref() != Ok(&self.line) {
            let field = if period.is_some() { "masthead.period" } else { "masthead.issue_line" };
            texts.add(field, &self.line);
            return;
        }
        texts.add_all("masthead.year", &year.map(|year| year.to_string()));
        texts.add_all("masthead.number", &number.map(|number| number.to_string()));
        texts.add_all("masthead.serial", &serial.map(|serial| serial.0.to_string()));
        if series == Series::Supplement {
            texts.add("masthead.supplement", "增刊");
        }
    }

    /// Lists the words that the pages must show.
    pub(super) fn texts(&self, texts: &mut Texts) {
        texts.add_all("masthead.above", &self.above);
        texts.add_all("masthead.name", &self.name_lines);
        self.line_texts(texts);
        texts.add_all("masthead.below", &self.below);
        texts.add_all("masthead.office", &self.offices);
        texts.add_all("masthead.issuer", &self.issuer);
        if let Some(date) = self.date {
            texts.add_date("masthead.date", date);
        }
        texts.add_all("masthead.classification", &self.classification);
        texts.add_all("masthead.urgency", &self.urgency);
        texts.add_all("masthead.copy_number", &self.copy_number);
    }
}
