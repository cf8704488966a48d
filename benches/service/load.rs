//! Many renders from many clients, and few from few.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use briefing_support::client::Request;
use briefing_support::office::Office;
use briefing_support::server::Server;

use crate::row;

/// How many renders there are, and from how many clients.
const RENDERS: usize = 10_000;
const CLIENTS: usize = 64;
/// How many issues are in the batch with which the rate is compared.
const BATCH: u32 = 500;

/// Returns an office with this many different issues in `data`, and their texts.
fn office(issues: u32) -> (Office, Vec<String>) {
    let office = Office::new().file("briefing.toml", "");
    briefing_support::generate::issues(&office.path("data"), issues)
        .expect("the issues can be written");
    let texts = (1..=issues).map(|serial| {
        String::from_utf8(office.read(&format!("data/{serial}.toml"))).expect("they are text")
    });
    let texts = texts.collect();
    (office, texts)
}

/// Returns how many issues per second are set in a batch.
fn batch(office: &Office) -> f64 {
    let start = Instant::now();
    office.run(&["render", "data/", "-o", "out/"]).code(0);
    f64::from(BATCH) / start.elapsed().as_secs_f64()
}

/// 10,000 renders of different issues.
pub(crate) fn load() {
    let (office, texts) = office(BATCH);
    let before = batch(&office);
    let server = Server::with(office, &["--queue", "256", "--log", "off", "--seconds", "60"]);
    let (next, errors) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let memory: Mutex<Vec<u64>> = Mutex::default();
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= RENDERS {
                        return;
                    }
                    // Every issue differs from all others, even though the batch has fewer.
                    let text = &texts[number % texts.len()];
                    let text = text.replacen(
                        "serial = ",
                        &format!("serial = {}", number / texts.len() + 1),
                        1,
                    );
                    let answer = Request::post("/v1/render", text).try_send(server.port);
                    let good =
                        answer.is_ok_and(|it| it.status == 200 && it.body.starts_with(b"%PDF-"));
                    errors.fetch_add(usize::from(!good), Ordering::Relaxed);
                    if number % (RENDERS / 20) == 0 {
                        memory.lock().expect("nobody panics").push(server.memory());
                    }
                }
            });
        }
    });
    let rate = RENDERS as f64 / start.elapsed().as_secs_f64();
    let memory = memory.into_inner().expect("nobody panics");
    let (half, last) = (memory[memory.len() / 2], memory[memory.len() - 1]);
    let metrics = server.get("/metrics").text();
    let office = server.kill();
    let beside = f64::midpoint(before, batch(&office));
    row(
        &format!("{RENDERS} renders, {CLIENTS} clients"),
        &format!("{rate:.1}/s"),
        &format!("`render`, a batch: {beside:.1}/s"),
        &format!("{:.2}", rate / beside),
        "≥ 0.80",
    );
    row("errors among them", &errors.into_inner().to_string(), "", "", "0");
    row(
        "memory of the server, at the end",
        &format!("{last} MB"),
        &format!("half way: {half} MB"),
        &format!("{:.2}", last as f64 / half.max(1) as f64),
        "≤ 1.05, < 200 MB",
    );
    for line in metrics.lines().filter(|line| line.starts_with("briefing_workers_")) {
        println!("<!-- {line} -->");
    }
}

/// A few clients, which look at what they get before they ask again.
pub(crate) fn latency() {
    let (office, texts) = office(100);
    let server = Server::with(office, &["--log", "off"]);
    let timed = |text: &str| {
        let start = Instant::now();
        Request::post("/v1/render", text).send(server.port).is(200);
        start.elapsed()
    };
    for text in &texts[..20] {
        timed(text);
    }
    let mut alone: Vec<_> = texts.iter().map(|text| timed(text)).collect();
    alone.sort();
    let single = alone[alone.len() / 2];
    let all: Mutex<Vec<Duration>> = Mutex::default();
    thread::scope(|scope| {
        for client in 0..4 {
            let (all, texts, timed) = (&all, &texts, &timed);
            scope.spawn(move || {
                for (number, text) in texts.iter().enumerate() {
                    // Half of the machine is asked for: 4 clients, each pausing for 3 renders after each.
                    thread::sleep(
                        single * 3
                            + Duration::from_micros(((number * 7 + client * 13) % 29) as u64 * 500),
                    );
                    let spent = timed(text);
                    all.lock().expect("nobody panics").push(spent);
                }
            });
        }
    });
    let mut all = all.into_inner().expect("nobody panics");
    all.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    for (name, place, goal) in [("median", 50, "≤ 1.5"), ("99th of 100", 99, "≤ 3")] {
        let time = all[(all.len() - 1) * place / 100];
        row(
            &format!("a render among 4 clients, {name}"),
            &format!("{:.0} ms", ms(time)),
            &format!("alone: {:.0} ms", ms(single)),
            &format!("{:.2}", ms(time) / ms(single)),
            goal,
        );
    }
}
