//! The worker processes: what limits them, and what becomes of their work when they die.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use briefing_desk::check::Depth;
use briefing_support::client::Request;
use briefing_support::office::{ISSUE, Office, skip};
use briefing_support::server::{Server, signal};
use briefing_worker::job::{About, Check, Job};
use briefing_worker::pool::{Asker, Outcome, Pool, Settings, Turn};

#[cfg(target_os = "linux")]
#[test]
fn a_worker_is_confined() {
    let run = Office::new().run(&["worker", "--show"]);
    run.code(0);
    let held = String::from_utf8_lossy(run.bytes()).into_owned();
    assert!(held.contains("limits") && held.contains("seccomp"), "{held}");
    if !held.contains("landlock") {
        skip("this kernel has no Landlock");
    }
}

#[test]
fn isolated_work_is_the_same_work() {
    let office = Office::new().file("3.toml", ISSUE).file("4.toml", ISSUE.replace("= 27", "= 28"));
    office.run(&["render", "3.toml", "4.toml", "-o", "plain/"]).code(0);
    let run = office.run(&["render", "3.toml", "4.toml", "-o", "isolated/", "--isolate"]);
    run.code(0).stdout(snapbox::str![[r#"
isolated/3.pdf
isolated/4.pdf

"#]]);
    for file in ["3.pdf", "4.pdf"] {
        assert!(office.read(&format!("plain/{file}")) == office.read(&format!("isolated/{file}")));
    }
    office.run(&["render", "3.toml", "-f", "png", "--pages", "2", "-o", "p/", "--isolate"]).code(0);
    assert!(office.read("p/3-2.png").starts_with(b"\x89PNG"));
}

#[test]
fn an_isolated_fault_is_told_as_any_other() {
    let broken = ISSUE.replace("number = 3", "number = \"三\"");
    let long = ISSUE.replace("serial = 27", &format!("serial = \"{}\"", "二十七".repeat(100)));
    // More faults than are shown.
    let many: String = (0..80).map(|n| format!("k{n} = {n}\n")).collect();
    for text in [broken, long, ISSUE.to_owned() + &many] {
        let office = Office::new().file("3.toml", text);
        let plain = office.run(&["render", "3.toml", "-o", "3.pdf"]);
        let isolated = office.run(&["render", "3.toml", "-o", "3.pdf", "--isolate"]);
        assert_eq!(isolated.code(1).words(), plain.code(1).words());
    }
}

#[test]
fn an_endless_template_ends_in_a_message() {
    let template = "#set page(width: 9cm)\n#for i in range(9000000) [line #i #linebreak()]";
    let office = Office::new()
        .file("briefing.toml", "style = \"endless\"\n")
        .file("templates/endless/style.toml", "entry = \"page.typ.j2\"\n")
        .file("templates/endless/page.typ.j2", template)
        .file("3.toml", ISSUE);
    let run = office.run(&["render", "3.toml", "--isolate", "--seconds", "2", "-o", "3.pdf"]);
    let words = run.code(1).words();
    assert!(words.contains("service/out-of-time") || words.contains("service/too-much"), "{words}");
    assert!(!office.path("3.pdf").exists());
}

/// Kills a process and waits until all of its threads have ended, which takes longer than the signal.
fn kill(process: u32) {
    signal("KILL", process);
    let folder = PathBuf::from(format!("/proc/{process}"));
    let ended = || {
        let stat = fs::read_to_string(folder.join("stat")).unwrap_or_default();
        let threads = fs::read_dir(folder.join("task")).map_or(0, Iterator::count);
        stat.is_empty() || stat.contains(") Z ") && threads <= 1
    };
    while !ended() {
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn work_whose_worker_is_killed_is_done_by_another() {
    let server = Server::start();
    server.still_works();
    let end = Instant::now() + Duration::from_secs(4);
    let answered: [AtomicUsize; 4] = Default::default();
    let counts = || answered.each_ref().map(|count| count.load(Ordering::Relaxed));
    thread::scope(|scope| {
        for count in &answered {
            scope.spawn(|| {
                while Instant::now() < end {
                    server.still_works();
                    count.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        while Instant::now() < end {
            if let Some(worker) = server.workers().first() {
                kill(*worker);
            }
            // Work whose second worker dies, too, is given up, so the next is killed only when all current
            // work has been answered.
            let before = counts();
            let waits = || counts().iter().zip(&before).any(|(now, before)| now <= before);
            while waits() && Instant::now() < end {
                thread::sleep(Duration::from_millis(5));
            }
        }
    });
    let metrics = server.get("/metrics").text();
    let died = metrics.lines().find(|line| line.starts_with("briefing_workers_died_total "));
    assert!(died.is_some_and(|line| !line.ends_with(" 0")), "{metrics}");
}

#[test]
fn the_death_of_idle_workers_costs_nobody_his_work() {
    let server = Server::with(Office::new(), &["--workers", "1"]);
    server.still_works();
    for _ in 0..3 {
        for worker in server.workers() {
            kill(worker);
        }
        server.still_works();
    }
    let metrics = server.get("/metrics").text();
    let retried = metrics.lines().find(|line| line.starts_with("briefing_jobs_retried_total "));
    assert_eq!(retried, Some("briefing_jobs_retried_total 0"), "{metrics}");
}

#[test]
fn what_does_not_fit_into_the_queue_is_refused_at_once() {
    let office = Office::new()
        .file("briefing.toml", "")
        .file("templates/slow/style.toml", "entry = \"page.typ.j2\"\n")
        .file("templates/slow/page.typ.j2", "#for i in range(9000000) [line #i #linebreak()]");
    let words = ["--workers", "1", "--queue", "1", "--seconds", "3"];
    let server = Server::with(office, &words);
    let slow = format!("style = \"slow\"\n{ISSUE}");
    let answers: Vec<_> = thread::scope(|scope| {
        let asked: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| server.send(Request::post("/v1/render", slow.clone()))))
            .collect();
        asked.into_iter().map(|it| it.join().expect("it answers")).collect()
    });
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert!(refused.len() >= 5, "{:?}", answers.iter().map(|it| it.status).collect::<Vec<_>>());
    assert!(refused.iter().all(|it| it.header("retry-after") == "2"));
    let late = answers.iter().filter(|it| it.status == 503 || it.status == 422);
    assert_eq!(late.count() + refused.len(), 8);
    server.still_works();
}

#[test]
fn a_change_of_the_project_is_seen_by_the_next_job() {
    let server = Server::start();
    let before = server.send(Request::post("/v1/render", ISSUE));
    let issue = ISSUE.replace("office = \"测试办公室\"\n", "");
    server.send(Request::post("/v1/render", issue.clone())).is(422);
    server.office.write("briefing.toml", "[masthead]\noffice = \"测试办公室\"\n");
    assert!(server.send(Request::post("/v1/render", issue)).is(200).body == before.body);
}

/// Returns a pool with one worker, which is replaced after this many jobs or beyond this much memory.
fn pool(jobs: u32, resident: u64) -> Pool {
    pool_of(env!("CARGO_BIN_EXE_briefing"), jobs, resident)
}

/// Returns a pool whose worker is this program.
fn pool_of(program: &str, jobs: u32, resident: u64) -> Pool {
    let settings = Settings {
        program: program.into(),
        words: vec!["worker".into()],
        workers: 1,
        waiting: 0,
        waiting_bytes: 1_000,
        jobs,
        resident,
    };
    Pool::open(settings).expect("it opens")
}

/// Has the small issue checked.
fn check(pool: &Pool) -> Option<Outcome> {
    let about = About { name: "3.toml".into(), file: ISSUE.into(), ..About::default() };
    pool.work(Job { work: Check { depth: Depth::Text }.into(), about }, Duration::from_mins(1))
}

#[test]
fn a_worker_that_has_done_enough_or_grown_is_replaced() {
    for (jobs, resident, wanted) in [(2, u64::MAX, 3), (u32::MAX, 1, 6), (u32::MAX, u64::MAX, 0)] {
        let pool = pool(jobs, resident);
        for _ in 0..6 {
            let done = check(&pool);
            assert!(matches!(done, Some(Outcome::Answered(_))), "{done:?}");
        }
        // The last is replaced after it has answered.
        let start = Instant::now();
        while pool.tally().replaced < wanted {
            assert!(start.elapsed() < Duration::from_mins(1), "{:?}", pool.tally());
            thread::sleep(Duration::from_millis(10));
        }
        let tally = pool.tally();
        assert_eq!((tally.answered, tally.replaced, tally.died), (6, wanted, 0));
    }
}

/// Somebody who does not wait.
struct Gone;

impl Asker for Gone {
    fn is_gone(&self) -> bool {
        true
    }

    fn tell(self: Box<Self>, outcome: Outcome) {
        panic!("nobody asked: {outcome:?}");
    }
}

#[test]
fn work_that_nobody_waits_for_is_not_done_and_takes_no_room() {
    let pool = pool(u32::MAX, u64::MAX);
    let until = Instant::now() + Duration::from_mins(1);
    for _ in 0..50 {
        let job = Job { work: Check { depth: Depth::Text }.into(), about: About::default() };
        assert!(pool.submit(job, Turn::default(), until, Box::new(Gone)).is_ok());
    }
    assert!(matches!(check(&pool), Some(Outcome::Answered(_))));
    let tally = pool.tally();
    assert_eq!((tally.answered, tally.forgotten), (1, 50));
}

#[test]
fn a_program_that_is_not_there_is_told_from_a_job_that_is_too_much() {
    let pool = pool_of("/nowhere/briefing", 1, 1);
    let done = check(&pool);
    assert!(matches!(done, Some(Outcome::NoWorker(_))), "{done:?}");
    assert_eq!(pool.tally().standing, 0);
}

#[test]
fn a_program_that_is_no_worker_costs_the_job_alone() {
    let pool = pool_of("/bin/false", 1, 1);
    let done = check(&pool);
    assert!(matches!(done, Some(Outcome::Died(_))), "{done:?}");
    assert_eq!(pool.tally().retried, 1);
}

#[test]
fn a_worker_reads_nothing_but_its_own_protocol() {
    for words in ["", "GET / HTTP/1.1\r\n\r\n", "BRIEF\0\u{9}\0", "BRIEF\0\u{1}\0\u{1}"] {
        let run = Office::new().run_with_input(&["worker"], words);
        let wanted = if words.is_empty() { 0 } else { 3 };
        assert!(run.code(wanted).bytes().is_empty());
    }
}
