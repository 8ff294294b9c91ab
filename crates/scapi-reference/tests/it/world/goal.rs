//! What has to be come by in a world: states, and rows of the transition tables that move something.
//! Which rows there are, the tables themselves say; which of them a world has to take, each world says.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Display},
    sync::LazyLock,
};

use scapi_reference::channel::table::{Cell, NO_OVERLAY, Outcome, Table};

use super::{World, desktop::Desktop, outline::Kin};

/// A state as it stands on the wire, or a row of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Goal {
    State(String),
    Row(Row),
}

/// A state of a table, and an input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) table: Table,
    pub(super) state: String,
    pub(super) input: String,
}

impl Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State(state) => write!(f, "{state} is reached"),
            Self::Row(Row { table, state, input }) => write!(f, "{table:?}: {input} in {state} is taken"),
        }
    }
}

/// Every cell of every table.
static CELLS: LazyLock<BTreeMap<Row, Cell>> = LazyLock::new(|| {
    let row = |table, cell: Cell| (Row { table, state: cell.state.clone(), input: cell.input.clone() }, cell);
    Table::ALL
        .into_iter()
        .flat_map(|table| table.cells().into_iter().map(move |cell| row(table, cell)))
        .collect()
});

impl Row {
    /// The row that an input is of an interaction.
    pub(super) fn of(kin: &Kin, input: &str) -> Self {
        let table = [Table::Overlay, Table::Recording].into_iter().find(|table| has(*table, input));
        let table = table.unwrap_or_else(|| channel(kin));
        let state = match table {
            Table::Overlay => kin.overlay.wire().map_or(NO_OVERLAY.into(), |state| state.to_string()),
            Table::Recording => kin.recording.map_or(String::new(), |recording| recording.wire().to_string()),
            Table::Voice | Table::OpenMedia | Table::Preview => kin.state(),
        };
        Self { table, state, input: input.into() }
    }

    /// What the table says of it.
    pub(super) fn outcome(&self) -> &'static Outcome {
        CELLS.get(self).map_or(&Outcome::Refused, |cell| &cell.outcome)
    }
}

fn has(table: Table, input: &str) -> bool {
    CELLS.keys().any(|row| row.table == table && row.input == input)
}

fn channel(kin: &Kin) -> Table {
    match kin.media.as_str() {
        "voice" => Table::Voice,
        "outboundpreview" => Table::Preview,
        _ => Table::OpenMedia,
    }
}

/// These states.
pub(super) fn states(names: &[&str]) -> Vec<Goal> {
    names.iter().map(|name| Goal::State((*name).into())).collect()
}

/// The rows of a table that move something, by these inputs, in these states.
pub(super) fn rows(table: Table, inputs: &[&str], in_states: &[&str]) -> Vec<Goal> {
    let wanted = |row: &&Row| {
        let is_one = inputs.contains(&row.input.as_str()) && in_states.contains(&row.state.as_str());
        row.table == table && is_one && *row.outcome() != Outcome::Refused
    };
    CELLS.keys().filter(wanted).cloned().map(Goal::Row).collect()
}

/// All rows of a table that move something.
pub(super) fn all_rows(table: Table) -> Vec<Goal> {
    let moving = CELLS.keys().filter(|row| row.table == table && *row.outcome() != Outcome::Refused);
    moving.cloned().map(Goal::Row).collect()
}

type Condition = fn(&World, &Desktop) -> bool;

fn is_reached<const GOAL: usize>(world: &World, _: &Desktop) -> bool {
    world.is_reached(GOAL)
}

/// Declares the conditions.
macro_rules! conditions {
    ($($goal:literal)+) => { &[$(is_reached::<$goal>,)+] };
}

/// Whether the first, the second, … goal is reached. A property is a plain function, which cannot say which goal it is about.
#[rustfmt::skip] // A row of numbers.
pub(super) const CONDITIONS: &[Condition] = conditions!(
    0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39
    40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79
);

/// Each state and each row of each table is the goal of some world.
#[test]
fn the_worlds_together_have_every_state_and_every_row() {
    let worlds = super::all();
    let goals: BTreeSet<&Goal> = worlds.iter().flat_map(|world| &world.goals).collect();
    let rows = Table::ALL.into_iter().flat_map(all_rows);
    let known = scapi_schema::interaction::State::KNOWN.iter().map(|state| Goal::State(state.to_string()));
    let missing: Vec<String> =
        rows.chain(known).filter(|goal| !goals.contains(goal)).map(|goal| goal.to_string()).collect();
    assert_eq!(missing, Vec::<String>::new());
}
