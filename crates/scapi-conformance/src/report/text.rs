//! The report as text: a case that failed with its clauses, differences and wire trace, then the sums.
//! Every line fits after the name of the program in a log; nothing depends on colour.

use core::fmt::{self, Write};

use indexmap::IndexMap;
use scapi_schema::clause::Level;

use super::{CaseReport, Finding, RunReport, TargetReport, TraceEntry, level_word};
use crate::verdict::Verdict;

/// A report as text.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a>(&'a RunReport);

impl<'a> Text<'a> {
    /// The report as text.
    #[must_use]
    pub const fn new(report: &'a RunReport) -> Self {
        Self(report)
    }

    fn case(self, f: &mut Plain<'_, '_>, case: &CaseReport) -> fmt::Result {
        let aside = if case.fails_run {
            String::new()
        } else {
            format!(" ({}, does not fail the run)", level_word(case.level))
        };
        writeln!(f, "{}{aside}: {}", case.verdict.words().to_uppercase(), case.id)?;
        writeln!(f, "  {}", case.title)?;
        if let Some(reason) = &case.reason {
            writeln!(f, "  {reason}")?;
        }
        if let Some(known) = &case.known {
            writeln!(f, "  listed: {known}")?;
        }
        case.cited().into_iter().try_for_each(|id| self.clause(f, id))?;
        for finding in &case.findings {
            writeln!(f, "\n  {}", finding.place)?;
            write!(f, "{finding}")?;
        }
        if !case.trace.is_empty() {
            writeln!(f, "\n  on the wire")?;
            case.trace.iter().try_for_each(|entry| writeln!(f, "    {entry}"))?;
        }
        writeln!(f)
    }

    fn clause(self, f: &mut Plain<'_, '_>, id: &str) -> fmt::Result {
        match self.0.clause(id) {
            None => writeln!(f, "  {id} (not in the catalogue)"),
            Some(clause) => {
                writeln!(f, "  {id} ({})", clause.standing())?;
                writeln!(f, "    {}", clause.requirement)
            }
        }
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Plain(f);
        for target in &self.0.targets {
            let mut told = target.cases.iter().filter(|case| is_told(case)).peekable();
            if told.peek().is_some() {
                writeln!(f, "\n{}\n", target.heading())?;
            }
            told.try_for_each(|case| self.case(f, case))?;
        }
        self.0.targets.iter().try_for_each(|target| sums(f, target))
    }
}

/// Text for a terminal, which obeys some control characters: what a target says is shown and not obeyed.
struct Plain<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl Write for Plain<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let is_obeyed = |character: char| character.is_control() && character != '\n';
        for part in text.split_inclusive(is_obeyed) {
            let plain = part.trim_end_matches(is_obeyed);
            self.0.write_str(plain)?;
            if plain.len() < part.len() {
                self.0.write_char(char::REPLACEMENT_CHARACTER)?;
            }
        }
        Ok(())
    }
}

/// Whether a case is told by itself. Those that were not reached are only counted: the run says why.
fn is_told(case: &CaseReport) -> bool {
    (case.fails_run || case.verdict == Verdict::Failed) && case.verdict != Verdict::NotReached
}

fn sums(f: &mut Plain<'_, '_>, target: &TargetReport) -> fmt::Result {
    let counts = words(&target.counts());
    writeln!(f, "{}: {counts} ({} ms)", target.heading(), target.milliseconds)?;
    for level in [Level::Must, Level::Should, Level::May] {
        let counts = words(&target.counts_of(level));
        if !counts.is_empty() {
            writeln!(f, "  {:<7} {counts}", level_word(level))?;
        }
    }
    target.list_faults.iter().try_for_each(|fault| writeln!(f, "  {fault}"))?;
    match target.failure() {
        Some(failure) if !target.list_faults.contains(&failure) => {
            writeln!(f, "  this target fails: {failure}")
        }
        _ => Ok(()),
    }
}

fn words(counts: &IndexMap<Verdict, usize>) -> String {
    let told = counts.iter().filter(|(_, count)| **count > 0);
    let told: Vec<_> = told.map(|(verdict, count)| format!("{count} {}", verdict.words())).collect();
    told.join(", ")
}

impl TargetReport {
    /// What the target is called here, and what it calls itself.
    pub(super) fn heading(&self) -> String {
        let version = self.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
        match &self.name {
            Some(name) if *name == self.target => format!("{name}{version}"),
            Some(name) => format!("{} ({name}{version})", self.target),
            None => self.target.clone(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let aside = if self.counts { "" } else { " (not judged)" };
        writeln!(f, "    {} [{}]{aside}", self.what, self.clauses.join(", "))?;
        for difference in &self.differences {
            let place = if difference.pointer.is_empty() { "the whole" } else { &difference.pointer };
            writeln!(f, "      {place}")?;
            writeln!(f, "        expected {}", difference.expected)?;
            writeln!(f, "        got      {}", difference.got)?;
        }
        Ok(())
    }
}

impl fmt::Display for TraceEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Opened { frame, origin: None } => write!(f, "frame    {frame} opened"),
            Self::Opened { frame, origin: Some(origin) } => write!(f, "frame    {frame} opened at {origin}"),
            Self::Sent { frame, message } => write!(f, "{frame} ->   {message}"),
            Self::SentText { frame, text } => write!(f, "{frame} ->   (text) {text}"),
            Self::Received { frame, message } => write!(f, "{frame} <-   {message}"),
            Self::Stimulus { stimulus } => write!(f, "stimulus {stimulus}"),
            Self::Advance { ms } => write!(f, "advance  {ms} ms"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Settings;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        let mut target = TargetReport::new("a", "a");
        target.error = Some("\u{1b}[2Jgone\r\u{7}\nfor ever".to_owned());
        let mut report = RunReport::new(Settings::default(), Vec::new());
        report.targets.push(target);
        let text = Text::new(&report).to_string();
        assert!(text.ends_with("this target fails: \u{fffd}[2Jgone\u{fffd}\u{fffd}\nfor ever\n"), "{text:?}");
    }
}
