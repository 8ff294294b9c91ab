//! The five transition tables, row by row: each that does something is reached on a whole desktop, through public inputs only.
//! What a row must say is written here by hand, from the clauses; the snapshots pin every byte of it.

mod grid;
mod snapshot;
mod ways;
mod words;

mod open_media;
mod overlay;
mod preview;
mod recording;
mod voice;

use scapi_reference::channel::{
    Table,
    table::{Cell, NO_OVERLAY, Outcome},
};
use scapi_schema::event::EventType;
use serde_json::Value;

use crate::desk::{Desk, Entry, Kind};

/// A row that does something: where, by which public input, and what comes out.
struct Row {
    state: &'static str,
    input: &'static str,
    /// What leads to the state, as `words` reads it.
    reach: &'static str,
    /// The public input that is the input of the row.
    by: &'static str,
    /// The outputs in their order: `reply`, `note` with its clause, or an event with its type, the id of the interaction,
    /// and its state, after the state before where there is one.
    says: &'static str,
}

/// The rows of a table, one a line: state, input, what leads there, what brings it about, what it says.
macro_rules! rows {
    ($($state:ident $input:ident: $reach:literal, $by:literal => $says:literal;)+) => {
        &[$($crate::table::Row {
            state: stringify!($state), input: stringify!($input), reach: $reach, by: $by, says: $says,
        },)+]
    };
}
use rows;

const TABLES: [(Table, &[Row]); 5] = [
    (Table::Voice, voice::ROWS),
    (Table::OpenMedia, open_media::ROWS),
    (Table::Preview, preview::ROWS),
    (Table::Overlay, overlay::ROWS),
    (Table::Recording, recording::ROWS),
];

#[test]
fn every_cell_that_does_something_has_one_row_and_a_refused_one_has_none() {
    for (table, rows) in TABLES {
        let cells = table.cells();
        let acts = cells.iter().filter(|cell| cell.outcome != Outcome::Refused);
        let mut acting: Vec<_> = acts.map(|cell| (cell.state.as_str(), cell.input.as_str())).collect();
        let mut tested: Vec<_> = rows.iter().map(|row| (row.state, row.input)).collect();
        acting.sort_unstable();
        tested.sort_unstable();
        assert_eq!(tested, acting, "{table:?}");
    }
}

#[test]
fn no_snapshot_is_left_over() {
    assert_eq!(snapshot::left_over(&TABLES), [""; 0]);
}

/// Takes each row on a desktop of its own, and tells all that is wrong together.
fn hold(table: Table, rows: &[Row]) {
    let cells = table.cells();
    let mut faults = Vec::new();
    let mut taken = Vec::new();
    for row in rows {
        let cell = cells.iter().find(|cell| cell.state == row.state && cell.input == row.input);
        let cell = cell.expect("a cell of the table");
        match take(table, row, cell) {
            Ok(outputs) => taken.push((row, cell.clause, outputs)),
            Err(fault) => faults.push(format!("{} {}: {fault}", row.state, row.input)),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for (row, clause, outputs) in taken {
        snapshot::row(table, row, clause, &outputs);
    }
}

fn take(table: Table, row: &Row, cell: &Cell) -> Result<Vec<Entry>, String> {
    let mut desk = Desk::hearing();
    for words in row.reach.split(", ") {
        words::perform(&mut desk, words)?;
    }
    let subject = subject(table, row);
    let before = shown(table, &desk.read(subject));
    if before != row.state {
        return Err(format!("{subject} is in {before}"));
    }
    let outputs = words::perform(&mut desk, row.by)?;
    let says: Vec<String> = outputs.iter().map(said).collect();
    if says.join(", ") != row.says {
        return Err(format!("says {}\n    and must say {}", says.join(", "), row.says));
    }
    went(table, cell, subject, &outputs, &desk.read(subject)).map(|()| outputs)
}

/// The interaction whose row it is: that of the input or, where time or another one brings it about, the first.
fn subject(table: Table, row: &Row) -> &'static str {
    let (name, id) = row.by.split_once(' ').unwrap_or((row.by, "1"));
    let mut actions = table.actions(row.input);
    let named =
        actions.any(|(action, _)| action.stimulus() == Some(name) || action.methods().contains(&name));
    if named { &id[..1] } else { "1" }
}

/// Whether what came out is what the cell promises.
fn went(table: Table, cell: &Cell, id: &str, outputs: &[Entry], after: &Value) -> Result<(), String> {
    let hears = |event: &str, state: Option<&str>| {
        outputs.iter().map(|entry| &entry.body["data"]).any(|data| {
            let about = &data["interaction"];
            let in_state = state.is_none_or(|state| shown(table, about) == state);
            data["eventType"] == event && about["interactionId"] == id && in_state
        })
    };
    let kept = match &cell.outcome {
        Outcome::To { state, event: Some(event) } => hears(event.as_str(), Some(state)),
        Outcome::To { state, event: None } => shown(table, after) == *state,
        Outcome::Stays { event } => {
            let heard = |event: &EventType| {
                outputs.iter().any(|entry| entry.body["data"]["eventType"] == event.as_str())
            };
            shown(table, after) == cell.state && event.as_ref().is_none_or(heard)
        }
        Outcome::Closes => hears("MARK_DONE", Some(&cell.state)) && after.is_null(),
        Outcome::Finishes { state, event } => hears(event.as_str(), Some(state)) && after.is_null(),
        Outcome::Refused => false,
    };
    kept.then_some(()).ok_or_else(|| format!("the table promises {:?}", cell.outcome))
}

/// The state that the table is about.
fn shown(table: Table, interaction: &Value) -> String {
    let key = if table == Table::Recording { "recordingState" } else { "state" };
    let state = interaction[key].as_str().unwrap_or("no state");
    let hides = Table::Overlay.states().iter().any(|overlay| overlay == state);
    if table == Table::Overlay && !hides { NO_OVERLAY.into() } else { state.into() }
}

/// One output in few words.
fn said(entry: &Entry) -> String {
    match entry.kind {
        Kind::Reply => "reply".into(),
        Kind::Note => format!("note {}", entry.body["clause"].as_str().expect("a clause")),
        _ => {
            let data = &entry.body["data"];
            let about = &data["interaction"];
            let text = |value: &Value| value.as_str().unwrap_or("?").to_string();
            let previous = about.get("previousState").map_or(String::new(), |state| text(state) + ">");
            let (kind, id, state) =
                (text(&data["eventType"]), text(&about["interactionId"]), text(&about["state"]));
            format!("{kind} {id} {previous}{state}")
        }
    }
}
