//! Reads what is at the foot of the last page: distribution, colophon, contact.

use briefing_values::error::Problem;
use briefing_values::issue::{Colophon, Contact, Date, Distribution, Group};

use crate::fields::form;

use super::reader::Reader;

impl Reader<'_> {
    pub(super) fn distribution(&mut self, form: &form::Distribution) -> Distribution {
        Distribution {
            report_to: self.groups("distribution.report_to", &form.report_to),
            send_to: self.groups("distribution.send_to", &form.send_to),
            issue_to: self.groups("distribution.issue_to", &form.issue_to),
        }
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

    fn lines(&mut self, field: &str, all: &[String]) -> Vec<String> {
        all.iter().enumerate().map(|(n, text)| self.line(&format!("{field}.{n}"), text)).collect()
    }

    pub(super) fn colophon(&mut self, form: &form::Colophon, office: &str) -> Colophon {
        self.joint("colophon.office", form.office.as_ref());
        if form.print_date.is_none() {
            self.missing::<()>("colophon.print_date");
        }
        let date = form.print_date.as_ref();
        let date = date.and_then(|date| self.date("colophon.print_date", date));
        Colophon {
            office: self
                .optional("colophon.office", form.office.as_ref())
                .unwrap_or_else(|| office.into()),
            print_date: date.unwrap_or(Date { year: 1, month: 1, day: 1 }),
            copies: form.copies.map(|copies| self.within("colophon.copies", copies, 1, u32::MAX)),
        }
    }

    pub(super) fn contact(&mut self, form: &form::Contact) -> Contact {
        Contact {
            people: self.lines("contact.people", &form.people),
            phone: self.optional("contact.phone", form.phone.as_ref()),
            email: self.optional("contact.email", form.email.as_ref()),
        }
    }
}
