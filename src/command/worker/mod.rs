//! `briefing worker`: does jobs that a server hands it over standard input, and answers over standard
//! output. It confines itself before it reads the first; nobody but the program starts it.

mod archive;
mod issue;
mod telling;

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek};
use std::path::PathBuf;

use briefing_archive::archive::Archive;
use briefing_desk::Desk;
use briefing_engine::house::House;
use briefing_values::error::{Error, Problem, Result};
use briefing_worker::job::wire::Message;
use briefing_worker::job::{About, Answer, Job, Said, Work};
use briefing_worker::sandbox::{self, Limits};

use crate::args::WorkerArgs;

use super::outputs;
use super::round::STACK;
use telling::Telling;

/// Reads jobs until there are no more.
pub(super) fn run(args: &WorkerArgs, root: Option<PathBuf>) -> Result<()> {
    // Opened while it can be.
    let memory = Memory::open();
    let program = std::env::current_exe().ok();
    let house = root.iter().flat_map(|root| House::parts().map(|part| root.join(part)));
    let readable = program.into_iter().chain(house).chain(args.archive.clone());
    let limits = Limits {
        memory: args.memory * 1024 * 1024,
        // A worker's answers go through a pipe; what is shown may go to a file.
        written: if args.show { 4096 } else { 0 },
        files: 64,
        readable: readable.collect(),
    };
    // Taken before: what changes from here on cannot be read, and another worker is asked for.
    let house = House::open(root.clone())?.state();
    let held = sandbox::confine(&limits);
    if args.show {
        return outputs::print(format!("{held}\n").as_bytes());
    }
    // Deep nesting in a template must end in a message, not in an abort.
    let labour = std::thread::Builder::new().stack_size(STACK);
    let archive = args.archive.clone().map(Archive::at);
    // All processors may work at one issue at once.
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let processors = u32::try_from(processors).unwrap_or(u32::MAX);
    let time = std::time::Duration::from_secs(args.seconds).saturating_mul(processors);
    let worker = Worker { root, archive, desk: None, house, memory };
    let labour = labour.spawn(move || worker.work(time));
    let refusal = |error: &io::Error| {
        let (path, reason) = ("a thread".into(), error.to_string());
        Error::from(Problem::Access { action: "start", path, reason })
    };
    let labour = labour.map_err(|error| refusal(&error))?;
    labour.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// A worker, with its desk.
struct Worker {
    root: Option<PathBuf>,
    archive: Option<Archive>,
    /// The desk.
    desk: Option<Desk>,
    /// The state that the house was in when the worker began: it can read nothing that has come since.
    house: briefing_engine::house::State,
    memory: Memory,
}

/// The files that were made, and what there is to say of them.
type Done = (Vec<(String, Vec<u8>)>, Telling, About);

impl Worker {
    /// Does jobs until the pipe ends.
    fn work(mut self, time: std::time::Duration) -> Result<()> {
        // The first job finds the desk open. What is wrong with the house is told by every job.
        let _ = self.desk();
        let (mut input, mut output) = (BufReader::new(io::stdin()), BufWriter::new(io::stdout()));
        let refusal = |error: io::Error| {
            let (path, reason) = ("the server's pipe".into(), error.to_string());
            Error::from(Problem::Access { action: "read", path, reason })
        };
        while let Some(message) = Message::read(&mut input).map_err(refusal)? {
            let unreadable = |_| refusal(io::ErrorKind::InvalidData.into());
            let job = Job::read(message).map_err(unreadable)?;
            sandbox::grant(time.max(job.work.least_time()));
            self.answer(job).message().write(&mut output).map_err(refusal)?;
        }
        Ok(())
    }

    fn answer(&mut self, job: Job) -> Answer {
        if House::open(self.root.clone()).is_ok_and(|house| house.state() != self.house) {
            let (said, files) = (Said::Outdated, Vec::new());
            return Answer { said, files, resident: self.memory.resident() };
        }
        let tell = match &job.work {
            Work::Render { tell, .. } => *tell,
            _ => None,
        };
        let (said, files) = match self.done(job) {
            Ok((files, remarks, about)) => (Said::Done { remarks: remarks.0, about }, files),
            Err((error, faults)) => {
                let told = tell.map(|lang| super::told(&error.faults, lang)).unwrap_or_default();
                let exit = error.kind().exit_code();
                (Said::Refused { exit, faults: faults.0, told }, Vec::new())
            }
        };
        Answer { said, files, resident: self.memory.resident() }
    }

    /// Does a job, or returns what stopped it.
    fn done(&mut self, job: Job) -> std::result::Result<Done, (Error, Telling)> {
        let Job { work, name, file, pictures } = job;
        let plain = |error: Error| {
            let told = Telling::of(&error.faults, None);
            (error, told)
        };
        match work {
            Work::Draw { page, ppi } => archive::draw(&name, file, page, ppi).map_err(plain),
            Work::Regenerate { id, revision } => {
                archive::regenerate(self.archive().map_err(plain)?, &id, revision).map_err(plain)
            }
            Work::Verify { which } => {
                let archive = self.archive().map_err(plain)?;
                archive::verify(archive, self.root.as_deref(), &which).map_err(plain)
            }
            Work::Faces => issue::faces(self.desk().map_err(plain)?).map_err(plain),
            work => {
                let desk = self.desk().map_err(plain)?;
                issue::done(desk, work, &name, file, pictures)
            }
        }
    }

    fn archive(&self) -> Result<&Archive> {
        self.archive.as_ref().ok_or_else(|| {
            let words = vec![("path", String::from("archive"))];
            Problem::Noted { code: "archive/no-archive", words }.into()
        })
    }

    /// Returns the desk.
    fn desk(&mut self) -> Result<&Desk> {
        let desk = match self.desk.take() {
            Some(desk) => desk,
            None => Desk::open(self.root.clone())?,
        };
        Ok(self.desk.insert(desk))
    }
}

/// What the system says of this process's memory.
struct Memory(Option<File>);

impl Memory {
    fn open() -> Self {
        Self(File::open("/proc/self/statm").ok())
    }

    /// Returns how much memory this process holds, in bytes; 0 where the system does not say.
    fn resident(&mut self) -> u64 {
        let mut words = String::new();
        let Some(file) = &mut self.0 else { return 0 };
        if file.rewind().and_then(|()| file.read_to_string(&mut words)).is_err() {
            return 0;
        }
        let pages: Option<u64> = words.split(' ').nth(1).and_then(|word| word.parse().ok());
        pages.unwrap_or_default() * 4096
    }
}
