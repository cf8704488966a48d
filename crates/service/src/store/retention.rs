//! Retention (保留期): what of drafts is kept for how long. The last save of a draft that is being written never goes.

use rusqlite::{Connection, params};

use briefing_values::error::Result;

use super::{DraftId, Seconds, Store};

/// The seconds of a day.
const DAY: Seconds = 24 * 60 * 60;
/// How many saves are looked at in one transaction: others who want to save wait for no more than that.
const STEP: u32 = 500;
/// How many pictures are removed in one transaction.
const PICTURES: u32 = 50;

/// For how many days drafts are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Their earlier saves.
    pub saves: u32,
    /// Those that were put away, from then on; for ever if nothing is said.
    pub put_away: Option<u32>,
}

/// How much was removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Retired {
    /// Drafts that were put away long ago, with all their saves.
    pub drafts: usize,
    /// Saves of the drafts that stay.
    pub saves: usize,
    /// Pictures that belonged to none but such saves.
    pub pictures: usize,
}

impl Store {
    /// Removes what need not be kept any longer, step by step, each in a transaction of its own.
    ///
    /// # Errors
    /// A database error; what was removed before it is gone, and the rest is for the next time.
    pub fn retire(&self, now: Seconds, kept: Retention) -> Result<Retired> {
        let before = |days: u32| now - Seconds::from(days) * DAY;
        let drafts = match kept.put_away {
            Some(days) => self.retire_drafts(before(days))?,
            None => 0,
        };
        let saves = self.retire_saves(before(kept.saves))?;
        Ok(Retired { drafts, saves, pictures: self.retire_pictures()? })
    }

    /// Removes the drafts that were put away before a moment.
    fn retire_drafts(&self, before: Seconds) -> Result<usize> {
        let away: Vec<DraftId> = self.ask(|it| {
            let mut away = it.prepare("SELECT id FROM draft WHERE gone = 1 AND away < ?1")?;
            away.query_map([before], |row| row.get(0))?.collect()
        })?;
        let mut count = 0;
        for id in away {
            count += self.change(|it| {
                // Somebody may have taken it out again meanwhile.
                let still = "SELECT 1 FROM draft WHERE id = ?1 AND gone = 1 AND away < ?2";
                if !it.prepare(still)?.exists([id, before])? {
                    return Ok(0);
                }
                it.execute("DELETE FROM picture WHERE draft = ?1", [id])?;
                it.execute("DELETE FROM version WHERE draft = ?1", [id])?;
                it.execute("DELETE FROM draft WHERE id = ?1", [id])
            })?;
        }
        Ok(count)
    }

    /// Removes the saves from before a moment, but for the last of each draft.
    fn retire_saves(&self, before: Seconds) -> Result<usize> {
        let (mut from, mut count) = ((Seconds::MIN, 0), 0);
        loop {
            let (next, removed) = self.change(|it| retire_some(it, from, before))?;
            count += removed;
            match next {
                Some(next) => from = next,
                None => return Ok(count),
            }
        }
    }

    /// Removes the pictures that belong to no save that is there.
    fn retire_pictures(&self) -> Result<usize> {
        let (mut from, mut count) = (0, 0);
        loop {
            let removed = self.change(|it| retire_pictures(it, from))?;
            count += removed.len();
            match removed.last() {
                Some(last) if removed.len() == PICTURES as usize => from = *last,
                _ => return Ok(count),
            }
        }
    }
}

/// Removes some of the pictures after a row that belong to no save that is there; returns their rows.
fn retire_pictures(it: &Connection, row: i64) -> rusqlite::Result<Vec<i64>> {
    let mut removed = it.prepare(
        "SELECT rowid FROM picture WHERE rowid > ?1 AND until IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM version WHERE version.draft = picture.draft
           AND version.version >= since AND version.version < until)
         ORDER BY rowid LIMIT ?2",
    )?;
    let removed = removed.query_map(params![row, PICTURES], |row| row.get(0))?;
    let removed: Vec<i64> = removed.collect::<rusqlite::Result<_>>()?;
    let mut remove = it.prepare("DELETE FROM picture WHERE rowid = ?1")?;
    for row in &removed {
        remove.execute([row])?;
    }
    Ok(removed)
}

/// How far saves were gone through, in the order of their times: the time and the row of the last.
type Reached = (Seconds, i64);

