//! Where the time goes: `--timings`.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use briefing_desk::order::Stage;

/// The time that one or more issues took, stage by stage.
#[derive(Debug, Default)]
pub(super) struct Timings {
    spent: BTreeMap<Stage, Duration>,
    current: Option<(Stage, Instant)>,
}

impl Timings {
    /// Notes that a stage begins, and with it that the one before has ended.
    #[expect(clippy::disallowed_methods, reason = "the clock is read beside the work, never by it")]
    pub(super) fn begin(&mut self, stage: Stage) {
        self.end();
        self.current = Some((stage, Instant::now()));
    }

    /// Notes that the last stage has ended.
    pub(super) fn end(&mut self) {
        if let Some((stage, start)) = self.current.take() {
            *self.spent.entry(stage).or_default() += start.elapsed();
        }
    }

    /// Adds the time of other issues.
    pub(super) fn add(&mut self, other: &Self) {
        for (&stage, &spent) in &other.spent {
            *self.spent.entry(stage).or_default() += spent;
        }
    }

    /// Returns a line for each stage, and one for all of them.
    pub(super) fn table(&self) -> String {
        let line = |name: String, spent: Duration| {
            format!("{name:<10} {:>9.1} ms\n", spent.as_secs_f64() * 1e3)
        };
        let stages: String =
            self.spent.iter().map(|(stage, &spent)| line(stage.to_string(), spent)).collect();
        stages + line("total".into(), self.spent.values().sum()).trim_end()
    }
}
