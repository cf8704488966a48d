//! Users who ask for more than their share.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use briefing_support::client::Request;
use briefing_support::office::ISSUE;
use briefing_support::server::Server;

use crate::house::{add_user, cookie, key, office};

/// How long the attack lasts.
const LONG: Duration = Duration::from_secs(8);

#[test]
fn one_key_with_many_clients_keeps_nobody_out() {
    let office = office();
    add_user(&office, "other", "reader");
    let keys = ["reader", "other"].map(|name| key(&office, name));
    let server = Server::with(office, &["--workers", "1", "--queue", "16", "--seconds", "60"]);
    let editor = cookie(&server, "editor", "198.51.100.7");
    let (end, done) = (AtomicBool::new(false), [const { AtomicUsize::new(0) }; 2]);
    let (mut waits, mut refused) = (Vec::new(), 0);
    std::thread::scope(|scope| {
        let ask = |which: usize| {
            let (server, end, done, key) = (&server, &end, &done[which], &keys[which]);
            scope.spawn(move || {
                while !end.load(Ordering::Relaxed) {
                    let render = Request::post("/v1/render", ISSUE).with("authorization", key);
                    done.fetch_add(
                        usize::from(server.send(render).status == 200),
                        Ordering::Relaxed,
                    );
                }
            });
        };
        (0..66).for_each(|_| ask(0));
        (0..4).for_each(|_| ask(1));
        let start = Instant::now();
        while start.elapsed() < LONG {
            let asked = Instant::now();
            let check = Request::post("/v1/check", ISSUE).with("cookie", &editor);
            refused += usize::from(server.send(check).status != 200);
            waits.push(asked.elapsed());
            std::thread::sleep(Duration::from_millis(100));
        }
        end.store(true, Ordering::Relaxed);
    });
    waits.sort_unstable();
    let [many, few] = done.each_ref().map(|it| it.load(Ordering::Relaxed));
    let median = waits[waits.len() / 2];
    println!(
        "66 clients of one key: {many} renders; 4 of another: {few}; an editor among them: {} of {} refused, \
         median {median:?}, longest {:?}",
        refused,
        waits.len(),
        waits[waits.len() - 1]
    );
    assert_eq!(refused, 0, "a person is never turned away for a program");
    // By the number of clients it would be a sixteenth.
    assert!(many > 0 && few * 3 > many, "{few} of the one, {many} of the other");
}
