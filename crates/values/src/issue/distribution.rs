//! Whom an issue goes to: 报 (superiors), 送 (peers), 发 (subordinates).

use serde::Serialize;

use super::text::Texts;

/// The distribution list (报、送、发) of an issue; an empty list is not printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Distribution {
    /// 报：whom it is reported to.
    pub report_to: Vec<Group>,
    /// 送：whom it is sent to.
    pub send_to: Vec<Group>,
    /// 发：whom it is issued to.
    pub issue_to: Vec<Group>,
    /// The words in front of the three lists.
    pub labels: [String; 3],
}

impl Distribution {
    /// Lists the words that the pages must show.
    pub(super) fn texts(&self, texts: &mut Texts) {
        let lists = [
            ("report_to", &self.report_to),
            ("send_to", &self.send_to),
            ("issue_to", &self.issue_to),
        ];
        for (name, groups) in lists {
            for (n, group) in groups.iter().enumerate() {
                texts.add_all(&format!("distribution.{name}.{n}"), &group.0);
            }
        }
    }
}

/// Recipients that belong together: printed with 、 between them; ， stands between groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Group(pub Vec<String>);
