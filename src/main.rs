//! The `briefing` program.

use std::process::ExitCode;

/// Setting an issue allocates millions of small pieces; this allocator halves what they cost.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    briefing::command::run()
}
