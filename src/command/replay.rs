//! `briefing replay`: what would change in the archive with today's templates, faces and program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use briefing_archive::archive::{Archive, Entry};
use briefing_archive::lines::Change;
use briefing_desk::Desk;
use briefing_desk::record::replay::Replayed;
use briefing_engine::house::House;
use briefing_values::catalogue::Lang;
use briefing_values::error::{Kind, Result, codes};

use crate::args::ReplayArgs;
use crate::delivery;
use crate::report::{Compared, Comparison, Spread, Verdict};

use super::outcome::Outcome;
use super::plan::refusal;
use super::report::Reporter;
use super::{holdings, list, outputs, round};

/// The resolution of the pages in the report, in pixels per inch.
const PPI: f32 = 96.0;

/// Sets the archive again with today's house, and writes the report.
pub(super) fn run(
    args: &ReplayArgs,
    root: Option<PathBuf>,
    reporter: &Reporter,
) -> Result<Outcome> {
    let root = root.or_else(|| House::root_of(Path::new(".")));
    let archive = holdings::open(&args.archive, root.as_deref())?;
    if let Some(folder) = args.against.as_ref().filter(|folder| !folder.is_dir()) {
        return Err(refusal(
            codes::program::NO_PROJECT,
            &[("path", &folder.display().to_string())],
        ));
    }
    let out = briefing_desk::output(&House::open(root.clone())?)?.unwrap_or_else(|| "out".into());
    let folder = args.output.clone().unwrap_or_else(|| out.join("replay"));
    let log = archive.log()?;
    let entries = archive.latest(&log, &args.which)?;
    let house = args.against.clone().or(root);
    let against = against(args, house.as_deref());
    let desk = Desk::open(house)?;
    let replay = Replay { desk: &desk, archive: &archive, style: args.style.as_deref(), folder };
    let issues = replay.all(&entries, round::workers(args.jobs, entries.len()), reporter)?;
    replay.report(&Comparison { against, issues }, reporter.lang())
}

/// Returns what the archive is set with, in words.
fn against(args: &ReplayArgs, house: Option<&Path>) -> String {
    let mut words = vec![briefing_desk::program::engine().to_string()];
    words.extend(house.map(|house| house.display().to_string()));
    words.extend(args.style.clone());
    words.join(" · ")
}

/// What the issues are set with, and where the pictures go.
struct Replay<'r> {
    desk: &'r Desk,
    archive: &'r Archive,
    style: Option<&'r str>,
    folder: PathBuf,
}

impl Replay<'_> {
    /// Sets all issues, in order.
    fn all(
        &self,
        entries: &[&Entry],
        workers: usize,
        reporter: &Reporter,
    ) -> Result<Vec<Compared>> {
        let progress = round::progress(entries.len());
        let mut done = BTreeMap::new();
        let work = |place: usize| self.one(entries[place]);
        round::each(entries.len(), workers, work, |place, compared| {
            progress.inc(1);
            done.insert(place, compared);
        })?;
        progress.finish_and_clear();
        let mut all = Vec::new();
        for compared in done.into_values() {
            all.push(compared?);
        }
        if all.is_empty() {
            reporter.say("replay-empty", &[]);
        }
        Ok(all)
    }

    /// Sets one issue. One that this house cannot set is part of the report; a damaged archive is an error.
    fn one(&self, entry: &Entry) -> Result<Compared> {
        let titles = self.archive.lock(entry)?.issue.titles;
        let (verdict, spreads) = match self.desk.replay(self.archive, entry, self.style) {
            Ok(replayed) => self.judge(entry, &replayed)?,
            Err(error) if error.kind() == Kind::Damage => return Err(error),
            Err(error) => (Verdict::Refused(error.to_string()), Vec::new()),
        };
        let title = titles.into_iter().next().unwrap_or_default();
        Ok(Compared { id: entry.issue.stem(), title, verdict, spreads })
    }

    fn judge(&self, entry: &Entry, replayed: &Replayed) -> Result<(Verdict, Vec<Spread>)> {
        if replayed.pages.is_empty() {
            let same = if replayed.is_same() { Verdict::SameBytes } else { Verdict::SamePages };
            return Ok((same, Vec::new()));
        }
        let mut spreads = Vec::new();
        for ((page, views), change) in replayed.views(PPI)?.into_iter().zip(&replayed.pages) {
            let pictures = [
                ("before", views.before),
                ("after", views.after),
                ("difference", views.difference),
            ];
            let mut names = Vec::new();
            for (name, picture) in pictures {
                let Some(picture) = picture else { continue };
                let file = Comparison::picture(&entry.issue.stem(), page, name);
                delivery::write_whole(&self.folder.join(file), &picture.png())?;
                names.push(name);
            }
            let lines = replayed.lines.iter().filter(|change| is_on(change, page));
            let text = |(a, b): &Change| {
                (a.as_ref().map(|it| it.text.clone()), b.as_ref().map(|it| it.text.clone()))
            };
            let lines = lines.map(text).collect();
            spreads.push(Spread { page, pixels: change.pixels, lines, pictures: names });
        }
        Ok((Verdict::Changed, spreads))
    }

    /// Writes the report and prints its table; a page that changes is not a fault.
    fn report(&self, comparison: &Comparison, lang: Lang) -> Result<Outcome> {
        let index = self.folder.join("index.html");
        delivery::write_whole(&index, comparison.html(lang).as_bytes())?;
        let rows: Vec<_> = comparison.issues.iter().map(|issue| issue.words(lang)).collect();
        outputs::print(list::columns(&rows).as_bytes())?;
        outputs::name(&[index])?;
        Ok(Outcome::Done)
    }
}

/// Returns whether a changed line is on a page.
fn is_on((before, after): &Change, page: usize) -> bool {
    before.as_ref().or(after.as_ref()).is_some_and(|line| line.page as usize == page)
}
