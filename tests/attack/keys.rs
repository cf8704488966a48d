//! Keys that have ended, and names that look like those of others.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use briefing_service::auth;
use briefing_service::store::Store;
use briefing_support::client::{Answer, Request};
use briefing_support::office::Office;
use briefing_support::server::Server;

use crate::house::{PASSWORD, add_user, key, login, office};
use crate::person::Person;

/// Another password than everybody has.
const OTHER: &str = "a password with blanks";
/// Names that pass for `editor` or `金建明` at a glance.
const LOOK_ALIKES: [&str; 9] = [
    "еditor",         // a Cyrillic letter among Latin ones
    "edıtor",         // without its dot
    "ｅｄｉｔｏｒ",   // full width
    "Editor",         // another case
    "editor\u{200b}", // a space of no width behind it
    "\u{202e}rotide", // written from the right
    "edito\u{300}r",  // an accent that some fonts lose
    "⾦建明",         // a radical instead of a character
    "\u{f90a}建明",   // a character for compatibility
];

/// Asks with a key.
#[track_caller]
fn asked(server: &Server, key: &str) -> Answer {
    server.send(Request::get("/v1/issues").with("authorization", key))
}

/// Returns the seconds since 1970 began.
fn now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
    i64::try_from(now.as_secs()).expect("a clock")
}

/// Puts a key of the reader that ends at a moment into the store; `briefing user key` makes none that lasts less than
/// a day.
fn ending(office: &Office, until: i64) -> String {
    let key = auth::key().expect("the system gives chance");
    let store = Store::open(&office.path("cabinet.sqlite")).expect("it opens");
    store.put_token("reader", &auth::kept(&key), "每周汇总", (0, until)).expect("made");
    format!("Bearer {key}")
}

#[test]
fn a_key_that_has_expired_is_refused_and_says_so() {
    let office = office();
    let (old, lasting) = (ending(&office, now() - 1), key(&office, "reader"));
    let until = now() + 4;
    let soon = ending(&office, until);
    let server = Server::with(office, &[]);
    let refused = asked(&server, &old);
    assert_eq!(refused.is(401).header("www-authenticate"), "Bearer error=\"invalid_token\"");
    assert_eq!(refused.json()["type"], "urn:briefing:service/key-expired");
    assert!(refused.text().contains("（reader）"), "{}", refused.text());
    // Nobody learns that from a key that there never was.
    let invented = asked(&server, "Bearer 00");
    assert_eq!(invented.is(401).json()["type"], "urn:briefing:service/not-signed-in");
    let mut answered = 0;
    while asked(&server, &soon).status == 200 {
        answered += 1;
        assert!(now() <= until + 1, "it goes on {} s after its end", now() - until);
        std::thread::sleep(Duration::from_millis(20));
    }
    let late = now() - until;
    assert_eq!(asked(&server, &soon).is(401).json()["type"], "urn:briefing:service/key-expired");
    println!(
        "a key ends while it is used: {answered} answers, the first refusal {late} s after its end"
    );
    assert!(answered > 0 && (0..=1).contains(&late), "{answered} {late}");
    asked(&server, &lasting).is(200);
    let page = Person::enter(&server, "reader").get("/account").is(200).text();
    assert_eq!(page.matches("class=\"bad\"").count(), 2, "two have expired: {page}");
}

/// Asks with a key from four threads at once while `end` ends it; returns how many were answered, how many refused,
/// and how many of those that were sent after the end were answered all the same.
fn under_way(server: &Server, key: &str, end: impl FnOnce()) -> [usize; 3] {
    let (over, asked_at) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let ended = std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let start = Instant::now();
                    let status = asked(server, key).status;
                    asked_at.lock().expect("nobody panics").push((start, status));
                }
            });
        }
        std::thread::sleep(Duration::from_millis(300));
        end();
        let ended = Instant::now();
        std::thread::sleep(Duration::from_millis(300));
        over.store(true, Ordering::Relaxed);
        ended
    });
    let all = asked_at.into_inner().expect("nobody panics");
    let count = |which: &dyn Fn(&(Instant, u16)) -> bool| all.iter().filter(|it| which(it)).count();
    let late = count(&|(start, status)| *start > ended && *status != 401);
    [count(&|(_, status)| *status == 200), count(&|(_, status)| *status == 401), late]
}

