//! The table of mutants: what each is called, what is wrong with it, the clause that it breaks, and how it is done.
//! A clause of `schemas/clauses.json` each, and not more than one defect.

mod envelope;
mod event;
mod interaction;
mod operation;
mod parameter;
mod profile;
mod row;
mod state;
mod trap;

use scapi_schema::suggest;

use crate::defect::Defect;

/// A host with one defect.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mutant {
    /// In kebab-case, unique.
    pub(crate) name: &'static str,
    /// In a few words.
    pub(crate) wrong: &'static str,
    /// Its id.
    pub(crate) clause: &'static str,
    pub(crate) defect: Defect,
}

/// What the host without a defect is called.
pub(crate) const WHOLE: &str = "whole";

const TABLES: &[&[Mutant]] = &[
    envelope::MUTANTS,
    event::MUTANTS,
    interaction::MUTANTS,
    operation::MUTANTS,
    parameter::MUTANTS,
    row::MUTANTS,
    state::MUTANTS,
    trap::MUTANTS,
    profile::MUTANTS,
];

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Mutant> {
    TABLES.iter().copied().flatten()
}

/// The defect of this name.
///
/// # Errors
/// When there is none, with the name that was probably meant.
pub(crate) fn find(name: &str) -> Result<Defect, String> {
    if name == WHOLE {
        return Ok(Defect::None);
    }
    all().find(|mutant| mutant.name == name).map(|mutant| mutant.defect).ok_or_else(|| {
        let nearest = suggest::nearest(name, all().map(|mutant| mutant.name));
        let nearest = nearest.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        format!("no mutant is called `{name}`{nearest}")
    })
}

/// A row of the table.
const fn mutant(name: &'static str, wrong: &'static str, clause: &'static str, defect: Defect) -> Mutant {
    Mutant { name, wrong, clause, defect }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use scapi_schema::clause::Catalogue;

    use super::*;

    #[test]
    fn every_mutant_has_a_name_of_its_own() {
        let mut names = BTreeSet::from([WHOLE, "judge"]);
        all().for_each(|mutant| assert!(names.insert(mutant.name), "{} is there twice", mutant.name));
    }

    #[test]
    fn every_mutant_breaks_a_clause_that_exists() {
        let catalogue = Catalogue::bundled();
        let lost: Vec<_> = all().filter(|mutant| catalogue.find(mutant.clause).is_none()).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }

    #[test]
    fn a_misspelt_mutant_is_told_with_what_was_meant() {
        let error = find("answer-doubeld").expect_err("no mutant");
        assert_eq!(error, "no mutant is called `answer-doubeld`; did you mean `answer-doubled`?");
    }
}
