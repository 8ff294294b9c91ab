//! A transition table as a Mermaid state diagram: what is refused is not drawn, what leaves the state stands in its box.
//! Edges between the same two states are one, so that the picture can be read.

use scapi_reference::channel::{
    Table,
    table::{Cell, NO_OVERLAY, Outcome},
};
use scapi_schema::event::EventType;

use crate::{
    beginning::{Beginning, beginnings},
    page::words,
};

/// Where a life begins and ends.
const OUTSIDE: &str = "[*]";

/// The diagram, without the fence around it.
pub(crate) fn diagram(table: Table) -> String {
    let mut edges = Edges::default();
    begin(table, &mut edges);
    let cells = table.cells();
    cells.iter().for_each(|cell| draw(cell, &mut edges));
    let boxes: String = table.states().iter().map(|state| inside(state, &cells)).collect();
    format!("stateDiagram-v2\n{}{boxes}{}", head(table), edges.text())
}

/// A direction for the table that has so many states that they are read from the left, a name for the overlay that is none.
fn head(table: Table) -> String {
    match table {
        Table::OpenMedia => "    direction LR\n".into(),
        Table::Overlay => format!("    state \"the state of the life cycle\" as {NO_OVERLAY}\n"),
        Table::Voice | Table::Preview | Table::Recording => String::new(),
    }
}

fn begin(table: Table, edges: &mut Edges) {
    match table {
        Table::Voice | Table::OpenMedia | Table::Preview => {
            for Beginning { by, state, .. } in beginnings().into_iter().filter(|it| is_of(it, table)) {
                edges.add(OUTSIDE, &state, &by, None);
            }
        }
        // The first of them is what there is from the start.
        Table::Overlay | Table::Recording => edges.add(OUTSIDE, &table.states()[0], "", None),
    }
}

fn is_of(beginning: &Beginning, table: Table) -> bool {
    let of = match beginning.media.as_str() {
        "voice" => Table::Voice,
        "outboundpreview" => Table::Preview,
        _ => Table::OpenMedia,
    };
    of == table
}

fn draw(cell: &Cell, edges: &mut Edges) {
    let input = words(&cell.input);
    match &cell.outcome {
        Outcome::To { state, event } => edges.add(&cell.state, state, &input, event.as_ref().map(name)),
        Outcome::Stays { .. } | Outcome::Refused => {}
        Outcome::Closes => edges.add(&cell.state, OUTSIDE, &input, Some("MARK_DONE")),
        Outcome::Finishes { event, .. } => edges.add(&cell.state, OUTSIDE, &input, Some(name(event))),
    }
}

/// What leaves the state stands in its box, under its name.
fn inside(state: &str, cells: &[Cell]) -> String {
    let mut lines = Vec::new();
    for cell in cells.iter().filter(|cell| cell.state == state) {
        if let Outcome::Stays { event } = &cell.outcome {
            let event = event.as_ref().map(|event| format!(" / {event}")).unwrap_or_default();
            lines.push(format!("    {state}: {}{event}\n", words(&cell.input)));
        }
    }
    let title = if lines.is_empty() { String::new() } else { format!("    {state}: {state}\n") };
    title + &lines.concat()
}

fn name(event: &EventType) -> &str {
    event.as_str()
}

/// The edges in the order in which they first come.
#[derive(Default)]
struct Edges(Vec<Edge>);

struct Edge {
    from: String,
    to: String,
    /// What brings it about, by the event that reports it.
    labels: Vec<(Option<String>, Vec<String>)>,
}

impl Edges {
    fn add(&mut self, from: &str, to: &str, input: &str, event: Option<&str>) {
        let found = self.0.iter().position(|edge| edge.from == from && edge.to == to);
        let at = found.unwrap_or_else(|| {
            self.0.push(Edge { from: from.into(), to: to.into(), labels: Vec::new() });
            self.0.len() - 1
        });
        self.0[at].add(input, event);
    }

    fn text(&self) -> String {
        self.0.iter().map(Edge::text).collect()
    }
}

impl Edge {
    fn add(&mut self, input: &str, event: Option<&str>) {
        let event = event.map(ToOwned::to_owned);
        match self.labels.iter_mut().find(|(known, _)| *known == event) {
            Some((_, inputs)) => inputs.push(input.into()),
            None => self.labels.push((event, vec![input.into()])),
        }
    }

    fn text(&self) -> String {
        let label = |(event, inputs): &(Option<String>, Vec<String>)| {
            let event = event.as_ref().map(|event| format!(" / {event}")).unwrap_or_default();
            inputs.join("<br>") + &event
        };
        let label = self.labels.iter().map(label).collect::<Vec<_>>().join("<br>");
        let label = if label.is_empty() { label } else { format!(": {label}") };
        format!("    {} --> {}{label}\n", self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_with_the_same_ends_are_one() {
        let mut edges = Edges::default();
        edges.add("A", "B", "one", Some("WENT"));
        edges.add("A", "C", "one", None);
        edges.add("A", "B", "two", Some("WENT"));
        edges.add("A", "B", "three", Some("FLEW"));
        assert_eq!(edges.text(), "    A --> B: one<br>two / WENT<br>three / FLEW\n    A --> C: one\n");
    }

    /// `voice/1`, `voice/10`, `voice/11`, `interaction.markdone/1`.
    #[test]
    fn a_call_is_drawn_from_its_arrival_to_mark_done() {
        let drawn = diagram(Table::Voice);
        for edge in [
            "[*] --> RINGING: inbound-call<br>internal-call\n",
            "[*] --> DIALING: agent-dials<br>voice.dial<br>voice.dialEx<br>agent-consults<br>interaction.consult<br>agent-calls-preview\n",
            "RINGING --> TALKING: accept / ESTABLISHED\n",
            "TALKING --> HELD: hold<br>consult / HELD\n",
            "HELD --> TALKING: retrieve<br>conference completed / ESTABLISHED\n",
            "IDLE --> [*]: mark done / MARK_DONE\n",
            "HELD: HELD\n    HELD: party joins / PARTY_ADDED\n",
        ] {
            assert!(drawn.contains(edge), "{edge}{drawn}");
        }
    }

    /// A colon or a semicolon would end the label.
    #[test]
    fn labels_hold_nothing_that_ends_them() {
        for table in Table::ALL {
            for line in diagram(table).lines().skip(1) {
                let label = line.split_once(": ").map_or("", |(_, label)| label);
                assert!(!label.contains([':', ';', '#', '%']), "{line}");
            }
        }
    }
}
