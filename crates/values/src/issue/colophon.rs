//! The colophon (版记) at the foot of the last page, and the contact line in it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Date;
use super::text::Texts;

/// Where the colophon is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ColophonPlace {
    /// At the foot of the last page, which is an even one.
    #[default]
    LastPage,
    /// Right below the text.
    AfterText,
    /// Nowhere.
    None,
}

/// The colophon (版记): who printed the issue, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Colophon {
    /// Where it is.
    pub place: ColophonPlace,
    /// The issuing office (印发机关), or all of them.
    pub office: String,
    /// The offices, one for each line.
    pub offices: Vec<String>,
    /// The day of printing (印发日期); also the date that the PDF carries.
    pub print_date: Date,
    /// The number of copies: 共印N份.
    pub copies: Option<u32>,
}

impl Colophon {
    /// Lists the words that the pages must show.
    pub(super) fn texts(&self, texts: &mut Texts) {
        if self.place == ColophonPlace::None {
            return;
        }
        texts.add_all("colophon.office", &self.offices);
        texts.add_date("colophon.print_date", self.print_date);
        texts.add_all("colophon.copies", &self.copies.map(|copies| copies.to_string()));
    }
}

/// Whom readers can reach; an empty part is not printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The editors in charge (责任编辑).
    pub editors: Vec<String>,
    /// The contact people (联系人).
    pub people: Vec<String>,
    /// The telephone number (联系电话), as it is to be printed.
    pub phone: Option<String>,
    /// The address for submissions (投稿邮箱).
    pub email: Option<String>,
    /// The postal address (地址).
    pub address: Option<String>,
    /// The address on the web (网址).
    pub website: Option<String>,
}

impl Contact {
    /// Lists the words that the pages must show.
    pub(super) fn texts(&self, texts: &mut Texts) {
        texts.add_all("contact.editors", &self.editors);
        texts.add_all("contact.people", &self.people);
        texts.add_all("contact.phone", &self.phone);
        texts.add_all("contact.email", &self.email);
        texts.add_all("contact.address", &self.address);
        texts.add_all("contact.website", &self.website);
    }
}
