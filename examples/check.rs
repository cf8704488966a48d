//! Says everything that is wrong with an issue or worth a look, down to its pages:
//! `cargo run --example check -- data/176.toml`.

use briefing::{Depth, Desk, Result, SourceText};

#[expect(clippy::print_stdout, reason = "the findings are what is asked for")]
fn main() -> Result<()> {
    let issue = std::env::args().nth(1).unwrap_or_else(|| "data/176.toml".into());

    let found = Desk::open(None)?.check(&SourceText::read(issue)?, Depth::Pages);
    for fault in &found.faults {
        println!("{}: {fault}", fault.severity.name());
    }
    println!("{} findings, {} rows measured", found.faults.len(), found.rows.len());
    Ok(())
}
