//! Whom an issue goes to: 报 (superiors), 送 (peers), 发 (subordinates).

use serde::Serialize;

/// The distribution list (报、送、发) of an issue; an empty list is not printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Distribution {
    /// 报：whom it is reported to.
    pub report_to: Vec<Group>,
    /// 送：whom it is sent to.
    pub send_to: Vec<Group>,
    /// 发：whom it is issued to.
    pub issue_to: Vec<Group>,
}

/// Recipients that belong together: printed with 、 between them; ， stands between groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Group(pub Vec<String>);
