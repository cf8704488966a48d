//! The samples of a style (样稿): issues that show it, each with a record of the lines on its pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use briefing_archive::lines::{Change, Lines};
use briefing_engine::edition::Edition;
use briefing_engine::house::HOUSE_FILE;
use briefing_engine::pictures::Pictures;
use briefing_engine::press::{PdfSettings, Press};
use briefing_values::error::{Error, Result};
use briefing_values::sheet::Sheet;

use crate::desk::Desk;
use crate::order::{Proofed, SourceText};

/// The ending of a record's name.
const RECORD: &str = "lines";

/// A sample of a style.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Its name: that of its file, without the ending.
    pub name: String,
    /// The issue.
    pub source: SourceText,
    /// The lines that its pages had when somebody last approved of them.
    pub record: Option<Lines>,
}

/// A sample, as it is set today.
pub struct Tested {
    /// The edition.
    pub edition: Edition,
    /// The lines on its pages.
    pub lines: Lines,
    /// Those that are not as they were recorded; `None` if nothing was.
    pub changes: Option<Vec<Change>>,
}

/// The samples of a style, and the house that they are set in.
pub struct Samples {
    /// The samples, in the order of their names.
    pub samples: Vec<Sample>,
    desk: Desk,
}

impl Desk {
    /// Returns the samples of a style.
    ///
    /// # Errors
    /// A file that cannot be read or is not text.
    pub fn samples(&self, style: &str) -> Result<Samples> {
        let files = self.house.sample(style)?;
        let sheet = |name: &str, bytes: &[u8]| {
            Sheet::new(&format!("templates/{style}/sample/{name}"), bytes)
        };
        let house = files.get(HOUSE_FILE).map(|bytes| sheet(HOUSE_FILE, bytes)).transpose()?;
        let mut samples = Vec::new();
        for (file, bytes) in &files {
            let Some(name) = file.strip_suffix(".toml").filter(|_| file != HOUSE_FILE) else {
                continue;
            };
            let record = files.get(&format!("{name}.{RECORD}"));
            // A damaged record agrees with nothing.
            let lines = |bytes: &Arc<[u8]>| Lines::read(str::from_utf8(bytes).ok()?);
            let record = record.map(|bytes| lines(bytes).unwrap_or_default());
            let pictures = pictures(&files);
            let source = SourceText { sheet: sheet(file, bytes)?, pictures };
            samples.push(Sample { name: name.to_owned(), source, record });
        }
        Ok(Samples { samples, desk: self.beside(house)? })
    }
}

impl Samples {
    /// Sets a sample, and compares its lines with those that were recorded.
    ///
    /// # Errors
    /// Every fault that keeps it from being printed.
    pub fn test(&self, sample: &Sample) -> Result<Tested> {
        let set = self.desk.preview(&sample.source).and_then(|(proofed, faults)| {
            let Proofed { proof, forme, .. } = Error::unless(faults, proofed)?;
            Ok((forme.print(&PdfSettings::default())?, Lines::of(&proof)))
        });
        Press::clean();
        let (edition, lines) = set?;
        let changes = sample.record.as_ref().map(|record| record.changes(&lines));
        Ok(Tested { edition, lines, changes })
    }
}

impl Sample {
    /// Returns the name of the file that records its lines.
    pub fn record_file(&self) -> String {
        format!("{}.{RECORD}", self.name)
    }
}

/// Returns the files that may be pictures, or rows of tables.
fn pictures(files: &BTreeMap<String, Arc<[u8]>>) -> Pictures {
    let others = files.iter().filter(|(name, _)| name.strip_suffix(".toml").is_none());
    Pictures::AtHand(others.map(|(name, bytes)| (name.clone(), bytes.clone())).collect())
}
