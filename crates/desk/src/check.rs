//! Checking: reports all findings in an issue, in its text only or also on its pages.

use serde::{Deserialize, Serialize};

use briefing_engine::gauge::Row;
use briefing_engine::press::{Press, Warnings};
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Error, Fault, Result};
use briefing_values::issue::Issue;

use crate::desk::Desk;
use crate::examine::{Examined, in_order};
use crate::order::{Proofed, Record, SourceText};

/// How far a check goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// Only the text.
    Text,
    /// The text and the pages, which are measured.
    Pages,
}

/// The result of checking one issue.
pub struct Checked {
    /// The manuscript, as read.
    pub manuscript: Manuscript,
    /// The issue, unless an error in its file prevents setting it.
    pub issue: Option<Issue>,
    /// All errors, warnings and hints, in file order.
    pub faults: Vec<Fault>,
    /// The measurements of the pages; empty if they were not requested or could not be set.
    pub rows: Vec<Row>,
}

impl Desk {
    /// Checks an issue and returns all findings. It is read, proofread and set only once, and nothing is
    /// prepared for a PDF that nobody prints.
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
        // Even after a fault: otherwise the engine would keep its cached results forever.
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

    /// Sets an examined issue and measures its pages; returns the measurements and all findings.
    fn measured(&self, examined: Examined) -> Result<(Vec<Row>, Vec<Fault>)> {
        let composed = self.compose(examined, &Record::LeftOut)?;
        let (proofed, findings) = self.impose(composed, Warnings::Allow, &mut |_| {})?;
        let Proofed { remarks, .. } = Error::unless(findings, &proofed)?;
        self.keeps_raised_rules(&proofed)?;
        let (rows, faults) = self.measure(&proofed)?;
        Ok((rows, [remarks.clone(), faults].concat()))
    }
}
