//! `briefing render`: issues in, editions out.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use crate::args::RenderArgs;
use crate::desk::{Galley, Order, Proofed};
use crate::error::{Kind, Problem, Result};

use super::Outcome;
use super::inputs::Input;
use super::outputs::{self, Output};
use super::plan::{Plan, Product, contradiction};
use super::report::Reporter;
use super::timings::Timings;

/// The stack of a worker: deep nesting in a template must end in a message, not in an abort.
const STACK: usize = 64 * 1024 * 1024;

/// Renders the issues that the command line names.
pub(super) fn run(args: RenderArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<Outcome> {
    let plan = Plan::new(args, root)?;
    let round = Round {
        progress: progress(plan.inputs.len()),
        next: AtomicUsize::new(0),
        timings: Mutex::default(),
        failures: Mutex::default(),
        plan,
        reporter,
    };
    thread::scope(|scope| -> Result<()> {
        for _ in 0..round.plan.jobs {
            let worker = thread::Builder::new().stack_size(STACK);
            worker.spawn_scoped(scope, || round.work()).map_err(|error| Problem::Access {
                action: "start",
                path: "a worker".into(),
                reason: error.to_string(),
            })?;
        }
        Ok(())
    })?;
    Ok(round.end())
}

/// What the workers share while they render the issues of a plan.
struct Round<'a> {
    plan: Plan,
    reporter: &'a Reporter,
    progress: ProgressBar,
    next: AtomicUsize,
    timings: Mutex<Timings>,
    failures: Mutex<Vec<Kind>>,
}

impl Round<'_> {
    /// Renders issue after issue until none is left. A fault in one does not stop the others.
    fn work(&self) {
        while let Some(input) = self.plan.inputs.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            let mut spent = Timings::default();
            if let Err(error) = render(&self.plan, input, self.reporter, &mut spent) {
                self.progress.suspend(|| self.reporter.error(&error));
                locked(&self.failures).push(error.kind());
            }
            locked(&self.timings).add(&spent);
            self.progress.inc(1);
        }
    }

    /// Says how it went.
    fn end(self) -> Outcome {
        self.progress.finish_and_clear();
        if self.plan.timings {
            self.reporter.line(&locked(&self.timings).table());
        }
        let failures = locked(&self.failures);
        let issues = self.plan.inputs.len();
        if issues > 1 && !failures.is_empty() {
            self.reporter
                .line(&format!("{} of {issues} issues could not be rendered", failures.len()));
        }
        failures.iter().max().map_or(Outcome::Done, |&kind| Outcome::Failed(kind))
    }
}

/// Renders one issue, and writes what is made of it.
fn render(plan: &Plan, input: &Input, reporter: &Reporter, spent: &mut Timings) -> Result<()> {
    let copy = input.read()?;
    let order = Order { record: plan.product.record(), warnings: plan.warnings };
    let mut stage = |stage| spent.begin(stage);
    let files = if plan.product == Product::Source {
        source(plan, input, &plan.desk.galley(&copy, order.record)?)
    } else {
        plan.desk.render(&copy, order, &mut stage, |pages| {
            reporter.warnings(pages.forme.warnings());
            print(plan, input, pages)
        })?
    };
    spent.end();
    for (path, bytes) in files {
        outputs::deliver(path.as_deref(), &bytes)?;
    }
    Ok(())
}

/// The files of a product; the one without a path goes to standard output.
type Files = Vec<(Option<PathBuf>, Vec<u8>)>;

fn print(plan: &Plan, input: &Input, pages: &Proofed) -> Result<Files> {
    let path = |part| plan.output.path(&input.stem(), part, plan.product.ending());
    let chosen = plan.pages.of(pages.forme.pages())?;
    match &plan.product {
        Product::Edition(settings) => Ok(vec![(path(None), pages.forme.print(settings)?.bytes)]),
        Product::Pictures(image) => {
            if plan.output == Output::Pipe && chosen.len() > 1 {
                return Err(contradiction(
                    "standard output takes one picture: choose it with --pages",
                ));
            }
            let alone = chosen.len() == 1 && matches!(plan.output, Output::File(_));
            let picture = |page: usize| {
                let part = (!alone).then_some(page + 1);
                Ok((path(part), pages.forme.picture(page, *image)?))
            };
            chosen.into_iter().map(picture).collect()
        }
        Product::Layout => {
            let mut json = serde_json::to_vec_pretty(&pages.proof).unwrap_or_default();
            json.push(b'\n');
            Ok(vec![(path(None), json)])
        }
        Product::Source => Ok(Files::new()),
    }
}

/// Returns the composed source, and beside it the pictures that it reads.
fn source(plan: &Plan, input: &Input, galley: &Galley) -> Files {
    let path = plan.output.path(&input.stem(), None, plan.product.ending());
    let folder = path.as_deref().and_then(Path::parent).map(Path::to_owned);
    let mut files = vec![(path, galley.source.clone().into_bytes())];
    if let Some(folder) = folder {
        files.extend(
            galley.files.iter().map(|(name, bytes)| (Some(folder.join(name)), bytes.to_vec())),
        );
    }
    files
}

/// Returns the progress bar: only on a terminal, and only where there are several issues.
fn progress(issues: usize) -> ProgressBar {
    if issues < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} issues, {eta} left");
    ProgressBar::new(issues as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
