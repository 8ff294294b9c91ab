//! The transition tables of the machine, for whoever draws them or looks things up in them. They are the same for all sessions.

use std::sync::LazyLock;

use axum::response::{IntoResponse, Response};
use scapi_reference::channel::{
    Table,
    table::{Cell, Outcome},
};
use scapi_schema::event::EventType;
use serde::Serialize;

use super::{Routes, page};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/tables", tables)
}

/// Every transition table.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct TransitionTables {
    tables: Vec<TransitionTable>,
}

/// What each input does in each state.
#[derive(Serialize, utoipa::ToSchema)]
struct TransitionTable {
    /// `voice`, `open-media`, `preview`, `overlay` or `recording`.
    name: &'static str,
    /// The states as they stand on the wire, and `NONE` for an overlay that hides nothing.
    states: Vec<String>,
    inputs: Vec<TransitionInput>,
    /// One for each state and input, state after state.
    cells: Vec<TransitionCell>,
}

/// Something that can happen.
#[derive(Serialize, utoipa::ToSchema)]
struct TransitionInput {
    name: String,
    /// The stimuli and methods that bring it about; without any it comes from time, or from what happens to another interaction.
    by: Vec<&'static str>,
}

/// What an input does in a state.
#[derive(Serialize, utoipa::ToSchema)]
struct TransitionCell {
    state: String,
    input: String,
    /// `to` another state, `stays`, `closes`: leaves the agent's list, `finishes`: does so in a last state, or `refused`.
    outcome: &'static str,
    /// The state that it goes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    /// The event type that reports it.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<String>,
    /// The clause that says so.
    clause: &'static str,
}

async fn tables() -> Response {
    static TABLES: LazyLock<TransitionTables> =
        LazyLock::new(|| TransitionTables { tables: Table::ALL.map(TransitionTable::from).into() });
    page::anywhere(axum::Json(&*TABLES).into_response())
}

impl From<Table> for TransitionTable {
    fn from(table: Table) -> Self {
        let inputs =
            table.inputs().into_iter().map(|name| TransitionInput { by: brought_by(table, &name), name });
        Self {
            name: name(table),
            states: table.states(),
            inputs: inputs.collect(),
            cells: table.cells().into_iter().map(TransitionCell::from).collect(),
        }
    }
}

const fn name(table: Table) -> &'static str {
    match table {
        Table::Voice => "voice",
        Table::OpenMedia => "open-media",
        Table::Preview => "preview",
        Table::Overlay => "overlay",
        Table::Recording => "recording",
    }
}

/// The methods of the Voice namespace are for calls alone.
fn brought_by(table: Table, input: &str) -> Vec<&'static str> {
    let is_of_calls = matches!(table, Table::Voice | Table::Recording);
    let mut names = Vec::new();
    for (action, _) in table.actions(input) {
        for name in action.stimulus().into_iter().chain(action.methods().iter().copied()) {
            if !names.contains(&name) && (is_of_calls || !name.starts_with("voice.")) {
                names.push(name);
            }
        }
    }
    names
}

impl From<Cell> for TransitionCell {
    fn from(Cell { state, input, outcome, clause }: Cell) -> Self {
        let text = |event: EventType| event.to_string();
        let (outcome, to, event) = match outcome {
            Outcome::To { state, event } => ("to", Some(state), event.map(text)),
            Outcome::Stays { event } => ("stays", None, event.map(text)),
            Outcome::Closes => ("closes", None, None),
            Outcome::Finishes { state, event } => ("finishes", Some(state), Some(text(event))),
            Outcome::Refused => ("refused", None, None),
        };
        Self { state, input, outcome, to, event, clause }
    }
}
