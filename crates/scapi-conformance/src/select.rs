//! Which cases are run: by id, clause, level, area. Criteria of one kind add up, kinds narrow each other down.
//! A criterion that concerns nothing is a mistake, and is told with what was probably meant.

use scapi_schema::clause::{Catalogue, Clause, Level, Provenance};
use scapi_schema::suggest;
use thiserror::Error;

use crate::case::Case;
use crate::glob;

/// What is asked for. What is empty does not narrow anything down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Patterns of case ids.
    pub ids: Vec<String>,
    /// Patterns of clause ids, of which a case tests one.
    pub clauses: Vec<String>,
    /// Levels, one of which a clause has that a case tests.
    pub levels: Vec<Level>,
    /// Areas of the catalogue, or what they begin with: `interaction` is all of `interaction.…`.
    pub areas: Vec<String>,
    /// Cases alone that test a documented clause.
    pub documented_only: bool,
}

/// A criterion that concerns nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no {what} matches `{given}`{}", nearest.as_ref().map(|it| format!("; did you mean `{it}`?")).unwrap_or_default())]
pub struct SelectionError {
    /// What was looked for: a case, a clause, an area.
    pub what: &'static str,
    /// What was given.
    pub given: String,
    /// What may have been meant.
    pub nearest: Option<String>,
}

impl Selection {
    /// The cases that are asked for, in their order.
    ///
    /// # Errors
    /// For the first criterion that concerns no case, clause or area at all.
    pub fn of(&self, cases: &[Case], catalogue: &Catalogue) -> Result<Vec<Case>, SelectionError> {
        self.check(cases, catalogue)?;
        Ok(cases.iter().filter(|case| self.is_wanted(case, catalogue)).cloned().collect())
    }

    fn check(&self, cases: &[Case], catalogue: &Catalogue) -> Result<(), SelectionError> {
        let ids = || cases.iter().map(|case| case.id.as_str());
        for pattern in &self.ids {
            known("case", pattern, ids(), |id| glob::is_match(pattern, id))?;
        }
        let clauses = || catalogue.clauses.iter().map(|clause| clause.id.as_str());
        for pattern in &self.clauses {
            known("clause", pattern, clauses(), |id| glob::is_match(pattern, id))?;
        }
        let areas = || catalogue.clauses.iter().map(|clause| clause.area.as_str());
        self.areas.iter().try_for_each(|area| known("area", area, areas(), |name| is_in(area, name)))
    }

    fn is_wanted(&self, case: &Case, catalogue: &Catalogue) -> bool {
        let clauses: Vec<&Clause> =
            case.tested_clauses().into_iter().filter_map(|id| catalogue.find(id)).collect();
        let one = |is_meant: &dyn Fn(&Clause) -> bool| clauses.iter().any(|clause| is_meant(clause));
        is_any(&self.ids, |pattern| glob::is_match(pattern, &case.id))
            && is_any(&self.clauses, |pattern| one(&|clause| glob::is_match(pattern, &clause.id)))
            && is_any(&self.levels, |level| one(&|clause| clause.level == *level))
            && is_any(&self.areas, |area| one(&|clause| is_in(area, &clause.area)))
            && (!self.documented_only || one(&|clause| clause.provenance == Provenance::Documented))
    }
}

/// Whether one of the criteria holds, or there is none.
fn is_any<T>(criteria: &[T], holds: impl Fn(&T) -> bool) -> bool {
    criteria.is_empty() || criteria.iter().any(holds)
}

fn is_in(area: &str, name: &str) -> bool {
    name.strip_prefix(area).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn known<'a>(
    what: &'static str,
    given: &str,
    names: impl Iterator<Item = &'a str> + Clone,
    is_match: impl Fn(&str) -> bool,
) -> Result<(), SelectionError> {
    if names.clone().any(is_match) {
        return Ok(());
    }
    // a pattern may mean a part of the tree
    let parts = names.flat_map(|name| name.match_indices('/').map(|(end, _)| &name[..end]).chain([name]));
    let stem = given.trim_end_matches(['*', '/']);
    let nearest = suggest::nearest(stem, parts).map(str::to_owned);
    Err(SelectionError { what, given: given.to_owned(), nearest })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A documented MUST; an assumed SHOULD; a documented MUST with a SHOULD in a step.
    fn cases() -> Vec<Case> {
        let case = |id: &str, clause: &str, of_step: &str| {
            let case = json!({ "id": id, "title": "t", "clauses": [clause],
                "steps": [{ "silence": { "clause": of_step } }] });
            serde_json::from_value(case).expect("a case")
        };
        vec![
            case("interaction/accept/ringing", "interaction.accept/1", "interaction.accept/1"),
            case("interaction/accept/unknown", "interaction.accept/5", "interaction.accept/5"),
            case("voice/ring", "voice/1", "voice/2"),
        ]
    }

    fn selected(selection: &Selection) -> Vec<String> {
        let chosen = selection.of(&cases(), &Catalogue::bundled()).expect("no mistake");
        chosen.into_iter().map(|case| case.id).collect()
    }

    fn texts(given: &[&str]) -> Vec<String> {
        given.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn nothing_asked_for_is_everything() {
        assert_eq!(selected(&Selection::default()).len(), 3);
    }

    #[test]
    fn ids_are_patterns_and_add_up() {
        let ids = texts(&["voice", "*/unknown"]);
        assert_eq!(
            selected(&Selection { ids, ..Selection::default() }),
            ["interaction/accept/unknown", "voice/ring"]
        );
    }

    #[test]
    fn a_clause_is_found_in_cases_and_in_their_steps() {
        let clauses = texts(&["voice/2"]);
        assert_eq!(selected(&Selection { clauses, ..Selection::default() }), ["voice/ring"]);
        let clauses = texts(&["interaction.accept"]);
        assert_eq!(selected(&Selection { clauses, ..Selection::default() }).len(), 2);
    }

    #[test]
    fn levels_areas_and_provenance_narrow_down() {
        let areas = texts(&["interaction"]);
        let should = vec![Level::Should];
        assert_eq!(selected(&Selection { areas: areas.clone(), ..Selection::default() }).len(), 2);
        assert_eq!(
            selected(&Selection { areas, levels: should, ..Selection::default() }),
            ["interaction/accept/unknown"]
        );
        assert_eq!(
            selected(&Selection { documented_only: true, ..Selection::default() }),
            ["interaction/accept/ringing", "voice/ring"]
        );
    }

    #[test]
    fn a_criterion_that_concerns_nothing_is_told_with_what_was_meant() {
        let error = |selection: Selection| {
            selection.of(&cases(), &Catalogue::bundled()).expect_err("a mistake").to_string()
        };
        assert_eq!(
            error(Selection { ids: texts(&["voice/rnig"]), ..Selection::default() }),
            "no case matches `voice/rnig`; did you mean `voice/ring`?"
        );
        assert_eq!(
            error(Selection { ids: texts(&["interaction/acept/*"]), ..Selection::default() }),
            "no case matches `interaction/acept/*`; did you mean `interaction/accept`?"
        );
        assert_eq!(
            error(Selection { areas: texts(&["interacton.accept"]), ..Selection::default() }),
            "no area matches `interacton.accept`; did you mean `interaction.accept`?"
        );
        let clauses = vec![["voice", "999"].join("/")];
        assert!(error(Selection { clauses, ..Selection::default() }).starts_with("no clause matches"));
    }
}
