//! A program that watches, and the browser that asks it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use briefing_support::office::Office;

/// How long a test waits for what must come.
pub(super) const PATIENCE: Duration = Duration::from_mins(1);

/// A program that watches; it ends with this value.
pub(super) struct Watcher {
    pub(super) child: Child,
    pub(super) port: u16,
    said: Receiver<String>,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watcher {
    /// Starts the program, and waits until it names its address.
    pub(super) fn start(office: &Office, words: &[&str]) -> Self {
        let mut command = office.command(&["watch"]);
        command.args(words);
        Self::start_by(command)
    }

    /// Starts the program so that an interrupt ends it, even if whoever runs the tests ignores interrupts, as a
    /// shell does in the background.
    #[cfg(target_os = "linux")]
    pub(super) fn start_interruptible(office: &Office, words: &[&str]) -> Self {
        let mut command = office.tool("/usr/bin/env");
        command.arg("--default-signal=INT").arg(office.command(&[]).get_program());
        command.arg("watch").args(words);
        Self::start_by(command)
    }

    fn start_by(mut command: Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let address = lines(child.stdout.take().expect("standard output is a pipe"));
        let said = lines(child.stderr.take().expect("standard error is a pipe"));
        let mut watcher = Self { child, port: 0, said };
        let address = address.recv_timeout(PATIENCE).expect("the address is named");
        let port =
            address.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix('/'));
        watcher.port = port.and_then(|port| port.parse().ok()).expect("the address has a port");
        watcher
    }

    /// Waits until the program ends.
    #[track_caller]
    pub(super) fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("the system knows it") {
                return status;
            }
            assert!(Instant::now() < end, "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Sends a request, and returns the open connection.
    pub(super) fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        stream.write_all(request.as_bytes()).expect("the server reads");
        stream
    }

    /// Returns the whole reply to a request.
    pub(super) fn reply(&self, request: &str) -> String {
        let mut bytes = Vec::new();
        self.send(request).read_to_end(&mut bytes).expect("the server answers");
        String::from_utf8(bytes).expect("the reply is text")
    }

    pub(super) fn get(&self, target: &str) -> String {
        let host = format!("Host: 127.0.0.1:{}", self.port);
        self.reply(&format!("GET {target} HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"))
    }

    /// Waits until the document is as wanted, and returns it.
    #[track_caller]
    pub(super) fn until(&self, wanted: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let document = self.get("/");
            if wanted(&document) {
                return document;
            }
            assert!(Instant::now() < end, "this never changed:\n{document}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for pages without faults, and returns their addresses.
    #[track_caller]
    pub(super) fn pages(&self) -> Vec<String> {
        let good = |text: &str| text.contains("class=\"current\"") && !text.contains("<article");
        addresses(&self.until(|text| good(text) && text.contains("<img")))
    }

    /// Waits for pages without faults, the first of which looks different from these.
    #[track_caller]
    pub(super) fn other_pages(&self, before: &[String]) -> Vec<String> {
        addresses(&self.until(|text| {
            let pages = addresses(text);
            !text.contains("<article") && !pages.is_empty() && pages[0] != before[0]
        }))
    }

    /// Waits until the program has said these words on standard error.
    #[track_caller]
    pub(super) fn says(&self, words: &str) {
        loop {
            let line = self.said.recv_timeout(PATIENCE).expect("the program says more");
            if line.contains(words) {
                return;
            }
        }
    }
}

/// Returns the lines of a pipe, as they come.
pub(super) fn lines(pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            // The test may have ended.
            let _ = sender.send(line);
        }
    });
    receiver
}

/// Returns the addresses of the pages that a document shows.
pub(super) fn addresses(document: &str) -> Vec<String> {
    let sources = document.split("<img src=\"").skip(1);
    sources.filter_map(|rest| Some(format!("/{}", rest.split_once('"')?.0))).collect()
}
