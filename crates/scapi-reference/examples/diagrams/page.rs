//! One page for each transition table: the diagram, what brings each input about, every row with its event and clause.
//! What is refused stands in a table of its own.

use scapi_reference::{
    action::Medium,
    channel::{
        Table,
        table::{Cell, NO_OVERLAY, Outcome},
    },
};
use scapi_schema::event::EventType;

use crate::mermaid::diagram;

/// The name of the file.
pub(crate) const fn name(table: Table) -> &'static str {
    match table {
        Table::Voice => "voice.md",
        Table::OpenMedia => "open-media.md",
        Table::Preview => "preview.md",
        Table::Overlay => "overlay.md",
        Table::Recording => "recording.md",
    }
}

/// The whole page.
pub(crate) fn page(table: Table) -> String {
    let (title, about) = opening(table);
    let cells = table.cells();
    let sections = [
        format!(
            "# {title}\n\n<!-- Made from the machine by `cargo xtask diagrams`: an edit here is lost. -->\n\n{about}\n"
        ),
        format!("```mermaid\n{}```\n", diagram(table)),
        format!("## Inputs\n\n{}", inputs(table)),
        format!("## What happens\n\n{}", happens(&cells)),
        format!("## What is refused\n\n{}", refused(&cells)),
    ];
    sections.join("\n")
}

/// The title, and what the table alone does not say.
const fn opening(table: Table) -> (&'static str, &'static str) {
    match table {
        Table::Voice => (
            "Calls",
            "Inbound, outbound and internal calls, and consultations by telephone. An inbound call that nobody answered, and a\n\
             consultation that is over, leave by themselves after `RELEASED` where the host profile says so (`voice/9`,\n\
             `consultation/8`).",
        ),
        Table::OpenMedia => (
            "Open media",
            "Chats, e-mails, work items and the media that a site defines, and consultations by chat. An operation that a medium\n\
             does not have is refused whatever the state (`openmedia/10`).",
        ),
        Table::Preview => (
            "Previews of outbound calls",
            "Records that the agent pulls or that are pushed to the agent. One that was pulled is accepted by itself (`preview/6`).",
        ),
        Table::Overlay => (
            "Overlays",
            "States that hide where an interaction is in its life, and do not move it. Those of joining and of the transcript are\n\
             for a chat in `ACCEPTED`. While `ERROR` hides the life it can only be marked done or taken back, while `UNKNOWN` does\n\
             nothing can happen to it (`event.interaction/50`). `USER_DATA_ATTACHED` and `USER_DATA_UPDATED` are apart: a change of\n\
             user data shows them, the next change of life cycle ends them, and they keep nothing from happening (`userdata/3`,\n\
             `userdata/5`).",
        ),
        Table::Recording => (
            "Recording",
            "The recording of a call in `TALKING` or `HELD`. It ends with the call, at the latest (`voice/21`).",
        ),
    }
}

fn inputs(table: Table) -> String {
    let line = |input: &String| [words(input), brought_by(table, input), media(table, input)];
    let rows: Vec<_> = table.inputs().iter().map(line).collect();
    if rows.iter().all(|row| row[2].is_empty()) {
        return markdown(["Input", "By"], rows.into_iter().map(|[input, by, _]| [input, by]));
    }
    markdown(["Input", "By", "Media"], rows)
}

/// Stimuli and methods or, where it is neither, what it comes from.
fn brought_by(table: Table, input: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for (action, _) in table.actions(input) {
        let all = action.stimulus().into_iter().chain(action.methods().iter().copied());
        let new: Vec<&str> = all.filter(|name| takes(table, name) && !names.contains(name)).collect();
        names.extend(new);
    }
    let with = choice(table, input);
    if names.is_empty() { by_itself(input).into() } else { code(&names) + with }
}

/// The methods of the Voice namespace are for calls.
fn takes(table: Table, name: &str) -> bool {
    matches!(table, Table::Voice | Table::Recording) || !name.starts_with("voice.")
}

/// What tells inputs apart that have the same names.
const fn choice(table: Table, input: &str) -> &'static str {
    match (table, input.as_bytes()) {
        (Table::Voice, b"Consult") => ", by telephone",
        (Table::Voice, b"ConsultElsewhere") => ", by chat",
        (Table::Voice | Table::OpenMedia, b"Transfer" | b"Conference") => ", with a target",
        (Table::Voice | Table::OpenMedia, b"Complete") => ", without a target",
        _ => "",
    }
}

