//! The report as one HTML page: the matrix of clauses and targets, and each verdict with its evidence.
//! It loads nothing; every value is escaped. The one script in it narrows what is shown, and is not needed to read it.

mod evidence;
mod grid;
mod markup;

use core::fmt;

use indexmap::IndexMap;
use scapi_schema::clause::Level;

use super::{RunReport, Settings, TargetReport, level_word};
use crate::verdict::Verdict;
use evidence::verdict_tone;
use markup::Markup;

/// A report as an HTML page.
#[derive(Clone, Copy, Debug)]
pub struct Html<'a>(&'a RunReport);

/// The browser runs the script of this digest and no other, whatever may have come into the page. A test in Chromium
/// fails where the script was changed and the digest was not: `openssl dgst -sha256 -binary filter.js | base64`.
const HEAD: &str = concat!(
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ",
    "script-src 'sha256-16asfinOap7SYFnjmsgFus3wCwREpG6tobTLvaNmqiM='\">\n",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Conformance report</title>\n<style>\n",
    include_str!("html/style.css"),
    "</style>\n</head>\n<body>\n"
);
const BAR: &str = include_str!("html/bar.html");
const END: &str = concat!("<script>", include_str!("html/filter.js"), "</script>\n</body>\n</html>\n");

impl<'a> Html<'a> {
    /// The report as an HTML page.
    #[must_use]
    pub const fn new(report: &'a RunReport) -> Self {
        Self(report)
    }

    fn page(self) -> Markup {
        let mut page = Markup::default();
        page.raw(HEAD).raw("<header>\n<h1>Conformance report</h1>\n");
        self.settings(&mut page);
        page.raw("</header>\n<main>\n<h2>Targets</h2>\n");
        self.targets(&mut page);
        page.raw(BAR).raw("<h2>Clauses</h2>\n");
        grid::clauses(&mut page, self.0);
        for (index, target) in self.0.targets.iter().enumerate() {
            page.raw("<section>\n").element("<h2>", target.heading(), "</h2>\n");
            target.cases.iter().for_each(|case| evidence::case(&mut page, self.0, index, case));
            page.raw("</section>\n");
        }
        page.raw("</main>\n").raw(END);
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

    /// How many cases of which level have come to which verdict. A verdict that nothing has come to takes no column.
    fn targets(self, page: &mut Markup) {
        let targets = &self.0.targets;
        let there = |verdict: &Verdict| targets.iter().any(|target| target.counts()[verdict] > 0);
        let verdicts: Vec<Verdict> = Verdict::ALL.into_iter().filter(there).collect();
        page.raw("<div class=\"wide\" role=\"region\" aria-label=\"Targets\" tabindex=\"0\">\n");
        page.raw("<table class=\"numbers\">\n<thead><tr><th>Target</th><th>Level</th>");
        for verdict in &verdicts {
            page.element("<th>", verdict.words(), "</th>");
        }
        page.raw("<th>seconds</th></tr></thead>\n");
        targets.iter().for_each(|target| sums(page, target, &verdicts));
        page.raw("</table>\n</div>\n");
        for target in targets {
            let faults = target.failure().into_iter().filter(|failure| !target.list_faults.contains(failure));
            for fault in faults.chain(target.list_faults.iter().cloned()) {
                page.element("<p class=\"bad\"><b>", &target.target, "</b>: ").text(fault).raw("</p>\n");
            }
        }
    }
}

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.page().into_string())
    }
}

fn sums(page: &mut Markup, target: &TargetReport, verdicts: &[Verdict]) {
    let levels = [Level::Must, Level::Should, Level::May].map(|level| (level, target.counts_of(level)));
    let levels: Vec<_> =
        levels.iter().filter(|(_, counts)| counts.values().any(|count| *count > 0)).collect();
    page.raw("<tbody>\n<tr><th scope=\"rowgroup\" rowspan=\"").text(levels.len() + 1).raw("\">");
    page.text(target.heading()).raw("</th><td>all</td>");
    counts(page, &target.counts(), verdicts);
    // one digit behind the point tells a fast run from a slow one
    page.raw("<td>").text(format_args!(
        "{}.{}",
        target.milliseconds / 1000,
        target.milliseconds % 1000 / 100
    ));
    page.raw("</td></tr>\n");
    for (level, of_level) in levels {
        page.element("<tr><td>", level_word(*level), "</td>");
        counts(page, of_level, verdicts);
        page.raw("<td></td></tr>\n");
    }
    page.raw("</tbody>\n");
}

fn counts(page: &mut Markup, counts: &IndexMap<Verdict, usize>, verdicts: &[Verdict]) {
    for verdict in verdicts {
        let count = counts.get(verdict).copied().unwrap_or_default();
        let tone = if count == 0 { "none" } else { verdict_tone(*verdict) };
        page.raw("<td class=\"").raw(tone).raw("\">").text(count).raw("</td>");
    }
}
