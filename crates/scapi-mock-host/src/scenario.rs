//! Scenario files: a timeline of what happens to the app under test and what is expected of it, run against a session.
//! A scenario is read and checked as a whole before anything happens; its format is `schemas/scenario.schema.json`.

mod action;
mod draw;
mod expand;
mod fault;
mod fill;
mod node;
mod read;
mod report;
mod run;
mod strict;
mod take;
mod template;
mod wait;

use std::{fs::File, io::Read as _, path::Path, sync::Arc};

pub use fault::{ScenarioError, ScenarioFault};
pub use report::{Outcome, ScenarioReport, StepOutcome, StepReport};
pub use run::ScenarioRunning;
#[cfg(feature = "cli")]
pub(crate) use run::Stage;
pub(crate) use run::{Place, Run};

use crate::session::ClockKind;
use read::Plan;

/// A file of more bytes is no scenario: what can be posted is not larger either.
const FILE_AT_MOST: u64 = 1024 * 1024;
/// What a text is called that is of no file.
const NO_FILE: &str = "scenario";

/// A scenario that is ready to be run: its faults are known to be none, its templates are filled in.
///
/// ```
/// use scapi_mock_host::{MockHost, Scenario};
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// let scenario = Scenario::from_json(r#"{
///     "title": "a call that nobody takes goes away",
///     "timeline": [
///         { "stimulus": { "type": "inbound-call", "ani": "${phone}" }, "as": "call" },
///         { "advance": { "ms": 20000 } },
///         { "expect": { "message": { "method": "interaction.accept", "interaction": "${call}" }, "exactly": 0 } }
///     ]
/// }"#)?;
/// let host = MockHost::builder().scenario(&scenario).start().await?;
/// let report = host.run(&scenario).await?;
/// assert!(report.passed(), "{report}");
///
/// let typo = Scenario::from_json(r#"{ "title": "a typo", "timeline": [{ "advnce": { "ms": 1 } }] }"#).unwrap_err();
/// assert_eq!(typo.to_string(), "scenario:1:37: there is no step \"advnce\"; did you mean \"advance\"?");
/// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct Scenario {
    plan: Arc<Plan>,
    file: Arc<str>,
    source: Arc<str>,
}

/// Reads scenarios, with values for their variables.
///
/// ```
/// use scapi_mock_host::Scenario;
///
/// let text = r#"{ "title": "a call", "variables": { "caller": "${phone}" },
///                 "timeline": [{ "stimulus": { "type": "inbound-call", "ani": "${caller}" } }] }"#;
/// Scenario::with("caller", "+33298000000").from_json(text)?;
/// assert!(Scenario::with("calller", "1").from_json(text).unwrap_err().to_string().ends_with("did you mean \"caller\"?"));
/// # Ok::<(), scapi_mock_host::scenario::ScenarioError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it reads nothing by itself"]
pub struct ScenarioReader {
    given: Vec<(String, String)>,
}

impl Scenario {
    /// Reads a text.
    ///
    /// # Errors
    /// Everything that is wrong in it, each with line and column.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        ScenarioReader::default().from_json(text)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// It cannot be read, or everything that is wrong in it.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, ScenarioError> {
        ScenarioReader::default().from_file(path)
    }

    /// Gives a variable a value from outside: a text where the file has a text, JSON elsewhere.
    pub fn with(name: impl Into<String>, value: impl Into<String>) -> ScenarioReader {
        ScenarioReader::default().with(name, value)
    }

    /// What the app does in it, in a sentence.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.plan.title
    }

    /// The seed that its templates were drawn from.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.plan.seed
    }

    /// How many steps it has, all rounds of repetitions counted.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.plan.steps.len()
    }

    /// What moves time in a session that is made for it.
    #[must_use]
    pub fn clock(&self) -> ClockKind {
        match self.plan.clock {
            Some(scapi_schema::journal::ClockSource::Real) => ClockKind::Real,
            _ => ClockKind::Virtual,
        }
    }

    /// Whether it can only be run with a clock that stands.
    pub(crate) fn needs_a_standing_clock(&self) -> bool {
        self.plan.clock == Some(scapi_schema::journal::ClockSource::Virtual)
    }

    /// What it was read from.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }
}

impl ScenarioReader {
    /// Gives a variable a value.
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.given.push((name.into(), value.into()));
        self
    }

    /// Reads a text.
    ///
    /// # Errors
    /// As [`Scenario::from_json`], or a value was given for a variable that there is not.
    pub fn from_json(&self, text: &str) -> Result<Scenario, ScenarioError> {
        self.read(NO_FILE, text)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// As [`Scenario::from_file`], or a value was given for a variable that there is not.
    pub fn from_file(&self, path: impl AsRef<Path>) -> Result<Scenario, ScenarioError> {
        let path = path.as_ref();
        let failed =
            |error: std::io::Error| ScenarioError::unreadable(path, format!("failed to read it: {error}"));
        let mut text = Vec::new();
        let file = File::open(path).map_err(failed)?;
        file.take(FILE_AT_MOST + 1).read_to_end(&mut text).map_err(failed)?;
        if text.len() as u64 > FILE_AT_MOST {
            let why = format!("a scenario has at most {FILE_AT_MOST} bytes, and this file has more");
            return Err(ScenarioError::unreadable(path, why));
        }
        let not_text = |fault: std::string::FromUtf8Error| {
            let at = fault.utf8_error().valid_up_to();
            ScenarioError::unreadable(path, format!("it is not UTF-8 text: byte {at} is wrong"))
        };
        self.read(&path.display().to_string(), &String::from_utf8(text).map_err(not_text)?)
    }

    fn read(&self, file: &str, text: &str) -> Result<Scenario, ScenarioError> {
        let plan = read::plan(file, text, &self.given)?;
        Ok(Scenario { plan: Arc::new(plan), file: file.into(), source: text.into() })
    }
}
