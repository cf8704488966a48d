//! The page that says why something was not done.

use briefing_values::catalogue::Lang;

use crate::refusal::Refusal;

use super::faults::Told;
use super::paper::Paper;

/// Returns the page that says why something was not done, or why there is no such page.
pub(crate) fn write(refusal: &Refusal, lang: Lang) -> Result<String, Refusal> {
    let faults: Vec<_> = refusal.faults.iter().map(|it| Told::of(it, lang)).collect();
    let paper = Paper::plain(lang);
    paper.page(
        "refusal.html",
        minijinja::context! { editor => Option::<&str>::None, faults => minijinja::value::Serde(faults) },
    )
}
