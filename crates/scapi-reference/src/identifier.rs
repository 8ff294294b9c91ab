//! Identifiers from a seed: the same seed gives the same ones, in the same order.
//! The generator is SplitMix64: nothing here needs secrecy.

use alloc::{format, string::String};

use scapi_schema::policy::Span;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Identifiers {
    state: u64,
}

impl Identifiers {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A UUID of version 4, such as a case id.
    pub(crate) fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            0x8000 | (low >> 48) & 0x3fff,
            low & 0xffff_ffff_ffff
        )
    }

    /// A call UUID in the form of the telephony server: 32 upper-case hexadecimal digits.
    pub(crate) fn call_uuid(&mut self) -> String {
        format!("{:016X}{:016X}", self.next(), self.next())
    }

    /// A connection id in the form of the telephony server: 16 hexadecimal digits.
    pub(crate) fn conn_id(&mut self) -> String {
        format!("{:016x}", self.next())
    }

    /// An interaction id of the back end: 16 upper-case hexadecimal digits.
    pub(crate) fn interaction_uuid(&mut self) -> String {
        format!("{:016X}", self.next())
    }

    /// A number of milliseconds out of a span.
    pub(crate) fn millis(&mut self, span: Span) -> u64 {
        let width = (span.most() - span.least()).saturating_add(1);
        span.least() + self.next() % width
    }

    /// One of the items; none if there is none.
    pub(crate) fn one_of<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        let count = u64::try_from(items.len()).ok().filter(|count| *count > 0)?;
        usize::try_from(self.next() % count).ok().and_then(|at| items.get(at)).copied()
    }

    /// The constants are those of SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