fn by_itself(input: &str) -> &'static str {
    match input {
        "RingTimeout" => "time: `ringTimeoutMs` of the host profile",
        "TransferCompleted" => "`agent-transfers`, `interaction.completeTransfer` of its consultation",
        "ConferenceCompleted" => "`agent-conferences`, `interaction.completeConference` of its consultation",
        _ => "",
    }
}

/// The media that have the input, in the tables in which not all do.
fn media(table: Table, input: &str) -> String {
    let of_table: &[Medium] = match table {
        Table::Voice | Table::Preview | Table::Recording => return String::new(),
        Table::OpenMedia => &[Medium::Chat, Medium::Email, Medium::Workitem],
        Table::Overlay => &Medium::ALL,
    };
    let has = |medium: &&Medium| table.actions(input).any(|(_, of)| of == **medium);
    let media: Vec<&str> = of_table.iter().filter(has).map(|medium| medium_name(*medium)).collect();
    // None: it comes from a consultation, which only a chat completes into a conference.
    match (media.len(), input) {
        (0, "ConferenceCompleted") => medium_name(Medium::Chat).into(),
        (0, _) => "all".into(),
        (some, _) if some == of_table.len() => "all".into(),
        _ => media.join(", "),
    }
}

const fn medium_name(medium: Medium) -> &'static str {
    match medium {
        Medium::Voice => "call",
        Medium::Chat => "chat",
        Medium::Email => "e-mail",
        Medium::Workitem => "work item",
        Medium::Preview => "preview",
    }
}

/// A line for each thing that happens, with all the states in which it does.
fn happens(cells: &[Cell]) -> String {
    let acting = cells.iter().filter(|cell| cell.outcome != Outcome::Refused);
    let rows = acting.map(|cell| {
        let [to, event] = outcome(&cell.outcome);
        (shown(&cell.state), [words(&cell.input), to, event, code(&[cell.clause])])
    });
    let rows = grouped(rows).into_iter();
    let rows = rows.map(|(states, [input, to, event, clause])| [states.join(", "), input, to, event, clause]);
    markdown(["State", "Input", "Goes to", "Event", "Clause"], rows)
}

fn outcome(outcome: &Outcome) -> [String; 2] {
    let name = |event: &EventType| code(&[event.as_str()]);
    match outcome {
        Outcome::To { state, event: Some(event) } => [shown(state), name(event)],
        Outcome::To { event: None, .. } => ["what was hidden".into(), "that of the state".into()],
        Outcome::Stays { event } => ["stays".into(), event.as_ref().map_or("none".into(), name)],
        Outcome::Closes => ["leaves".into(), code(&["MARK_DONE"])],
        Outcome::Finishes { state, event } => {
            [shown(state) + ", leaves", code(&[event.as_str(), "MARK_DONE"])]
        }
        Outcome::Refused => ["refused".into(), "none".into()],
    }
}

/// A line for each clause and the states in which it refuses, with all the inputs that it refuses there.
fn refused(cells: &[Cell]) -> String {
    let all: Vec<String> = distinct(cells.iter().map(|cell| shown(&cell.state)));
    let refused = cells.iter().filter(|cell| cell.outcome == Outcome::Refused);
    let by_input =
        grouped(refused.map(|cell| (shown(&cell.state), [words(&cell.input), code(&[cell.clause])])));
    let order = |input: &str| cells.iter().position(|cell| words(&cell.input) == input);
    let mut by_input: Vec<_> = by_input;
    by_input.sort_by_key(|(_, [input, _])| order(input));
    let by_states =
        by_input.into_iter().map(|(states, [input, clause])| (input, [among(&states, &all), clause]));
    let rows = grouped(by_states).into_iter();
    markdown(
        ["Input", "In", "Clause"],
        rows.map(|(inputs, [states, clause])| [inputs.join(", "), states, clause]),
    )
}

