//! What of drafts is kept, by the program itself; which saves go is shown in the tests of the store.

use briefing_support::client::Request;
use briefing_support::office::{ISSUE, Office};
use briefing_support::server::Server;

#[test]
fn a_start_removes_nothing_that_is_young_and_says_how_much_it_has_removed() {
    let server = Server::start();
    let key = server.form_key();
    let begun = server.send(Request::form("/drafts", &[("form_key", &key)]));
    let draft = begun.is(303).header("location").to_owned();
    let first = server.get(&format!("{draft}/toml")).is(200).text();
    let saved = [("form_key", &*key), ("version", "1"), ("tab", "toml"), ("toml", ISSUE)];
    server.send(Request::form(&draft, &saved)).is(303);
    let (office, _) = server.end();
    let words = ["--retention-saves", "1", "--retention-put-away", "1", "--log", "info"];
    let server = Server::with(office, &words);
    server.has_said("removed what was kept long enough");
    let said = server.said();
    assert!(said.contains("\"drafts\":0,\"saves\":0,\"pictures\":0"), "{said}");
    assert_eq!(server.get(&format!("{draft}/toml?version=1")).is(200).text(), first);
}

#[test]
fn the_last_save_cannot_be_given_a_time() {
    let office = Office::new().file("briefing.toml", "");
    for words in
        [["--retention-saves", "0"], ["--retention-put-away", "0"], ["--retention-saves", "-1"]]
    {
        office.run(&[&["serve", "--bind", "127.0.0.1:0"][..], &words].concat()).code(2);
    }
}
