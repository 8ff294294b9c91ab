//! The suite as it is read: clauses, cases, and what tests which clause.
//! Every fault of it is told before anything is run.

use miette::Report;
use scapi_conformance::case::Case;
use scapi_conformance::coverage::{self, ClauseCoverage, Untestable};
use scapi_conformance::load::{self, Source};
use scapi_schema::clause::Catalogue;

use super::arguments::SuiteArguments;

/// The suite.
pub(crate) struct Suite {
    pub(crate) catalogue: Catalogue,
    pub(crate) cases: Vec<Case>,
    pub(crate) clauses: Vec<ClauseCoverage>,
}

impl Suite {
    pub(crate) fn read(arguments: &SuiteArguments) -> Result<Self, Vec<Report>> {
        let one = |error: load::LoadError| vec![Report::from(error)];
        let all = |errors: Vec<load::LoadError>| errors.into_iter().map(Report::from).collect::<Vec<_>>();
        let catalogue: Catalogue = match &arguments.catalogue {
            None => Catalogue::bundled(),
            Some(path) => Source::file(path).and_then(|source| load::json(&source)).map_err(one)?,
        };
        let sources = match &arguments.cases {
            Some(directory) => load::directory(directory).map_err(one)?,
            None => load::embedded(),
        };
        let cases = load::cases(&sources, &catalogue).map_err(all)?;
        let untestable = match &arguments.untestable {
            Some(path) => Source::file(path).map_err(one)?,
            None => Untestable::embedded(),
        };
        let clauses = coverage::of(&catalogue, &cases, &untestable).map_err(all)?;
        Ok(Self { catalogue, cases, clauses })
    }
}
