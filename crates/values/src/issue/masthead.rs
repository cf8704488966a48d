//! The masthead (报头): the name of the bulletin and the numbers of the issue.

use serde::Serialize;

use super::text::Texts;
use super::{Date, IssueId, Serial, Series, YearNumber};

/// The masthead (报头), in the top third of page 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Masthead {
    /// The bulletin's name (简报名称), set large and red.
    pub name: String,
    /// The issue's number within its year: 2018年第14期.
    #[serde(flatten)]
    pub number: YearNumber,
    /// The series in which it is numbered.
    pub series: Series,
    /// The issue's number since the first: 总第176期.
    pub serial: Serial,
    /// The office that edits the bulletin (编发单位).
    pub office: String,
    /// The date next to the office, if the office prints one.
    pub date: Option<Date>,
    /// The secrecy or handling mark (密级、内部资料 注意保存), on line 1 at the left.
    pub classification: Option<String>,
    /// The copy number (份号), on line 1 at the right.
    pub copy_number: Option<String>,
}

impl Masthead {
    /// Returns the identifier of the issue.
    pub fn id(&self) -> IssueId {
        IssueId { series: self.series, serial: self.serial }
    }

    /// Lists the words that the pages must show.
    pub(super) fn texts(&self, texts: &mut Texts) {
        texts.add("masthead.name", &self.name);
        texts.add("masthead.year", &self.number.year.to_string());
        texts.add("masthead.number", &self.number.number.to_string());
        texts.add("masthead.serial", &self.serial.0.to_string());
        if self.series == Series::Supplement {
            texts.add("masthead.supplement", "增刊");
        }
        texts.add("masthead.office", &self.office);
        if let Some(date) = self.date {
            texts.add_date("masthead.date", date);
        }
        texts.add_all("masthead.classification", &self.classification);
        texts.add_all("masthead.copy_number", &self.copy_number);
    }
}
