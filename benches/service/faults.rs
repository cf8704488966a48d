//! What a server must face: too many clients, clients that say nothing, workers that die, a kill.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use briefing_support::client::Request;
use briefing_support::office::{ISSUE, Office};
use briefing_support::server::{Server, signal};

use crate::row;

/// How long a fault lasts.
const MINUTE: Duration = Duration::from_mins(1);

fn office() -> Office {
    Office::new().file("briefing.toml", "")
}

/// More clients than there is room for.
pub(crate) fn overload() {
    let server = Server::with(office(), &["--queue", "16", "--log", "off"]);
    let answers: Mutex<BTreeMap<u16, usize>> = Mutex::default();
    let lost = AtomicUsize::new(0);
    let end = Instant::now() + Duration::from_secs(20);
    thread::scope(|scope| {
        for _ in 0..200 {
            scope.spawn(|| {
                while Instant::now() < end {
                    match Request::post("/v1/render", ISSUE).try_send(server.port) {
                        Ok(it) => {
                            let mut answers = answers.lock().expect("nobody panics");
                            *answers.entry(it.status).or_default() += 1;
                        }
                        Err(_) => drop(lost.fetch_add(1, Ordering::Relaxed)),
                    }
                }
            });
        }
    });
    server.still_works();
    let answers = answers.into_inner().expect("nobody panics");
    let other: usize =
        answers.iter().filter(|(it, _)| ![200, 429].contains(*it)).map(|(_, count)| count).sum();
    let count = |status| answers.get(&status).copied().unwrap_or_default();
    row(
        "200 clients, room for 18: set, turned away (429)",
        &format!("{}, {}", count(200), count(429)),
        &format!("other answers: {}", other + lost.into_inner()),
        "",
        "0 others",
    );
}

/// Clients that open a connection and say nothing more.
pub(crate) fn silent() {
    let server = Server::with(office(), &["--log", "off"]);
    server.still_works();
    let end = Instant::now() + MINUTE;
    let mut worst = Duration::ZERO;
    let mut held: Vec<TcpStream> = Vec::new();
    while Instant::now() < end {
        // Clients that were sent away come back.
        held.retain(|stream| {
            stream.take_error().is_ok_and(|it| it.is_none()) && stream.peer_addr().is_ok()
        });
        while held.len() < 500 {
            let Ok(mut stream) = TcpStream::connect(("127.0.0.1", server.port)) else { break };
            let _ = stream.write_all(b"POST /v1/render HTTP/1.1\r\nhost: 127.0.0.1\r\n");
            held.push(stream);
        }
        let start = Instant::now();
        server.still_works();
        worst = worst.max(start.elapsed());
        thread::sleep(Duration::from_millis(200));
    }
    row(
        "the slowest render beside 500 half-open connections, 60 s",
        &format!("{:.0} ms", worst.as_secs_f64() * 1e3),
        "",
        "",
        "< 1,000 ms",
    );
}

/// Workers that are killed under load, one each second.
pub(crate) fn killed() {
    let server = Server::with(office(), &["--log", "off"]);
    server.still_works();
    let reference = Request::post("/v1/render", ISSUE).send(server.port).body;
    let (done, lost, kills) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let end = Instant::now() + MINUTE;
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                while Instant::now() < end {
                    let answer = Request::post("/v1/render", ISSUE).try_send(server.port);
                    let same = answer.is_ok_and(|it| it.status == 200 && it.body == reference);
                    let counter = if same { &done } else { &lost };
                    counter.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let mut chance = 7_usize;
        while Instant::now() < end {
            thread::sleep(Duration::from_secs(1));
            let workers = server.workers();
            chance = chance.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            if let Some(worker) = workers.get(chance / 65_536 % workers.len().max(1)) {
                signal("KILL", *worker);
                kills.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    row(
        &format!("renders while {} workers were killed, one a second", kills.into_inner()),
        &done.into_inner().to_string(),
        &format!("lost or altered: {}", lost.into_inner()),
        "",
        "0 lost",
    );
}

/// A server that is killed again and again while issues are published and drafts saved.
pub(crate) fn restarted() {
    const ROUNDS: u32 = 25;
    let (mut office, mut wrong, mut published) = (office(), 0, 0);
    for round in 1..=ROUNDS {
        let server = Server::with(office, &["--log", "off"]);
        let (port, key, stop) = (server.port, server.form_key(), AtomicBool::new(false));
        let (stop, key) = (&stop, key.as_str());
        let (killed, answered, draft) = thread::scope(|scope| {
            let press = scope.spawn(move || publish(port, round, stop));
            let editor = scope.spawn(move || edit(port, round, key, stop));
            thread::sleep(Duration::from_millis(400 + 37 * u64::from(round)));
            let office = server.kill();
            stop.store(true, Ordering::Relaxed);
            (office, press.join().expect("it ends"), editor.join().expect("it ends"))
        });
        let server = Server::with(killed, &["--log", "off"]);
        published += answered.len();
        for serial in answered {
            wrong += usize::from(server.get(&format!("/v1/issues/{serial}")).status != 200);
        }
        if let Some((draft, saved)) = draft {
            let text = server.get(&format!("{draft}/toml")).text();
            let now = text.trim().rsplit(' ').next().and_then(|it| it.parse::<u32>().ok());
            // A save that was not answered may still have been made.
            wrong += usize::from(now != Some(saved) && now != Some(saved + 1));
        }
        wrong += usize::from(server.office.run(&["verify", "--all"]).status() != Some(0));
        office = server.kill();
    }
    row(
        &format!("issues published while the server was killed {ROUNDS} times"),
        &published.to_string(),
        &format!("lost or damaged, drafts too: {wrong}"),
        "",
        "0 lost",
    );
}

/// Publishes issue after issue, and returns those that the server said were published.
fn publish(port: u16, round: u32, stop: &AtomicBool) -> Vec<u32> {
    let mut published = Vec::new();
    for serial in round * 100.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let put = Request::new("PUT", &format!("/v1/issues/{serial}?reason=x"))
            .with("content-type", "application/toml")
            .with("if-none-match", "*")
            .body(issue(serial));
        if put.try_send(port).is_ok_and(|it| it.status == 201) {
            published.push(serial);
        }
    }
    published
}

/// Saves a draft again and again, and returns it with the last text that the server said was saved.
fn edit(port: u16, round: u32, key: &str, stop: &AtomicBool) -> Option<(String, u32)> {
    let begin = Request::form("/drafts", &[("form_key", key)]).try_send(port).ok()?;
    let draft = begin.header("location").to_owned();
    let mut saved = 0;
    while !stop.load(Ordering::Relaxed) {
        let (from, text) = ((saved + 1).to_string(), format!("{ISSUE}# {round} {}\n", saved + 1));
        let fields = [("form_key", key), ("version", &from), ("tab", "toml"), ("toml", &text)];
        if Request::form(&draft, &fields).try_send(port).is_ok_and(|it| it.status == 303) {
            saved += 1;
        }
    }
    (saved > 0).then_some((draft, saved))
}

/// Returns a small issue with a number of its own.
fn issue(serial: u32) -> String {
    let issue = ISSUE.replace("serial = 27", &format!("serial = {serial}"));
    issue.replace("number = 3", &format!("number = {serial}"))
}
