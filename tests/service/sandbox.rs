//! What a worker reaches for once it is in its sandbox, as the system sees it: every path and every socket,
//! of all its threads. Whether it gets there is another matter; it has no business there.
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use briefing_desk::check::Depth;
use briefing_support::office::{ISSUE, Office, project, skip};
use briefing_worker::job::{
    About, Check, Draw, Job, ListFaces, Preview, Product, Regenerate, Render, Said, Submit, Verify,
    Work,
};
use briefing_worker::pool::{Outcome, Pool, Settings};

/// What a worker looks at besides what it is meant to read: how many processors it may use, for its
/// threads; how the memory is laid out, for its allocator; and where its program is, because an edition
/// keeps its fingerprint.
const OF_THE_MACHINE: [&str; 6] = [
    "/proc/self/cgroup",
    "/proc/stat",
    "/sys/devices/system/cpu/online",
    "/sys/devices/system/node/",
    "/proc/self/exe",
    env!("CARGO_BIN_EXE_briefing"),
];
/// The parts of a project that a worker is meant to read.
const OF_THE_PROJECT: [&str; 5] = ["briefing.toml", "words.toml", "fonts", "templates", "keys"];

#[test]
fn a_worker_reaches_for_nothing_outside_the_project_and_the_archive() {
    let Some(office) = traced_office() else { return };
    let jobs = jobs(&office);
    let pool = pool(&office);
    for job in jobs {
        let what = format!("{:?}", job.work);
        match pool.work(job, Duration::from_mins(2)) {
            Some(Outcome::Answered(answer)) => {
                assert!(matches!(answer.said, Said::Done { .. }), "{what}: {:?}", answer.said);
            }
            other => panic!("{what}: {other:?}"),
        }
    }
    assert_eq!(pool.tally().died, 0);
    drop(pool);
    let trace = String::from_utf8_lossy(&office.read("trace")).into_owned();
    let (before, confined) = trace.split_once("seccomp(SECCOMP_SET_MODE_FILTER").expect("it sits");
    assert!(!before.contains("socket("), "{before}");
    let mut allowed: Vec<_> =
        OF_THE_PROJECT.iter().map(|part| office.path("project").join(part)).collect();
    allowed.push(office.path("project/archive"));
    let calls: Vec<_> = confined.lines().filter_map(Call::read).collect();
    let outside: Vec<_> = calls.iter().filter(|call| !call.lies_in(&allowed)).collect();
    assert!(outside.is_empty(), "{outside:#?}");
    // The trace shows the actual work: not just that of the first thread, and not none at all.
    let threads: BTreeSet<_> = calls.iter().map(|call| call.thread).collect();
    assert!(threads.len() > 1, "only {threads:?}");
    for part in ["project/briefing.toml", "project/fonts", "project/archive/log"] {
        let path = office.path(part).display().to_string();
        assert!(confined.contains(&path), "{path} was not read: {confined}");
    }
}

#[test]
fn rendering_opens_no_socket() {
    let Some(office) = traced_office() else { return };
    let mut traced = office.tool("strace");
    traced.args(["-f", "-qq", "-o", "sockets", "-e", "trace=%network", "-e", "signal=none"]);
    traced.arg(env!("CARGO_BIN_EXE_briefing"));
    traced.args(["render", "3.toml", "--root", "project", "--isolate", "-o", "3.pdf"]);
    office.finish(&mut traced).code(0);
    assert_eq!(String::from_utf8_lossy(&office.read("sockets")), "");
}

/// Returns an office with a project that has all its parts and an archive, or `None` if processes cannot be
/// traced.
fn traced_office() -> Option<Office> {
    let traced = Command::new("strace").args(["-o", "/dev/null", "true"]).status();
    if !traced.is_ok_and(|status| status.success()) {
        skip("strace is not here, or may not trace (Debian: strace)");
        return None;
    }
    let read = |path: &str| std::fs::read(project(path)).expect("it is there");
    let office = Office::new()
        .file("project/briefing.toml", "[faces]\nkai = \"LXGW WenKai\"\n")
        .file("project/words.toml", "")
        .file("project/fonts/kai.ttf", read("fonts/LXGWWenKai-Regular.ttf"))
        .file("project/keys/none", "")
        .file("project/templates/plain/style.toml", read("tests/styles/plain/style.toml"))
        .file("3.toml", ISSUE);
    for name in briefing_support::office::files_below(&project("tests/styles/plain")) {
        let path = format!("project/templates/plain/{name}");
        office.write(&path, read(&format!("tests/styles/plain/{name}")));
    }
    office.run(&["publish", "3.toml", "-C", "project", "--by", "韦", "-o", "27.pdf"]).code(0);
    Some(office)
}

