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
}

impl Turns {
    /// Returns which of the waiting jobs is next, in the order of their coming: that of the owner who has waited
    /// longest for a turn.
    pub(super) fn next<'t>(&mut self, waiting: impl Iterator<Item = &'t Turn>) -> Option<usize> {
        let waiting: Vec<_> = waiting.enumerate().collect();
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
        Some(n)
    }
}

/// Returns which of the waiting jobs makes room for another when there is none: the newest of the owner who has
/// most, if the other's owner has fewer, or of a program if the other is a person's.
pub(super) fn gives_way<'t>(
    coming: &Turn,
    waiting: impl Iterator<Item = &'t Turn> + Clone,
) -> Option<usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for turn in waiting.clone() {
        *counts.entry(&turn.owner).or_default() += 1;
    }
    let own = counts.get(&*coming.owner).copied().unwrap_or_default();
    let of = |turn: &Turn| counts.get(&*turn.owner).copied().unwrap_or_default();
    // A person takes the place of a program; otherwise nobody falls below the share of the one who comes.
    let may = |turn: &Turn| {
        let sooner = coming.class < turn.class && turn.owner != coming.owner;
        let fairer = coming.class <= turn.class && of(turn) > own + 1;
        sooner || fairer
    };
    let candidates = waiting.enumerate().filter(|(_, turn)| may(turn));
    candidates.max_by_key(|(n, turn)| (turn.class, of(turn), *n)).map(|(n, _)| n)
}

#[cfg(test)]
mod tests {
    use super::{Class, Turn, Turns, gives_way};

    fn person(owner: &str) -> Turn {
        Turn { owner: owner.into(), class: Class::Person }
    }

    fn program(owner: &str) -> Turn {
        Turn { owner: owner.into(), class: Class::Program }
    }

    /// Returns the owners in the order of their turns.
    fn order(mut waiting: Vec<Turn>) -> Vec<String> {
        let mut turns = Turns::default();
        let mut order = Vec::new();
        while let Some(n) = turns.next(waiting.iter()) {
            order.push(waiting.remove(n).owner);
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
    fn a_full_queue_of_one_makes_room_for_others() {
        let full = vec![program("a"); 4];
        assert_eq!(gives_way(&program("b"), full.iter()), Some(3), "the newest");
        assert_eq!(gives_way(&program("a"), full.iter()), None);
        let shared = [program("a"), program("a"), program("b"), program("b")];
        assert_eq!(gives_way(&program("b"), shared.iter()), None);
        assert_eq!(gives_way(&program("c"), shared.iter()), Some(3));
        let fair = [program("a"), program("b"), program("c")];
        assert_eq!(gives_way(&program("d"), fair.iter()), None);
        assert_eq!(
            gives_way(&person("韦"), fair.iter()),
            Some(2),
            "a person does not wait outside"
        );
        let people = [person("a"), person("a"), person("b")];
        assert_eq!(gives_way(&program("c"), people.iter()), None);
    }
}
