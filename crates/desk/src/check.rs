//! Checking: everything that can be said of an issue, as far as its text or as far as its pages.

use serde::{Deserialize, Serialize};

use briefing_engine::gauge::Row;
use briefing_engine::press::{Press, Warnings};
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Error, Fault, Result};
use briefing_values::issue::Issue;

use crate::desk::Desk;
use crate::examine::{Examined, in_order};
use crate::order::{Proofed, Record, SourceText};

/// How far an issue is taken to find what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// As far as the text.
    Text,
    /// As far as the pages, which are measured.
    Pages,
}

/// What was found in one issue.
pub struct Checked {
    /// What was read.
    pub manuscript: Manuscript,
    /// The issue, if nothing in its file stands in the way of setting it.
    pub issue: Option<Issue>,
    /// Everything that is wrong or worth a look, in the order of the file.
    pub faults: Vec<Fault>,
    /// What the pages measure; nothing where they were not asked for, or could not be set.
    pub rows: Vec<Row>,
}

impl Desk {
    /// Says everything that can be said of an issue. It is read, proofread and set once; nothing is
    /// made for a PDF that nobody prints.
    pub fn check(&self, source: &SourceText, depth: Depth) -> Checked {
        let examined = self.examine(source);
        let sound = examined.is_sound();
        if depth == Depth::Text || !sound {
            let Examined { manuscript, issue, faults, .. } = examined;
            return Checked { manuscript, issue: sound.then_some(issue), faults, rows: Vec::new() };
        }
        let (manuscript, issue) = (examined.manuscript.clone(), Some(examined.issue.clone()));
        let said = examined.faults.clone();
        let measured = self.measured(examined);
        // Also after a fault: what the engine worked out until then would stay for good.
        Press::clean();
        let (rows, faults) = match measured {
            Ok((rows, mut faults)) => {
                in_order(&mut faults);
                (rows, faults)
            }
            Err(error) => (Vec::new(), [said, error.faults].concat()),
        };
        Checked { manuscript, issue, faults, rows }
    }

    /// Sets an issue that was examined, and measures its pages; returns the measures, and everything that
    /// was found on the way.
    fn measured(&self, examined: Examined) -> Result<(Vec<Row>, Vec<Fault>)> {
        let composed = self.compose(examined, &Record::LeftOut)?;
        let (proofed, findings) = self.impose(composed, Warnings::Allow, &mut |_| {})?;
        let Proofed { remarks, .. } = Error::unless(findings, &proofed)?;
        self.keeps_raised_rules(&proofed)?;
        let (rows, faults) = self.measure(&proofed)?;
        Ok((rows, [remarks.clone(), faults].concat()))
    }
}
