//! The service in an office of its own.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::client::{Answer, Request};
use crate::office::{Office, project};

/// The program as a service, killed when it is dropped.
pub struct Server {
    /// The office that it serves.
    pub office: Office,
    /// The port that it listens on.
    pub port: u16,
    child: Child,
    said: Arc<Mutex<String>>,
}

impl Server {
    /// Starts the service in an office with an empty project.
    pub fn start() -> Self {
        Self::with(Office::new().file("briefing.toml", ""), &[])
    }

    /// Starts the service in an office whose archive holds issue 176.
    pub fn with_176() -> Self {
        let office = Office::new().file("briefing.toml", "");
        let issue = project("data/176.toml");
        let words = [
            "publish",
            &issue.to_string_lossy(),
            "--archive",
            "archive",
            "--by",
            "韦",
            "--reason",
            "first",
        ];
        office.run(&words).code(0);
        Self::with(office, &[])
    }

    /// Starts the service in an office, with more arguments.
    #[track_caller]
    pub fn with(office: Office, words: &[&str]) -> Self {
        let command = office.command(&["serve", "--bind", "127.0.0.1:0"]);
        Self::run(office, command, words)
    }

    /// Starts the service subject to file permissions, even if the superuser runs the test.
    #[cfg(unix)]
    #[track_caller]
    pub fn bound(office: Office, words: &[&str]) -> Self {
        let command = office.bound_command(&["serve", "--bind", "127.0.0.1:0"]);
        Self::run(office, command, words)
    }

    #[track_caller]
    fn run(office: Office, mut command: Command, words: &[&str]) -> Self {
        command.args(words).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("standard output is a pipe"));
        let said = Arc::new(Mutex::new(String::new()));
        let (ear, mut err) = (said.clone(), child.stderr.take().expect("standard error is a pipe"));
        thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(length @ 1..) = err.read(&mut piece) {
                let mut said = ear.lock().expect("nobody panics here");
                said.push_str(&String::from_utf8_lossy(&piece[..length]));
            }
        });
        let mut line = String::new();
        out.read_line(&mut line).expect("the program says where it listens");
        let port = line.trim().trim_end_matches('/').rsplit(':').next().unwrap_or_default().parse();
        let port =
            port.unwrap_or_else(|_| panic!("{line} {}", said.lock().expect("nobody panics there")));
        Self { office, port, child, said }
    }

    /// Sends a request.
    #[track_caller]
    pub fn send(&self, request: Request) -> Answer {
        request.send(self.port)
    }

    /// Sends a GET request.
    #[track_caller]
    pub fn get(&self, target: &str) -> Answer {
        self.send(Request::get(target))
    }

    /// Gets a page, as a browser does.
    #[track_caller]
    pub fn page(&self, target: &str) -> String {
        self.send(Request::get(target).with("accept", "text/html")).is(200).text()
    }

    /// Renders the small issue, and asserts that a PDF comes out.
    #[track_caller]
    pub fn still_works(&self) {
        let answer = self.send(Request::post("/v1/render", crate::office::ISSUE));
        assert!(answer.is(200).body.starts_with(b"%PDF-"));
    }

    /// Returns the key that every form carries while nobody has an account.
    #[track_caller]
    pub fn form_key(&self) -> String {
        value_of(&self.page("/drafts"), "form_key")
    }

    /// Returns how much memory the server holds, without its workers, in MB.
    pub fn memory(&self) -> u64 {
        let words = std::fs::read_to_string(format!("/proc/{}/statm", self.child.id()));
        let words = words.unwrap_or_default();
        let pages: u64 = words.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or_default();
        pages * 4096 / 1_000_000
    }

    /// Returns the process numbers of the workers.
    pub fn workers(&self) -> Vec<u32> {
        let mut workers = Vec::new();
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id()));
        for task in tasks.into_iter().flatten().flatten() {
            let children =
                std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
            workers.extend(children.split_whitespace().filter_map(|it| it.parse::<u32>().ok()));
        }
        workers
    }

    /// Returns what the program has written to standard error.
    pub fn said(&self) -> String {
        self.said.lock().expect("nobody panics there").clone()
    }

    /// Waits until the program has written some words to standard error.
    #[track_caller]
    pub fn has_said(&self, words: &str) {
        let start = std::time::Instant::now();
        while !self.said().contains(words) {
            assert!(start.elapsed().as_secs() < 30, "{words}: {}", self.said());
            thread::sleep(std::time::Duration::from_millis(10));
        }
    }

    /// Asks the program to terminate, and returns the office and the exit code.
    pub fn end(mut self) -> (Office, Option<i32>) {
        assert!(signal("TERM", self.child.id()), "it cannot be asked");
        let code = self.child.wait().expect("it ends").code();
        (self.take_office(), code)
    }

    /// Kills the program at once.
    pub fn kill(mut self) -> Office {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.take_office()
    }

    fn take_office(&mut self) -> Office {
        std::mem::replace(&mut self.office, Office::new())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal to a process, and returns whether it existed. The shell's own `kill` exists on every
/// system.
pub fn signal(name: &str, process: u32) -> bool {
    let words = format!("kill -{name} {process} 2>/dev/null");
    Command::new("sh").args(["-c", &words]).status().is_ok_and(|it| it.success())
}

/// Returns the value of a hidden field of a page.
#[track_caller]
pub fn value_of(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = page.split(&mark).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split('"').next().unwrap_or_default().to_owned()
}
