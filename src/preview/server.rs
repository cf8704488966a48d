//! The server of a preview: the one socket of the program. It takes requests from this machine alone;
//! to render an issue opens no socket at all.
//!
//! typst-kit has a server, too. It does not look at the host that a request is for, so a page of the
//! web whose name is made to lead here could read an issue before it is public; and it gives up after
//! six ports.

use std::io::{self, ErrorKind, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use briefing_values::error::{Problem, Result};

use super::Preview;
use super::reply::{EVENTS, Reply};
use super::request::Request;

/// The ports that are tried one after the other, where none is asked for; then any that is free.
const PORTS: std::ops::Range<u16> = 3000..3010;
/// How long a browser may take to ask, or to take what it gets.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a browser that listens hears something, so that one that has gone is noticed.
const BEAT: Duration = Duration::from_secs(15);

/// Shows a preview to the browsers of this machine.
pub(crate) struct Server {
    port: u16,
    board: Arc<Board>,
}

/// What is shown, and the number of times that it has changed.
#[derive(Default)]
struct Board {
    shown: Mutex<(u64, Arc<Preview>)>,
    changed: Condvar,
}

impl Server {
    /// Opens the server on a port of 127.0.0.1.
    ///
    /// # Errors
    /// A port that is taken.
    pub(crate) fn open(port: Option<u16>, preview: Preview) -> Result<Self> {
        let refused = |error: io::Error| Problem::Access {
            action: "listen on",
            path: format!("127.0.0.1:{}", port.unwrap_or(PORTS.start)),
            reason: error.to_string(),
        };
        let listener = listen(port).map_err(refused)?;
        let port = listener.local_addr().map_err(refused)?.port();
        let server = Self { port, board: Arc::default() };
        server.show(preview);
        let board = server.board.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (Ok(stream), board) = (stream, board.clone()) else { continue };
                // A browser that goes away in the middle has its reasons.
                thread::spawn(move || serve(&stream, port, &board).is_ok());
            }
        });
        Ok(server)
    }

    /// Returns the address for the browser.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Shows another preview, and tells the browsers.
    pub(crate) fn show(&self, preview: Preview) {
        let mut shown = self.board.lock();
        *shown = (shown.0 + 1, Arc::new(preview));
        self.board.changed.notify_all();
    }
}

#[expect(clippy::disallowed_methods, reason = "`briefing watch` serves this machine, and no other")]
fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return bind(port);
    }
    for port in PORTS {
        match bind(port) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            bound => return bound,
        }
    }
    bind(0)
}

/// Answers one request.
fn serve(stream: &TcpStream, port: u16, board: &Board) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    match Request::read(stream) {
        None => Reply::refusal("400 Bad Request").send(stream),
        Some(request) if !request.is_for(port) => Reply::refusal("403 Forbidden").send(stream),
        Some(request) if !request.asks => Reply::refusal("405 Method Not Allowed").send(stream),
        Some(request) if request.target == "/events" => board.tell(stream),
        Some(request) => {
            let preview = board.lock().1.clone();
            preview.reply(&request.target).send(stream)
        }
    }
}

impl Board {
    /// Tells a browser of the present preview and of every later one, until it goes away.
    fn tell(&self, mut stream: &TcpStream) -> io::Result<()> {
        stream.write_all(EVENTS.as_bytes())?;
        let mut told = 0;
        loop {
            let now = self.after(told);
            let words = if now == told { ":\n\n".into() } else { format!("data: {now}\n\n") };
            stream.write_all(words.as_bytes())?;
            told = now;
        }
    }

    /// Waits for a change that has not been told, for a beat at most, and returns its number.
    fn after(&self, told: u64) -> u64 {
        let wait = self.changed.wait_timeout_while(self.lock(), BEAT, |shown| shown.0 == told);
        wait.unwrap_or_else(PoisonError::into_inner).0.0
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, (u64, Arc<Preview>)> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
