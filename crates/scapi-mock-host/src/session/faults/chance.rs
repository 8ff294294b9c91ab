//! What faults draw: each from a sequence of its own, made of the session's seed and its number, so that one more fault changes none
//! of the others. The generator is SplitMix64: nothing here needs secrecy.

#[derive(Clone, Debug)]
pub(super) struct Chance {
    state: u64,
}

/// The step of SplitMix64.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
/// So many bits are what a floating-point number between 0 and 1 holds.
const BITS: u32 = 53;

impl Chance {
    pub(super) const fn of(seed: u64, number: u64) -> Self {
        Self { state: mixed(seed ^ 0xfa17).wrapping_add(mixed(number)) }
    }

    /// Whether something comes that is so likely.
    pub(super) fn comes(&mut self, likely: f64) -> bool {
        self.state = self.state.wrapping_add(STEP);
        #[expect(clippy::cast_precision_loss, reason = "it has no more bits than fit")]
        let drawn = (mixed(self.state) >> (u64::BITS - BITS)) as f64 / (1_u64 << BITS) as f64;
        drawn < likely
    }
}

const fn mixed(state: u64) -> u64 {
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::Chance;

    fn drawn(mut chance: Chance, likely: f64) -> Vec<bool> {
        (0..1000).map(|_| chance.comes(likely)).collect()
    }

    #[test]
    fn the_same_seed_draws_the_same_and_another_something_else() {
        assert_eq!(drawn(Chance::of(7, 1), 0.5), drawn(Chance::of(7, 1), 0.5));
        assert_ne!(drawn(Chance::of(7, 1), 0.5), drawn(Chance::of(8, 1), 0.5));
        assert_ne!(drawn(Chance::of(7, 1), 0.5), drawn(Chance::of(7, 2), 0.5));
    }

    #[test]
    fn it_comes_as_often_as_it_is_likely() {
        let count = drawn(Chance::of(3, 1), 0.3).into_iter().filter(|comes| *comes).count();
        assert!((250..350).contains(&count), "{count} of 1000");
        assert!(drawn(Chance::of(3, 1), 1.0).into_iter().all(|comes| comes));
    }
}
