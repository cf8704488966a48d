//! What a monitoring system reads, and what it shows and says of that.

use std::collections::BTreeSet;

use briefing_support::client::Request;
use briefing_support::office::project;

use crate::service::{PASSWORD, Service, users};

/// Returns the names by which the metrics of a running service are asked for.
fn metrics(text: &str) -> BTreeSet<String> {
    let kinds = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
    let asked = kinds.map(|(name, kind)| match kind {
        "counter" => format!("{name}_total"),
        "histogram" => format!("{name}_bucket"),
        _ => name.to_owned(),
    });
    asked.collect()
}

/// Returns the metrics that expressions name.
fn named(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| word.starts_with("briefing_")).map(str::to_owned).collect()
}

fn deployed(name: &str) -> String {
    let path = project("deploy").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the expressions of the dashboard's panels.
fn expressions(board: &serde_json::Value) -> Vec<String> {
    let panels = board["panels"].as_array().expect("it has panels");
    let targets = panels.iter().flat_map(|panel| panel["targets"].as_array().expect("targets"));
    targets.map(|target| target["expr"].as_str().expect("an expression").to_owned()).collect()
}

#[test]
fn the_dashboard_shows_every_metric_and_no_other() {
    let service = Service::new();
    // What was never counted is not told.
    service.get("/health").is(200);
    let text = service.get("/metrics").is(200).text();
    let board: serde_json::Value =
        serde_json::from_str(&deployed("grafana.json")).expect("it is JSON");
    let (known, shown) = (metrics(&text), named(&expressions(&board).join("\n")));
    assert!(known.len() > 15, "{text}");
    assert_eq!(shown, known, "shown, and known");
    let alerts = named(&deployed("alerts.yml"));
    assert!(!alerts.is_empty() && alerts.is_subset(&known), "{alerts:?}");
}

#[test]
fn the_dashboard_can_be_loaded_and_asks_the_source_that_is_chosen() {
    let board: serde_json::Value =
        serde_json::from_str(&deployed("grafana.json")).expect("it is JSON");
    // 39 is the form of Grafana 10 and 11.
    assert_eq!(board["schemaVersion"], 39);
    assert!(board["id"].is_null() && board["uid"] == "briefing");
    assert_eq!(board["templating"]["list"][0]["type"], "datasource");
    let mut places = BTreeSet::new();
    for panel in board["panels"].as_array().expect("it has panels") {
        assert_eq!(panel["datasource"]["uid"], "${datasource}", "{}", panel["title"]);
        let place = &panel["gridPos"];
        let [x, y, w] = ["x", "y", "w"].map(|side| place[side].as_u64().expect("a number"));
        assert!(x + w <= 24 && places.insert((y, x)), "{}", panel["title"]);
    }
    for expression in expressions(&board) {
        let count = |c: char| expression.chars().filter(|other| *other == c).count();
        assert!([('(', ')'), ('{', '}'), ('[', ']')].iter().all(|(a, b)| count(*a) == count(*b)));
    }
}

#[test]
fn logins_and_those_that_failed_are_counted_and_the_disks_measured() {
    let service = Service::fitted_out(|_, settings| users(settings));
    let login = |password: &str| {
        let fields = [("name", "reader"), ("password", password)];
        service.send(Request::form("/login", &fields))
    };
    let cookie = login(PASSWORD).is(303).header("set-cookie").to_owned();
    let cookie = cookie.split(';').next().expect("a cookie");
    for _ in 0..2 {
        login("wrong").is(401);
    }
    let text = service.send(Request::get("/metrics").with("cookie", cookie)).is(200).text();
    for line in ["briefing_logins_total 1\n", "briefing_failed_logins_total 2\n"] {
        assert!(text.contains(line), "{text}");
    }
    for value in ["disk_free_bytes{of=\"store\"}", "disk_free_bytes{of=\"archive\"}", "store_bytes"]
    {
        let line = text.lines().find_map(|line| line.strip_prefix(&format!("briefing_{value} ")));
        assert!(line.is_some_and(|it| it.parse::<u64>().is_ok_and(|it| it > 0)), "{value}: {text}");
    }
}
