//! The fields of a manuscript by their places: which is the smallest around some bytes.

use std::cmp::Reverse;

use briefing_values::error::Place;

/// The fields of a manuscript, in the order of their places.
#[derive(Debug)]
pub struct FieldPlaces<'m> {
    /// Outer fields come before those within them.
    fields: Vec<Placed<'m>>,
}

#[derive(Debug)]
struct Placed<'m> {
    name: &'m str,
    place: Place,
    /// The field around it, by its index.
    outer: Option<usize>,
}

impl<'m> FieldPlaces<'m> {
    /// Returns the fields of some names, each at its place.
    pub(super) fn of(fields: impl Iterator<Item = (&'m str, Place)>) -> Self {
        let mut fields: Vec<_> =
            fields.map(|(name, place)| Placed { name, place, outer: None }).collect();
        fields.sort_by(|a, b| a.order().cmp(&b.order()));
        let mut around: Vec<usize> = Vec::new();
        for n in 0..fields.len() {
            while around.pop_if(|outer| !fields[*outer].holds(&fields[n].place)).is_some() {}
            fields[n].outer = around.last().copied();
            around.push(n);
        }
        Self { fields }
    }

    /// Returns the name of the smallest field that contains a place.
    pub fn at(&self, place: &Place) -> Option<&'m str> {
        let key = (&*place.file, place.range.start);
        let begun = |it: &Placed<'_>| (&*it.place.file, it.place.range.start) <= key;
        let mut last = self.fields.partition_point(begun).checked_sub(1);
        while let Some(field) = last.map(|n| &self.fields[n]) {
            if field.holds(place) {
                return Some(field.name);
            }
            last = field.outer;
        }
        None
    }
}

impl Placed<'_> {
    fn order(&self) -> (&str, usize, Reverse<usize>, Reverse<&str>) {
        let range = &self.place.range;
        (&self.place.file, range.start, Reverse(range.end), Reverse(self.name))
    }

    fn holds(&self, place: &Place) -> bool {
        let range = &self.place.range;
        self.place.file == place.file
            && range.start <= place.range.start
            && place.range.end <= range.end
    }
}
