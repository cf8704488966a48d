//! Publishes an issue into a new archive, and sets it again from what the archive keeps:
//! `cargo run --example archive -- data/176.toml out/example-archive`.

use briefing::record::{Archive, Moment, Policy, Regenerator, Statement};
use briefing::{Desk, Result, SourceText};

#[expect(clippy::print_stdout, reason = "it says what it has done")]
fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let issue = words.next().unwrap_or_else(|| "data/176.toml".into());
    let archive = Archive::at(words.next().unwrap_or_else(|| "out/example-archive".into()).into());

    let desk = Desk::open(None)?;
    let (handover, _) = desk.hand_over(&SourceText::read(issue)?)?;
    let reason = Some("an example begins where it likes".into());
    let time = Moment::after_1970(1_524_787_200);
    let by = "an example".into();
    let said = Statement { time, by, reason, note: None, accounts: false };
    let published = handover.publish(desk.house(), &archive, Policy::First, said, None)?;

    let stock = |_: &str, fingerprint| archive.object(fingerprint);
    let again = Regenerator::new(&stock).regenerate(&archive, published.entry())?;
    let record = archive.object(archive.lock(published.entry())?.output.sha256)?;
    println!("{}: same bytes again: {}", published.entry().issue, again.bytes == record);
    Ok(())
}
