//! What the tests and benchmarks share: an office in a temporary folder, in which the real program is run,
//! the service in it, a browser before that, issues made by chance, and a stopwatch.

pub mod browser;
pub mod chance;
pub mod client;
pub mod format_1;
pub mod generate;
pub mod office;
pub mod server;
pub mod stopwatch;
pub mod years;
