//! A worker process, as its server sees it.

use std::io::{self, BufReader, BufWriter, Read};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use briefing_values::clock;

use crate::job::Answer;
use crate::job::wire::Message;

use super::Settings;

/// How much of a dying worker's error output is kept, in bytes.
const LAST_WORDS: usize = 400;

/// Why a job was not answered.
pub(super) enum Ended {
    /// The worker was still busy when the time ran out, and was killed.
    OutOfTime,
    /// The worker died; this is how.
    Died(String),
}

/// A worker process, which is killed when dropped.
pub(super) struct Process {
    child: Arc<Mutex<Child>>,
    input: BufWriter<ChildStdin>,
    output: BufReader<ChildStdout>,
    said: Option<JoinHandle<Vec<u8>>>,
    watchdog: Sender<Option<(u32, Instant)>>,
    /// The job during which the watchdog killed it.
    killed: Arc<Mutex<Option<u32>>>,
    jobs: u32,
    resident: u64,
}

impl Process {
    /// Starts a worker.
    pub(super) fn start(settings: &Settings) -> io::Result<Self> {
        let mut child = Command::new(&settings.program)
            .args(&settings.words)
            .env("RUST_BACKTRACE", "0")
            // Otherwise the allocator would reserve a gigabyte of the allowed address space for itself.
            .env("MIMALLOC_ARENA_RESERVE", "65536")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (Some(input), Some(output), Some(words)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let child = Arc::new(Mutex::new(child));
        let (watchdog, orders) = channel();
        let killed = Arc::default();
        let dog = (child.clone(), Arc::clone(&killed));
        thread::Builder::new().spawn(move || watch(&orders, &dog.0, &dog.1))?;
        let said = Some(thread::Builder::new().spawn(move || listen(words))?);
        let (input, output) = (BufWriter::new(input), BufReader::new(output));
        Ok(Self { child, input, output, said, watchdog, killed, jobs: 0, resident: 0 })
    }

    /// Hands the worker a job, and waits for its answer.
    pub(super) fn answer(&mut self, job: &Message, until: Instant) -> Result<Answer, Ended> {
        // The watchdog lives as long as the worker.
        let _ = self.watchdog.send(Some((self.jobs, until)));
        let answered = job.write(&mut self.input).and_then(|()| Message::read(&mut self.output));
        let _ = self.watchdog.send(None);
        let answer = answered.ok().flatten().and_then(|message| Answer::read(message).ok());
        match answer {
            Some(answer) => {
                self.jobs += 1;
                self.resident = answer.resident;
                Ok(answer)
            }
            None if *lock(&self.killed) == Some(self.jobs) => Err(Ended::OutOfTime),
            None => Err(Ended::Died(self.last_words())),
        }
    }

    /// Returns whether the worker has exited since its last job.
    pub(super) fn has_exited(&self) -> bool {
        matches!(lock(&self.child).try_wait(), Ok(Some(_)))
    }

    /// Returns how many jobs the worker has done.
    pub(super) fn jobs(&self) -> u32 {
        self.jobs
    }

    /// Returns how much memory the worker held after its last job, in bytes.
    pub(super) fn resident(&self) -> u64 {
        self.resident
    }

    /// Returns the exit status of the worker, and the first line of its error output.
    fn last_words(&mut self) -> String {
        let mut child = lock(&self.child);
        // It may have closed its pipe without exiting.
        let _ = child.kill();
        let status = child.wait().map_or_else(|error| error.to_string(), |it| it.to_string());
        let said = self.said.take().and_then(|ear| ear.join().ok()).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        let words = said.lines().map(str::trim).find(|line| !line.is_empty());
        words.map_or_else(|| status.clone(), |words| format!("{status}: {words}"))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let mut child = lock(&self.child);
        // A worker that has already exited cannot be killed, and need not be.
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// Kills the worker when a job runs out of time.
fn watch(
    orders: &Receiver<Option<(u32, Instant)>>,
    child: &Mutex<Child>,
    killed: &Mutex<Option<u32>>,
) {
    let mut order: Option<(u32, Instant)> = None;
    loop {
        let next = match order {
            None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some((_, until)) => orders.recv_timeout(until.saturating_duration_since(clock::now())),
        };
        match next {
            Ok(next) => order = next,
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                *lock(killed) = order.map(|(job, _)| job);
                let _ = lock(child).kill();
                order = None;
            }
        }
    }
}

/// Returns the beginning of a worker's standard error: it writes nothing there until it dies.
fn listen(mut words: ChildStderr) -> Vec<u8> {
    let (mut said, mut piece) = (Vec::new(), [0; 1024]);
    while let Ok(length @ 1..) = words.read(&mut piece) {
        let room = LAST_WORDS.saturating_sub(said.len());
        said.extend(&piece[..length.min(room)]);
    }
    said
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
