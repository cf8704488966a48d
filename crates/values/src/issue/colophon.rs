//! The colophon (版记) at the foot of the last page, and the contact line in it.

use serde::Serialize;

use super::Date;

/// The colophon (版记): who printed the issue, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Colophon {
    /// The issuing office (印发机关).
    pub office: String,
    /// The day of printing (印发日期); also the date that the PDF carries.
    pub print_date: Date,
    /// The number of copies: 共印N份.
    pub copies: Option<u32>,
}

/// Whom readers can reach; an empty part is not printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The contact people (联系人).
    pub people: Vec<String>,
    /// The telephone number (联系电话), as it is to be printed.
    pub phone: Option<String>,
    /// The address for submissions (投稿邮箱).
    pub email: Option<String>,
}
