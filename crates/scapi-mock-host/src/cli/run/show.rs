//! What people and programs see of scenarios: each step as it is taken, and what it came to.
//! Text for people, JSON lines for programs, both on standard output; what cannot be read on standard error.

use std::{fmt::Write as _, io::IsTerminal, sync::Arc};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::json;

use super::Ran;
use crate::{
    cli::{
        snippet::{excerpt, line},
        stdout::{self, say},
    },
    http::Links,
    scenario::{Outcome, Run, Scenario, ScenarioError, ScenarioFault, Stage, StepOutcome, StepReport},
};

/// For whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    Text,
    Json,
}

impl Show {
    pub(super) fn begin(self, scenario: &Scenario, links: &Links) {
        match self {
            Self::Text => {
                say!("{}: {}", scenario.file(), scenario.title());
                say!("  page  {}\n  app   {}", links.url, links.ws);
            }
            Self::Json => {
                let mut line = json!(links);
                line["file"] = scenario.file().into();
                say!("{line}");
            }
        }
    }

    pub(super) fn step(self, file: &str, step: &StepReport) {
        if self == Self::Text {
            stdout::write(format_args!("{}", step_text(file, step)));
        }
    }

    pub(super) fn end(self, ran: &Ran) {
        match self {
            Self::Text => say!("{}\n", end_text(ran)),
            Self::Json => {
                let mut line = json!(ran.report);
                line["file"] = ran.file.clone().into();
                if let Some(fault) = &ran.command {
                    line["command"] = fault.clone().into();
                }
                say!("{line}");
            }
        }
    }

    pub(super) fn sum(self, ran: &[Ran], all: usize) {
        if self == Self::Text && all > 1 {
            let passed = ran.iter().filter(|ran| ran.passed()).count();
            say!("{passed} of {} passed", counted(all, "scenario"));
        }
    }
}

fn step_text(file: &str, step: &StepReport) -> String {
    let rounds: Vec<String> = step.rounds.iter().map(u64::to_string).collect();
    let round = if rounds.is_empty() { String::new() } else { format!("  (round {})", rounds.join(".")) };
    let mark = if step.outcome == StepOutcome::Passed { "ok  " } else { "FAIL" };
    let mut text = format!("  {mark} {:>3}  {}{round}\n", step.number, step.title);
    if let Some(why) = &step.explanation {
        let _ = writeln!(text, "            {file}:{}", step.line.unwrap_or(1));
        why.lines().for_each(|line| {
            let _ = writeln!(text, "{}", format!("            {line}").trim_end());
        });
    }
    text
}

/// What is wrong besides the step that failed, and the sum.
fn end_text(ran: &Ran) -> String {
    let report = &ran.report;
    let mut text = String::new();
    let verdict = report.verdict.as_ref().map(crate::verify::Verdict::explanation).unwrap_or_default();
    let wrong = [&verdict].into_iter().chain(&report.fault).chain(&ran.command);
    for wrong in wrong.filter(|wrong| !wrong.is_empty()) {
        text.push('\n');
        wrong.lines().for_each(|line| {
            let _ = writeln!(text, "{}", format!("  {line}").trim_end());
        });
    }
    let outcome = match report.outcome {
        _ if ran.command.is_some() => "failed",
        Outcome::Passed => "passed",
        Outcome::Cancelled => "cancelled",
        Outcome::Failed | Outcome::Running => "failed",
    };
    let expected = report.verdict.as_ref().map_or(0, |verdict| verdict.expectations.len());
    let taken = report.steps.iter().filter(|step| step.number > 0).count();
    if !text.is_empty() {
        text.push('\n');
    }
    let (steps, expected) = (counted(report.total, "step"), counted(expected, "expectation"));
    let _ = write!(text, "  {outcome}: {taken} of {steps}, {expected}, {} ms", report.ms);
    text
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Tells how the scenario of `serve` goes.
pub(super) async fn on_standard_error(run: Arc<Run>, file: String) {
    let (mut stage, mut shown) = (run.stage(), 0);
    loop {
        let now = *stage.borrow_and_update();
        let steps = run.steps_after(shown);
        shown += steps.len();
        steps.iter().for_each(|step| eprint!("{}", step_text(&file, step)));
        if now == Stage::Over || stage.changed().await.is_err() {
            break;
        }
    }
    eprintln!("{}", end_text(&Ran { file, report: run.report(), command: None }));
}

/// Shows what is wrong in a file, with the lines.
pub(super) fn fault(error: &ScenarioError) {
    if error.faults().is_empty() {
        eprintln!("error: {error}");
        return;
    }
    let renderer = if std::io::stderr().is_terminal() { Renderer::styled() } else { Renderer::plain() };
    for fault in error.faults() {
        eprintln!("{}\n", rendered(&renderer, error, fault));
    }
    eprintln!("{}: {}", error.file, counted(error.faults().len(), "fault"));
}

fn rendered(renderer: &Renderer, error: &ScenarioError, fault: &ScenarioFault) -> String {
    let (excerpt, pointed) = excerpt(&error.source, &fault.span);
    let title = if fault.pointer.is_empty() { "the scenario" } else { &fault.pointer };
    let snippet = Snippet::source(excerpt)
        .path(&error.file)
        .line_start(line(&error.source, fault.span.start))
        .annotation(AnnotationKind::Primary.span(pointed).label(&fault.text));
    renderer.render(&[Level::ERROR.primary_title(title).element(snippet)])
}

#[cfg(test)]
mod tests {
    use annotate_snippets::Renderer;

    use super::rendered;
    use crate::Scenario;

    const TEXT: &str = "{\n  \"title\": \"é and 漢\",\n  \"timeline\": [\n    { \"note\": \"${uuid} \\u00e9\" },\n    \
                        { \"wait\": { \"ms\": 5 } }\n  ]\n}";

    /// Whatever is wrong with a text, it can be shown.
    fn shows(text: &str) {
        if let Err(error) = Scenario::from_json(text) {
            for fault in error.faults() {
                assert!(rendered(&Renderer::plain(), &error, fault).contains("error: "), "{text}");
            }
        }
    }

    #[test]
    fn a_text_that_ends_anywhere_is_shown() {
        assert!(Scenario::from_json(TEXT).is_ok());
        TEXT.char_indices().for_each(|(at, _)| shows(&TEXT[..at]));
    }

    #[test]
    fn a_text_with_anything_in_its_place_is_shown() {
        for (at, mark) in TEXT.char_indices() {
            for other in ["$", "${", "\"", "é", "0", "\n", ""] {
                shows(&format!("{}{other}{}", &TEXT[..at], &TEXT[at + mark.len_utf8()..]));
            }
        }
    }
}
