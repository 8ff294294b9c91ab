//! Any bytes at all, read as everything that crosses a boundary: nothing panics, and what is read is kept whole.
//!
//! ```sh
//! cargo install cargo-fuzz
//! cd crates/scapi-schema && mkdir -p fuzz/corpus/parse
//! cargo fuzz run -s none parse fuzz/corpus/parse ../../fixtures/messages -- -max_total_time=60
//! ```
//!
//! Without a sanitizer (`-s none`) it runs with the stable compiler; there is no unsafe code that one could watch.
//! Findings go to `fuzz/corpus/parse`, the first folder that is named; the others are seeds that are only read.

#![no_main]

#[path = "../../tests/it/hostile/reading.rs"]
mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| reading::read_as_everything(bytes));
