//! The list of cases that are known to fail, each with a reason. It is strict both ways:
//! a case on it that passes fails the run, and so does an entry that matches no case.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::glob;
use crate::load::{self, Fault, LoadError, Source};
use crate::verdict::Expectation;

/// Cases that are known to fail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[schemars(title = "List of known failures")]
pub struct KnownFailing(Vec<KnownFailure>);

/// Cases that are known to fail for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownFailure {
    /// Pattern of case ids. `*` stands for any run of characters; what lies below a match matches too.
    pub case: String,
    /// Why they fail, and what has to happen until they do not.
    #[schemars(length(min = 1))]
    pub reason: String,
}

impl KnownFailing {
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

    /// Adds another list to this one.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The entry that says that the case fails.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&KnownFailure> {
        self.0.iter().find(|known| glob::is_match(&known.case, id))
    }

    /// What is expected of a case.
    #[must_use]
    pub fn expectation(&self, id: &str) -> Expectation {
        if self.entry(id).is_some() { Expectation::Fail } else { Expectation::Pass }
    }

    /// Patterns that match none of the cases.
    #[must_use]
    pub fn unmatched(&self, cases: &[Case]) -> Vec<String> {
        let matches_none =
            |known: &&KnownFailure| !cases.iter().any(|case| glob::is_match(&known.case, &case.id));
        self.0.iter().filter(matches_none).map(|known| known.case.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> KnownFailing {
        let text = r#"[{"case": "a/b", "reason": "not written yet"}]"#.to_owned();
        let source = Source { file: "list.json".to_owned(), id: String::new(), text };
        KnownFailing::read(&source).expect("a list")
    }

    #[test]
    fn an_entry_holds_for_what_lies_below_it() {
        assert_eq!(list().expectation("a/b/c"), Expectation::Fail);
        assert_eq!(list().expectation("a/bc"), Expectation::Pass);
    }

    #[test]
    fn an_entry_that_matches_nothing_is_found() {
        assert_eq!(list().unmatched(&[]), ["a/b"]);
    }

    #[test]
    fn an_entry_without_a_reason_is_refused() {
        let text =
            "[{\"case\": \"a\", \"reason\": \"x\"},\n {\"case\": \"b\", \"reason\": \" \"}]".to_owned();
        let source = Source { file: "list.json".to_owned(), id: String::new(), text };
        let error = KnownFailing::read(&source).expect_err("no reason");
        assert_eq!(error.to_string(), "list.json:2:17: `reason` must not be empty");
    }

    #[test]
    fn a_typo_in_an_entry_is_refused() {
        let text = r#"[{"case": "a", "reson": "x"}]"#.to_owned();
        let source = Source { file: "list.json".to_owned(), id: String::new(), text };
        let error = KnownFailing::read(&source).expect_err("a typo");
        assert_eq!(error.to_string(), "list.json:1:17: unknown field `reson`, expected `case` or `reason`");
        assert_eq!(error.remedy(), Some("did you mean `reason`?"));
    }
}
