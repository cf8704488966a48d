//! The `briefing` program.

use std::process::ExitCode;

/// Setting an issue makes millions of small allocations; this allocator halves their cost.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    briefing::command::run()
}
