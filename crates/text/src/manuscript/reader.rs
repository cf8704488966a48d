//! Turns the form into an issue, and collects every fault on the way.

use toml::value::Datetime;

use briefing_values::error::{Error, Fault, Fix, Place, Problem, Result, codes};
use briefing_values::issue::{Date, Issue};

use super::limit::MOST;
use super::{Manuscript, words};

impl Manuscript {
    /// Returns the issue.
    ///
    /// # Errors
    /// Every fault of the files, and every field that is missing, empty, or cannot be printed.
    pub fn issue(&self) -> Result<Issue> {
        let (issue, faults) = self.examine();
        Error::unless(faults, issue)
    }

    /// Returns the issue as far as it can be read, and every fault that prevents it: those of the files,
    /// and every field that is missing, empty, or cannot be printed.
    pub fn examine(&self) -> (Issue, Vec<Fault>) {
        let (issue, mut faults) = read(self);
        faults.extend(self.check_rules());
        (issue, faults)
    }
}

/// Returns the issue that a manuscript holds, as far as it can be read, and its faults.
fn read(manuscript: &Manuscript) -> (Issue, Vec<Fault>) {
    let form = &manuscript.front.form;
    let mut reader = Reader { manuscript, faults: manuscript.front.faults.clone(), found: 0 };
    let office = form.masthead.office.as_ref().or(form.colophon.office.as_ref());
    let masthead = reader.masthead(&form.masthead, office);
    let limits = [
        ("limits.pages", form.limits.pages),
        ("limits.characters", form.limits.characters),
        ("fit.pages", form.fit.pages),
    ];
    for (field, limit) in limits {
        reader.within(field, limit.unwrap_or(1), 1, u32::MAX);
    }
    let issue = Issue {
        instruction: reader.instruction(&form.instruction),
        // Where the style or the house has contents, an issue may have none.
        contents: match form.contents.title.as_deref() {
            Some("") => None,
            _ => reader.optional("contents.title", form.contents.title.as_ref()),
        },
        articles: reader.articles(&form.article),
        distribution: reader.distribution(&form.distribution),
        colophon: reader.colophon(&form.colophon, &masthead),
        contact: reader.contact(&form.contact),
        extra: reader.extra(&form.extra, manuscript.style.as_deref()),
        layout: reader.layout(&form.layout, &form.article),
        masthead,
    };
    reader.without_colophon(&issue);
    (issue, reader.faults)
}

/// Reads the parts of a form; faults are kept until all parts are read.
pub(super) struct Reader<'a> {
    manuscript: &'a Manuscript,
    faults: Vec<Fault>,
    /// How many faults were found, kept or not.
    found: usize,
}

impl Reader<'_> {
    /// Adds a fault at the place of a field.
    pub(super) fn fault(&mut self, field: &str, problem: Problem) {
        let lack = matches!(problem, Problem::Missing { .. } | Problem::Empty { .. });
        self.found += 1;
        if self.found > MOST || (lack && self.manuscript.front.damaged.explains(field)) {
            return;
        }
        let place = match &problem {
            Problem::Noted { code: codes::data::SLIP_PATH, .. } => {
                self.manuscript.place_in(field, "\\")
            }
            Problem::NoSuchFigure { marker } => self.manuscript.place_in(field, marker),
            _ => self.manuscript.place(field),
        };
        // A backslash may be all that is wrong with a path.
        let slip = |fault: &Fault| {
            let within = |inner: &Place| {
                inner.file == place.file && place.range.contains(&inner.range.start)
            };
            fault.problem.code() == codes::data::SLIP_PATH
                && fault.place.as_ref().is_some_and(within)
        };
        if matches!(problem, Problem::PicturePath { .. }) && self.faults.iter().any(slip) {
            return;
        }
        self.faults.push(Fault::at(problem, place));
    }

    /// Returns how many faults have been found so far.
    pub(super) fn faults(&self) -> usize {
        self.found
    }

    /// Adds a fault, and returns a placeholder for the required value.
    pub(super) fn missing<T: Default>(&mut self, field: &str) -> T {
        self.fault(field, Problem::Missing { field: field.into() });
        T::default()
    }

    /// Checks that text is not empty and can be printed, and returns it.
    pub(super) fn text<'t>(&mut self, field: &str, text: &'t str) -> &'t str {
        if text.trim().is_empty() {
            self.fault(field, Problem::Empty { field: field.into() });
        }
        if let Some(first) = text.chars().find(|c| words::is_unprintable(*c)) {
            self.unprintable(field, first);
        }
        text
    }

    /// Adds a fault for each character of a field that cannot be printed; for the first, if it is written as an
    /// escape.
    fn unprintable(&mut self, field: &str, first: char) {
        let place = self.manuscript.place(field);
        let text = place.text.clone();
        let letters = text[place.range.clone()].char_indices();
        let mut there = letters.filter(|(_, c)| words::is_unprintable(*c)).peekable();
        if there.peek().is_none() {
            self.fault(field, Problem::Character { character: first });
        }
        for (at, character) in there {
            self.found += 1;
            if self.found > MOST {
                break;
            }
            let start = place.range.start + at;
            let range = start..start + character.len_utf8();
            let fix = Fix { range: range.clone(), text: String::new() };
            let fault = Fault {
                fix: if words::is_invisible(character) { vec![fix] } else { Vec::new() },
                ..Fault::at(Problem::Character { character }, Place { range, ..place.clone() })
            };
            // What keeps a line from being read was told already.
            if !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
        }
    }

    /// Returns required text.
    pub(super) fn given<'t>(&mut self, field: &str, text: Option<&'t String>) -> &'t str {
        match text {
            Some(text) => self.text(field, text),
            None => self.missing(field),
        }
    }

    /// Returns the words of a one-line field.
    pub(super) fn line(&mut self, field: &str, text: &str) -> String {
        words::one_line(self.text(field, text))
    }

    /// Returns the words of an optional field.
    pub(super) fn optional(&mut self, field: &str, text: Option<&String>) -> Option<String> {
        text.map(|text| self.line(field, text))
    }

    /// Returns the words of an optional field, line by line.
    pub(super) fn optional_lines(&mut self, field: &str, text: Option<&String>) -> Option<String> {
        text.map(|text| words::lines(self.text(field, text)))
    }

    /// Returns the words of a cell of a table, line by line; a blank cell is as good as any.
    pub(super) fn cell(&mut self, field: &str, text: &str) -> String {
        if text.trim().is_empty() { String::new() } else { words::lines(self.text(field, text)) }
    }

    /// Returns the words of a required field.
    pub(super) fn required(&mut self, field: &str, text: Option<&String>) -> String {
        words::one_line(self.given(field, text))
    }

    /// Returns a number, which must be from `least` to `most`.
    pub(super) fn within<T: Copy + Into<f64>>(
        &mut self,
        field: &str,
        value: T,
        least: u32,
        most: u32,
    ) -> T {
        // NaN, which TOML allows, is in no range.
        if !(f64::from(least)..=f64::from(most)).contains(&value.into()) {
            self.fault(field, Problem::OutOfRange { field: field.into(), least, most });
        }
        value
    }

    /// Returns a day of the calendar, written without a time.
    pub(super) fn date(&mut self, field: &str, value: &Datetime) -> Option<Date> {
        let date = value.date.filter(|_| value.time.is_none() && value.offset.is_none());
        let date = date.and_then(|date| Date::new(date.year, date.month, date.day));
        if date.is_none() {
            self.fault(field, Problem::NoSuchDay { found: value.to_string() });
        }
        date
    }
}
