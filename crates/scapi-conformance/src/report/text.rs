//! The report as text: a case that failed with its clauses, differences and wire trace, then the sums.
//! Every line fits after the name of the program in a log; nothing depends on colour.

use core::fmt;

use scapi_schema::clause::{Catalogue, Clause, Level, Provenance};

use super::{CaseReport, Finding, RunReport, TargetReport, TraceEntry};
use crate::verdict::Verdict;

/// A report, to be shown with the sentences of a catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    report: &'a RunReport,
    catalogue: &'a Catalogue,
}

impl<'a> Text<'a> {
    /// The report in the words of the catalogue.
    #[must_use]
    pub const fn new(report: &'a RunReport, catalogue: &'a Catalogue) -> Self {
        Self { report, catalogue }
    }

    fn case(&self, f: &mut fmt::Formatter<'_>, case: &CaseReport) -> fmt::Result {
        writeln!(f, "{}: {}", case.verdict.words().to_uppercase(), case.id)?;
        writeln!(f, "  {}", case.title)?;
        if let Some(reason) = &case.reason {
            writeln!(f, "  {reason}")?;
        }
        for id in cited(case) {
            self.clause(f, id)?;
        }
        for finding in &case.findings {
            writeln!(f, "\n  {}", finding.place)?;
            self.finding(f, finding)?;
        }
        if !case.trace.is_empty() {
            writeln!(f, "\n  on the wire")?;
            case.trace.iter().try_for_each(|entry| writeln!(f, "    {entry}"))?;
        }
        writeln!(f)
    }

    fn clause(&self, f: &mut fmt::Formatter<'_>, id: &str) -> fmt::Result {
        match self.catalogue.find(id) {
            None => writeln!(f, "  {id} (not in the catalogue)"),
            Some(clause) => {
                writeln!(f, "  {id} ({})", provenance(clause))?;
                writeln!(f, "    {}", clause.requirement)
            }
        }
    }

    fn finding(&self, f: &mut fmt::Formatter<'_>, finding: &Finding) -> fmt::Result {
        writeln!(f, "    {} [{}]", finding.what, finding.clauses.join(", "))?;
        for difference in &finding.differences {
            let place = if difference.pointer.is_empty() { "the whole" } else { &difference.pointer };
            writeln!(f, "      {place}")?;
            writeln!(f, "        expected {}", difference.expected)?;
            writeln!(f, "        got      {}", difference.got)?;
        }
        Ok(())
    }

    fn sums(&self, f: &mut fmt::Formatter<'_>, target: &TargetReport) -> fmt::Result {
        let name = target.name.as_deref().unwrap_or(&target.target);
        let version = target.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
        write!(f, "{name}{version}: ")?;
        let counts = target.counts();
        let told: Vec<_> = counts
            .iter()
            .filter(|(verdict, count)| **count > 0 || **verdict == Verdict::Passed)
            .map(|(verdict, count)| format!("{count} {}", verdict.words()))
            .collect();
        writeln!(f, "{} ({} ms)", told.join(", "), target.milliseconds)?;
        if let Some(failure) = target.failure() {
            writeln!(f, "  this target fails: {failure}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for target in &self.report.targets {
            let failing = target.cases.iter().filter(|case| case.verdict.fails_run());
            let mut failing = failing.peekable();
            if failing.peek().is_some() {
                writeln!(f, "\n{}\n", target.target)?;
            }
            failing.try_for_each(|case| self.case(f, case))?;
        }
        for target in &self.report.targets {
            self.sums(f, target)?;
        }
        for pattern in &self.report.unmatched_known_failing {
            writeln!(f, "the list of known failures has `{pattern}`, which matches no case: take it away")?;
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

/// Clauses that the findings name, or those of the case if it has none.
fn cited(case: &CaseReport) -> Vec<&str> {
    let found: Vec<&str> =
        case.findings.iter().flat_map(|finding| &finding.clauses).map(String::as_str).collect();
    let named = if found.is_empty() { case.clauses.iter().map(String::as_str).collect() } else { found };
    let mut cited = Vec::new();
    for id in named {
        if !cited.contains(&id) {
            cited.push(id);
        }
    }
    cited
}

fn provenance(clause: &Clause) -> String {
    let level = match clause.level {
        Level::Must => "MUST",
        Level::Should => "SHOULD",
        Level::May => "MAY",
    };
    let known = match clause.provenance {
        Provenance::Documented => "documented",
        Provenance::Observed => "observed",
        Provenance::Assumed => "assumed",
    };
    let profile =
        clause.profile.as_ref().map(|switch| format!("; profile key {}", switch.key)).unwrap_or_default();
    format!("{level}, {known}: {}{profile}", clause.source)
}
