//! Turns: whose job comes next. Everybody gets an equal share of the workers, and whoever looks at a screen comes
//! before a batch.

use std::collections::BTreeMap;

/// For whom a job is done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turn {
    /// The user; empty if there are none.
    pub owner: String,
    /// How the user waits.
    pub class: Class,
    /// Whether the job was promised: it makes room for no other, and may take long.
    pub stays: bool,
}

/// How somebody waits for a job.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// In front of a screen.
    Person,
    /// As a program does.
    #[default]
    Program,
}

/// How many jobs of people are done in a row while a program waits; then it gets one.
const PEOPLE: u32 = 4;
/// How many owners are remembered.
const OWNERS: usize = 1_000;

/// Who has had turns.
#[derive(Debug, Default)]
pub(super) struct Turns {
    /// When each owner last had one, in turns.
    last: BTreeMap<String, u64>,
    now: u64,
    /// How many jobs of people were done since the last of a program.
    people: u32,
    /// How many workers each owner has.
    busy: BTreeMap<String, usize>,
    /// How many workers have jobs that may take long.
    long: usize,
}

impl Turns {
    /// Returns which of the waiting jobs one of so many workers does next, in the order of their coming: that of the
    /// owner who has waited longest for a turn. [`Turns::done`] has to follow.
    pub(super) fn next<'t>(
        &mut self,
        waiting: impl Iterator<Item = &'t Turn>,
        workers: usize,
    ) -> Option<usize> {
        let waiting = self.admitted(waiting.enumerate().collect(), workers);
        let is_program = |(_, turn): &&(usize, &Turn)| turn.class == Class::Program;
        let program = self.people >= PEOPLE && waiting.iter().any(|it| is_program(&it));
        let rank = |(n, turn): &(usize, &Turn)| {
            let behind =
                if program { turn.class == Class::Person } else { is_program(&&(*n, *turn)) };
            (behind, self.last.get(&turn.owner).copied().unwrap_or(0), *n)
        };
        let (n, turn) = waiting.iter().min_by_key(|it| rank(it)).copied()?;
        self.now += 1;
        self.people = if turn.class == Class::Person { self.people.saturating_add(1) } else { 0 };
        if self.last.len() >= OWNERS {
            self.last.clear();
        }
        self.last.insert(turn.owner.clone(), self.now);
        *self.busy.entry(turn.owner.clone()).or_default() += 1;
        self.long += usize::from(turn.stays);
        Some(n)
    }

    /// Notes that a job has ended.
    pub(super) fn done(&mut self, turn: &Turn) {
        self.long -= usize::from(turn.stays);
        if let Some(busy) = self.busy.get_mut(&turn.owner) {
            *busy -= 1;
            if *busy == 0 {
                self.busy.remove(&turn.owner);
            }
        }
    }

    /// Returns those that may be done now: long jobs have at most half of the workers, and nobody takes the last
    /// worker while others wait.
    fn admitted<'t>(
        &self,
        mut waiting: Vec<(usize, &'t Turn)>,
        workers: usize,
    ) -> Vec<(usize, &'t Turn)> {
        let room = self.long < (workers / 2).max(1);
        waiting.retain(|(_, turn)| room || !turn.stays);
        let holds_the_others =
            |owner: &str| workers > 1 && self.busy.get(owner).is_some_and(|it| it + 1 >= workers);
        if waiting.iter().any(|(_, turn)| !holds_the_others(&turn.owner)) {
            waiting.retain(|(_, turn)| !holds_the_others(&turn.owner));
        }
        waiting
    }
}

/// Returns which of the waiting jobs makes room for another when there is none: the newest of the owner who has
/// most, if the other's owner has fewer; or one of a program if the other is a person's. `fits` says whether the
/// other then finds room.
pub(super) fn gives_way<'t>(
    coming: &Turn,
    waiting: &(impl Iterator<Item = &'t Turn> + Clone),
    fits: impl Fn(usize) -> bool,
) -> Option<usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for turn in waiting.clone() {
        *counts.entry(&turn.owner).or_default() += 1;
    }
    let of = |owner: &str| counts.get(owner).copied().unwrap_or_default();
    let own = of(&coming.owner);
    let all = || waiting.clone().enumerate().filter(|(n, turn)| !turn.stays && fits(*n));
    // Nobody falls below the share of the one who comes.
    let fairer = all().filter(|(_, turn)| of(&turn.owner) > own + 1);
    let sooner = all().filter(|(_, turn)| coming.class < turn.class && own <= of(&turn.owner));
    let most = |(n, turn): &(usize, &Turn)| (of(&turn.owner), turn.class, *n);
    fairer.max_by_key(most).or_else(|| sooner.max_by_key(most)).map(|(n, _)| n)
}