#[test]
fn a_key_that_has_ended_is_refused_at_the_next_request() {
    let server = Server::with(office(), &[]);
    let reader = Person::enter(&server, "reader");
    let run = |words: &[&str]| {
        server.office.run(words).code(0);
    };
    let again = ["user", "add", "reader", "--password-file", "password", "--revoke-keys"];
    let ways: [(&str, &dyn Fn()); 4] = [
        ("revoked on the command line", &|| run(&["user", "key", "reader", "--revoke=1"])),
        ("revoked in the browser", &|| {
            reader.form("/account/keys/revoke", &[("id", "2")]).is(303);
        }),
        ("ended with the password", &|| run(&again)),
        ("removed with the user", &|| run(&["user", "remove", "reader"])),
    ];
    let mut keys = Vec::new();
    for (what, end) in ways {
        let key = key(&server.office, "reader");
        let [answered, refused, late] = under_way(&server, &key, end);
        println!("{what}: {answered} answered, {refused} refused, {late} answered after the end");
        assert!(answered > 0 && refused > 0 && late == 0, "{what}: {answered} {refused} {late}");
        keys.push(key);
    }
    // Somebody else of the same name has none of them.
    add_user(&server.office, "reader", "reader");
    assert!(keys.iter().all(|key| asked(&server, key).status == 401));
}

#[test]
fn a_password_ends_the_keys_where_that_is_asked_for() {
    let office = office();
    let robot = key(&office, "reader");
    let server = Server::with(office, &[]);
    let reader = Person::enter(&server, "reader");
    let change = |old: &str, new: &str, ends_keys: &[(&str, &str)]| {
        let fields = [&[("old", old), ("new", new), ("again", new)], ends_keys].concat();
        reader.form("/account/password", &fields).is(303);
    };
    change(PASSWORD, OTHER, &[]);
    asked(&server, &robot).is(200);
    change(OTHER, PASSWORD, &[("ends_keys", "yes")]);
    asked(&server, &robot).is(401);
    let robot = key(&server.office, "reader");
    let add = ["user", "add", "reader", "--password-file", "password"];
    server.office.run(&add).code(0);
    asked(&server, &robot).is(200);
    server.office.run(&[&add[..], &["--revoke-keys"]].concat()).code(0);
    asked(&server, &robot).is(401);
    println!(
        "by browser and command line: keys stay with a new password, and end with it if asked"
    );
}

#[test]
fn a_key_is_listed_with_its_last_use_and_never_shown_again() {
    let office = office();
    let robot = key(&office, "reader");
    let server = Server::with(office, &[]);
    let listed = || {
        let run = server.office.run(&["user", "keys", "--lang", "en"]);
        String::from_utf8_lossy(run.code(0).bytes()).into_owned()
    };
    assert!(listed().contains("never"), "{}", listed());
    let start = Instant::now();
    asked(&server, &robot).is(200);
    while listed().contains("never") {
        assert!(start.elapsed() < Duration::from_secs(10), "{}", listed());
    }
    println!("a use is listed after {:?}", start.elapsed());
    let page = Person::enter(&server, "reader").get("/account").is(200).text();
    let secret = robot.trim_start_matches("Bearer ");
    let kept = server.office.read("cabinet.sqlite");
    let is_kept = kept.windows(secret.len()).any(|bytes| bytes == secret.as_bytes());
    assert!(!page.contains(secret) && !listed().contains(secret) && !is_kept);
    assert!(!page.contains("unused") && !server.said().contains(secret), "{page}");
}

#[test]
fn nobody_is_added_who_could_pass_for_somebody_else() {
    let office = office();
    add_user(&office, "金建明", "editor");
    let add = ["user", "add", "admin", "--admin", "--password-file", "password"];
    office.run(&add).code(0);
    let server = Server::with(office, &[]);
    let admin = Person::enter(&server, "admin");
    let users = || server.office.run(&["user", "list"]).bytes().to_vec();
    let before = users();
    for name in LOOK_ALIKES {
        let run = server.office.run(&["user", "add", name, "--password-file", "password"]);
        assert!(run.code(2).words().contains("service/user-name"), "{name}: {}", run.words());
        let fields = [("name", name), ("password", PASSWORD), ("role", "publisher")];
        let page = admin.form("/users", &fields);
        assert!(page.is(400).text().contains("service&#x2f;user-name"), "{name}");
    }
    assert_eq!(users(), before);
    println!("{} look-alikes refused on the command line, {0} in the browser", LOOK_ALIKES.len());
}

#[test]
fn who_signs_in_under_a_look_alike_is_nobody_and_costs_the_user_nothing() {
    // Nobody names the clients, so only names count.
    let server = Server::with(office(), &[]);
    let mut refused = 0;
    for name in LOOK_ALIKES {
        let statuses = (0..8).map(|_| server.send(login(name, PASSWORD, "")).status);
        let statuses: Vec<_> = statuses.collect();
        assert!(statuses.iter().all(|status| [401, 429].contains(status)), "{name}: {statuses:?}");
        assert!(statuses[7] == 429, "{name} does not count as a name: {statuses:?}");
        refused += statuses.len();
    }
    let start = Instant::now();
    Person::enter(&server, "editor");
    println!("{refused} logins as look-alikes refused; the user enters in {:?}", start.elapsed());
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}
