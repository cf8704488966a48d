//! `briefing audit`: who did what in the service, and whether the record of it can be relied on.

use std::path::{Path, PathBuf};

use briefing_archive::archive::{Archive, Moment};
use briefing_archive::audit::{
    Act, Closed, Event, LEAST_DAYS, Outcome as AuditOutcome, Reading, Trail,
};
use briefing_engine::house::House;
use briefing_values::catalogue::{Lang, phrase};
use briefing_values::clock;
use briefing_values::error::{Fault, Kind, Result};

use crate::args::{AuditArgs, ByArgs, Listing};

use super::outcome::Outcome;
use super::report::Reporter;
use super::{holdings, list, outputs};

/// How many events are laid out in columns together: a trail may be longer than the memory.
const TOGETHER: usize = 1000;

/// Lists the events that were asked for, and verifies all of the trail.
pub(super) fn run(args: &AuditArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<Outcome> {
    let root = root.or_else(|| House::root_of(Path::new(".")));
    let archive = Archive::at(holdings::folder(&args.archive, root.as_deref(), Path::new(".")));
    let trail = Trail::beside(&archive.folder());
    // A damaged log is no reason to hide the trail.
    let (known, damaged) = match archive.log() {
        Ok(log) => (log.audit(), Vec::new()),
        Err(error) => (Closed::new(), error.faults),
    };
    let mut table = Table { lang: reporter.lang(), rows: Vec::new(), begun: false };
    let least = u64::from(LEAST_DAYS) * 24 * 60 * 60;
    let old = Moment::after_1970(clock::seconds().saturating_sub(least)).day();
    let mut told = Ok(());
    let see = &mut |event: Event| {
        if told.is_ok() && is_wanted(args, &event) {
            told = match args.format {
                Listing::Human => table.add(&event),
                Listing::Json => json(&event),
            };
        }
    };
    let reading = trail.read(&known, &old, see)?;
    told.and_then(|()| table.flush())?;
    let vouched = known.len();
    Ok(verdict(&reading, vouched, damaged, reporter))
}

/// Tells what is wrong with the trail, or that nothing is.
fn verdict(reading: &Reading, known: usize, damaged: Vec<Fault>, reporter: &Reporter) -> Outcome {
    let problems = reading.problems.iter().cloned().map(Fault::from);
    let faults: Vec<_> = damaged.into_iter().chain(problems).collect();
    reporter.faults(&faults);
    if !faults.is_empty() {
        return Outcome::Failed(Kind::Damage);
    }
    let words = [
        ("events", &*reading.events.to_string()),
        ("files", &*reading.files.to_string()),
        ("retired", &*reading.retired.to_string()),
        ("vouched", &*known.saturating_sub(reading.retired as usize).to_string()),
    ];
    reporter.say("audit-sound", &words);
    Outcome::Done
}

fn is_wanted(args: &AuditArgs, event: &Event) -> bool {
    let of = |wanted: Option<&str>, found: Option<&str>| wanted.is_none_or(|it| found == Some(it));
    of(args.user.as_deref(), event.user.as_deref())
        && of(args.act.as_deref(), Some(event.act.name()))
        && args.since.is_none_or(|day| event.day() >= day.to_string().as_str())
        && args.until.is_none_or(|day| event.day() <= day.to_string().as_str())
}

fn json(event: &Event) -> Result<()> {
    let line = serde_json::to_string(event).unwrap_or_default();
    outputs::print(format!("{line}\n").as_bytes())
}

/// The events, in columns.
struct Table {
    lang: Lang,
    rows: Vec<Vec<String>>,
    begun: bool,
}

impl Table {
    fn add(&mut self, event: &Event) -> Result<()> {
        if !self.begun {
            let head = ["time", "act", "user", "address", "about", "outcome", "count"];
            self.rows.push(head.map(|name| phrase(&format!("column-{name}"), self.lang)).to_vec());
            self.begun = true;
        }
        let word = |it: &Option<String>| it.clone().unwrap_or_else(|| "-".into());
        let outcome = match &event.outcome {
            AuditOutcome::Done => phrase("audit-done", self.lang),
            AuditOutcome::Refused(reason) => {
                format!("{} ({reason})", phrase("audit-refused", self.lang))
            }
        };
        let (user, address, about) = (word(&event.user), word(&event.address), word(&event.about));
        let act = phrase(&format!("act-{}", event.act.name()), self.lang);
        let time = event.time.clone();
        self.rows.push(vec![time, act, user, address, about, outcome, event.count.to_string()]);
        if self.rows.len() >= TOGETHER { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.rows);
        outputs::print(list::columns(&rows).as_bytes())
    }
}

/// Notes in the trail what was done on the command line, in a house that has users. That it cannot be noted is told, and
/// undoes nothing.
pub(super) fn note(archive: &Archive, by: &ByArgs, (act, about): (Act, &str), reporter: &Reporter) {
    if !archive.notes_accounts() {
        return;
    }
    let event = Event::now(act, by.name()).about(about);
    if let Err(error) = Trail::beside(&archive.folder()).append(&[event]) {
        reporter.say("audit-unwritten", &[("reason", &error.to_string())]);
    }
}
