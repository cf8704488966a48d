//! Reads what is at the head of page 1: masthead and instruction.

use briefing_values::error::{Problem, codes};
use briefing_values::issue::{Instruction, InstructionStyle, Masthead, Serial, Series, YearNumber};

use crate::fields::form;

use super::reader::Reader;

impl Reader<'_> {
    /// Finds two offices, a line each, whose names would be printed as one.
    pub(super) fn joint(&mut self, field: &str, office: Option<&String>) {
        let lines =
            office.map_or("", String::as_str).lines().filter(|line| !line.trim().is_empty());
        if lines.count() > 1 {
            let code = codes::data::JOINT_OFFICE;
            self.fault(field, Problem::Noted { code, words: vec![("field", field.to_owned())] });
        }
    }

    pub(super) fn masthead(&mut self, form: &form::Masthead, office: Option<&String>) -> Masthead {
        self.joint("masthead.office", form.office.as_ref());
        Masthead {
            name: self.required("masthead.name", form.name.as_ref()),
            number: YearNumber {
                year: match form.year {
                    Some(year) => self.within("masthead.year", year, 1900, 2999),
                    None => self.missing("masthead.year"),
                },
                number: self.count("masthead.number", form.number),
            },
            series: match form.supplement {
                Some(true) => Series::Supplement,
                Some(false) | None => Series::Regular,
            },
            serial: Serial(self.count("masthead.serial", form.serial)),
            office: self.required("masthead.office", office),
            date: form.date.as_ref().and_then(|date| self.date("masthead.date", date)),
            classification: self.optional("masthead.classification", form.classification.as_ref()),
            copy_number: self.optional("masthead.copy_number", form.copy_number.as_ref()),
        }
    }

    pub(super) fn instruction(&mut self, form: &form::Instruction) -> Instruction {
        let lines = self.within("instruction.lines", form.lines.unwrap_or(5), 2, 40);
        let width = self.within("instruction.width", form.width.unwrap_or(7), 5, 20);
        let label = form.label.as_ref().map(|label| self.line("instruction.label", label));
        Instruction {
            style: form.style.unwrap_or(InstructionStyle::Box),
            label: label.unwrap_or_else(|| "领导批示".into()),
            lines,
            width,
        }
    }
}
