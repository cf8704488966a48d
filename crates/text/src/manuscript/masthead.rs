//! Reads what is at the head of page 1: masthead and instruction.

use briefing_values::error::{Problem, codes};
use briefing_values::issue::{
    Colour, Instruction, InstructionStyle, LineFault, Masthead, Numbers, Period, Picture, Serial,
    Series, issue_line,
};

use crate::fields::form;

use super::reader::Reader;
use super::{figure, words};

/// The least contrast of the name with the paper: that of large type (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 3.0;

/// The most offices that edit a bulletin together.
pub(super) const MOST_OFFICES: usize = 4;

/// Returns joint offices as one.
pub(super) fn together(offices: &[String]) -> String {
    let between = if offices.iter().all(|office| office.is_ascii()) { ", " } else { "、" };
    offices.join(between)
}

impl Reader<'_> {
    /// Returns the lines of a field whose text has been checked.
    pub(super) fn parted(&mut self, field: &str, text: &str, most: usize) -> Vec<String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let lines: Vec<_> = lines.map(String::from).collect();
        if lines.len() > most {
            let words = vec![
                ("field", field.to_owned()),
                ("found", lines.len().to_string()),
                ("most", most.to_string()),
            ];
            self.fault(field, Problem::Noted { code: codes::data::TOO_MANY_LINES_OF_HEAD, words });
        }
        lines
    }

    pub(super) fn masthead(&mut self, form: &form::Masthead, office: Option<&String>) -> Masthead {
        let numbers = self.numbers(form);
        let name = self.given("masthead.name", form.name.as_ref());
        let name_lines = self.parted("masthead.name", name, 2);
        let name = words::one_line(name);
        let office = self.given("masthead.office", office);
        let offices = self.parted("masthead.office", office, MOST_OFFICES);
        Masthead {
            name,
            name_lines,
            above: self.optional("masthead.above", form.above.as_ref()),
            numbers,
            line: self.issue_line(form, &numbers),
            name_size: self.within("masthead.name_size", form.name_size.unwrap_or(52.0), 22, 80),
            colour: form.colour.as_ref().and_then(|colour| self.colour(colour)),
            below: self.optional("masthead.below", form.below.as_ref()),
            office: together(&offices),
            offices,
            office_suffix: match form.office_suffix.as_deref() {
                None => "编".into(),
                // An office may print none.
                Some("") => String::new(),
                Some(suffix) => self.line("masthead.office_suffix", suffix),
            },
            issuer: self.optional("masthead.issuer", form.issuer.as_ref()),
            date: form.date.as_ref().and_then(|date| self.date("masthead.date", date)),
            classification: self.optional("masthead.classification", form.classification.as_ref()),
            urgency: self.optional("masthead.urgency", form.urgency.as_ref()),
            copy_number: self.optional("masthead.copy_number", form.copy_number.as_ref()),
        }
    }

    fn colour(&mut self, written: &str) -> Option<Colour> {
        let colour: Option<Colour> = self.line("masthead.colour", written).parse().ok();
        let contrast = colour.map(Colour::contrast_with_white);
        if contrast.is_none_or(|contrast| contrast < CONTRAST) {
            let mut words = vec![("found", written.to_owned()), ("least", CONTRAST.to_string())];
            let contrast =
                contrast.map(|contrast| format!("{:.1}", (contrast * 10.0).floor() / 10.0));
            words.extend(
                contrast
                    .map(|contrast| [("case", "pale".into()), ("contrast", contrast)])
                    .into_iter()
                    .flatten(),
            );
            self.fault("masthead.colour", Problem::Noted { code: codes::data::COLOUR, words });
        }
        colour
    }

    fn numbers(&mut self, form: &form::Masthead) -> Numbers {
        let form::Masthead { year, number, serial, period, issue_line, .. } = form;
        let numbers = Numbers {
            series: match form.supplement {
                Some(true) => Series::Supplement,
                Some(false) | None => Series::Regular,
            },
            year: year.map(|year| self.within("masthead.year", year, 1900, 2999)),
            number: number.map(|number| self.within("masthead.number", number, 1, u32::MAX)),
            serial: serial.map(|it| Serial(self.within("masthead.serial", it, 1, u32::MAX))),
            period: period.as_ref().and_then(|period| self.period(period)),
        };
        // Of a period that cannot be read that has been told.
        let told = period.is_some() && numbers.period.is_none();
        if let Some(field) = numbers.forgotten(issue_line.is_some()).filter(|_| !told) {
            self.missing::<()>(field);
        }
        if let (Some(year), Some(period)) = (numbers.year, numbers.period)
            && year != period.year()
        {
            let words = vec![("case", "year".to_owned()), ("found", period.to_string())];
            self.fault("masthead.year", Problem::Noted { code: codes::data::PERIOD, words });
        }
        numbers
    }

    fn period(&mut self, written: &str) -> Option<Period> {
        let period = self.line("masthead.period", written).parse();
        if period.is_err() {
            let words = vec![("found", written.to_owned())];
            self.fault("masthead.period", Problem::Noted { code: codes::data::PERIOD, words });
        }
        period.ok()
    }

    /// Returns the line that prints the numbers, after the office's pattern or the usual one.
    fn issue_line(&mut self, form: &form::Masthead, numbers: &Numbers) -> String {
        let pattern = self.optional("masthead.issue_line", form.issue_line.as_ref());
        let pattern = pattern.unwrap_or_else(|| numbers.usual_line());
        let (case, found) = match issue_line(&pattern, numbers) {
            Ok(line) => return line,
            Err(LineFault::Unknown(place)) => ("place", place),
            // Of a period that cannot be read that has been told.
            Err(LineFault::Missing("masthead.period"))
                if form.period.is_some() && numbers.period.is_none() =>
            {
                return String::new();
            }
            Err(LineFault::Missing(field)) => ("missing", field.to_owned()),
            Err(LineFault::Supplement) => ("supplement", "{supplement}".to_owned()),
        };
        // What an issue leaves out is missing there, whoever's pattern asks for it.
        let place =
            if case == "missing" { found.clone() } else { "masthead.issue_line".to_owned() };
        let words = vec![("case", case.to_owned()), ("found", found)];
        self.fault(&place, Problem::Noted { code: codes::data::ISSUE_LINE, words });
        String::new()
    }

    pub(super) fn instruction(&mut self, form: &form::Instruction) -> Instruction {
        let lines = self.within("instruction.lines", form.lines.unwrap_or(5), 2, 40);
        let width = self.within("instruction.width", form.width.unwrap_or(7), 5, 20);
        let given = [
            ("instruction.text", form.text.is_some()),
            ("instruction.picture", form.picture.is_some()),
            ("instruction.by", form.by.is_some()),
            ("instruction.date", form.date.is_some()),
        ];
        for (field, _) in given.iter().filter(|(_, given)| *given) {
            if form.style == Some(InstructionStyle::None) {
                let words = vec![("field", (*field).to_owned())];
                self.fault(field, Problem::Noted { code: codes::data::NO_INSTRUCTION, words });
            }
        }
        let label = form.label.as_ref().map(|label| self.line("instruction.label", label));
        let picture = form.picture.as_ref().map(|file| Picture {
            number: 0,
            file: figure::file("instruction.picture", Some(file), self),
            alt: self.required("instruction.alt", form.alt.as_ref()),
            caption: None,
            width: None,
            beside: None,
        });
        Instruction {
            style: form.style.unwrap_or(InstructionStyle::Box),
            label: label.unwrap_or_else(|| "领导批示".into()),
            text: form.text.as_ref().map_or_else(Vec::new, |text| {
                words::paragraphs(self.text("instruction.text", text))
            }),
            picture,
            by: self.optional("instruction.by", form.by.as_ref()),
            date: form.date.as_ref().and_then(|date| self.date("instruction.date", date)),
            lines,
            width,
        }
    }
}
