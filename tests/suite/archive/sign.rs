//! Signatures, made and checked by this program and by minisign.

use std::process::Command;

use briefing_support::office::{ISSUE, Office, skip};

use super::published;

/// Runs the stock tool, or returns `None` if it is not installed.
fn minisign(office: &Office, words: &[&str]) -> Option<std::process::Output> {
    let mut tool = Command::new("minisign");
    let run = tool.current_dir(office.path(".")).args(words).output();
    if run.is_err() {
        skip("minisign is not installed (Debian: minisign)");
    }
    run.ok()
}

/// An office with a pair of keys made by the stock tool.
fn office() -> Option<Office> {
    let office = Office::new().issue("27.toml").folder("keys");
    let made = minisign(&office, &["-G", "-W", "-p", "keys/office.pub", "-s", "office.key"])?;
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Some(office)
}

#[test]
fn the_stock_tool_confirms_what_publish_signs() {
    let Some(office) = office() else { return };
    published(&office, &["27.toml", "--sign", "office.key"]);
    let words = ["-V", "-p", "keys/office.pub", "-m", "archive/log/000001.toml"];
    let confirmed = minisign(&office, &words).expect("it ran before");
    assert!(confirmed.status.success(), "{}", String::from_utf8_lossy(&confirmed.stderr));
    let run = office.run(&["verify", "--all"]);
    let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
    assert!(
        said.contains("signed by a known key: 1, by an unknown key: 0, not signed: 0"),
        "{said}"
    );
    // Without the key, the signature is still checked against the one that the entry names.
    std::fs::remove_dir_all(office.path("keys")).expect("removed");
    let run = office.run(&["verify", "--all"]);
    let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
    assert!(said.contains("by an unknown key: 1"), "{said}");
}

#[test]
fn a_signature_that_is_missing_or_changed_is_found() {
    let Some(office) = office() else { return };
    published(&office, &["27.toml", "--sign", "office.key"]);
    let name = "archive/log/000001.toml.minisig";
    let signature = office.read(name);
    std::fs::remove_file(office.path(name)).expect("it was there");
    let run = office.run(&["verify", "--all"]);
    assert!(run.code(4).words().contains("000001.toml.minisig: it is missing"), "{}", run.words());
    for at in [3, 80, signature.len() - 2] {
        let mut other = signature.clone();
        other[at] ^= 1;
        let _ = std::fs::remove_file(office.path(name));
        office.write(name, other);
        let run = office.run(&["verify", "--all"]);
        let words = run.code(4).words();
        assert!(words.contains("000001.toml.minisig: its content has changed"), "{at}: {words}");
    }
}

#[test]
fn a_signature_is_restored_only_by_one_that_holds() {
    let Some(office) = office() else { return };
    published(&office, &["27.toml", "--sign", "office.key"]);
    let name = "log/000001.toml.minisig";
    let good = office.read(&format!("archive/{name}"));
    let bad: Vec<u8> = good.iter().rev().copied().collect();
    for (folder, signature) in [("good", &good), ("bad", &bad)] {
        let mut tool = office.tool("/bin/cp");
        office.finish(tool.args(["-r", "archive", folder])).success();
        std::fs::remove_file(office.path(&format!("{folder}/{name}"))).expect("it was there");
        office.write(&format!("{folder}/{name}"), signature);
    }
    for damaged in [Some(&bad), None] {
        std::fs::remove_file(office.path(&format!("archive/{name}"))).expect("it was there");
        if let Some(bytes) = damaged {
            office.write(&format!("archive/{name}"), bytes);
        }
        office.run(&["repair", "--from", "bad"]).code(4);
        office.run(&["repair", "--from", "good"]).code(0);
        assert!(office.read(&format!("archive/{name}")) == good);
        office.run(&["verify", "--all"]).code(0);
    }
}

#[test]
fn a_key_with_a_password_takes_it_from_a_file() {
    let pair = minisign_pair("geheim");
    let office =
        Office::new().issue("27.toml").file("office.key", pair.0).file("office.pub", pair.1);
    office.write("password", "wrong\n");
    let words = ["27.toml", "--sign", "office.key", "--password-file", "password"];
    let refused = super::publish(&office, &words);
    assert!(refused.code(1).words().contains("archive/key-password"), "{}", refused.words());
    assert!(!office.path("archive").exists());
    office.write("password", "geheim\n");
    published(&office, &words);
    let run = office.run(&["verify", "--all", "--key", "office.pub"]);
    let said = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
    assert!(said.contains("signed by a known key: 1"), "{said}");
}

/// Returns the texts of a secret key that is protected by a password, and of its public half.
fn minisign_pair(password: &str) -> (String, String) {
    let pair = minisign::KeyPair::generate_encrypted_keypair(Some(password.to_owned()));
    let pair = pair.expect("keys can be made");
    let secret = pair.sk.to_box(None).expect("a box").into_string();
    (secret, pair.pk.to_box().expect("a box").into_string())
}

#[test]
fn what_is_no_key_is_refused_before_anything_is_written() {
    let office = Office::new().issue("27.toml").file("office.key", ISSUE);
    let refused = super::publish(&office, &["27.toml", "--sign", "office.key"]);
    assert!(refused.code(1).words().contains("archive/no-key"), "{}", refused.words());
    assert!(!office.path("archive").exists());
}
