//! The archive, as the office uses it: publish, regenerate, verify, repair, find, bind.

use std::sync::LazyLock;

use briefing_support::office::{Office, Run};

mod audit;
mod chain;
mod damage;
mod find;
mod format_1;
mod format_2;
mod format_3;
mod numbering;
mod publish;
mod regenerate;
mod replay;
mod sign;
mod volume;

/// Publishes an issue of the office, in the name of a person made up for the tests.
#[track_caller]
fn publish(office: &Office, words: &[&str]) -> Run {
    let words = [&["publish", "--by", "王芳"], words].concat();
    office.run(&words)
}

/// Publishes an issue that must be accepted.
#[track_caller]
fn published(office: &Office, words: &[&str]) {
    let run = publish(office, words);
    run.code(0);
}

/// Returns an office that has published its two years, including revisions and supplements.
fn two_years() -> Office {
    // Kept in memory: a folder that a static holds is never removed.
    static FILES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
        let office = publish_two_years();
        let names = office.files(".").into_iter();
        names.map(|name| (name.clone(), office.read(&name))).collect()
    });
    FILES.iter().fold(Office::new(), |office, (name, bytes)| office.file(name, bytes))
}

fn publish_two_years() -> Office {
    let office = Office::new().with_years();
    for (n, made) in briefing_support::years::issues().iter().enumerate() {
        let file = format!("data/{}", made.name);
        // The first of an archive follows nothing; every other follows the one before.
        let run = publish(&office, &[&file]);
        run.code(0);
        assert!(run.words().contains("revision 1"), "{n}: {}", run.words());
    }
    for serial in briefing_support::years::REVISED {
        let file = format!("data/{serial}.toml");
        office.write(&file, briefing_support::years::revised(serial));
        published(&office, &[&file, "--revise", "--reason", "数字更正"]);
    }
    office
}
