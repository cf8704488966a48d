//! A worker: takes jobs from a server on standard input, and answers on standard output. It confines
//! itself before it reads the first job.

mod archive;
mod issue;
mod made;
mod telling;

use std::io::{self, BufReader, BufWriter};
use std::path::PathBuf;
use std::time::Duration;

use briefing_archive::archive::Archive;
use briefing_desk::Desk;
use briefing_engine::house::{House, State};
use briefing_engine::press::STACK;
use briefing_values::error::{Problem, Result, codes};

use crate::job::wire::Message;
use crate::job::{Answer, Job, Said, Work};
use crate::memory::Memory;
use crate::sandbox::{self, Held, Limits};

use made::{Made, plain};
use telling::Telling;

/// The settings of a worker.
pub struct WorkerSettings {
    /// The project folder.
    pub root: Option<PathBuf>,
    /// The folder of the archive.
    pub archive: Option<PathBuf>,
    /// How much address space it may use, in MiB.
    pub memory: u64,
    /// How much time a job may take; for processor time, this applies to each processor.
    pub time: Duration,
}

/// Confines this process like a worker, and returns which restrictions are in force. The report on them
/// may go to a file.
pub fn confined(settings: &WorkerSettings) -> Held {
    sandbox::confine(&limits(settings, 4096))
}

fn limits(settings: &WorkerSettings, written: u64) -> Limits {
    let house = settings.root.iter().flat_map(|root| House::parts().map(|part| root.join(part)));
    let program = std::env::current_exe().ok();
    let readable = program.into_iter().chain(house).chain(settings.archive.clone());
    Limits {
        memory: settings.memory * 1024 * 1024,
        written,
        files: 64,
        readable: readable.collect(),
    }
}

/// Does jobs until there are no more.
///
/// # Errors
/// A house that cannot be opened, a thread that the system cannot start, and a broken pipe.
pub fn run(settings: WorkerSettings) -> Result<()> {
    // Opened while that is still possible.
    let memory = Memory::open();
    // Taken first: later changes cannot be read, and need another worker.
    let house = House::open(settings.root.clone())?.state();
    // It writes to no file: its answers go through a pipe.
    sandbox::confine(&limits(&settings, 0));
    // All processors may work on one issue at once.
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let time = settings.time.saturating_mul(u32::try_from(processors).unwrap_or(u32::MAX));
    let WorkerSettings { root, archive, .. } = settings;
    let archive = archive.map(Archive::at);
    let worker = Worker { root, archive, desk: None, house, memory };
    let labour = std::thread::Builder::new().stack_size(STACK).spawn(move || worker.work(time));
    let labour = labour.map_err(|error| Problem::access("start", "a thread", &error))?;
    labour.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// A worker, with its desk.
struct Worker {
    root: Option<PathBuf>,
    archive: Option<Archive>,
    desk: Option<Desk>,
    /// The state of the house when the worker started: it cannot read anything newer.
    house: State,
    memory: Memory,
}

impl Worker {
    /// Does jobs until the pipe ends.
    fn work(mut self, time: Duration) -> Result<()> {
        // The first job finds the desk open. Every job reports what is wrong with the house.
        let _ = self.desk();
        let (mut input, mut output) = (BufReader::new(io::stdin()), BufWriter::new(io::stdout()));
        let refusal = |error: io::Error| Problem::access("read", "the server's pipe", &error);
        while let Some(message) = Message::read(&mut input).map_err(refusal)? {
            let unreadable = |_| refusal(io::ErrorKind::InvalidData.into());
            let job = Job::read(message).map_err(unreadable)?;
            sandbox::grant(time.max(job.work.least_time()));
            self.answer(job).message().write(&mut output).map_err(refusal)?;
        }
        Ok(())
    }

    fn answer(&mut self, job: Job) -> Answer {
        let changed = House::open(self.root.clone()).is_ok_and(|it| it.state() != self.house);
        let (said, files) = if changed { (Said::Outdated, Vec::new()) } else { self.said(job) };
        Answer { said, files, resident: self.memory.resident() }
    }

    fn said(&mut self, job: Job) -> (Said, Vec<Vec<u8>>) {
        match self.made(job) {
            Ok(Made { done, files, remarks }) => {
                (Said::Done { remarks: remarks.0, done: done.into() }, files)
            }
            Err(faults) => (Said::Refused { faults: faults.0 }, Vec::new()),
        }
    }

    /// Does a job, or returns what stopped it.
    fn made(&mut self, Job { work, about }: Job) -> std::result::Result<Made, Telling> {
        match work {
            Work::Draw(draw) => archive::draw(about, draw),
            Work::Regenerate(which) => {
                self.archive().and_then(|it| archive::regenerate(it, &which))
            }
            Work::Verify(which) => self
                .archive()
                .and_then(|archive| archive::verify(archive, self.root.as_deref(), &which)),
            Work::ListFaces(_) => self.desk().and_then(issue::faces),
            Work::Render(render) => {
                return issue::render(self.desk().map_err(plain)?, about, &render);
            }
            Work::Check(check) => return issue::check(self.desk().map_err(plain)?, about, check),
            Work::Preview(preview) => {
                return issue::preview(self.desk().map_err(plain)?, about, &preview);
            }
            Work::Submit(_) => return issue::submit(self.desk().map_err(plain)?, about),
        }
        .map_err(plain)
    }

    fn archive(&self) -> Result<&Archive> {
        self.archive.as_ref().ok_or_else(|| {
            let words = vec![("path", String::from("archive"))];
            Problem::Noted { code: codes::archive::NO_ARCHIVE, words }.into()
        })
    }

    fn desk(&mut self) -> Result<&Desk> {
        let desk = match self.desk.take() {
            Some(desk) => desk,
            None => Desk::open(self.root.clone())?,
        };
        Ok(self.desk.insert(desk))
    }
}
