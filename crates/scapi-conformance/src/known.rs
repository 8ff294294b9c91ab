//! Lists of cases that a target is known to fail, or to pass only at times, each with a reason. They are strict both
//! ways: a case on a list that behaves fails the run, and so does an entry that concerns no case.

mod update;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::glob;
use crate::load::{self, Fault, LoadError, Source};
use crate::verdict::Expectation;

/// Cases that are known to fail, or to be flaky.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "List of known failures, or of cases known to be flaky")]
pub struct KnownList(Vec<KnownCase>);

/// Cases that are known for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownCase {
    /// Pattern of case ids. `*` stands for any run of characters; what lies below a match matches too.
    pub case: String,
    /// Why, and what has to happen until the entry can be taken away.
    #[schemars(length(min = 1))]
    pub reason: String,
}

/// All that is known of one target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Cases that fail.
    pub failing: KnownList,
    /// Cases that pass at times.
    pub flaky: KnownList,
}

impl KnownList {
    /// Reads a list.
    ///
    /// # Errors
    /// With line and column; an entry without a reason is refused too.
    pub fn read(source: &Source) -> Result<Self, LoadError> {
        let list: Self = load::json(source)?;
        match list.0.iter().find(|known| known.reason.trim().is_empty()) {
            Some(known) => Err(LoadError::new(source, &known.case, Fault::Empty("reason"))),
            None => Ok(list),
        }
    }

    /// The list as it is written to a file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let entries: Vec<_> = self.0.iter().map(KnownCase::to_text).collect();
        if entries.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", entries.join(",\n")) }
    }

    /// Adds another list to this one.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The entries, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[KnownCase] {
        &self.0
    }

    /// The entry that names the case.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&KnownCase> {
        self.0.iter().find(|known| known.is_about(id))
    }

    /// What is wrong with the list, in the light of all cases and of what the target can do.
    fn faults<'a>(
        &'a self,
        name: &'a str,
        cases: &'a [Case],
        abilities: Option<&'a [String]>,
    ) -> impl Iterator<Item = String> + 'a {
        self.0.iter().filter_map(move |known| {
            let why = known.is_idle(cases, abilities)?;
            Some(format!("{name} has `{}`, which matches {why}: take it away", known.case))
        })
    }
}

impl KnownCase {
    fn is_about(&self, id: &str) -> bool {
        glob::is_match(&self.case, id)
    }

    fn to_text(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        format!("  {{ \"case\": {}, \"reason\": {} }}", quoted(&self.case), quoted(&self.reason))
    }

    /// Why the entry can never count, if it cannot.
    fn is_idle(&self, cases: &[Case], abilities: Option<&[String]>) -> Option<&'static str> {
        let mut matched = cases.iter().filter(|case| self.is_about(&case.id)).peekable();
        if matched.peek().is_none() {
            return Some("no case");
        }
        let abilities = abilities?;
        let is_applicable = |case: &Case| case.abilities().iter().all(|ability| abilities.contains(ability));
        (!matched.any(is_applicable)).then_some("only cases that are not applicable to this target")
    }
}

impl Known {
    /// The entry that names the case, and what it says.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<(&KnownCase, Expectation)> {
        let failing = self.failing.entry(id).map(|entry| (entry, Expectation::Fail));
        failing.or_else(|| self.flaky.entry(id).map(|entry| (entry, Expectation::Either)))
    }

    /// What is expected of a case.
    #[must_use]
    pub fn expectation(&self, id: &str) -> Expectation {
        self.entry(id).map_or(Expectation::Pass, |(_, expectation)| expectation)
    }

    /// What is wrong with the lists, in the light of all cases, whichever are run, and of what the target can do, if
    /// it has said so.
    #[must_use]
    pub fn faults(&self, cases: &[Case], abilities: Option<&[String]>) -> Vec<String> {
        let twice = cases
            .iter()
            .filter(|case| self.failing.entry(&case.id).is_some() && self.flaky.entry(&case.id).is_some());
        let twice = twice.map(|case| {
            format!("`{}` is known to fail and known to be flaky: take it off one of the lists", case.id)
        });
        let failing = self.failing.faults("the list of known failures", cases, abilities);
        let flaky = self.flaky.faults("the list of flaky cases", cases, abilities);
        failing.chain(flaky).chain(twice).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn source(text: &str) -> Source {
        Source { file: "list.json".to_owned(), id: String::new(), text: text.to_owned() }
    }

    fn list(text: &str) -> KnownList {
        KnownList::read(&source(text)).expect("a list")
    }

    fn case(id: &str, needs: &[&str]) -> Case {
        let case = json!({ "id": id, "title": "t", "clauses": ["voice/1"], "needs": needs,
            "steps": [{ "silence": {} }] });
        serde_json::from_value(case).expect("a case")
    }

    const AB: &str = r#"[{"case": "a/b", "reason": "not written yet"}]"#;

    #[test]
    fn an_entry_holds_for_what_lies_below_it() {
        let known = Known { failing: list(AB), flaky: list(r#"[{"case": "c", "reason": "races"}]"#) };
        assert_eq!(known.expectation("a/b/c"), Expectation::Fail);
        assert_eq!(known.expectation("a/bc"), Expectation::Pass);
        assert_eq!(known.expectation("c/d"), Expectation::Either);
    }

    #[test]
    fn an_entry_that_concerns_nothing_is_found() {
        let known = Known { failing: list(AB), flaky: KnownList::default() };
        assert_eq!(
            known.faults(&[], None),
            ["the list of known failures has `a/b`, which matches no case: take it away"]
        );
        let cases = [case("a/b", &["clock"])];
        assert_eq!(known.faults(&cases, None), Vec::<String>::new());
        assert_eq!(known.faults(&cases, Some(&["clock".to_owned()])), Vec::<String>::new());
        assert_eq!(
            known.faults(&cases, Some(&[])),
            [
                "the list of known failures has `a/b`, which matches only cases that are not applicable to this target: take it away"
            ]
        );
    }

    #[test]
    fn a_case_on_both_lists_is_found() {
        let known = Known { failing: list(AB), flaky: list(r#"[{"case": "a", "reason": "races"}]"#) };
        assert_eq!(
            known.faults(&[case("a/b", &[]), case("a/c", &[])], None),
            ["`a/b` is known to fail and known to be flaky: take it off one of the lists"]
        );
    }

    #[test]
    fn an_entry_without_a_reason_is_refused() {
        let text = "[{\"case\": \"a\", \"reason\": \"x\"},\n {\"case\": \"b\", \"reason\": \" \"}]";
        let error = KnownList::read(&source(text)).expect_err("no reason");
        assert_eq!(error.to_string(), "list.json:2:17: `reason` must not be empty");
    }

    #[test]
    fn a_typo_in_an_entry_is_refused() {
        let error = KnownList::read(&source(r#"[{"case": "a", "reson": "x"}]"#)).expect_err("a typo");
        assert_eq!(error.to_string(), "list.json:1:17: unknown field `reson`, expected `case` or `reason`");
        assert_eq!(error.remedy(), Some("did you mean `reason`?"));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let known = list(r#"[{"case": "a", "reason": "says \"no\""}, {"case": "b", "reason": "y"}]"#);
        assert_eq!(list(&known.to_text()), known);
        assert_eq!(list(&KnownList::default().to_text()), KnownList::default());
    }
}
