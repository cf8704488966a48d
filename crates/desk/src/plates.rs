//! Keeps the plates of the issues that were read last: an issue that is being written is read after every save, and its
//! photographs are the same.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use briefing_engine::plate::{Plate, Room};
use briefing_engine::press::Press;
use briefing_values::error::Problem;
use briefing_values::fingerprint::Fingerprint;

/// For how many issues plates are kept; as with the results of the engine, memory stays flat over thousands.
const KEPT: u64 = 2;

/// The plates of an issue's pictures, by the paths under which it names them.
pub(crate) type Plates = BTreeMap<String, Plate>;

/// What a plate follows from: the bytes of its picture, and the room.
type Key = (Fingerprint, [u64; 3]);

/// The plates that were made last.
#[derive(Debug, Default)]
pub(crate) struct PlateRack(Mutex<Rack>);

#[derive(Debug, Default)]
struct Rack {
    /// How many issues were read.
    issues: u64,
    /// The plates, each with the issue that it was last needed for.
    plates: BTreeMap<Key, (u64, Plate)>,
}

impl PlateRack {
    /// Begins another issue: what the last ones did not need goes.
    pub(crate) fn turn(&self) {
        self.with(|rack| {
            rack.issues += 1;
            let issues = rack.issues;
            rack.plates.retain(|_, (last, _)| *last + KEPT >= issues);
        });
    }

    /// Returns the plate of a picture, which the press can print.
    ///
    /// # Errors
    /// Why it cannot be printed.
    pub(crate) fn plate(
        &self,
        file: &str,
        original: Arc<[u8]>,
        room: Room,
    ) -> Result<Plate, Problem> {
        let key =
            (Fingerprint::of(&original), [room.width, room.height, room.dpi].map(f64::to_bits));
        let known = self.with(|rack| {
            let (last, plate) = rack.plates.get_mut(&key)?;
            *last = rack.issues;
            Some(plate.clone())
        });
        if let Some(plate) = known {
            return Ok(plate);
        }
        let plate = Plate::new(file, original, room)?;
        Press::inspect(file, &plate.printed)?;
        self.with(|rack| rack.plates.insert(key, (rack.issues, plate.clone())));
        Ok(plate)
    }

    fn with<T>(&self, work: impl FnOnce(&mut Rack) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use briefing_engine::plate::Room;

    use super::PlateRack;

    #[test]
    fn a_plate_is_kept_while_issues_need_it() {
        let bytes: Arc<[u8]> = Arc::from(&include_bytes!("../../../tests/issues/full/map.png")[..]);
        let room = Room { width: 80.0, height: 225.0, dpi: 200.0 };
        let rack = PlateRack::default();
        let held = || rack.with(|rack| rack.plates.len());
        rack.turn();
        let plate = rack.plate("map.png", bytes.clone(), room).expect("a plate");
        assert_eq!(rack.plate("other.png", bytes.clone(), room), Ok(plate));
        assert_eq!(held(), 1);
        let narrow = Room { width: 10.0, ..room };
        rack.plate("map.png", bytes.clone(), narrow).expect("a plate");
        assert_eq!(held(), 2, "in another room it is another plate");
        for _ in 0..5 {
            rack.turn();
            rack.plate("map.png", bytes.clone(), room).expect("a plate");
        }
        assert_eq!(held(), 1);
        for _ in 0..3 {
            rack.turn();
        }
        assert_eq!(held(), 0);
    }
}
