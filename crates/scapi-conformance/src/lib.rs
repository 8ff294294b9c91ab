//! Conformance suite for hosts of the Service Client API.
//!
//! Cases are data, written by hand from the documentation: what is done to a host, and what is expected of it.
//! A target is any host that can be driven, by the driver protocol or over HTTP and WebSocket. What came is
//! judged clause by clause, and a failure shows the clause, all differences, and what was said on the wire.
//!
//! ```no_run
//! use scapi_conformance::{load, report, run, target::DriverTarget};
//! use scapi_schema::clause::Catalogue;
//!
//! # async fn example() -> Result<(), Vec<load::LoadError>> {
//! let catalogue = Catalogue::bundled();
//! let cases = load::cases(&load::embedded(), &catalogue)?;
//! let mut target = DriverTarget::new(vec!["scapi-mock-host".into(), "drive".into()]);
//! let judged = run::cases(&mut target, "mock host", &cases, &run::Options::default(), &mut ()).await;
//! assert_eq!(judged.failure(), None);
//! # Ok(())
//! # }
//! ```
//!
//! Reading order: [`case`] (the format), [`load`] (files, and what is refused), [`matcher`] and [`variable`]
//! (how values are compared), [`target`] (who is tested), [`run`] with [`envelope`] (how), [`verdict`],
//! [`known_failing`] and [`report`] (what came of it).

pub mod case;
pub mod load;

pub mod glob;
pub mod matcher;
pub mod variable;

pub mod target;

pub mod envelope;
pub mod run;

pub mod known_failing;
pub mod report;
pub mod verdict;