/// Returns a job of every kind.
fn jobs(office: &Office) -> Vec<Job> {
    let render = |product| Work::from(Render { product, pages: None, allow_warnings: false });
    let of_issue = |work: Work, style: &str| {
        let file = format!("{style}{ISSUE}").into_bytes();
        Job { work, about: About { name: "3.toml".into(), file, ..About::default() } }
    };
    let pdf = About { name: "27.pdf".into(), file: office.read("27.pdf"), ..About::default() };
    let of_house = |work: Work| Job { work, about: About::default() };
    vec![
        of_issue(render(Product::Pdf(Vec::new())), ""),
        of_issue(render(Product::Png(72.0)), "style = \"plain\"\n"),
        of_issue(render(Product::Svg), ""),
        of_issue(render(Product::Layout), ""),
        of_issue(Check { depth: Depth::Pages }.into(), ""),
        of_issue(Preview { known: Vec::new() }.into(), ""),
        of_issue(Submit.into(), ""),
        Job { work: Draw { page: 1, ppi: 96.0 }.into(), about: pdf },
        of_house(ListFaces.into()),
        of_house(Regenerate { id: "27".into(), revision: 1 }.into()),
        of_house(Verify { which: Vec::new() }.into()),
    ]
}

/// Returns a pool whose one worker is traced from its first call on.
fn pool(office: &Office) -> Pool {
    let trace = office.path("trace");
    // A path longer than strace prints by default would be cut, and a cut one lies nowhere.
    let strace = ["-f", "-s", "4096", "-o"].map(Into::into);
    let traced = ["-e", "trace=%file,%network,seccomp", "-e", "signal=none"].map(Into::into);
    let program = env!("CARGO_BIN_EXE_briefing").into();
    let worker = ["worker".into(), "--root".into(), office.path("project").into_os_string()];
    let archive = ["--archive".into(), office.path("project/archive").into_os_string()];
    let words = strace
        .into_iter()
        .chain([trace.into_os_string()])
        .chain(traced)
        .chain([program])
        .chain(worker)
        .chain(archive);
    let settings = Settings {
        program: "strace".into(),
        words: words.collect(),
        workers: 1,
        waiting: 0,
        waiting_bytes: 0,
        jobs: u32::MAX,
        resident: u64::MAX,
    };
    Pool::open(settings).expect("it opens")
}

/// A call by which a thread reaches for something.
#[derive(Debug)]
struct Call<'t> {
    thread: &'t str,
    name: &'t str,
    line: &'t str,
}

impl<'t> Call<'t> {
    /// Reads a line of a trace, unless it only tells how a call or a thread has ended.
    fn read(line: &'t str) -> Option<Self> {
        let (thread, rest) = line.split_once(' ')?;
        let name = rest.trim_start().split_once('(')?.0;
        // A process that asks which folder it is in reaches for nothing.
        let call = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        (call && name != "getcwd").then_some(Self { thread, name, line })
    }

    /// Returns whether everything that the call names is in what is allowed; one that names no file is
    /// about a socket. An empty name stands for a file that is open already.
    fn lies_in(&self, allowed: &[PathBuf]) -> bool {
        let mut paths = self.line.split('"').skip(1).step_by(2).filter(|path| !path.is_empty());
        let fine = |path: &str| {
            OF_THE_MACHINE.iter().any(|part| path.starts_with(part))
                || allowed.iter().any(|part| Path::new(path).starts_with(part))
        };
        self.line.contains('"') && paths.all(fine)
    }
}
