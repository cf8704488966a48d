//! Sets the pages of an issue, and writes its PDF:
//! `cargo run --example render -- data/176.toml out/176.pdf`.

use briefing::{Desk, Result, SourceText, write_whole};

#[expect(clippy::print_stdout, reason = "it says what it has done")]
fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let issue = words.next().unwrap_or_else(|| "data/176.toml".into());
    let target = words.next().unwrap_or_else(|| "out/176.pdf".into());

    let desk = Desk::open(None)?;
    let edition = desk.edition(&SourceText::read(issue)?)?;
    write_whole(target.as_ref(), &edition.bytes)?;
    println!("{target}: {} pages", edition.pages);
    Ok(())
}
