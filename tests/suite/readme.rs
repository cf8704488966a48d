//! What the documents say is true: their issues render, their commands do what they show, and their links
//! lead somewhere.

use std::fs;
use std::path::{Path, PathBuf};

use briefing_support::office::{Office, files_below, project};

/// The documents that show issues.
const GUIDES: [&str; 3] = ["README.md", "README.zh.md", "data/README.md"];

/// A file of the project, as text.
#[track_caller]
fn document(path: &str) -> String {
    fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns the contents of the fenced blocks of a language, in order.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    let opened = text.split(&opening).skip(1);
    opened.filter_map(|rest| Some(rest.split_once("```")?.0.to_owned())).collect()
}

/// Returns the smallest issue of the README; shorter pieces are tried with its other fields.
fn tiny_issue() -> String {
    blocks(&document("README.md"), "toml").remove(0)
}

/// An office with the picture and the table that the examples mention.
fn office() -> Office {
    let picture = fs::read(project("docs/page-1.png")).expect("the README's picture is there");
    let table = "乡镇,联系人,投入\n城关镇,王芳,\"1,203.5\"\n下河乡,李明,740\n";
    Office::new().file("搬迁.png", picture).file("进度.csv", table)
}

/// Returns what the program says in Chinese about an issue over a house file, and the exit code.
fn render(issue: &str, house: &str) -> (Option<i32>, String) {
    let office = office().file("briefing.toml", house).file("issue.toml", issue);
    let run = office.run(&["--lang", "zh", "render", "issue.toml", "-o", "issue.pdf"]);
    (run.status(), run.words())
}

/// Renders a block of a guide: whole issues as they are, pieces with the fields of the tiny issue.
#[track_caller]
fn renders(guide: &str, block: &str) {
    let tiny = tiny_issue();
    let (issue, house) = match (block.contains("[[article"), block.contains("[masthead]")) {
        (true, true) => (block, ""),
        (true, false) => (block, tiny.as_str()),
        (false, _) => (tiny.as_str(), block),
    };
    let (status, words) = render(issue, house);
    assert!(status == Some(0), "{guide}: this does not render\n{block}\n{words}");
}

#[test]
fn every_issue_and_every_piece_of_one_renders() {
    for guide in GUIDES {
        let blocks = blocks(&document(guide), "toml");
        assert!(blocks.iter().any(|block| block.contains("[[article]]")), "{guide} shows no issue");
        for block in blocks {
            renders(guide, &block);
        }
    }
}

/// A command of a document, and the lines that are shown below it.
struct Shown {
    command: String,
    output: Vec<String>,
    /// The number of the first line below the command.
    line: usize,
}

/// Returns the commands of a document, each with what it is shown to print.
fn commands(text: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let mut open = false;
    for (n, line) in text.lines().enumerate() {
        match (line, line.strip_prefix("$ "), all.last_mut()) {
            ("```console", ..) => open = true,
            ("```", ..) => open = false,
            _ if !open => {}
            (_, Some(command), _) => {
                all.push(Shown { command: command.into(), output: Vec::new(), line: n + 1 });
            }
            (_, None, Some(shown)) => shown.output.push(line.into()),
            (_, None, None) => panic!("“{line}” stands before any command"),
        }
    }
    all
}

/// An office with a copy of the folder `data`, and with the files of a document: its blocks of TOML that
/// begin with a name, as in `# county/briefing.toml`.
fn office_of(text: &str) -> Office {
    let data = project("data");
    let office = files_below(&data).iter().fold(Office::new(), |office, file| {
        let bytes = fs::read(data.join(file)).expect("the file is readable");
        office.file(&format!("data/{file}"), bytes)
    });
    blocks(text, "toml").iter().fold(office, |office, block| {
        let name = block.lines().next().and_then(|line| line.strip_prefix("# "));
        match name.filter(|name| Path::new(name).extension().is_some_and(|it| it == "toml")) {
            Some(name) => office.file(name, block),
            None => office,
        }
    })
}

