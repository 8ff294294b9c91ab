//! `scapi-conformance clauses`: which cases test which clause.
//! A clause that binds a host and has neither a case nor a reason is what the exit code is about.

use std::fmt::Write;

use scapi_conformance::coverage::ClauseCoverage;

/// The clauses with their cases, and sums; those alone that are open, if they are asked for.
pub(crate) fn text(clauses: &[ClauseCoverage], open_only: bool) -> String {
    let mut text = String::new();
    let mut say = |line: std::fmt::Arguments<'_>| {
        // a string takes whatever is written to it
        let _ = writeln!(text, "{line}");
    };
    for clause in clauses.iter().filter(|clause| !open_only || clause.is_open()) {
        say(format_args!("{} {}", clause.id, clause.requirement));
        if let Some(reason) = &clause.untestable {
            say(format_args!("  cannot be tested: {reason}"));
        } else if clause.is_open() {
            say(format_args!("  no case, and no reason why not"));
        }
        if clause.always {
            say(format_args!("  on every message of every case"));
        }
        clause.cases.iter().for_each(|case| say(format_args!("  {case}")));
    }
    let count = |is_so: fn(&ClauseCoverage) -> bool| clauses.iter().filter(|clause| is_so(clause)).count();
    say(format_args!(
        "{} clauses bind a host: {} have a case, {} cannot be tested, {} have neither a case nor a reason",
        clauses.len(),
        count(ClauseCoverage::is_tested),
        count(|clause| clause.untestable.is_some()),
        count(ClauseCoverage::is_open)
    ));
    text
}
