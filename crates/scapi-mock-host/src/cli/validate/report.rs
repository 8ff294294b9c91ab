//! What was found: for people, with the line shown and the place pointed at; for programs, as JSON.
//! Both go to standard output.

use std::{io::IsTerminal, ops::Range};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use scapi_schema::validate::Violation;
use serde_json::json;

use super::input::Item;
use crate::{
    cli::{
        snippet::{excerpt, line},
        stdout::say,
    },
    locate::locate,
};

/// A breach, and where it was found.
#[derive(Debug)]
pub(super) struct Finding<'a> {
    pub(super) item: &'a Item<'a>,
    pub(super) violation: Violation,
}

impl Finding<'_> {
    /// Where the fault stands in the input, in bytes.
    fn span(&self) -> Range<usize> {
        let within = locate(self.item.text, &self.violation.pointer);
        self.item.span.start + within.start..self.item.span.start + within.end
    }
}

pub(super) fn text(file: &str, source: &str, judged: usize, findings: &[Finding<'_>]) {
    let renderer = if std::io::stdout().is_terminal() { Renderer::styled() } else { Renderer::plain() };
    for finding in findings {
        say!("{}\n", render(&renderer, file, source, finding));
    }
    let (messages, breaches) = (counted(judged, "message"), counted(findings.len(), "violation"));
    say!("{file}: {messages} checked, {breaches}");
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn render(renderer: &Renderer, file: &str, source: &str, finding: &Finding<'_>) -> String {
    let span = finding.span();
    let (excerpt, pointed) = excerpt(source, &span);
    let violation = &finding.violation;
    let title = if violation.pointer.is_empty() { "the message" } else { &violation.pointer };
    let snippet = Snippet::source(excerpt)
        .path(file)
        .line_start(line(source, span.start))
        .annotation(AnnotationKind::Primary.span(pointed).label(&violation.text));
    let mut group = Level::ERROR.primary_title(title).element(snippet);
    if let (Some(clause), Some(provenance)) = (&violation.clause, violation.provenance) {
        group = group.element(Level::NOTE.message(format!("{clause} ({provenance})")));
    }
    renderer.render(&[group])
}

pub(super) fn json(file: &str, source: &str, judged: usize, findings: &[Finding<'_>]) {
    let found = findings.iter().map(|finding| {
        let seq = finding.item.value.get("seq");
        json!({ "line": line(source, finding.span().start), "seq": seq, "violation": finding.violation })
    });
    let report = json!({ "file": file, "checked": judged, "violations": found.collect::<Vec<_>>() });
    say!("{report:#}");
}
