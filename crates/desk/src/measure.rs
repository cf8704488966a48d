//! Measures the pages of an issue, and turns the measurements into faults for its editor.

use briefing_engine::gauge::{self, Row, Verdict};
use briefing_text::manuscript::Manuscript;
use briefing_values::error::{Code, Error, Fault, Place, Problem, Result, Severity};

use crate::desk::Desk;
use crate::order::Proofed;
use crate::policy;

impl Desk {
    /// Returns the conformance table of an issue's pages, and a fault for each row whose requirement is
    /// not met.
    ///
    /// # Errors
    /// A role or a face that does not exist.
    pub fn measure(&self, pages: &Proofed) -> Result<(Vec<Row>, Vec<Fault>)> {
        let Proofed { manuscript, issue, forme, .. } = pages;
        let choices = manuscript.choices();
        let faces = self.press.names(&self.faces(manuscript)?);
        let by = (&choices.limits, forme.galley().style.standard);
        let rows = gauge::measure(issue, &forme.inked_proof(), &faces, by);
        let faults = rows.iter().filter_map(|row| fault(manuscript, row)).collect();
        Ok((rows, policy::judge_pages(faults, &choices)))
    }

    /// Returns whether the house treats a rule as an error.
    pub fn raises(&self, code: Code) -> bool {
        let house = self.house_sheet.clone().map(|sheet| Manuscript::parse(sheet, None));
        let rules = house.map(|house| house.choices().rules).unwrap_or_default();
        rules.get(&code) == Some(&Some(Severity::Error))
    }

    /// Refuses pages that break a rule that the house treats as an error.
    pub(crate) fn keeps_raised_rules(&self, pages: &Proofed) -> Result<()> {
        let rules = pages.manuscript.choices().rules;
        let mut raised = rules.iter().filter(|(_, severity)| **severity == Some(Severity::Error));
        if raised.any(|(code, _)| code.entry().pages) {
            let (_, mut faults) = self.measure(pages)?;
            faults.retain(|fault| fault.severity == Severity::Error);
            return Error::unless(faults, ());
        }
        Ok(())
    }
}

/// Returns the fault for a row, if the page does not meet its requirement.
fn fault(manuscript: &Manuscript, row: &Row) -> Option<Fault> {
    let problem = Problem::Measured { code: row.code, case: row.case, words: row.arguments() };
    let fault = Fault::at(problem, place(manuscript, row));
    match row.verdict {
        Verdict::Kept | Verdict::NotApplicable => None,
        // The house chose this setting.
        Verdict::Deviates => Some(Fault { severity: Severity::Hint, ..fault }),
        Verdict::Broken => Some(fault),
    }
}

/// Returns the place of the words that a row quotes: preferably the end of a passage, where the measured
/// lines end.
fn place(manuscript: &Manuscript, row: &Row) -> Place {
    let field = row.field.as_deref().unwrap_or_default();
    let Some(quote) = &row.quote else { return manuscript.place(field) };
    let passages = manuscript.passages();
    let ends = passages.iter().find(|it| it.field == field && it.text.ends_with(quote.as_str()));
    match ends {
        Some(passage) => {
            let end = passage.text.len();
            manuscript.place_of(passage, end - quote.len()..end)
        }
        None => manuscript.place_in(field, quote),
    }
}
