//! The report as one HTML page: the matrix of clauses and targets, and each verdict with its evidence.
//! It loads nothing and runs nothing; every value is escaped.

mod markup;

use core::fmt;

use indexmap::IndexMap;
use scapi_schema::clause::Level;

use super::matrix::{Mark, mark};
use super::{CaseReport, Finding, RunReport, Settings, level_word};
use crate::coverage::ClauseCoverage;
use crate::verdict::Verdict;
use markup::Markup;

/// A report as an HTML page.
#[derive(Clone, Copy, Debug)]
pub struct Html<'a>(&'a RunReport);

const HEAD: &str = concat!(
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>Conformance report</title>\n<style>\n",
    include_str!("html/style.css"),
    "</style>\n</head>\n<body>\n"
);

impl<'a> Html<'a> {
    /// The report as an HTML page.
    #[must_use]
    pub const fn new(report: &'a RunReport) -> Self {
        Self(report)
    }

    fn page(self) -> Markup {
        let mut page = Markup::default();
        page.raw(HEAD).raw("<h1>Conformance report</h1>\n");
        self.settings(&mut page);
        page.raw("<h2>Targets</h2>\n");
        self.targets(&mut page);
        page.raw("<h2>Clauses</h2>\n");
        self.clauses(&mut page);
        for (index, target) in self.0.targets.iter().enumerate() {
            page.raw("<section>\n").element("<h2>", target.heading(), "</h2>\n");
            target.cases.iter().for_each(|case| self.case(&mut page, index, case));
            page.raw("</section>\n");
        }
        page.raw("</body>\n</html>\n");
        page
    }

    fn settings(self, page: &mut Markup) {
        let Settings { seed, shuffled, repeat, documented_only, must_only } = self.0.settings;
        page.raw("<p class=\"quiet\">scapi-conformance ").text(&self.0.suite).raw(", seed ").text(seed);
        let mut said = |is_so: bool, what: &'static str| {
            page.raw(if is_so { what } else { "" });
        };
        said(shuffled, ", shuffled");
        said(documented_only, ", documented clauses only");
        said(must_only, ", only what MUST be kept fails the run");
        if repeat > 1 {
            page.raw(", each case ").text(repeat).raw(" times");
        }
        page.raw("</p>\n");
    }

    fn targets(self, page: &mut Markup) {
        page.raw("<table class=\"numbers\">\n<thead><tr><th>Target</th><th>Level</th>");
        for verdict in Verdict::ALL {
            page.element("<th>", verdict.words(), "</th>");
        }
        page.raw("</tr></thead>\n");
        for target in &self.0.targets {
            page.raw("<tbody>\n");
            row(page, target.heading(), "all", &target.counts());
            for level in [Level::Must, Level::Should, Level::May] {
                let counts = target.counts_of(level);
                if counts.values().any(|count| *count > 0) {
                    row(page, "", level_word(level), &counts);
                }
            }
            let faults = target.failure().into_iter().filter(|failure| !target.list_faults.contains(failure));
            let faults = faults.chain(target.list_faults.iter().cloned());
            for fault in faults {
                page.element("<tr><th colspan=\"9\" class=\"bad\">", fault, "</th></tr>\n");
            }
            page.raw("</tbody>\n");
        }
        page.raw("</table>\n");
    }

    fn clauses(self, page: &mut Markup) {
        let clauses = &self.0.clauses;
        let count =
            |is_so: fn(&ClauseCoverage) -> bool| clauses.iter().filter(|clause| is_so(clause)).count();
        page.raw("<p>").text(clauses.len()).raw(" clauses bind a host: ");
        page.text(count(ClauseCoverage::is_tested)).raw(" have a case, ");
        page.text(count(|clause| clause.untestable.is_some())).raw(" cannot be tested from outside, ");
        page.text(count(ClauseCoverage::is_open)).raw(" have neither a case nor a reason.</p>\n");
        page.raw("<table>\n<thead><tr><th>Clause</th>");
        for target in &self.0.targets {
            page.element("<th>", &target.target, "</th>");
        }
        page.raw("</tr></thead>\n<tbody>\n");
        clauses.iter().for_each(|clause| self.clause(page, clause));
        page.raw("</tbody>\n</table>\n");
    }

    fn clause(self, page: &mut Markup, clause: &ClauseCoverage) {
        page.raw("<tr><td>").element("<code>", &clause.id, "</code> ").prose(&clause.requirement);
        page.element("<br><span class=\"standing\">", clause.standing(), "</span>");
        if let Some(reason) = &clause.untestable {
            page.element("<br><span class=\"odd\">cannot be tested: ", reason, "</span>");
        } else if clause.is_open() {
            page.raw("<br><span class=\"bad\">no case tests it, and nothing says why</span>");
        }
        page.raw("</td>");
        for (index, target) in self.0.targets.iter().enumerate() {
            let (mark, case) = mark(clause, target);
            cell(page, index, mark, case);
        }
        page.raw("</tr>\n");
    }

    fn case(self, page: &mut Markup, target: usize, case: &CaseReport) {
        page.raw("<details id=\"").text(anchor(target, case)).raw("\"");
        page.raw(if case.fails_run && case.verdict != Verdict::NotReached { " open>" } else { ">" });
        page.raw("<summary><b class=\"").raw(tone(case)).raw("\">").text(case.verdict.words());
        page.element("</b> <code>", &case.id, "</code> ").text(&case.title).raw("</summary>\n<div>\n");
        for why in case.reason.iter().chain(&case.known) {
            page.element("<p>", why, "</p>\n");
        }
        page.raw("<dl>");
        for id in case.cited() {
            page.element("<dt><code>", id, "</code></dt><dd>");
            match self.0.clause(id) {
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
}

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.page().into_string())
    }
}

