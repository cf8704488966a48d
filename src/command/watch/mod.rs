//! `briefing watch`: the pages of an issue in the browser, set again after every save.
//!
//! It opens one socket, the preview's, on 127.0.0.1. Rendering opens none.

mod lookout;
mod sources;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use briefing_desk::Desk;
use briefing_desk::order::Proofed;
use briefing_engine::press::PageImage;
use briefing_values::clock;
use briefing_values::error::{Error, Fault, Problem, Result, Severity};

use crate::args::WatchArgs;
use briefing_service::preview::{Page, PageState, Preview, Server};

use super::inputs::Input;
use super::outcome::Outcome;
use super::outputs;
use super::plan::contradiction;
use super::report::Reporter;
use lookout::Lookout;
use sources::{Change, Sources};

/// How long errors are held back: a file may be missing, empty or half written while an editor saves it.
const GRACE: Duration = Duration::from_millis(150);
/// How often a missing folder is looked for.
const POLL: Duration = Duration::from_millis(300);
/// How long to wait before looking again when all folders are there.
const LONG: Duration = Duration::from_hours(1);

/// Shows the issue until the program is ended.
pub(super) fn run(args: &WatchArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<Outcome> {
    if args.input.as_os_str() == "-" || args.input.is_dir() {
        return Err(contradiction("watch shows one issue: name its file"));
    }
    let sources = Sources::new(args.input.clone(), root)?;
    let name = args.input.display().to_string();
    let first = Preview { name: name.clone(), ..Preview::default() };
    let server = Server::open(args.port, first)?;
    let address = server.address();
    outputs::print(format!("{address}\n").as_bytes())?;
    if args.open
        && let Err(error) = open::that_detached(&address)
    {
        reporter.say("no-browser", &[("reason", &error.to_string())]);
    }
    let lookout = Lookout::new()?;
    let pages = Vec::new();
    let watch =
        Watch { reporter, server, sources, lookout, name, desk: None, refused: None, pages };
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(briefing_engine::press::STACK);
        let worker = worker.spawn_scoped(scope, || watch.work()).map_err(|error| {
            let (path, reason) = ("a worker".into(), error.to_string());
            Problem::Access { action: "start", path, reason }
        })?;
        worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// An issue that is watched.
struct Watch<'a> {
    reporter: &'a Reporter,
    server: Server,
    sources: Sources,
    lookout: Lookout,
    /// The issue's file, as the user names it.
    name: String,
    /// The last desk that could be opened.
    desk: Option<Desk>,
    /// Why the desk cannot be opened with the house as it is now.
    refused: Option<Error>,
    /// The last pages.
    pages: Vec<Arc<Page>>,
}

/// Pages, and what is wrong with them.
type Seen = (Proofed, Vec<Fault>);

impl Watch<'_> {
    /// Sets the pages after every change. Good pages are shown at once, errors once the file has settled.
    fn work(mut self) -> Result<Outcome> {
        let mut change = Change::House;
        loop {
            let start = clock::now();
            if change == Change::House {
                self.open();
            }
            let seen = self.render()?;
            let spent = start.elapsed();
            if seen.is_err()
                && let Some(more) = self.lookout.wait(&self.sources, GRACE)
            {
                change = more;
                continue;
            }
            self.show(seen, spent);
            change = self.next()?;
        }
    }

    /// Opens the desk again. The old one stays until that succeeds, for the faces that it has read.
    fn open(&mut self) {
        self.sources.find_house();
        let root = self.sources.root().cloned();
        let opened = match &self.desk {
            Some(desk) => desk.reopen(root),
            None => Desk::open(root),
        };
        match opened {
            Ok(desk) => (self.desk, self.refused) = (Some(desk), None),
            Err(error) => self.refused = Some(error),
        }
    }

    /// Sets the pages. What is about to be read is watched first, so that no change is missed.
    fn render(&mut self) -> Result<Result<Seen>> {
        self.lookout.follow(&self.sources.folders())?;
        let desk = match (&self.desk, &self.refused) {
            (Some(desk), None) => desk,
            (_, refused) => return Ok(Err(refused.clone().unwrap_or(Error { faults: vec![] }))),
        };
        let copy = match Input::File(self.sources.issue().to_owned()).read() {
            Ok(copy) => copy,
            Err(error) => return Ok(Err(error)),
        };
        if let Ok(pictures) = desk.pictures(&copy) {
            self.sources.set_pictures(&pictures);
            self.lookout.follow(&self.sources.folders())?;
        }
        Ok(desk.preview(&copy))
    }

    /// Shows the result: first in the browser, then in the terminal.
    fn show(&mut self, seen: Result<Seen>, spent: Duration) {
        let (state, errors, warnings) = match seen {
            Ok((proofed, findings)) => {
                let mut warnings = proofed.remarks.clone();
                warnings.sort_by_key(|fault| std::cmp::Reverse(fault.severity));
                self.pages = pages(&self.pages, proofed);
                (PageState::Current(spent), findings, warnings)
            }
            Err(error) => (PageState::Old, error.faults, Vec::new()),
        };
        self.server.show(Preview {
            name: self.name.clone(),
            state,
            pages: self.pages.clone(),
            errors: errors.clone(),
            warnings: warnings.clone(),
        });
        self.reporter.error(&Error { faults: errors });
        if let PageState::Current(spent) = state {
            let (ms, count) = (spent.as_millis(), self.pages.len());
            let grave = warnings.iter().filter(|fault| fault.severity >= Severity::Warning);
            let counts = [
                ("ms", &*ms.to_string()),
                ("pages", &*count.to_string()),
                ("warnings", &*grave.count().to_string()),
            ];
            self.reporter.say("rendered", &counts);
        }
    }

    /// Waits for the next change.
    fn next(&mut self) -> Result<Change> {
        loop {
            let patience = if self.lookout.misses_folders() { POLL } else { LONG };
            if let Some(change) = self.lookout.wait(&self.sources, patience) {
                return Ok(change);
            }
            if self.lookout.follow(&self.sources.folders())? {
                return Ok(Change::House);
            }
        }
    }
}

/// Returns the pages for the preview, reusing those that look as before.
fn pages(before: &[Arc<Page>], proofed: Proofed) -> Vec<Arc<Page>> {
    let Proofed { forme, proof, .. } = proofed;
    let forme = Arc::new(forme);
    let mut pages = Vec::new();
    for (n, (digest, page)) in forme.digests().into_iter().zip(&proof.pages).enumerate() {
        let same = before.get(n).filter(|page| page.shows(digest)).cloned();
        let forme = forme.clone();
        pages.push(same.unwrap_or_else(|| {
            let draw = move || forme.picture(n, PageImage::Svg).unwrap_or_default();
            Arc::new(Page::new(digest, [page.width, page.height], draw))
        }));
    }
    pages
}
