//! The most memory that one process needs, over more and more issues: it must not grow with them.

use std::error::Error;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::contenders::{Own, Peer, folder, run};
use crate::table::Row;

/// How many issues one process sets.
const ISSUES: [u32; 4] = [1, 200, 1000, 2000];
/// How often the peak is read; the system keeps it, so only growth after the last reading is lost.
const EVERY: Duration = Duration::from_millis(2);

/// Measures the peak of one process over folders of different sizes, and of the peer with one issue.
pub(crate) fn rows(own: &Own, peer: Option<&Peer>) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = Vec::new();
    for issues in ISSUES {
        let folder = folder()?;
        let at = |name: &str| folder.path().join(name);
        briefing_support::generate::issues(&at("issues"), issues)?;
        let ours = peak(own.render(&at("issues"), &at("ours/")).args(["--jobs", "2"]))?;
        let theirs = match peer {
            Some(peer) if issues == 1 => {
                run(&mut own.source(&at("issues"), &at("sources/")))?;
                peak(&mut peer.compile(&at("sources/1.typ"), &at("1.pdf")))?
            }
            _ => None,
        };
        let megabytes = |bytes: f64| format!("{:.0} MB", bytes / 1e6);
        rows.push(Row {
            what: format!("memory at most, issues in one process: {issues}"),
            ours: ours.map_or("unknown on this system".into(), megabytes),
            theirs: theirs.map(megabytes),
            ratio: ours.zip(theirs).map(|(ours, theirs)| ours / theirs),
            goal: "< 200 MB",
        });
    }
    Ok(rows)
}

/// Runs a command to its end, and returns the most bytes of memory that it held.
fn peak(command: &mut Command) -> io::Result<Option<f64>> {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        peak = high_water_mark(Path::new(&status)).or(peak);
        match child.try_wait()? {
            None => thread::sleep(EVERY),
            Some(status) if status.success() => return Ok(peak),
            Some(status) => {
                return Err(io::Error::other(format!("{command:?} ended with {status}")));
            }
        }
    }
}

/// Reads the largest resident size of a process, in bytes, from where Linux shows it.
fn high_water_mark(status: &Path) -> Option<f64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024.0)
}
