//! What was measured, as ratios.

use std::{collections::BTreeMap, time::Duration};

/// Nanoseconds a turn, by benchmark; one for each sample.
#[derive(Default)]
pub(crate) struct Figures(BTreeMap<&'static str, Vec<f64>>);

/// What a ratio is to be.
#[derive(Clone, Copy)]
pub(crate) enum Aim {
    /// It is for scale.
    None,
    /// Ours is to take no longer than this many times what the peer takes.
    AtMost(f64),
}

impl Figures {
    pub(crate) fn note(&mut self, name: &'static str, time: Duration, turns: u64) {
        self.0.entry(name).or_default().push(time.as_secs_f64() * 1e9 / turns as f64);
    }

    /// The middle one of the samples.
    fn median(&self, name: &str) -> Option<f64> {
        let mut samples = self.0.get(name)?.clone();
        samples.sort_by(f64::total_cmp);
        samples.get(samples.len() / 2).copied()
    }

    /// A line a comparison, of those that were measured.
    pub(crate) fn print(&self, comparisons: &[(&str, &str, Aim)]) {
        println!("\n{:42} {:>10} {:>10} {:>6}", "microseconds, medians", "ours", "peer", "ratio");
        for (ours, peer, aim) in comparisons {
            let (Some(mine), Some(theirs)) = (self.median(ours), self.median(peer)) else { continue };
            let ratio = mine / theirs;
            let aim = match aim {
                Aim::None => String::new(),
                Aim::AtMost(most) if ratio <= *most => format!("  at most {most:.2}: reached"),
                Aim::AtMost(most) => format!("  at most {most:.2}: missed"),
            };
            println!("{peer:42} {:>10.1} {:>10.1} {ratio:>6.2}{aim}", mine / 1e3, theirs / 1e3);
        }
    }
}
