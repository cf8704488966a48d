//! Sets the samples of styles, and compares their lines with those that were recorded.

use std::path::Path;

use briefing_archive::lines::Change;
use briefing_desk::Desk;
use briefing_desk::styles::{Sample, Tested};
use briefing_values::error::{Kind, Result, codes};

use crate::command::outcome::Outcome;
use crate::command::outputs;
use crate::command::plan::refusal;
use crate::command::report::Reporter;
use crate::delivery;

use super::choice::chosen;

/// How many lines of a sample that have changed are shown.
const SHOWN: usize = 20;

/// What is wanted besides.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'w> {
    /// That the lines are recorded.
    pub(super) accept: bool,
    /// The pages, in this folder.
    pub(super) output: Option<&'w Path>,
}

/// Tests styles, or records the lines of their samples.
pub(super) fn test(
    desk: &Desk,
    names: &[String],
    wanted: Wanted<'_>,
    reporter: &Reporter,
) -> Result<Outcome> {
    let mut same = true;
    for style in chosen(desk.house(), names, reporter)? {
        desk.house().style(&style)?;
        let samples = desk.samples(&style)?;
        if samples.samples.is_empty() {
            return Err(refusal(codes::template::NO_SAMPLE, &[("name", &style)]));
        }
        for sample in &samples.samples {
            let tested = match samples.test(sample) {
                Ok(tested) => tested,
                Err(error) => {
                    same = false;
                    reporter.error(&error);
                    continue;
                }
            };
            if let Some(folder) = wanted.output {
                let path = folder.join(format!("{style}-{}.pdf", sample.name));
                delivery::write_whole(&path, &tested.edition.bytes)?;
                outputs::name(&[path])?;
            }
            if wanted.accept {
                record(desk, &style, sample, &tested, reporter)?;
            } else {
                same &= told(&style, sample, &tested, reporter)?;
            }
        }
    }
    Ok(if same { Outcome::Done } else { Outcome::Failed(Kind::Template) })
}

/// Records the lines of a sample, in the project.
fn record(
    desk: &Desk,
    style: &str,
    sample: &Sample,
    tested: &Tested,
    reporter: &Reporter,
) -> Result<()> {
    if tested.changes.as_ref().is_some_and(Vec::is_empty) {
        return told(style, sample, tested, reporter).map(|_| ());
    }
    let Some(root) = desk.house().root() else {
        return Err(refusal(codes::program::NOT_IN_A_PROJECT, &[]));
    };
    let path = root.join("templates").join(style).join("sample").join(sample.record_file());
    delivery::write_whole(&path, tested.lines.text().as_bytes())?;
    outputs::name(&[path])
}

/// Says how a sample's lines compare with the record, and returns whether they are the same.
fn told(style: &str, sample: &Sample, tested: &Tested, reporter: &Reporter) -> Result<bool> {
    let name = format!("{style}/{}", sample.name);
    let Some(changes) = &tested.changes else {
        reporter.say("style-unrecorded", &[("name", &name), ("style", style)]);
        return Ok(false);
    };
    if changes.is_empty() {
        let lines = tested.lines.lines.len().to_string();
        reporter.say("style-same", &[("name", &name), ("lines", &lines)]);
        return Ok(true);
    }
    let text: String = changes.iter().take(SHOWN).map(change).collect();
    outputs::print(text.as_bytes())?;
    let count = changes.len().to_string();
    reporter.say("style-changed", &[("name", &name), ("count", &count), ("style", style)]);
    Ok(false)
}

/// Returns a changed line as it was and as it is, with its page and its place in mm.
fn change((before, after): &Change) -> String {
    let line = |sign: char, line: &Option<briefing_archive::lines::Line>| {
        line.as_ref().map_or_else(String::new, |line| {
            let (x, y) = (f64::from(line.x) / 10.0, f64::from(line.y) / 10.0);
            format!("{sign} {} {y:.1} {x:.1} {}\n", line.page, line.text)
        })
    };
    line('-', before) + &line('+', after)
}
