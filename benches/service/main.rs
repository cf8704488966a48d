//! Measures the service under load, each thing beside what it can be compared with, in one run; and puts it
//! through what a server must face: too many clients, clients that say nothing, workers that die, a kill.
//!
//! `cargo bench --bench service` takes about half an hour; `-- load`, `-- latency`, `-- overload`,
//! `-- silent`, `-- killed`, `-- restarted`, `-- preview` are its parts.
#![expect(clippy::print_stdout, reason = "the table is what a benchmark is run for")]
#![allow(clippy::disallowed_methods, reason = "to look at the clock is the purpose of a benchmark")]
#![allow(
    dead_code,
    clippy::format_push_string,
    clippy::needless_pass_by_value,
    reason = "the support of the tests is shared"
)]
#![allow(clippy::cast_precision_loss, reason = "figures in a table are rounded")]

mod faults;
mod load;
mod preview;

use briefing_support::arguments;

const USAGE: &str = "cargo bench --bench service -- [load] [latency] [preview] [overload] [silent] \
                     [killed] [restarted]";

fn main() {
    let parts: [(&str, fn()); 7] = [
        ("load", load::load),
        ("latency", load::latency),
        ("preview", preview::preview),
        ("overload", faults::overload),
        ("silent", faults::silent),
        ("killed", faults::killed),
        ("restarted", faults::restarted),
    ];
    let chosen = arguments::parts(USAGE, parts);
    println!("| | measured | beside | ratio | goal |\n|---|--:|--:|--:|--:|");
    for (_, part) in chosen {
        part();
    }
}

/// Prints a row of the table.
fn row(what: &str, measured: &str, beside: &str, ratio: &str, goal: &str) {
    println!("| {what} | {measured} | {beside} | {ratio} | {goal} |");
}
