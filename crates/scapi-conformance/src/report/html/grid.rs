//! The matrix: a row for each clause, a column for each target, and in each cell what the cases have shown.
//! Clauses stand by their area; a cell leads to the case that shows it best.

use scapi_schema::clause::{Level, Provenance};

use super::evidence::anchor;
use super::markup::Markup;
use crate::coverage::ClauseCoverage;
use crate::report::matrix::{Mark, mark};
use crate::report::{CaseReport, RunReport, level_word};

pub(super) fn clauses(page: &mut Markup, report: &RunReport) {
    let clauses = &report.clauses;
    let count = |is_so: fn(&ClauseCoverage) -> bool| clauses.iter().filter(|clause| is_so(clause)).count();
    page.raw("<p>").text(clauses.len()).raw(" clauses bind a host: ");
    page.text(count(ClauseCoverage::is_tested)).raw(" have a case, ");
    page.text(count(|clause| clause.untestable.is_some())).raw(" cannot be tested from outside, ");
    page.text(count(ClauseCoverage::is_open)).raw(" have neither a case nor a reason.</p>\n");
    page.raw("<table class=\"matrix\">\n<thead><tr><th>Clause</th>");
    for target in &report.targets {
        page.element("<th>", &target.target, "</th>");
    }
    page.raw("</tr></thead>\n");
    for group in clauses.chunk_by(|one, other| area(one) == area(other)) {
        page.raw("<tbody>\n<tr class=\"area\"><th scope=\"rowgroup\" colspan=\"")
            .text(report.targets.len() + 1);
        page.raw("\">").text(area(&group[0])).raw("</th></tr>\n");
        group.iter().for_each(|it| clause(page, report, it));
        page.raw("</tbody>\n");
    }
    page.raw("</table>\n");
}

/// What stands before the number in the id of a clause.
fn area(clause: &ClauseCoverage) -> &str {
    clause.id.rsplit_once('/').map_or(&clause.id, |(area, _)| area)
}

fn clause(page: &mut Markup, report: &RunReport, clause: &ClauseCoverage) {
    let marks: Vec<_> = report.targets.iter().map(|target| mark(clause, target)).collect();
    page.raw("<tr").facts(
        level(clause.level),
        provenance(clause.provenance),
        marks.iter().map(|(mark, _)| mark.tone()),
    );
    page.raw("><td>").element("<code>", &clause.id, "</code> ").prose(&clause.requirement);
    page.element("<br><span class=\"standing\">", clause.standing(), "</span>");
    if let Some(reason) = &clause.untestable {
        page.element("<br><span class=\"odd\">cannot be tested: ", reason, "</span>");
    } else if clause.is_open() {
        page.raw("<br><span class=\"bad\">no case tests it, and nothing says why</span>");
    }
    page.raw("</td>");
    for (index, (mark, case)) in marks.into_iter().enumerate() {
        cell(page, index, mark, case);
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

pub(super) const fn level(level: Level) -> &'static str {
    level_word(level)
}

pub(super) const fn provenance(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Documented => "documented",
        Provenance::Observed => "observed",
        Provenance::Assumed => "assumed",
    }
}
