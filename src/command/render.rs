//! `briefing render`: issues in, editions out.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use briefing_desk::order::{Composed, Order, Proofed, SourceText};
use briefing_desk::product::{Printed, Product};
use briefing_values::error::{Error, Result, Severity, codes};

use crate::args::RenderArgs;
use crate::delivery;

use super::inputs::Input;
use super::outcome::Outcome;
use super::outputs::{self, Files, Output};
use super::plan::{Plan, contradiction};
use super::report::Reporter;
use super::round::{self, Made};
use super::timings::Timings;

/// Renders the issues named on the command line.
pub(super) fn run(args: RenderArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<Outcome> {
    let plan = Plan::new(args, root)?;
    agree(&plan)?;
    let timings = Mutex::new(Timings::default());
    let make = |place: usize| {
        let mut spent = Timings::default();
        let made = render(&plan, &plan.inputs[place], reporter, &mut spent);
        timings.lock().unwrap_or_else(PoisonError::into_inner).add(&spent);
        made.map(Made::from)
    };
    let outcome = round::run(plan.inputs.len(), plan.jobs, reporter, make)?;
    if plan.timings {
        let timings = timings.lock().unwrap_or_else(PoisonError::into_inner);
        reporter.line(&timings.table());
    }
    Ok(outcome)
}

/// Refuses issues whose numbers contradict each other, if the house treats that as an error.
fn agree(plan: &Plan) -> Result<()> {
    if plan.inputs.len() < 2 || !plan.desk.raises(codes::structure::SERIAL) {
        return Ok(());
    }
    let read = |input: &Input| input.read().ok().map(|copy| plan.desk.examine(&copy));
    let examined = plan.inputs.iter().filter_map(read).filter_map(|it| it.sound().ok());
    let sound: Vec<_> = examined.map(|it| (it.manuscript, it.issue)).collect();
    let mut faults = briefing_desk::examine::compare(&sound);
    faults.retain(|fault| fault.severity == Severity::Error);
    Error::unless(faults, ())
}

/// Renders one issue, and returns what is made of it.
fn render(plan: &Plan, input: &Input, reporter: &Reporter, spent: &mut Timings) -> Result<Files> {
    let copy = input.read()?;
    let order = Order { record: plan.product.record(), warnings: plan.warnings };
    let mut stage = |stage| spent.begin(stage);
    let files = if plan.product == Product::Source {
        let composed = plan.desk.galley(&copy, &order.record);
        let composed = composed.map_err(|error| kept(plan, input, &copy, reporter, error))?;
        reporter.remarks(&composed.remarks, &copy.sheet.name);
        source(plan, input, &composed)?
    } else {
        plan.desk.render(&copy, &order, &mut stage, |pages| {
            reporter.remarks(&pages.remarks, &copy.sheet.name);
            print(plan, input, pages)
        })?
    };
    spent.end();
    Ok(files)
}

fn print(plan: &Plan, input: &Input, pages: &Proofed) -> Result<Files> {
    name(plan, input, plan.product.print(pages, &plan.pages)?)
}

/// Returns what was made, each part with the path that it is written to.
pub(super) fn name(plan: &Plan, input: &Input, printed: Printed) -> Result<Files> {
    if plan.output == Output::Pipe && printed.len() > 1 {
        return Err(contradiction("standard output takes one picture: choose it with --pages"));
    }
    let alone = printed.len() == 1 && matches!(plan.output, Output::File(_));
    let path = |page: Option<usize>| {
        plan.output.path(&input.stem(), page.filter(|_| !alone), plan.product.ending())
    };
    Ok(printed.into_iter().map(|(page, bytes)| (path(page), bytes)).collect())
}

/// Writes what was composed before a template failed, if that was asked for, and returns the error.
fn kept(plan: &Plan, input: &Input, copy: &SourceText, reporter: &Reporter, error: Error) -> Error {
    let source = if plan.keep_source { plan.desk.source_so_far(copy) } else { None };
    let path = plan.output.path(&input.stem(), None, plan.product.ending());
    let Some(source) = source else { return error };
    let written = match &path {
        Some(path) => delivery::write_whole(path, source.as_bytes()),
        None => outputs::print(source.as_bytes()),
    };
    let path = path.map_or_else(|| "-".to_owned(), |path| path.display().to_string());
    match written {
        Ok(()) => reporter.say("kept-source", &[("path", &path)]),
        Err(unwritten) => return unwritten,
    }
    error
}

/// Returns the composed source, and beside it the pictures that it reads, as they are printed.
fn source(plan: &Plan, input: &Input, composed: &Composed) -> Result<Files> {
    let Composed { galley, recipe, .. } = composed;
    let path = plan.output.path(&input.stem(), None, plan.product.ending());
    let folder = path.as_deref().and_then(Path::parent).map(Path::to_owned);
    let mut files = vec![(path, galley.source.clone().into_bytes())];
    if let Some(folder) = folder {
        let own = |name: &String| input.path().with_file_name(name).canonicalize().ok();
        let takes_place = |name: &String| {
            own(name).is_some_and(|own| folder.join(name).canonicalize().is_ok_and(|it| it == own))
        };
        if recipe.iter().flat_map(|recipe| recipe.originals.keys()).any(takes_place) {
            return Err(contradiction(
                "-f typ would write pictures as they are printed over the issue's own: choose another folder",
            ));
        }
        files.extend(
            galley.files.iter().map(|(name, bytes)| (Some(folder.join(name)), bytes.to_vec())),
        );
    }
    Ok(files)
}