/// Goes through some of the saves after a place, and removes those from before a moment, but for the last of each
/// draft. Returns the place where to go on, and how many were removed.
fn retire_some(
    it: &Connection,
    (time, row): Reached,
    before: Seconds,
) -> rusqlite::Result<(Option<Reached>, usize)> {
    let mut old = it.prepare(
        "SELECT time, rowid FROM version
         WHERE time < ?3 AND (time, rowid) > (?1, ?2) ORDER BY time, rowid LIMIT ?4",
    )?;
    let limits = params![time, row, before, STEP];
    let old = old.query_map(limits, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let old: Vec<Reached> = old.collect::<rusqlite::Result<_>>()?;
    let mut remove = it.prepare(
        "DELETE FROM version WHERE rowid = ?1
         AND version <> (SELECT draft.version FROM draft WHERE id = draft)",
    )?;
    let mut count = 0;
    for (_, row) in &old {
        count += remove.execute([row])?;
    }
    Ok((old.last().copied().filter(|_| old.len() == STEP as usize), count))
}

#[cfg(test)]
mod tests {
    use super::super::{DraftPlace, Edit, Saved, Store};
    use super::{DAY, Retention, Retired};

    /// Everything that a store shows of a draft: its last text, and the pictures that it had at each save.
    type Shown = Vec<(i64, String, Vec<(String, Vec<u8>)>)>;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("cabinet.sqlite")).expect("it opens");
        (folder, store)
    }

    fn shown(store: &Store, id: i64) -> Shown {
        let saves = store.saves(id).expect("read").into_iter().map(|it| it.version);
        let shown = |save| {
            let draft = store.draft_at(id, save).expect("read").expect("there");
            (save, draft.text, store.pictures_at(id, save).expect("read"))
        };
        saves.map(shown).collect()
    }

    /// Begins a draft on day 0 and saves it each day, with another picture every third day and none every tenth.
    fn written(store: &Store, days: i64) -> i64 {
        let first = Edit { text: "day 0", by: "韦", time: 0 };
        let id = store.begin_draft("177.toml", first).expect("begun");
        for day in 1..=days {
            let by = ("韦", day * DAY);
            if day % 10 == 0 {
                store.remove_picture(id, "a.png", by).expect("removed");
            } else if day % 3 == 0 {
                let picture = ("a.png".to_owned(), format!("picture {day}").into_bytes());
                store.put_pictures(id, &[picture], by).expect("kept");
            }
            let last = store.draft(id).expect("read").expect("there").version;
            let text = format!("day {day}");
            let saved = store.save_draft(id, last, Edit { text: &text, by: by.0, time: by.1 });
            assert!(matches!(saved, Ok(Saved::Yes(_))));
        }
        id
    }

    #[test]
    fn what_stays_is_what_it_was_with_its_pictures_whatever_the_day() {
        for today in [0, 3, 10, 11, 29, 30, 35, 45, 4_000] {
            let (_folder, store) = store();
            let id = written(&store, 30);
            let before = shown(&store, id);
            let kept = Retention { saves: 5, put_away: None };
            let retired = store.retire(today * DAY, kept).expect("retired");
            let old = |save: i64| {
                let time = store.draft_at(id, save).expect("read").map(|it| it.time);
                time.is_some_and(|time| time < (today - 5) * DAY)
            };
            let after = shown(&store, id);
            let last = before.first().expect("there is one").clone();
            assert_eq!(after.first(), Some(&last), "day {today}: the last save goes");
            assert!(after.iter().all(|it| before.contains(it)), "day {today}: a save changes");
            assert!(after.iter().skip(1).all(|(save, ..)| !old(*save)), "day {today}");
            assert_eq!(after.len() + retired.saves, before.len(), "day {today}");
            // Nothing is left over for another time, and no picture that nobody can see.
            assert_eq!(store.retire(today * DAY, kept), Ok(Retired::default()), "day {today}");
            let left: i64 = store
                .ask(|it| it.query_row("SELECT count(*) FROM picture", [], |row| row.get(0)))
                .expect("read");
            let seen = after.iter().flat_map(|(_, _, pictures)| pictures);
            let seen: std::collections::BTreeSet<_> = seen.collect();
            assert_eq!(usize::try_from(left), Ok(seen.len()), "day {today}");
        }
    }

    #[test]
    fn the_last_save_of_every_draft_stays_however_many_there_are() {
        let (_folder, store) = store();
        let edit = |text| Edit { text, by: "韦", time: 7 };
        for _ in 0..700 {
            let id = store.begin_draft("177.toml", edit("a")).expect("begun");
            assert_eq!(store.save_draft(id, 1, edit("b")), Ok(Saved::Yes(2)));
        }
        let kept = Retention { saves: 1, put_away: None };
        let retired = store.retire(4_000 * DAY, kept).expect("retired");
        assert_eq!(retired, Retired { saves: 700, ..Retired::default() });
        let drafts = store.drafts(DraftPlace::Desk).expect("read");
        assert!(drafts.len() == 700 && drafts.iter().all(|it| it.version == 2));
    }

    #[test]
    fn a_draft_goes_as_a_whole_only_if_asked_and_only_from_where_it_was_put() {
        let (_folder, store) = store();
        let ids = [(); 3].map(|()| written(&store, 9));
        let away = |id: i64, day: i64| {
            let last = store.saves(id).expect("read")[0].version;
            assert_eq!(store.put_draft_away(id, last, day * DAY), Ok(true));
        };
        away(ids[0], 10);
        away(ids[1], 20);
        let retire = |put_away| {
            store.retire(41 * DAY, Retention { saves: 9_999, put_away }).expect("retired").drafts
        };
        assert_eq!((retire(None), retire(Some(40)), retire(Some(30))), (0, 0, 1));
        let left = ids.map(|id| store.saves(id).expect("read").len());
        assert!(left[0] == 0 && left[1] > 9 && left[2] > 9, "{left:?}");
        // What was taken out again is not away.
        store.take_draft_back(ids[1]).expect("taken out");
        assert_eq!(retire(Some(1)), 0);
        assert_eq!(store.drafts(DraftPlace::Desk).expect("read").len(), 2);
    }
}
