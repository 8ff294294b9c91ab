//! The tables as a whole: nothing missing, a clause behind everything, and each as a grid to be read.
//! What the cells say is held against the clauses row by row, beside this file.

use std::{collections::BTreeMap, fmt::Write as _};

use scapi_reference::channel::{
    OpenMediaInput, OpenMediaState, Overlay, OverlayInput, PreviewInput, PreviewState, Recording,
    RecordingInput, Table, VoiceInput, VoiceState,
    table::{Cell, Outcome},
};

use super::snapshot;

/// Every variant of an enum. The match has no catch-all arm, so that a new variant does not compile until it is named here.
macro_rules! every {
    ($type:ident: $($variant:ident)+) => {{
        let named = |value: $type| match value {
            $($type::$variant => value,)+
        };
        vec![$(named($type::$variant),)+]
    }};
}

#[test]
fn the_lists_of_states_and_inputs_are_complete() {
    assert_eq!(every!(VoiceState: Ringing Dialing Talking Held Idle), VoiceState::ALL);
    assert_eq!(
        every!(VoiceInput: Accept Reject RingTimeout Redirect FarEndAnswers FarEndRefuses FarEndBusy FarEndNoAnswer
            FarEndHangsUp PartyJoins PartyLeaves Hold Retrieve HangUp Record Consult ConsultElsewhere Transfer Conference
            Complete TransferCompleted ConferenceCompleted LeaveConference MarkDone),
        VoiceInput::ALL
    );
    assert_eq!(
        every!(OpenMediaState: Invited InvitedConference Accepted Pulled Created Saved Transferring TransferCompleted
            LeftConference Revoked Sent Cancelled Idle Completed),
        OpenMediaState::ALL
    );
    assert_eq!(
        every!(OpenMediaInput: Accept Reject Revoke FarEndAnswers FarEndDeclines FarEndHangsUp PartyJoins PartyLeaves
            ChatLine HangUp Consult Transfer Conference Complete TransferCompleted ConferenceCompleted LeaveConference Reply
            Save Send Cancel MarkDone),
        OpenMediaInput::ALL
    );
    assert_eq!(every!(PreviewState: Preview Ready Canceled Rejected), PreviewState::ALL);
    assert_eq!(every!(PreviewInput: Accept Reject Call Cancel MarkDone), PreviewInput::ALL);
    assert_eq!(
        every!(Overlay: None JoinPending JoinFailed HistoryInProgress HistoryDone Error Unknown),
        Overlay::ALL
    );
    assert_eq!(
        every!(OverlayInput: JoinPending JoinFails HistoryLoading HistoryLoaded Fails Lost Recovered),
        OverlayInput::ALL
    );
    assert_eq!(every!(Recording: Stopped Recording Paused), Recording::ALL);
    assert_eq!(every!(RecordingInput: Start Pause Resume Stop), RecordingInput::ALL);
}

#[test]
fn no_cell_of_a_table_is_missing() {
    let sizes = [(5, 24), (14, 22), (4, 5), (7, 7), (3, 4)];
    for (table, (states, inputs)) in Table::ALL.into_iter().zip(sizes) {
        assert_eq!((table.states().len(), table.inputs().len()), (states, inputs), "{table:?}");
        assert_eq!(table.cells().len(), states * inputs, "{table:?}");
    }
}

#[test]
fn every_cell_cites_a_clause_of_the_catalogue() {
    let known: Vec<String> =
        scapi_schema::clause::Catalogue::bundled().clauses.into_iter().map(|clause| clause.id).collect();
    let cells =
        Table::ALL.into_iter().flat_map(|table| table.cells().into_iter().map(move |cell| (table, cell)));
    let unknown: Vec<_> = cells.filter(|(_, cell)| !known.iter().any(|id| id == cell.clause)).collect();
    assert_eq!(unknown, []);
}

/// An input that no action brings about comes from time, or from what happens to another interaction.
#[test]
fn every_input_is_brought_about_by_something() {
    for table in Table::ALL {
        let inputs = table.inputs();
        let alone: Vec<_> = inputs.iter().filter(|input| table.actions(input).next().is_none()).collect();
        let expected: &[&str] = match table {
            Table::Voice => &["RingTimeout", "TransferCompleted", "ConferenceCompleted"],
            Table::OpenMedia => &["TransferCompleted", "ConferenceCompleted"],
            Table::Preview | Table::Overlay | Table::Recording => &[],
        };
        assert_eq!(alone, expected, "{table:?}");
    }
}

#[test]
fn the_grid_of_each_table() {
    for table in Table::ALL {
        // Pins every cell: where it leads, and the clause behind it.
        snapshot::grid(table, &drawn(&table.cells(), &table.states(), &table.inputs()));
    }
}

/// A grid of what each input does in each state, then the cells behind each clause.
fn drawn(cells: &[Cell], states: &[String], inputs: &[String]) -> String {
    let cell = |state: &str, input: &str| {
        let found = cells.iter().find(|cell| cell.state == state && cell.input == input);
        short(&found.expect("a cell").outcome)
    };
    let row = |input: &String| {
        let line: Vec<String> = states.iter().map(|state| cell(state, input)).collect();
        (input.clone(), line)
    };
    let mut lines = vec![(String::new(), states.to_vec())];
    lines.extend(inputs.iter().map(row));
    aligned(&lines) + "\n" + &by_clause(cells)
}

fn short(outcome: &Outcome) -> String {
    match outcome {
        Outcome::To { state, .. } => state.clone(),
        Outcome::Stays { .. } => "stays".into(),
        Outcome::Closes => "closes".into(),
        Outcome::Finishes { state, .. } => format!("{state}, closes"),
        Outcome::Refused => "-".into(),
    }
}

fn aligned(lines: &[(String, Vec<String>)]) -> String {
    let first = lines.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let columns = lines.first().map_or(0, |(_, cells)| cells.len());
    let width = |column: usize| lines.iter().map(|(_, cells)| cells[column].len()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut drawn = String::new();
    for (name, cells) in lines {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("  {cell:width$}"));
        let line = format!("{name:first$}{}", cells.collect::<String>());
        writeln!(drawn, "{}", line.trim_end()).expect("a string takes everything");
    }
    drawn
}

/// The cells behind each clause: `voice/10: TALKING Hold to HELD by HELD`; the refused ones of an input on one line.
fn by_clause(cells: &[Cell]) -> String {
    let mut lines: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for cell in cells {
        lines.entry(said(cell)).or_default().push(&cell.state);
    }
    let line = |(said, states): (String, Vec<&str>)| format!("{said} in {}\n", states.join(", "));
    lines.into_iter().map(line).collect()
}

fn said(cell: &Cell) -> String {
    let event = match &cell.outcome {
        Outcome::To { event, .. } | Outcome::Stays { event } => event.as_ref(),
        Outcome::Finishes { event, .. } => Some(event),
        Outcome::Closes | Outcome::Refused => None,
    };
    let event = event.map(|event| format!(" by {event}")).unwrap_or_default();
    let outcome = match cell.outcome {
        Outcome::Refused => "refused".into(),
        _ => short(&cell.outcome),
    };
    format!("{}: {} {outcome}{event}", cell.clause, cell.input)
}