/// Some of all states, by the shorter list: those, or all but the others.
fn among(states: &[String], all: &[String]) -> String {
    let others: Vec<&str> = all.iter().filter(|state| !states.contains(state)).map(String::as_str).collect();
    match others.len() {
        0 => "all".into(),
        few if few < states.len() => format!("all but {}", others.join(", ")),
        _ => states.join(", "),
    }
}

/// Rows that differ in the first column only are one.
fn grouped<const N: usize>(
    rows: impl Iterator<Item = (String, [String; N])>,
) -> Vec<(Vec<String>, [String; N])> {
    let mut groups: Vec<(Vec<String>, [String; N])> = Vec::new();
    for (first, rest) in rows {
        match groups.iter_mut().find(|(_, known)| *known == rest) {
            Some((firsts, _)) => firsts.push(first),
            None => groups.push((vec![first], rest)),
        }
    }
    groups
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    grouped(names.map(|name| (String::new(), [name]))).into_iter().map(|(_, [name])| name).collect()
}

fn markdown<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let head = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(N));
    rows.into_iter().fold(head, |table, row| table + &format!("| {} |\n", row.join(" | ")))
}

fn code(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn shown(state: &str) -> String {
    if state == NO_OVERLAY { "nothing hidden".into() } else { code(&[state]) }
}

/// The name of an input in words: `FarEndHangsUp` is "far end hangs up".
pub(crate) fn words(input: &str) -> String {
    let mut words = String::new();
    for letter in input.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_is_named_in_words() {
        assert_eq!(words("FarEndHangsUp"), "far end hangs up");
    }

    /// `interaction.accept/1`, `voice.answer/1`, `voice/7`.
    #[test]
    fn an_input_has_the_names_of_what_brings_it_about() {
        assert_eq!(
            brought_by(Table::Voice, "Accept"),
            "`agent-accepts`, `interaction.accept`, `voice.answer`"
        );
        assert_eq!(brought_by(Table::OpenMedia, "Accept"), "`agent-accepts`, `interaction.accept`");
        assert_eq!(
            brought_by(Table::Voice, "ConsultElsewhere"),
            "`agent-consults`, `interaction.consult`, by chat"
        );
        assert_eq!(brought_by(Table::Voice, "RingTimeout"), "time: `ringTimeoutMs` of the host profile");
    }

    /// `openmedia/10`: an e-mail has no hanging up, a chat no sending.
    #[test]
    fn the_media_of_an_input_are_told_where_not_all_have_it() {
        assert_eq!(media(Table::OpenMedia, "HangUp"), "chat");
        assert_eq!(media(Table::OpenMedia, "Send"), "e-mail");
        assert_eq!(media(Table::OpenMedia, "Accept"), "all");
        assert_eq!(media(Table::Overlay, "Fails"), "chat, e-mail, work item");
        assert_eq!(media(Table::Overlay, "Lost"), "all");
    }

    #[test]
    fn every_input_says_what_brings_it_about() {
        for table in Table::ALL {
            let silent: Vec<_> =
                table.inputs().into_iter().filter(|input| brought_by(table, input).is_empty()).collect();
            assert!(silent.is_empty(), "{table:?}: {silent:?}");
        }
    }

    /// `openmedia/11`: a long list of states is told by those that are not in it.
    #[test]
    fn states_are_listed_by_the_shorter_list() {
        let all = ["A", "B", "C", "D"].map(String::from);
        assert_eq!(among(&all[..1], &all), "A");
        assert_eq!(among(&all[..3], &all), "all but D");
        assert_eq!(among(&all, &all), "all");
    }

    #[test]
    fn rows_that_differ_in_the_first_column_only_are_one() {
        let rows = [("A", "x"), ("B", "y"), ("C", "x")];
        let groups = grouped(rows.map(|(first, rest)| (first.into(), [rest.into()])).into_iter());
        let expected = [(vec!["A".into(), "C".into()], ["x".into()]), (vec!["B".into()], ["y".into()])];
        assert_eq!(groups, expected);
    }

    #[test]
    fn every_input_and_every_clause_stands_on_the_page() {
        for table in Table::ALL {
            let page = page(table);
            for cell in table.cells() {
                let clause = format!("`{}` |", cell.clause);
                let row = |line: &str| line.contains(&words(&cell.input)) && line.ends_with(&clause);
                assert!(page.lines().any(row), "{table:?} {cell:?}");
            }
        }
    }
}
