//! Reads what is at the foot of the last page: distribution, colophon, contact.

use briefing_values::error::{Problem, codes};
use briefing_values::issue::{
    Colophon, ColophonPlace, Contact, Date, Distribution, Group, Issue, Masthead,
};

use crate::fields::form;

use super::masthead::{MOST_OFFICES, together};
use super::reader::Reader;

impl Reader<'_> {
    pub(super) fn distribution(&mut self, form: &form::Distribution) -> Distribution {
        Distribution {
            report_to: self.groups("distribution.report_to", &form.report_to),
            send_to: self.groups("distribution.send_to", &form.send_to),
            issue_to: self.groups("distribution.issue_to", &form.issue_to),
            labels: [
                self.label("distribution.report_label", form.report_label.as_ref(), "报"),
                self.label("distribution.send_label", form.send_label.as_ref(), "送"),
                self.label("distribution.issue_label", form.issue_label.as_ref(), "发"),
            ],
        }
    }

    /// Returns the word in front of a list, with its colon.
    fn label(&mut self, field: &str, label: Option<&String>, usual: &str) -> String {
        let label = self.optional(field, label).unwrap_or_else(|| usual.into());
        let words = label.trim_end_matches(['：', ':', ' ']);
        let colon = if words.is_ascii() { ": " } else { "：" };
        format!("{words}{colon}")
    }

    fn groups(&mut self, field: &str, groups: &[form::Group]) -> Vec<Group> {
        let groups = groups.iter().enumerate().map(|(n, group)| {
            let field = format!("{field}.{n}");
            match group {
                form::Group::One(name) => Group(vec![self.line(&field, name)]),
                form::Group::Many(names) if names.is_empty() => {
                    self.fault(&field, Problem::Empty { field: field.clone() });
                    Group(Vec::new())
                }
                form::Group::Many(names) => Group(self.lines(&field, names)),
            }
        });
        groups.collect()
    }

    pub(super) fn lines(&mut self, field: &str, all: &[String]) -> Vec<String> {
        all.iter().enumerate().map(|(n, text)| self.line(&format!("{field}.{n}"), text)).collect()
    }

    pub(super) fn colophon(&mut self, form: &form::Colophon, masthead: &Masthead) -> Colophon {
        let offices = match &form.office {
            Some(office) => {
                let office = self.text("colophon.office", office);
                self.parted("colophon.office", office, MOST_OFFICES)
            }
            None => masthead.offices.clone(),
        };
        if form.print_date.is_none() {
            self.missing::<()>("colophon.print_date");
        }
        let date = form.print_date.as_ref();
        let date = date.and_then(|date| self.date("colophon.print_date", date));
        Colophon {
            place: form.place.unwrap_or_default(),
            office: together(&offices),
            offices,
            print_date: date.unwrap_or(Date { year: 1, month: 1, day: 1 }),
            copies: form.copies.map(|copies| self.within("colophon.copies", copies, 1, u32::MAX)),
        }
    }

    /// Finds lists and contacts that an issue without a colophon has no place for.
    pub(super) fn without_colophon(&mut self, issue: &Issue) {
        let Issue { distribution, colophon, contact, .. } = issue;
        let Distribution { report_to, send_to, issue_to, .. } = distribution;
        let lists = [report_to, send_to, issue_to].iter().any(|list| !list.is_empty());
        let given = [
            ("distribution", lists),
            ("contact", *contact != Contact::default()),
            ("colophon.copies", colophon.copies.is_some()),
        ];
        for (field, _) in given.iter().filter(|(_, given)| *given) {
            if colophon.place == ColophonPlace::None {
                let words = vec![("field", (*field).to_owned())];
                self.fault(field, Problem::Noted { code: codes::data::NO_COLOPHON, words });
            }
        }
    }

    pub(super) fn contact(&mut self, form: &form::Contact) -> Contact {
        Contact {
            editors: self.lines("contact.editors", &form.editors),
            people: self.lines("contact.people", &form.people),
            phone: self.optional("contact.phone", form.phone.as_ref()),
            email: self.optional("contact.email", form.email.as_ref()),
            address: self.optional("contact.address", form.address.as_ref()),
            website: self.optional("contact.website", form.website.as_ref()),
        }
    }
}