/// Runs a command as a shell does, and returns its exit code and what it prints.
#[cfg(unix)]
fn typed(command: &str, text: &str) -> (Option<i32>, String) {
    let office = office_of(text);
    let mut shell = office.tool("/bin/sh");
    shell.env("BRIEFING", env!("CARGO_BIN_EXE_briefing"));
    let script = format!("briefing() {{ \"$BRIEFING\" \"$@\"; }}; {command}");
    let run = office.finish(shell.args(["-c", &script]));
    (run.status(), String::from_utf8_lossy(run.bytes()).into_owned())
}

/// Returns the pieces of an output that a document shows: the first, the last, and those between them that
/// begin like the ones shown, with `...` for the lines that are left out.
fn pieces(found: &str, shown: &[String]) -> String {
    let found: Vec<_> = found.lines().collect();
    let pieces: Vec<_> = shown.split(|line| line == "...").collect();
    let last = pieces.len() - 1;
    let opening =
        |line: &str| line.split("  ").flat_map(|part| part.split(": ")).next().map(String::from);
    let piece = |(n, piece): (usize, &&[String])| {
        let at = match n {
            _ if last == 0 => return found.join("\n"),
            0 => 0,
            _ if n == last => found.len() - piece.len().min(found.len()),
            _ => {
                let like = |line: &&str| opening(line) == opening(&piece[0]);
                found.iter().position(like).unwrap_or_else(|| panic!("nothing like {}", piece[0]))
            }
        };
        found[at..(at + piece.len()).min(found.len())].join("\n")
    };
    let pieces: Vec<_> = pieces.iter().enumerate().map(piece).collect();
    pieces.join("\n...\n").trim_matches('\n').to_owned() + "\n"
}

/// Runs the commands of a document, and compares what they print. `...` stands for any number of lines; a
/// command that shows an error must exit with 1. `SNAPSHOTS=overwrite` writes what they print into the
/// document.
#[cfg(unix)]
#[track_caller]
fn every_command_does_what_it_shows(name: &str, least: usize) {
    let text = document(name);
    let mut lines: Vec<_> = text.lines().map(String::from).collect();
    let commands = commands(&text);
    assert!(commands.len() >= least, "{name} shows {} commands", commands.len());
    let record = std::env::var_os("SNAPSHOTS").is_some_and(|word| word == "overwrite");
    // From the last to the first, so that recording moves only lines that are done.
    for Shown { command, output, line } in commands.into_iter().rev() {
        assert!(command.starts_with("briefing "), "{command}");
        let (status, found) = typed(&command, &text);
        let refuses = found.contains("error[") || found.contains("错误[");
        assert_eq!(status, Some(i32::from(refuses)), "{name}: {command}\n{found}");
        if output.is_empty() {
            continue;
        }
        let wanted = output.join("\n") + "\n";
        let same =
            snapbox::Assert::new().try_eq(Some(&command), found.clone().into(), wanted.into());
        match same {
            Err(_) if record => {
                let now = pieces(&found, &output);
                lines.splice(line..line + output.len(), now.lines().map(String::from));
            }
            same => same.unwrap_or_else(|error| panic!("{name}: {error}")),
        }
    }
    let now = lines.join("\n") + "\n";
    if now != text {
        fs::write(project(name), now).expect("the document can be written");
    }
}

#[test]
#[cfg(unix)]
fn every_command_of_the_readme_does_what_it_shows() {
    every_command_does_what_it_shows("README.md", 6);
}

#[test]
#[cfg(unix)]
fn every_command_of_the_chinese_readme_does_what_it_shows() {
    every_command_does_what_it_shows("README.zh.md", 1);
}

#[test]
#[cfg(unix)]
fn every_command_of_the_guide_to_checking_does_what_it_shows() {
    every_command_does_what_it_shows("docs/check.md", 4);
}

