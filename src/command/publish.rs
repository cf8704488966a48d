//! `briefing publish`: puts an issue into the archive for good.

use std::path::{Path, PathBuf};

use briefing_archive::archive::{Archive, Entry, Moment, Policy, Published, Signer, Statement};
use briefing_archive::audit::Act;
use briefing_archive::signature::SecretKey;
use briefing_desk::Desk;
use briefing_values::clock;
use briefing_values::error::Result;

use crate::args::PublishArgs;
use crate::delivery;

use super::inputs::Input;
use super::outputs::{self, Output};
use super::plan::root_of;
use super::report::Reporter;
use super::{audit, holdings};

/// The comment that is signed along with every entry; `minisign -V` shows it.
const COMMENT: &str = "an entry in the log of an archive of briefing";

/// Checks, sets and publishes an issue, and writes its PDF.
pub(super) fn run(args: &PublishArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<()> {
    let input = Input::File(args.input.clone());
    let root = root_of(std::slice::from_ref(&input), root)?;
    let archive = Archive::at(holdings::folder(&args.archive, root.as_deref(), input.path()));
    let desk = Desk::open(root)?;
    let source = input.read()?;
    let (handover, remarks) = desk.hand_over(&source)?;
    reporter.remarks(&remarks, &source.sheet.name);
    reporter.remarks(&handover.out_of_sequence(&archive)?, &source.sheet.name);
    let policy = if args.revise { Policy::Revise } else { Policy::First };
    let key = args.sign.as_deref().map(|key| secret_key(key, args.password_file.as_deref()));
    let key = key.transpose()?;
    let sign = |text: &[u8]| match &key {
        Some(key) => key.sign(text, COMMENT),
        None => Ok(String::new()),
    };
    let signer = key.as_ref().map(|key| Signer { public: key.public().to_string(), sign: &sign });
    let published =
        handover.publish(desk.house(), &archive, policy, statement(args), signer.as_ref())?;
    tell(&published, reporter);
    let what = format!("issue {}", published.entry().issue.stem());
    audit::note(&archive, &args.by, (Act::Publish, &what), reporter);
    if key.is_some() && matches!(published, Published::Unchanged(_)) {
        reporter.say("not-signed", &[]);
    }
    let output = Output::or_of(args.output.as_deref(), desk.house())?;
    let entry = published.entry();
    let record = archive.object(archive.lock(entry)?.output.sha256)?;
    deliver(entry, &output, &record, reporter)
}

/// Reads the signing key, with its password if it has one.
fn secret_key(path: &Path, password_file: Option<&Path>) -> Result<SecretKey> {
    let name = path.display().to_string();
    let text = text_of(path)?;
    let password = match password_file {
        Some(file) => Some(text_of(file)?.lines().next().unwrap_or_default().to_owned()),
        None if SecretKey::asks_for_password(&text) => {
            // Without a terminal to ask at, the key stays locked, and that is reported.
            rpassword::prompt_password(format!("{name}: ")).ok()
        }
        None => None,
    };
    SecretKey::read(&name, &text, password)
}

fn text_of(path: &Path) -> Result<String> {
    let bytes = Input::File(path.to_owned()).read_bytes()?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns what the person says about the publication.
fn statement(args: &PublishArgs) -> Statement {
    Statement {
        time: Moment::after_1970(clock::seconds()),
        by: args.by.name().unwrap_or_default(),
        reason: args.reason.clone(),
        note: args.note.clone(),
        accounts: false,
    }
}

/// Says whether the issue was published now or had been before.
fn tell(published: &Published, reporter: &Reporter) {
    let (phrase, entry) = match published {
        Published::New(entry) => ("published", entry),
        Published::Unchanged(entry) => ("published-before", entry),
    };
    let words = [
        ("id", &*entry.issue.to_string()),
        ("revision", &*entry.revision.to_string()),
        ("day", &*entry.time.to_string()),
    ];
    reporter.say(phrase, &words);
}

/// Writes the PDF. The archive already has it: if it cannot be written, the person is told how to get it.
fn deliver(entry: &Entry, output: &Output, record: &[u8], reporter: &Reporter) -> Result<()> {
    let Some(path) = output.path(&entry.issue.stem(), None, "pdf") else {
        return outputs::print(record);
    };
    if let Err(error) = delivery::write_whole(&path, record) {
        reporter.say("published-unwritten", &[("stem", &entry.issue.stem())]);
        return Err(error);
    }
    outputs::name(&[path])
}
