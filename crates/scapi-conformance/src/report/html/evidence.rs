//! The evidence: each case with its verdict, the clauses with their sentences, what was expected, what came, and the wire.
//! What fails the run is open from the start.

use super::grid::{level, provenance};
use super::markup::Markup;
use crate::report::{CaseReport, Finding, RunReport};
use crate::verdict::Verdict;

pub(super) fn case(page: &mut Markup, report: &RunReport, target: usize, case: &CaseReport) {
    // a case is as well known as the best known of its clauses
    let cited = case.cited().into_iter().filter_map(|id| report.clause(id));
    let known = cited.map(|clause| clause.provenance).min_by_key(|it| *it as u8);
    page.raw("<details id=\"").text(anchor(target, case)).raw("\"");
    page.facts(level(case.level), known.map_or("", provenance), std::iter::once(tone(case)));
    page.raw(if case.fails_run && case.verdict != Verdict::NotReached { " open>" } else { ">" });
    page.raw("<summary><b class=\"").raw(tone(case)).raw("\">").text(case.verdict.words());
    page.element("</b> <code>", &case.id, "</code> ").text(&case.title).raw("</summary>\n<div>\n");
    for why in case.reason.iter().chain(&case.known) {
        page.element("<p>", why, "</p>\n");
    }
    clauses(page, report, case);
    case.findings.iter().for_each(|finding| self::finding(page, finding));
    if !case.trace.is_empty() {
        page.raw("<p class=\"quiet\">On the wire</p>\n<pre>");
        for entry in &case.trace {
            page.text(entry).raw("\n");
        }
        page.raw("</pre>\n");
    }
    page.raw("</div>\n</details>\n");
}

fn clauses(page: &mut Markup, report: &RunReport, case: &CaseReport) {
    page.raw("<dl>");
    for id in case.cited() {
        page.element("<dt><code>", id, "</code></dt><dd>");
        match report.clause(id) {
            Some(clause) => {
                page.prose(&clause.requirement);
                page.element(" <span class=\"standing\">", clause.standing(), "</span>");
            }
            None => {
                page.raw("not in the catalogue");
            }
        }
        page.raw("</dd>");
    }
    page.raw("</dl>\n");
}

fn finding(page: &mut Markup, finding: &Finding) {
    page.raw("<p>").text(&finding.place).raw(": <b>").prose(&finding.what).raw("</b> ");
    page.element("<code>", finding.clauses.join(", "), "</code>");
    page.raw(if finding.counts { "</p>\n" } else { " (not judged)</p>\n" });
    for difference in &finding.differences {
        let place = if difference.pointer.is_empty() { "the whole" } else { &difference.pointer };
        page.element("<dl class=\"difference\"><dt>at</dt><dd><code>", place, "</code></dd>");
        page.element("<dt>expected</dt><dd class=\"good\"><code>", &difference.expected, "</code></dd>");
        page.element("<dt>got</dt><dd class=\"bad\"><code>", &difference.got, "</code></dd></dl>\n");
    }
}

/// Where the evidence of a case stands in the page.
pub(super) fn anchor(target: usize, case: &CaseReport) -> String {
    format!("case-{target}-{}", case.id)
}

fn tone(case: &CaseReport) -> &'static str {
    if case.verdict == Verdict::Failed && !case.fails_run { "odd" } else { verdict_tone(case.verdict) }
}

pub(super) const fn verdict_tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "good",
        Verdict::Failed | Verdict::PassedUnexpectedly | Verdict::CouldNotRun | Verdict::NotReached => "bad",
        Verdict::FailedAsExpected => "odd",
        Verdict::NotApplicable => "none",
    }
}
