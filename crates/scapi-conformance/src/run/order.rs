//! In which order cases are run. The order is shuffled by a seed, so that it can be had again.

/// The order of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// That of their files.
    #[default]
    Written,
    /// Shuffled by this seed.
    Shuffled(u64),
}

impl Order {
    /// Indexes of so many cases, each so often.
    pub(super) fn of(self, cases: usize, repeat: u32) -> Vec<usize> {
        let mut indexes: Vec<usize> = (0..repeat).flat_map(|_| 0..cases).collect();
        if let Self::Shuffled(seed) = self {
            shuffle(&mut indexes, seed);
        }
        indexes
    }
}

/// Fisher and Yates, with a generator of its own: the order that a seed stands for never changes with a dependency.
fn shuffle(indexes: &mut [usize], seed: u64) {
    let mut state = seed;
    for last in (1..indexes.len()).rev() {
        let chosen = next(&mut state) % (last as u64 + 1);
        indexes.swap(last, usize::try_from(chosen).unwrap_or(0));
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014); its constants are those of the paper.
const fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_repeated_as_a_whole() {
        assert_eq!(Order::Written.of(2, 3), [0, 1, 0, 1, 0, 1]);
    }

    #[test]
    fn a_seed_is_an_order_and_loses_nothing() {
        let one = Order::Shuffled(1).of(20, 2);
        assert_eq!(one, Order::Shuffled(1).of(20, 2));
        assert_ne!(one, Order::Shuffled(2).of(20, 2));
        let mut sorted = one.clone();
        sorted.sort_unstable();
        assert_ne!(one, sorted);
        assert_eq!(sorted, (0..20).flat_map(|index| [index, index]).collect::<Vec<_>>());
    }

    /// The first numbers of the generator for seed 1234567, as published with its reference implementation.
    #[test]
    fn the_generator_is_the_published_one() {
        let mut state = 1_234_567;
        assert_eq!(next(&mut state), 6_457_827_717_110_365_317);
        assert_eq!(next(&mut state), 3_203_168_211_198_807_973);
    }
}