fn row(page: &mut Markup, target: impl fmt::Display, level: &str, counts: &IndexMap<Verdict, usize>) {
    page.element("<tr><th>", target, "</th>").element("<td>", level, "</td>");
    for (verdict, count) in counts {
        let tone = if *count == 0 { "none" } else { verdict_tone(*verdict) };
        page.raw("<td class=\"").raw(tone).raw("\">").text(count).raw("</td>");
    }
    page.raw("</tr>\n");
}

fn cell(page: &mut Markup, target: usize, mark: Mark, case: Option<&CaseReport>) {
    page.raw("<td class=\"mark ").raw(mark.tone()).raw("\">");
    match case {
        Some(case) => {
            page.raw("<a href=\"#").text(anchor(target, case)).raw("\">").text(mark.words()).raw("</a>");
        }
        None => {
            page.text(mark.words());
        }
    }
    page.raw("</td>");
}

fn finding(page: &mut Markup, finding: &Finding) {
    page.raw("<p>").text(&finding.place).raw(": <b>").prose(&finding.what).raw("</b> ");
    page.element("<code>", finding.clauses.join(", "), "</code>");
    page.raw(if finding.counts { "</p>\n" } else { " (not judged)</p>\n" });
    for difference in &finding.differences {
        let place = if difference.pointer.is_empty() { "the whole" } else { &difference.pointer };
        page.element("<dl><dt>at</dt><dd><code>", place, "</code></dd>");
        page.element("<dt>expected</dt><dd><code>", &difference.expected, "</code></dd>");
        page.element("<dt>got</dt><dd><code>", &difference.got, "</code></dd></dl>\n");
    }
}

/// Where the evidence of a case stands in the page.
fn anchor(target: usize, case: &CaseReport) -> String {
    format!("case-{target}-{}", case.id)
}

fn tone(case: &CaseReport) -> &'static str {
    if case.verdict == Verdict::Failed && !case.fails_run { "odd" } else { verdict_tone(case.verdict) }
}

const fn verdict_tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "good",
        Verdict::Failed | Verdict::PassedUnexpectedly | Verdict::CouldNotRun | Verdict::NotReached => "bad",
        Verdict::FailedAsExpected => "odd",
        Verdict::NotApplicable => "none",
    }
}