#[test]
#[cfg(unix)]
fn every_command_of_the_guide_to_the_archive_does_what_it_shows() {
    every_command_does_what_it_shows("docs/archive.md", 6);
}

/// Returns the mistakes that the editors' guide lists, each with the answer.
fn mistakes() -> Vec<(String, String)> {
    let guide = document("data/README.md");
    let list = guide.split("\n| 写成 |").nth(1).expect("the guide lists mistakes");
    let rows = list.lines().skip(2).take_while(|line| line.starts_with('|'));
    let row = |line: &str| {
        let mut cells = line.trim_matches('|').split(" | ");
        let written = cells.next()?.trim().trim_matches('`').to_owned();
        Some((written, cells.next()?.to_owned()))
    };
    rows.filter_map(row).collect()
}

/// Returns an issue with the mistake: in its first article, if that is where it belongs.
fn mistaken(written: &str) -> String {
    let sets = |key: &str| written.starts_with(&format!("{key} = "));
    if !["title", "body", "table", "picture"].into_iter().any(sets) {
        return format!("{written}\n");
    }
    let title = if sets("title") { "" } else { "title = \"标题\"" };
    let body = if sets("body") { "" } else { "body = \"正文。\"" };
    format!("[[article]]\n{title}\n{body}\n{written}\n")
}

#[test]
fn every_mistake_is_answered_as_the_guide_says() {
    let mistakes = mistakes();
    assert!(mistakes.len() > 20, "only {} mistakes were found", mistakes.len());
    let wrong = mistakes.iter().filter_map(|(written, answer)| {
        let (status, words) = render(&mistaken(written), &tiny_issue());
        let as_said = words.lines().next().is_some_and(|line| line.contains(answer));
        let refused = matches!(status, Some(1 | 3));
        (!as_said || !refused).then(|| format!("{written}: not “{answer}” but\n{words}"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lists the project's documents.
fn documents() -> Vec<String> {
    let entries = fs::read_dir(project(".")).expect("the project is readable");
    let names = entries.map(|entry| entry.expect("the entry is readable").file_name());
    let mut all: Vec<_> = names.filter_map(|name| name.into_string().ok()).collect();
    for folder in ["benches", "data", "docs", "fonts", "templates", "tests"] {
        let files = files_below(&project(folder));
        all.extend(files.iter().map(|file| format!("{folder}/{file}")));
    }
    all.retain(|file| Path::new(file).extension().is_some_and(|ending| ending == "md"));
    all
}

/// Returns the targets of a document's links and pictures that lead to other files or headings.
fn links(text: &str) -> Vec<String> {
    let after = |mark, end| text.split(mark).skip(1).filter_map(move |rest| rest.split(end).next());
    let all = after("](", ')').chain(after("src=\"", '"'));
    all.filter(|link| !link.contains("://")).map(String::from).collect()
}

/// Returns the anchors of a document's headings, as Markdown viewers make them.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let letter = |c: char| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || "-_".contains(c) => Some(c),
        _ => None,
    };
    let anchor =
        |line: &str| line.trim_start_matches('#').trim().chars().filter_map(letter).collect();
    headings.map(anchor).map(|anchor: String| anchor.to_lowercase()).collect()
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let documents = documents();
    assert!(documents.len() > 6, "only {documents:?}");
    for name in documents {
        let text = document(&name);
        let folder = Path::new(&name).parent().unwrap_or(Path::new("")).to_owned();
        for link in links(&text) {
            let (path, heading) = link.split_once('#').unwrap_or((&link, ""));
            let target: PathBuf = if path.is_empty() {
                project(&name)
            } else {
                project(".").join(&folder).join(path)
            };
            assert!(target.exists(), "{name}: {link} leads nowhere");
            if !heading.is_empty() {
                let text = fs::read_to_string(&target).expect("the target is a text");
                assert!(
                    anchors(&text).contains(&heading.to_owned()),
                    "{name}: no heading for {link}"
                );
            }
        }
    }
}
