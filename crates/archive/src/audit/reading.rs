//! Reads the audit trail without trusting it: every event, and whatever is wrong.

use std::io::{self, BufRead, BufReader, Read};

use briefing_values::error::{Code, Problem, Result, codes};
use briefing_values::fingerprint::Fingerprint;

use super::event::{Act, Event, TrailLine};
use super::file::{LONGEST, TrailFile, name, number};
use super::{Closed, Trail};

/// The most files that are missed one by one.
const MOST: usize = 1000;

/// What a reading of the trail has found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// How many files there are.
    pub files: usize,
    /// How many were removed when their time was up.
    pub retired: u32,
    /// How many events there are.
    pub events: u64,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Where a reading is in the chain.
struct Place {
    /// The fingerprint of the line before; unknown after a file that is gone.
    previous: Option<Fingerprint>,
    /// Whether the next line may follow any other, because the one before is gone.
    any: bool,
    /// The highest number of a file that the trail says was removed.
    retired: u32,
}

impl Trail {
    /// Reads the trail, one line after another; `known` are the closed files that the archive vouches for, of which those
    /// that end by the day `old` may have been removed, and `see` is shown every event.
    ///
    /// # Errors
    /// A folder or file that cannot be read. What does not fit the chain is in the reading.
    pub fn read(&self, known: &Closed, old: &str, see: &mut dyn FnMut(Event)) -> Result<Reading> {
        let refused = |error: io::Error| self.refusal("read", &error);
        let files = TrailFile::all(&self.folder).map_err(refused)?;
        let mut reading = Reading { files: files.len(), ..Reading::default() };
        let first = files.first().map_or(1, |file| file.number);
        let mut place = Place { previous: None, any: first > 1, retired: 0 };
        let mut next = first;
        for (at, file) in files.iter().enumerate() {
            for gone in (next..file.number).take(MOST) {
                reading.problems.push(problem(codes::archive::AUDIT_MISSING, &name(gone), 0));
                place.any = true;
            }
            next = file.number + 1;
            let closed = at + 1 < files.len();
            let fingerprint = reading.take(file, closed, &mut place, see).map_err(refused)?;
            if known.get(&file.name()).is_some_and(|known| known.sha256 != fingerprint) {
                reading.problems.push(problem(codes::archive::AUDIT_ALTERED, &file.name(), 0));
            }
        }
        let last = known.keys().filter_map(|file| number(file)).max().unwrap_or(0);
        reading.count_removed((known, old), first, place.retired);
        let gone = (next..=last).map(|gone| problem(codes::archive::AUDIT_MISSING, &name(gone), 0));
        reading.problems.extend(gone.take(if files.is_empty() { 1 } else { usize::MAX }));
        Ok(reading)
    }
}

impl Reading {
    /// Reads a file; returns its fingerprint.
    fn take(
        &mut self,
        file: &TrailFile<'_>,
        closed: bool,
        place: &mut Place,
        see: &mut dyn FnMut(Event),
    ) -> io::Result<Fingerprint> {
        let mut whole = Vec::new();
        let mut lines = BufReader::new(std::fs::File::open(file.path())?);
        for number in 1.. {
            let start = whole.len();
            (&mut lines).take(LONGEST).read_until(b'\n', &mut whole)?;
            if whole.len() == start {
                break;
            }
            let Some(line) = whole[start..].strip_suffix(b"\n") else {
                // The last line of an open file may be on its way, or what a killed process has left.
                if closed || (whole.len() - start) as u64 == LONGEST {
                    self.problems.push(problem(codes::archive::AUDIT_BROKEN, &file.name(), number));
                }
                continue;
            };
            self.read_line(line, (file, number), place, see);
        }
        Ok(Fingerprint::of(whole))
    }

    fn read_line(
        &mut self,
        line: &[u8],
        (file, number): (&TrailFile<'_>, u64),
        place: &mut Place,
        see: &mut dyn FnMut(Event),
    ) {
        let read = serde_json::from_slice::<TrailLine>(line);
        match read {
            Ok(read) => {
                if !place.any && read.previous != place.previous {
                    self.problems.push(problem(
                        codes::archive::AUDIT_UNCHAINED,
                        &file.name(),
                        number,
                    ));
                }
                if read.event.act == Act::Retire {
                    let gone = read.event.about.as_deref().and_then(super::file::number);
                    place.retired = place.retired.max(gone.unwrap_or(0));
                }
                self.events += 1;
                see(read.event);
            }
            Err(_) => {
                self.problems.push(problem(codes::archive::AUDIT_BROKEN, &file.name(), number));
            }
        }
        place.previous = Some(Fingerprint::of(line));
        place.any = false;
    }

    /// Counts the files before the first, which were removed when their time was up if the trail says so and they are as
    /// old as the archive says: whoever forges the trail cannot make them older.
    fn count_removed(&mut self, (known, old): (&Closed, &str), first: u32, retired: u32) {
        for number in 1..first {
            let file = name(number);
            let is_old = known.get(&file).is_some_and(|it| it.until.as_str() <= old);
            if number <= retired && is_old {
                self.retired += 1;
            } else {
                self.problems.push(problem(codes::archive::AUDIT_MISSING, &file, 0));
                if self.problems.len() > MOST {
                    break;
                }
            }
        }
    }
}

fn problem(code: Code, file: &str, line: u64) -> Problem {
    let words = vec![("path", file.to_owned()), ("line", line.to_string())];
    Problem::Noted { code, words }
}
