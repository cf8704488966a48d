//! What the tests and benchmarks share: an office in a temporary folder, in which the real program is run,
//! the service in it, a browser for its pages, random issues, a command line, and a stopwatch.

#![allow(
    clippy::disallowed_methods,
    reason = "tests write files of their own, in folders of their own, look at the clock, and are clients of servers"
)]
#![allow(
    clippy::missing_panics_doc,
    reason = "to panic is how a test says that something is wrong"
)]
#![allow(
    clippy::format_push_string,
    clippy::needless_pass_by_value,
    clippy::new_without_default,
    clippy::return_self_not_must_use,
    reason = "tests read better than they run"
)]

pub mod arguments;
pub mod browser;
pub mod chance;
pub mod client;
pub mod disk;
pub mod generate;
pub mod office;
pub mod recorded;
pub mod server;
pub mod stopwatch;
pub mod years;
