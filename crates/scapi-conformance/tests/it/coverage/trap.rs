//! Each trap of the real client: what a host must do because the client does what it does, clause by clause.

use scapi_conformance::coverage::{self, Untestable};
use scapi_schema::clause::{Bound, Catalogue};

use super::{Grid, suite};

/// The obligations that follow from what was seen of the client, and the clauses that say so.
const TRAPS: &[(&str, &[&str])] = &[
    ("the reference id comes back as it was, type included", &["envelope/3", "envelope/25"]),
    ("`userAgent` and `protocolVersion` stand on everything", &["envelope/1", "envelope/2"]),
    ("an answer has no `event`, else it is lost", &["envelope/4"]),
    ("`subscriptionId` stands at the top level", &["subscription/1"]),
    ("a subscription is answered before its first event", &["subscription/5"]),
    ("a failure is an `errorMessage` that is there, even null or empty", &["envelope/5", "envelope/6"]),
    ("after ten seconds the client has given up", &["envelope/9", "envelope/10"]),
    ("every window counts from 0: answers go to the window that asked", &["envelope/12", "envelope/13"]),
    ("an echo would be taken for an answer", &["envelope/14", "frame/3"]),
    ("what is said survives JSON", &["envelope/15"]),
    ("parameters are absent, short, or hold nulls", &["envelope/16", "envelope/17"]),
    ("what is not the client's is not answered", &["envelope/21"]),
    ("two posts make one handler run twice", &["subscription/6"]),
    ("a second answer is dropped", &["envelope/11"]),
    ("a reference id is used again", &["envelope/26"]),
    ("a hand-made message has keys of its own, or no reference id", &["envelope/18", "envelope/36"]),
    ("the result is read in `data`", &["envelope/7"]),
    (
        "an unknown id is null, and a success",
        &["interaction.getByInteractionId/2", "interaction.getByInteractionId/3"],
    ),
    ("a `frameId` counts only where nothing else stands", &["envelope/22", "envelope/23", "envelope/24"]),
    ("an event has four keys", &["envelope/37"]),
    ("a name subscribed twice is two subscriptions", &["subscription/15"]),
    ("an unsubscribe may come without an id", &["subscription/12"]),
    (
        "an unsubscribe ends all names of its subscription, and those alone",
        &["subscription/8", "subscription/9"],
    ),
    ("names are looked up exactly", &["subscription/14", "envelope/19"]),
    ("a message that is no object reaches the listener all the same", &["envelope/34"]),
];

/// The sections of what was seen of the client. Their clauses are found by their source.
const SECTIONS: std::ops::RangeInclusive<u32> = 1..=11;

/// Whether a source cites a section, `protocol a.4, a.11` citing two.
fn cites(source: &str, section: &str) -> bool {
    source.split([' ', ',', ';']).any(|word| word == section)
}

#[test]
fn each_trap_has_clauses_that_are_tested() {
    let (catalogue, suite) = (Catalogue::bundled(), suite());
    let mut grid = Grid::of(
        TRAPS
            .iter()
            .flat_map(|(trap, clauses)| clauses.iter().map(move |clause| format!("{trap} ({clause})"))),
    );
    let coverage = coverage::of(&catalogue, &suite, &Untestable::embedded()).expect("a true list");
    for case in &suite {
        let tested = case.tested_clauses();
        for (trap, clauses) in TRAPS {
            for clause in clauses.iter().filter(|clause| tested.contains(clause)) {
                grid.fill(&format!("{trap} ({clause})"), case);
            }
        }
    }
    for (trap, clauses) in TRAPS {
        for clause in coverage.iter().filter(|clause| clause.always && clauses.contains(&clause.id.as_str()))
        {
            grid.fill(&format!("{trap} ({})", clause.id), &suite[0]);
        }
    }
    grid.assert_full("traps of the client");
}

#[test]
fn what_each_section_on_the_client_asks_of_a_host_is_tested_or_has_a_reason() {
    let (catalogue, suite) = (Catalogue::bundled(), suite());
    let coverage = coverage::of(&catalogue, &suite, &Untestable::embedded()).expect("a true list");
    for section in SECTIONS.map(|number| format!("a.{number}")) {
        let hosts = catalogue.clauses.iter().filter(|clause| clause.bound == Bound::Host);
        let cited: Vec<_> = hosts.filter(|clause| cites(&clause.source, &section)).collect();
        let is_tested = |id: &str| coverage.iter().any(|clause| clause.id == id && clause.is_tested());
        let tested = cited.iter().filter(|clause| is_tested(&clause.id)).count();
        println!("section {section}: {} clauses, {tested} of them tested", cited.len());
        assert!(tested > 0, "no clause of section {section} is tested");
        let open = coverage.iter().filter(|it| it.is_open() && cites(&it.source, &section));
        assert_eq!(open.count(), 0, "a clause of section {section} is open");
    }
}
