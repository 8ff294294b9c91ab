//! What counts in a run, and how much: levels and provenances of clauses, and what the user asked for.
//! `README.md`, “What fails a run”, has the rules.

use std::collections::BTreeMap;

use scapi_schema::clause::{Catalogue, Level, Provenance};

/// Which clauses are judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Judged {
    /// All of them.
    #[default]
    Everything,
    /// Those that a vendor's documentation states.
    Documented,
}

/// Which broken clauses fail a run. One that MAY be kept never does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Failing {
    /// Those that MUST and those that SHOULD be kept.
    #[default]
    MustAndShould,
    /// Those that MUST be kept.
    MustOnly,
}

/// What counts, and how much.
#[derive(Clone, Debug)]
pub struct Scale {
    clauses: BTreeMap<String, (Level, Provenance)>,
    judged: Judged,
    failing: Failing,
}

impl Scale {
    /// The scale of a catalogue.
    #[must_use]
    pub fn new(catalogue: &Catalogue, judged: Judged, failing: Failing) -> Self {
        let clauses = catalogue.clauses.iter();
        let clauses = clauses.map(|clause| (clause.id.clone(), (clause.level, clause.provenance))).collect();
        Self { clauses, judged, failing }
    }

    /// Whether a clause is judged.
    #[must_use]
    pub fn counts(&self, clause: &str) -> bool {
        match self.judged {
            Judged::Everything => true,
            Judged::Documented => {
                self.clauses.get(clause).is_some_and(|(_, known)| *known == Provenance::Documented)
            }
        }
    }

    /// The strongest level of those clauses that are judged. A clause that the catalogue does not have is taken for
    /// one that MUST be kept, so that no failure is played down by mistake.
    #[must_use]
    pub fn level<'a>(&self, clauses: impl IntoIterator<Item = &'a str>) -> Level {
        let counted = clauses.into_iter().filter(|clause| self.counts(clause));
        let levels = counted.map(|clause| self.clauses.get(clause).map_or(Level::Must, |(level, _)| *level));
        // the order of levels is from MUST to MAY
        levels.min().unwrap_or(Level::Must)
    }

    /// Whether a broken clause of this level fails the run.
    #[must_use]
    pub fn fails_run(&self, level: Level) -> bool {
        match level {
            Level::Must => true,
            Level::Should => self.failing == Failing::MustAndShould,
            Level::May => false,
        }
    }
}

impl Default for Scale {
    fn default() -> Self {
        Self::new(&Catalogue::bundled(), Judged::default(), Failing::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MUST: &str = "interaction.accept/1";
    const SHOULD: &str = "interaction.accept/5";
    const MAY: &str = "type.interaction/39";

    fn scale(judged: Judged, failing: Failing) -> Scale {
        Scale::new(&Catalogue::bundled(), judged, failing)
    }

    #[test]
    fn the_strongest_clause_is_the_level() {
        let scale = Scale::default();
        assert_eq!(scale.level([MAY, MUST, SHOULD]), Level::Must);
        assert_eq!(scale.level([MAY, SHOULD]), Level::Should);
        assert_eq!(scale.level([MAY]), Level::May);
        assert_eq!(scale.level(["no.such.clause"]), Level::Must);
    }

    #[test]
    fn what_may_be_kept_fails_no_run_and_what_should_be_only_if_it_counts() {
        let fails = |failing| {
            [Level::Must, Level::Should, Level::May]
                .map(|level| scale(Judged::Everything, failing).fails_run(level))
        };
        assert_eq!(fails(Failing::MustAndShould), [true, true, false]);
        assert_eq!(fails(Failing::MustOnly), [true, false, false]);
    }

    #[test]
    fn what_is_not_documented_does_not_count_where_that_alone_is_judged() {
        let scale = scale(Judged::Documented, Failing::default());
        assert!(scale.counts(MUST) && !scale.counts(SHOULD));
        assert_eq!(scale.level([SHOULD, "type.agent/2"]), Level::May, "an assumed SHOULD, a documented MAY");
    }
}
