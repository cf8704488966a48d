//! Kills at any moment, while several publish.

use std::thread;
use std::time::{Duration, Instant};

use briefing_support::chance::Chance;

use crate::scene::Office;
use crate::{Extent, Outcome};

/// How long a publication may run before it is killed, as a share of the time that it takes undisturbed.
const LATEST: f64 = 1.1;

pub(crate) fn all(extent: Extent) -> Outcome {
    let kills = match extent {
        Extent::Bounded => 12,
        Extent::Whole => 200,
        Extent::Long => 1_000,
    };
    let start = Instant::now();
    let office = Office::begun();
    office.publish(2).output().expect("the program starts");
    let whole = start.elapsed().mul_f64(LATEST);
    let mut chance = Chance::of(1);
    for kill in 0..kills {
        let office = Office::begun();
        let mut child = office.publish(2).spawn().expect("the program starts");
        // Every other time, somebody else publishes as well.
        let other = (kill % 2 == 1).then(|| office.publish(2).spawn().expect("it starts"));
        let share = u32::try_from(chance.below(1000)).expect("small");
        thread::sleep(whole * share / 1000);
        let _ = child.kill();
        let ended = child.wait_with_output().expect("it has ended");
        if let Some(mut other) = other {
            thread::sleep(Duration::from_millis(chance.below(40) as u64));
            let _ = other.kill();
            let _ = other.wait();
        }
        office.is_sound(&ended, &format!("kill {kill} after {share} thousandths"));
    }
    Ok(kills)
}
