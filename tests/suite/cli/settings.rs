//! The settings of the service: what its file may say, what comes before it, and how a fault of it is told.

use std::collections::BTreeMap;

use snapbox::str;

use briefing_support::office::{Office, Run, project};

/// The sample that is handed out.
fn sample() -> String {
    let file = std::fs::read(project("deploy/serve.toml")).expect("the sample is there");
    String::from_utf8(file).expect("it is text")
}

/// Returns value and source of each setting that `--show` shows.
#[track_caller]
fn shown(run: &Run) -> BTreeMap<String, (String, String)> {
    let words = String::from_utf8_lossy(run.code(0).bytes()).into_owned();
    let row = |line: &str| {
        let cells: Vec<_> =
            line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let (value, source) = match cells[1..] {
            [value, source] => (value, source),
            [source] => ("", source),
            _ => panic!("{line}"),
        };
        (cells[0].to_owned(), of(value, source))
    };
    words.lines().map(row).collect()
}

fn of(value: &str, source: &str) -> (String, String) {
    (value.to_owned(), source.to_owned())
}

#[test]
fn a_setting_comes_from_the_command_line_the_environment_the_file_or_the_default() {
    let text = "queue = 5\nlog = 'off'\nseconds = 9\ntrusted_proxies = ['10.0.0.1', '::1']\n\n\
                [retention]\nput_away = 30\n\n[sign_on]\nuser_header = 'x-user'\nrole_header = 'x-groups'\n\n\
                [sign_on.roles]\n'cn=编辑' = 'editor'\n";
    let office = Office::new().file("briefing.toml", "").file("serve.toml", text);
    let mut command = office.command(&["serve", "--show", "--queue", "3"]);
    let shown = shown(&office.finish(command.env("BRIEFING_LOG", "warn")));
    let file = |line: u32| format!("{}:{line}", office.path("serve.toml").display());
    assert_eq!(shown["queue"], of("3", "command line"));
    assert_eq!(shown["log"], of("warn", "BRIEFING_LOG"));
    assert_eq!(shown["seconds"], of("9", &file(3)));
    assert_eq!(shown["trusted_proxies"], of("10.0.0.1, ::1", &file(4)));
    assert_eq!(shown["retention.put_away"], of("30", &file(7)));
    assert_eq!(shown["sign_on.roles"].0, "cn=编辑=editor");
    assert_eq!(shown["retention.saves"], of("365", "default"));
    assert_eq!(shown["origin"], of("", "default"));
    assert_eq!(shown["cabinet"].1, "default");
    assert!(shown["cabinet"].0.ends_with("cabinet.sqlite"), "{shown:?}");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a fault of each kind, and the words for it")]
fn every_fault_of_the_file_is_told_at_its_line() {
    let text = "bnid = '127.0.0.1:80'\nqueue = 'many'\nseconds = 0\nlog = 'loud'\n\
                memory = 99999999999999999999\ntrusted_proxies = ['10.0.0.1', 'proxy']\n\
                origin = 'https://a.example/?b'\nbind = 'here'\nworkers = 2\nworkers = 3\n\
                archive = ''\nconnections =\nopen = true\n\n\
                [retention]\nsavs = 3\n\n[sign_on]\nuser_header = 'a b'\n\n\
                [sign_on.roles]\na = 'boss'\nb = 1\n'c,d' = 'editor'\n\n[nothing]\na = 1\n";
    let office = Office::new().file("briefing.toml", "").file("settings/a.toml", text);
    let run = office.run(&["serve", "--config", "settings/a.toml"]);
    run.code(1).stdout(str![]).stderr(str![[r#"
error[data/unknown-field]: there is no field `bnid`
  --> settings/a.toml:1:1
  |
1 | bnid = '127.0.0.1:80'
  | ^^^^
  |
  = hint: did you mean `bind`?

error[data/wrong-type]: `queue` should be a whole number without quotes, but this is a text in quotes
  --> settings/a.toml:2:9
  |
2 | queue = 'many'
  |         ^^^^^^

error[data/out-of-range]: `seconds` must be 1 or more
  --> settings/a.toml:3:11
  |
3 | seconds = 0
  |           ^

error[data/not-one-of]: `log` cannot be “loud”
  --> settings/a.toml:4:7
  |
4 | log = 'loud'
  |       ^^^^^^
  |
  = hint: known: off, warn, info

error[data/out-of-range]: `memory` is too large
  --> settings/a.toml:5:10
  |
5 | memory = 99999999999999999999
  |          ^^^^^^^^^^^^^^^^^^^^

error[service/setting]: `trusted_proxies` cannot be “proxy”: an address is needed, such as 127.0.0.1, or a network such as 10.0.0.0/24
  --> settings/a.toml:6:32
  |
6 | trusted_proxies = ['10.0.0.1', 'proxy']
  |                                ^^^^^^^
  |
  = hint: deploy/serve.toml shows how each setting is written

error[service/setting]: `origin` cannot be “https://a.example/?b”: a URL is needed, such as https://jianbao.example.gov.cn, or below a path https://oa.example.gov.cn/briefing
  --> settings/a.toml:7:10
  |
7 | origin = 'https://a.example/?b'
  |          ^^^^^^^^^^^^^^^^^^^^^^
  |
  = hint: deploy/serve.toml shows how each setting is written

error[service/setting]: `bind` cannot be “here”: an address and a port are needed, such as 127.0.0.1:8176
  --> settings/a.toml:8:8
  |
8 | bind = 'here'
  |        ^^^^^^
  |
  = hint: deploy/serve.toml shows how each setting is written

error[data/duplicate-key]: workers is defined twice
   --> settings/a.toml:10:1
   |
10 | workers = 3
   | ^^^^^^^
   |
   = hint: delete one of the two

error[data/empty]: `archive` is empty
   --> settings/a.toml:11:11
   |
11 | archive = ''
   |           ^^
   |
   = hint: fill it in; where it is not needed, delete the line

error[data/syntax]: there is no value after `=`
   --> settings/a.toml:12:14
   |
12 | connections =
   |              ^

error[data/unknown-field]: there is no setting `open`
   --> settings/a.toml:13:1
   |
13 | open = true
   | ^^^^
   |
   = hint: correct or delete it; deploy/serve.toml lists all settings

error[data/unknown-field]: there is no field `savs`
   --> settings/a.toml:16:1
   |
16 | savs = 3
   | ^^^^
   |
   = hint: did you mean `saves`?

error[service/setting]: `sign_on.user_header` cannot be “a b”: this is not the name of a header
   --> settings/a.toml:19:15
   |
19 | user_header = 'a b'
   |               ^^^^^
   |
   = hint: deploy/serve.toml shows how each setting is written

error[service/setting]: `sign_on.roles` cannot be “a=boss”: the role is reader, editor or publisher
   --> settings/a.toml:22:5
   |
22 | a = 'boss'
   |     ^^^^^^
   |
   = hint: deploy/serve.toml shows how each setting is written

error[data/wrong-type]: `sign_on.roles` should be a text in quotes, but this is a number
   --> settings/a.toml:23:5
   |
23 | b = 1
   |     ^

error[service/setting]: `sign_on.roles` cannot be “c,d=editor”: a group has a name, without commas, and without spaces around it
   --> settings/a.toml:24:9
   |
24 | 'c,d' = 'editor'
   |         ^^^^^^^^
   |
   = hint: deploy/serve.toml shows how each setting is written

error[data/unknown-field]: there is no setting `nothing`
   --> settings/a.toml:26:2
   |
26 | [nothing]
   |  ^^^^^^^
   |
   = hint: correct or delete it; deploy/serve.toml lists all settings


"#]]);
    let words = office.run(&["--lang", "zh", "serve", "--config", "settings/a.toml"]).words();
    for (code, said) in
        [("service/setting", "应是地址和端口"), ("data/unknown-field", "是不是 bind？")]
    {
        assert!(words.contains(code) && words.contains(said), "{words}");
    }
}

#[test]
fn settings_with_which_no_service_starts_are_shown_and_refused() {
    let text = "[sign_on]\nuser_header = 'x-user'\nrole = 'reader'\n";
    let office = Office::new().file("briefing.toml", "").file("serve.toml", text);
    let run = office.run(&["serve", "--show"]);
    run.code(2);
    assert!(String::from_utf8_lossy(run.bytes()).contains("x-user"), "{}", run.words());
    assert!(run.words().contains("service/sign-on"), "{}", run.words());
}

#[test]
fn a_file_that_is_named_has_to_be_there() {
    let office = Office::new().file("briefing.toml", "");
    let run = office.run(&["serve", "--show", "--config", "other.toml"]);
    assert!(run.code(3).words().contains("other.toml"), "{}", run.words());
}

#[test]
fn paths_start_from_the_file_and_users_are_added_where_the_service_looks_for_them() {
    let text = "cabinet = 'users.sqlite'\narchive = '../held'\n";
    let office = Office::new()
        .file("briefing.toml", "")
        .file("settings/a.toml", text)
        .file("password", "小车间大扶贫小车间大扶贫");
    let shown = shown(&office.run(&["serve", "--show", "--config", "settings/a.toml"]));
    assert_eq!(shown["cabinet"].0, "settings/users.sqlite");
    assert_eq!(shown["archive"].0, "settings/../held");
    let add = ["user", "--config", "settings/a.toml", "add", "韦", "--password-file", "password"];
    office.run(&add).code(0);
    assert!(office.path("settings/users.sqlite").is_file() && office.path("held").is_dir());
    office.run(&["backup", "--config", "settings/a.toml", "copy"]).code(0);
    assert!(office.path("copy/cabinet.sqlite").is_file(), "{:?}", office.files("copy"));
}

#[test]
fn single_sign_on_wants_a_header_and_a_proxy() {
    let office = Office::new().file("briefing.toml", "");
    for (text, said) in [
        ("[sign_on]\nuser_header = 'X-User'\n", "no trusted proxy"),
        ("[sign_on]\nrole = 'reader'\n", "lacks the header"),
        ("[sign_on]\nuser_header = 'X-User'\n[sign_on.roles]\na = 'editor'\n", "is not named"),
    ] {
        office.write("serve.toml", text);
        let run = office.run(&["serve", "--bind", "127.0.0.1:0"]);
        assert!(run.code(2).words().contains(said), "{}", run.words());
    }
}

#[test]
fn the_sample_says_every_setting_and_its_default() {
    let office = Office::new().file("briefing.toml", "").file("sample/serve.toml", sample());
    let defaults = shown(&office.run(&["serve", "--show"]));
    let config = ["serve", "--show", "--config", "sample/serve.toml"];
    for (name, (value, _)) in shown(&office.run(&config)) {
        assert_eq!(value, defaults[&name].0, "{name}");
    }
    // What has no default is there as a remark, and would be understood.
    let setting = |line: &str| {
        let name = line.split(" = ").next().filter(|name| name.len() < line.len())?;
        (!name.contains(' ')).then(|| line.to_owned())
    };
    let line = |line: &str| {
        let remark = line.strip_prefix("# ").and_then(setting);
        remark.unwrap_or_else(|| line.to_owned()) + "\n"
    };
    let whole: String = sample().lines().map(line).collect();
    // Sign-on needs a proxy.
    let whole = whole.replace("trusted_proxies = []", "trusted_proxies = ['127.0.0.1']");
    office.write("sample/serve.toml", &whole);
    let told = shown(&office.run(&config));
    let silent: Vec<_> =
        told.iter().filter(|(_, (_, source))| !source.contains(".toml:")).collect();
    assert!(silent.is_empty(), "not in the sample: {silent:?}");
}
