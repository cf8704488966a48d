//! What must hold for every file, whatever its bytes are.

use briefing_desk::Desk;
use briefing_desk::order::SourceText;
use briefing_text::manuscript::Manuscript;
use briefing_values::catalogue::Lang;
use briefing_values::error::{Fault, Place};
use briefing_values::sheet::Sheet;

/// Checks a file as `briefing check` does, and says what is not as it must be.
pub(crate) fn try_out(desk: &Desk, bytes: &[u8]) -> Result<(), String> {
    let faults = match Sheet::new("case.toml", bytes) {
        Ok(sheet) => {
            let house = as_house_file(sheet.clone());
            let examined = desk.examine(&SourceText { sheet, pictures: "/nowhere".into() });
            [examined.faults, house].concat()
        }
        Err(error) => error.faults,
    };
    faults.iter().try_for_each(sound)?;
    for lang in [Lang::Zh, Lang::En] {
        let told = briefing::command::told(&faults, lang);
        if let Some(c) = told.chars().find(|c| c.is_control() && *c != '\n') {
            return Err(format!("the message has the control character {c:?}:\n{told:?}"));
        }
    }
    Ok(())
}

/// Returns the faults of a file that is read as the house file of an issue.
fn as_house_file(sheet: Sheet) -> Vec<Fault> {
    let issue = Sheet::of("issue.toml", "[[article]]\ntitle = \"一个标题\"\nbody ＝ “正文”\n");
    let manuscript = Manuscript::parse(issue, Some(sheet));
    for passage in manuscript.passages() {
        let _ = manuscript.place_of(&passage, 0..passage.text.len());
    }
    manuscript.examine().1
}

/// Checks that a fault points at characters of the file, and that its fixes do, too.
fn sound(fault: &Fault) -> Result<(), String> {
    let Some(Place { text, range, .. }) = &fault.place else { return Ok(()) };
    let ranges = fault.fix.iter().map(|fix| &fix.range).chain([range]);
    for range in ranges {
        if text.get(range.clone()).is_none() {
            return Err(format!("{range:?} is no text of the file: {}", fault.problem));
        }
    }
    Ok(())
}
