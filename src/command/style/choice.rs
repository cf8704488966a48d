//! Which styles a command is about.

use briefing_engine::house::House;
use briefing_values::error::Result;

use crate::command::report::Reporter;

/// Returns the styles that were named, or those of the project; says so if there is none.
pub(super) fn chosen(house: &House, names: &[String], reporter: &Reporter) -> Result<Vec<String>> {
    let chosen = match names {
        [] => house.own_styles()?,
        names => names.to_vec(),
    };
    if chosen.is_empty() {
        reporter.say("style-none", &[]);
    }
    Ok(chosen)
}
