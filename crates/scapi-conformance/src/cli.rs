//! The command line: what it takes, what is made of it, and what is written.
//! Everything is read and checked before anything is run.

pub(crate) mod arguments;
pub(crate) mod clauses;
pub(crate) mod output;
pub(crate) mod progress;
pub(crate) mod stdout;
pub(crate) mod subjects;
pub(crate) mod suite;
