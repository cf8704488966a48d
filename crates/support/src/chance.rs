//! Pseudo-random numbers that are the same in every run (splitmix64).

/// A generator of pseudo-random numbers.
pub struct Chance(u64);

impl Chance {
    /// Returns the generator of a case.
    pub fn of(case: u64) -> Self {
        Self(case.wrapping_mul(0x2545_f491_4f6c_dd1d))
    }

    /// Returns the generator that starts from a state.
    pub(crate) fn seeded(state: u64) -> Self {
        Self(state)
    }

    /// Returns the next number below `end`, which must be positive.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        usize::try_from(z % end as u64).expect("it is less than a usize")
    }

    /// Returns one of the items.
    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}
