//! Times the commands of the benchmarks.

use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Returns how long a command takes, which must end with one of the accepted exit codes.
#[expect(clippy::disallowed_methods, reason = "a benchmark exists to read the clock")]
pub fn timed(command: &mut Command, accepted: &[i32]) -> io::Result<Duration> {
    let start = Instant::now();
    let output = command.stdin(Stdio::null()).output()?;
    let time = start.elapsed();
    if !output.status.code().is_some_and(|code| accepted.contains(&code)) {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("{command:?} failed\n{words}")));
    }
    Ok(time)
}

/// Returns the median of the times, in milliseconds.
pub fn milliseconds(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e3
}
