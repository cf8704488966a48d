//! `briefing style`: the styles that there are, and whether they are sound.

mod check;
mod choice;
mod create;
mod show;
mod test;

use std::path::{Path, PathBuf};

use briefing_desk::Desk;
use briefing_engine::house::House;
use briefing_values::catalogue::{Lang, phrase};
use briefing_values::error::Result;

use crate::args::StyleAction;

use super::outcome::Outcome;
use super::report::Reporter;
use super::{list, outputs};

/// Does what was asked for.
pub(super) fn run(
    action: &StyleAction,
    root: Option<PathBuf>,
    reporter: &Reporter,
) -> Result<Outcome> {
    let root = root.or_else(|| House::root_of(Path::new(".")));
    match action {
        StyleAction::List => all(&House::open(root)?, reporter).map(|()| Outcome::Done),
        StyleAction::Show { name, file } => {
            let house = House::open(root)?;
            show::show(&house, name, file.as_deref(), reporter.lang()).map(|()| Outcome::Done)
        }
        StyleAction::New { name, extends } => {
            create::create(&House::open(root)?, name, extends, reporter).map(|()| Outcome::Done)
        }
        StyleAction::Check { names } => check::check(&Desk::open(root)?, names, reporter),
        StyleAction::Test { names, accept, output } => {
            let wanted = test::Wanted { accept: *accept, output: output.as_deref() };
            test::test(&Desk::open(root)?, names, wanted, reporter)
        }
    }
}

/// Prints a line for each style.
fn all(house: &House, reporter: &Reporter) -> Result<()> {
    let lang = reporter.lang();
    let own = house.own_styles()?;
    let mut rows = Vec::new();
    for name in house.styles()? {
        let style = match house.style(&name) {
            Ok(style) => style,
            Err(error) => {
                reporter.error(&error);
                continue;
            }
        };
        let base = style.manifests.get(1).map(|base| format!("< {}", base.style));
        let place = if own.contains(&name) { "style-own" } else { "style-built-in" };
        let title = style.title(lang == Lang::Zh).to_owned();
        let place = phrase(place, lang);
        rows.push(vec![name, title, base.unwrap_or_default(), place]);
    }
    outputs::print(list::columns(&rows).as_bytes())
}
