//! What can go wrong, as data: problems, their places, and how the program ends.

mod place;
mod problem;
mod words;

use std::{fmt, io};

pub use crate::catalogue::{Code, Kind, Severity, codes};
pub use place::{Fix, Place};
pub use problem::Problem;

/// The result of the crate's fallible functions.
pub type Result<T> = std::result::Result<T, Error>;

/// One or more faults that stopped the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The faults; never empty.
    pub faults: Vec<Fault>,
}

/// One problem, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub problem: Problem,
    /// Where, in a file that the user can edit.
    pub place: Option<Place>,
    /// How serious it is.
    pub severity: Severity,
    /// What would fix it, if only one thing can be meant; otherwise empty.
    pub fix: Vec<Fix>,
}

impl Error {
    /// Returns the kind of the first fault, which decides the exit code.
    pub fn kind(&self) -> Kind {
        self.faults.first().map_or(Kind::Environment, |fault| fault.problem.kind())
    }

    /// Returns `value` if there are no faults.
    ///
    /// # Errors
    /// All the faults, if there are any.
    pub fn unless<T>(faults: Vec<Fault>, value: T) -> Result<T> {
        if faults.is_empty() { Ok(value) } else { Err(Self { faults }) }
    }

    /// Returns the error with a place for those of its faults that have none.
    #[must_use]
    pub fn placed(mut self, place: &Place) -> Self {
        for fault in self.faults.iter_mut().filter(|fault| fault.place.is_none()) {
            fault.place = Some(place.clone());
        }
        self
    }
}

impl Fault {
    /// Returns a fault with the severity that the catalogue gives it.
    pub fn new(problem: Problem, place: Option<Place>) -> Self {
        Self { severity: problem.severity(), problem, place, fix: Vec::new() }
    }

    /// Returns a fault at a place.
    pub fn at(problem: Problem, place: Place) -> Self {
        Self::new(problem, Some(place))
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::new(problem, None)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self { faults: vec![fault] }
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Fault::from(problem).into()
    }
}

/// For programs that use the library; the library's own I/O errors also name the file.
impl From<io::Error> for Error {
    fn from(refusal: io::Error) -> Self {
        Problem::access("use", "a file", &refusal).into()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{}", self.problem)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, fault) in self.faults.iter().enumerate() {
            if n > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::{Error, Fault, Kind, Place, Problem};

    #[test]
    fn an_error_says_each_of_its_faults_in_a_line_and_acts_by_the_first() {
        let problem = || Problem::Empty { field: "article.0.title".into() };
        let place = Place::new("a.toml".into(), "title = \"\"".into(), 8..10);
        let error = Error { faults: vec![Fault::at(problem(), place), problem().into()] };
        let words = error.to_string();
        let lines: Vec<_> = words.lines().collect();
        assert_eq!(lines.len(), 2, "{words}");
        assert!(lines[0].starts_with("a.toml:1:9: ") && lines[0].ends_with(lines[1]), "{words}");
        assert!(lines[1].contains("title"), "{words}");
        assert_eq!(error.kind(), Kind::Data);
        assert_eq!(Error { faults: Vec::new() }.kind(), Kind::Environment);
    }
}
