//! An issue with everything that an office may note in it for itself.

use briefing_support::office::ISSUE;

/// What is noted beside the text of an issue: remarks at its head and behind a field, private fields, and why an
/// exception is made.
pub(crate) const NOTES: [&str; 5] =
    ["首稿由韦处长口述", "来源待核实", "只给办公室看的话", "八三七二转三", "领导要求照录"];

/// Returns an issue with slips in it, so that there is something to tell of its lines.
pub(crate) fn plain() -> String {
    ISSUE.replace("一个标题", "一个(标题)").replace("第一段的文字", "第一段,的文字")
}

/// Returns the same issue with all the notes.
pub(crate) fn noted() -> String {
    let [head, behind, private, nested, reason] = NOTES;
    let text = plain().replace("(标题)\"", &format!("(标题)\" # {behind}"));
    format!(
        "# {head}\n{text}[private]\nnote = \"{private}\"\n[private.contact]\nphone = \"{nested}\"\n\
         [[allow]]\nrule = \"punct/half-width-mark\"\nwords = \"第一段,的文字\"\nreason = \"{reason}\"\n"
    )
}
