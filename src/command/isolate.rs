//! `briefing render --isolate`: sets issues in worker processes, for templates that nobody has reviewed.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use briefing_desk::product::Product;
use briefing_engine::press::{PageImage, Warnings};
use briefing_values::diagnostic::Diagnostic;
use briefing_values::error::{Error, Kind, Problem, Result, codes};
use briefing_worker::job::{self, About, Answer, Job, Render, Rendered, Said};
use briefing_worker::pool::{Outcome as Ended, Pool, Settings};

use crate::args::RenderArgs;

use super::inputs::Input;
use super::outcome::Outcome;
use super::plan::{Plan, contradiction};
use super::report::Reporter;
use super::{outputs, render, round};

/// The number of jobs after which a worker is replaced.
const JOBS: u32 = 500;
/// The memory in use above which a worker is replaced, in bytes.
const RESIDENT: u64 = 768 * 1024 * 1024;

/// Returns the settings of a pool that works for a project and an archive.
pub(super) fn settings(
    root: Option<&Path>,
    archive: Option<&Path>,
    limit: Limit,
    workers: usize,
) -> Result<Settings> {
    let program = std::env::current_exe().map_err(|error| {
        let (path, reason) = ("the program".into(), error.to_string());
        Problem::Access { action: "find", path, reason }
    })?;
    let mut words: Vec<OsString> = vec!["worker".into()];
    words.push(format!("--seconds={}", limit.time.as_secs().max(1)).into());
    words.push(format!("--memory={}", limit.memory).into());
    for (option, folder) in [("--root", root), ("--archive", archive)] {
        words.extend(folder.into_iter().flat_map(|it| [option.into(), it.as_os_str().to_owned()]));
    }
    Ok(Settings {
        program,
        words,
        workers,
        waiting: usize::MAX,
        waiting_bytes: usize::MAX,
        jobs: JOBS,
        resident: RESIDENT,
    })
}

/// The resources that a job may use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    /// The time, waiting included.
    pub(super) time: Duration,
    /// The address space, in MiB.
    pub(super) memory: u64,
}

/// Renders issues, each in a confined process.
pub(super) fn run(args: RenderArgs, root: Option<PathBuf>, reporter: &Reporter) -> Result<Outcome> {
    if args.timings {
        return Err(contradiction("--timings cannot be combined with --isolate"));
    }
    let limit = Limit { time: Duration::from_secs(args.seconds.get()), memory: args.memory.get() };
    let pages = args.pages.clone();
    let plan = Plan::new(args, root)?;
    if plan.product == Product::Source {
        return Err(contradiction("--isolate makes PDF, pictures and layout"));
    }
    let root = plan.desk.house().root();
    let pool = Pool::open(settings(root, None, limit, plan.jobs)?)?;
    let make = |place: usize| {
        let job = job(&plan, &plan.inputs[place], pages.clone())?;
        // Each of these threads waits for one job, so none waits in the queue.
        let ended = pool.work(job, limit.time);
        answered(ended.unwrap_or(Ended::OutOfTime), limit)
    };
    let (mut waiting, mut next) = (BTreeMap::new(), 0);
    let mut failures = Vec::new();
    round::each(plan.inputs.len(), plan.jobs, make, |place, made| {
        waiting.insert(place, made);
        while let Some(made) = waiting.remove(&next) {
            failures.extend(deliver(&plan, &plan.inputs[next], made, reporter));
            next += 1;
        }
    })?;
    Ok(failures.into_iter().max().map_or(Outcome::Done, Outcome::Failed))
}

/// Returns the job of an issue, with its pictures.
fn job(plan: &Plan, input: &Input, pages: Option<String>) -> Result<Job> {
    let file = input.read_bytes()?;
    let pictures = briefing_desk::pictures::enclosed(&input.read_from(&file)?, plan.desk.house())?;
    let product = match &plan.product {
        Product::Edition(settings) => job::Product::Pdf(settings.standard_names()),
        Product::Pictures(PageImage::Png(ppi)) => job::Product::Png(*ppi),
        Product::Pictures(PageImage::Svg) => job::Product::Svg,
        Product::Layout | Product::Source => job::Product::Layout,
    };
    let allow_warnings = plan.warnings == Warnings::Allow;
    let render = Render { product, pages, allow_warnings };
    Ok(Job { work: render.into(), about: About { name: input.name(), file, pictures } })
}

/// Returns the answer, if there is one.
fn answered(ended: Ended, limit: Limit) -> Result<Answer> {
    let (code, words) = match ended {
        Ended::Answered(answer) => return Ok(*answer),
        Ended::OutOfTime | Ended::GaveWay => {
            (codes::service::OUT_OF_TIME, ("seconds", limit.time.as_secs().to_string()))
        }
        Ended::NoWorker(how) => (codes::service::NO_WORKER, ("how", how)),
        Ended::Died(how) => (codes::service::TOO_MUCH, ("how", how)),
    };
    Err(Problem::Noted { code, words: vec![words] }.into())
}

/// Writes what was made of an issue, or reports why nothing was; returns the kind of the failure.
fn deliver(plan: &Plan, input: &Input, made: Result<Answer>, reporter: &Reporter) -> Option<Kind> {
    let delivered = made.and_then(|Answer { said, files, .. }| match said {
        Said::Done { remarks, done } => {
            reporter.warnings(&remarks, &input.name());
            let parts =
                Rendered::try_from(*done).map(|rendered| rendered.parts).unwrap_or_default();
            let printed = parts.into_iter().zip(files).collect();
            let files = outputs::deliver(render::name(plan, input, printed)?)?;
            outputs::name(&files).map(|()| None)
        }
        // The pool has asked another worker instead.
        Said::Outdated => Ok(None),
        Said::Refused { faults } => {
            reporter.diagnostics(&faults);
            Ok(Some(faults.first().map_or(Kind::Environment, Diagnostic::kind)))
        }
    });
    delivered.unwrap_or_else(|error: Error| {
        reporter.error(&error);
        Some(error.kind())
    })
}
