//! What a scenario came to: step by step, and the verdict on the app.
//! It is the same document over HTTP, in Rust and on the command line, and can be looked at while the scenario runs.

use std::fmt;

use serde::Serialize;

use crate::verify::Verdict;

/// How a scenario stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// It is being run.
    Running,
    /// Every step was taken, and the verdict is good.
    Passed,
    /// A step failed, or the verdict is not good.
    Failed,
    /// Somebody ended it.
    Cancelled,
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub enum StepOutcome {
    /// It was taken.
    Passed,
    /// It could not be taken, or what it waited for did not come.
    Failed,
}

/// One step that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub struct StepReport {
    /// Its number, from 1, all rounds of repetitions counted; 0 is what stands before the timeline. Entries of the journal that it
    /// caused have it as `step`.
    pub number: u64,
    /// The JSON pointer of it in the scenario.
    pub pointer: String,
    /// What it does, in a few words.
    pub title: String,
    /// The round of each repetition that it is in, the outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<u64>,
    /// How it went.
    pub outcome: StepOutcome,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// The line of the scenario at which it stands, if it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Session time after it, in milliseconds.
    pub at: u64,
    /// How long it took, in milliseconds of real time.
    pub ms: u64,
    /// The number of the last journal entry after it.
    pub cursor: u64,
}

/// What a scenario came to, or where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "cli", derive(utoipa::ToSchema))]
pub struct ScenarioReport {
    /// What the app does in it.
    pub title: String,
    /// How it stands.
    pub outcome: Outcome,
    /// The seed that its templates were drawn from.
    pub seed: u64,
    /// How many steps there are, all rounds of repetitions counted.
    pub total: usize,
    /// The steps that were taken.
    pub steps: Vec<StepReport>,
    /// The verdict on what the scenario expects; there is one when it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// What kept it from its end, if it was not a step: the session is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// How long it took, in milliseconds of real time.
    pub ms: u64,
}

impl ScenarioReport {
    /// Whether every step was taken, and the verdict is good.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.outcome == Outcome::Passed
    }

    /// The step that failed, if one did.
    #[must_use]
    pub fn failed_step(&self) -> Option<&StepReport> {
        self.steps.iter().find(|step| step.outcome == StepOutcome::Failed)
    }

    /// What is wrong, for people; empty if nothing is.
    #[must_use]
    pub fn explanation(&self) -> String {
        let step = self.failed_step().map(|step| {
            let line = step.line.map(|line| format!(", line {line}")).unwrap_or_default();
            let why = step.explanation.as_deref().unwrap_or_default();
            format!("step {} of {}{line} failed: {}\n{}", step.number, self.total, step.title, indented(why))
        });
        let cancelled = (self.outcome == Outcome::Cancelled)
            .then(|| format!("cancelled after step {} of {}", self.steps.len(), self.total));
        let verdict = self.verdict.as_ref().map(Verdict::explanation).filter(|text| !text.is_empty());
        [step, self.fault.clone(), cancelled, verdict].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    }
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("  {line}") };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

impl fmt::Display for ScenarioReport {
    /// One line if it passed; else what is wrong.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = match self.outcome {
            Outcome::Running => "is running",
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
            Outcome::Cancelled => "was cancelled",
        };
        write!(f, "{}: {outcome}", self.title)?;
        let explanation = self.explanation();
        if explanation.is_empty() { Ok(()) } else { write!(f, "\n\n{explanation}") }
    }
}
