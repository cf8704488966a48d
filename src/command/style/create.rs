//! Makes a style in the project that takes over another one.

use briefing_desk::styles;
use briefing_engine::house::{House, VOLUME_STYLE};
use briefing_text::scaffold;
use briefing_values::error::{Result, codes};

use crate::command::outputs;
use crate::command::plan::refusal;
use crate::command::report::Reporter;
use crate::delivery;

/// Writes the files of the style, prints their names, and says what to do next.
pub(super) fn create(house: &House, name: &str, base: &str, reporter: &Reporter) -> Result<()> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(refusal(codes::program::STYLE_NAME, &[("name", name)]));
    }
    let Some(root) = house.root() else {
        return Err(refusal(codes::program::NOT_IN_A_PROJECT, &[]));
    };
    if name == VOLUME_STYLE || house.styles()?.iter().any(|known| known == name) {
        return Err(refusal(codes::program::STYLE_THERE, &[("name", name)]));
    }
    let sample = styles::sample(house, base)?;
    let folder = root.join("templates").join(name);
    let files = scaffold::style(name, base, &sample);
    delivery::write_folder(&folder, &files)?;
    let paths: Vec<_> = files.iter().map(|(path, _)| folder.join(path)).collect();
    outputs::name(&paths)?;
    reporter.say("style-next", &[("name", name)]);
    Ok(())
}