#[cfg(test)]
mod tests {
    use super::{Class, Turn, Turns, gives_way};

    fn person(owner: &str) -> Turn {
        Turn { owner: owner.into(), class: Class::Person, stays: false }
    }

    fn program(owner: &str) -> Turn {
        Turn { owner: owner.into(), class: Class::Program, stays: false }
    }

    /// Returns the owners in the order of their turns.
    fn order(mut waiting: Vec<Turn>) -> Vec<String> {
        let mut turns = Turns::default();
        let mut order = Vec::new();
        while let Some(n) = turns.next(waiting.iter(), 1) {
            let turn = waiting.remove(n);
            turns.done(&turn);
            order.push(turn.owner);
        }
        order
    }

    #[test]
    fn everybody_gets_an_equal_share() {
        let mut waiting = vec![program("a"); 60];
        waiting.extend([program("b"), program("c"), program("b")]);
        assert_eq!(order(waiting)[..6], ["a", "b", "c", "a", "b", "a"]);
    }

    #[test]
    fn a_person_comes_before_a_batch_and_does_not_stop_it() {
        let mut waiting = vec![program("batch"); 3];
        waiting.extend(vec![person("韦"); 6]);
        let order = order(waiting);
        assert_eq!(order[..6], ["韦", "韦", "韦", "韦", "batch", "韦"]);
    }

    #[test]
    fn what_takes_long_has_half_of_the_workers() {
        let long = Turn { stays: true, ..person("a") };
        for (workers, most) in [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2)] {
            let mut turns = Turns::default();
            let taken = (0..workers).filter(|_| turns.next([&long].into_iter(), workers).is_some());
            assert_eq!(taken.count(), most, "{workers}");
            let waiting = [&long, &person("b")];
            assert_eq!(turns.next(waiting.into_iter(), workers), Some(1), "a preview is possible");
            turns.done(&long);
            assert_eq!(turns.next([&long].into_iter(), workers), Some(0), "the next of them");
        }
    }

    #[test]
    fn nobody_has_all_workers_while_others_wait() {
        let mut turns = Turns::default();
        let (flood, other) = (person("a"), program("b"));
        assert_eq!(turns.next([&flood, &flood].into_iter(), 2), Some(0));
        assert_eq!(turns.next([&flood, &other].into_iter(), 2), Some(1), "the one of the other");
        turns.done(&other);
        assert_eq!(turns.next([&flood].into_iter(), 2), Some(0), "nobody else waits");
    }

    /// Returns which job makes room, whatever its size.
    fn makes_room(coming: &Turn, waiting: &[Turn]) -> Option<usize> {
        gives_way(coming, &waiting.iter(), |_| true)
    }

    #[test]
    fn a_full_queue_of_one_makes_room_for_others() {
        let full = vec![program("a"); 4];
        assert_eq!(makes_room(&program("b"), &full), Some(3), "the newest");
        assert_eq!(makes_room(&program("a"), &full), None);
        assert_eq!(gives_way(&program("b"), &full.iter(), |n| n == 1), Some(1), "one that helps");
        let shared = [program("a"), program("a"), program("b"), program("b")];
        assert_eq!(makes_room(&program("b"), &shared), None);
        assert_eq!(makes_room(&program("c"), &shared), Some(3));
        let people = [person("a"), person("a"), person("b")];
        assert_eq!(makes_room(&program("c"), &people), Some(1), "people do not shut programs out");
    }

    #[test]
    fn a_person_does_not_wait_outside_for_programs() {
        let fair = [program("a"), program("b"), program("c")];
        assert_eq!(makes_room(&program("d"), &fair), None);
        assert_eq!(makes_room(&person("韦"), &fair), Some(2));
        let own = [program("韦"), program("韦"), program("韦")];
        assert_eq!(makes_room(&person("韦"), &own), Some(2), "nor for one's own batch");
        // Who floods as a person does not push out the one job of somebody else.
        let flood = [person("a"), person("a"), person("a"), program("b")];
        assert_eq!(makes_room(&person("a"), &flood), None);
        assert_eq!(makes_room(&person("c"), &flood), Some(2));
    }

    #[test]
    fn what_was_promised_makes_no_room() {
        let promised = Turn { stays: true, ..program("a") };
        let waiting = [promised.clone(), program("a"), promised];
        assert_eq!(makes_room(&person("b"), &waiting), Some(1));
    }
}
