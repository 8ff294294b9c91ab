//! Conformance suite for hosts of the Service Client API.
//!
//! Cases are data, written by hand from the documentation: what is done to a host, and what is expected of it.
//! A target is any host that can be driven, by the driver protocol or over HTTP and WebSocket. What came is
//! judged clause by clause, and a failure shows the clause, all differences, and what was said on the wire.
//!
//! ```no_run
//! use scapi_conformance::run::{Options, Runner, Subject};
//! use scapi_conformance::{load, target::TargetSpec};
//! use scapi_schema::clause::Catalogue;
//!
//! # async fn example() -> Result<(), Vec<load::LoadError>> {
//! let cases = load::cases(&load::embedded(), &Catalogue::bundled())?;
//! let options = Options::default();
//! let target = TargetSpec::Command(vec!["scapi-mock-host".into(), "drive".into()]);
//! let subject = Subject::new("mock-host", "cmd:scapi-mock-host drive");
//! let judged = Runner::new(&cases, &options).judge(&target, &subject, &mut ()).await;
//! assert_eq!(judged.failure(), None);
//! # Ok(())
//! # }
//! ```
//!
//! Reading order: [`case`] (the format), [`load`] (files, and what is refused), [`select`] and [`coverage`] (which
//! cases, and what they test), [`matcher`] and [`variable`] (how values are compared), [`target`] (who is tested),
//! [`run`] with [`envelope`] (how), [`smoke`] (a first look), [`verdict`], [`scale`], [`known`] and [`report`] (what came of it).

pub mod case;
pub mod load;

pub mod coverage;
pub mod glob;
pub mod select;

pub mod matcher;
pub mod variable;

pub mod target;

pub mod envelope;
pub mod run;
pub mod smoke;

pub mod known;
pub mod report;
pub mod scale;
pub mod verdict;
