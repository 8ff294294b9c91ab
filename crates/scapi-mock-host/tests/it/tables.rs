//! `/tables`: what each input does in each state, for whoever draws it.

use scapi_mock_host::MockHost;
use serde_json::{Value, json};

use crate::control::Control;

#[tokio::test]
async fn the_transition_tables_are_served_with_events_and_clauses() {
    let host = MockHost::start().await;
    let answer = Control::of(&host).get("/tables").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], "application/json");
    let tables = answer.body["tables"].as_array().expect("tables");
    let names: Vec<&Value> = tables.iter().map(|table| &table["name"]).collect();
    assert_eq!(names, ["voice", "open-media", "preview", "overlay", "recording"]);

    let voice = &tables[0];
    assert_eq!(voice["states"], json!(["RINGING", "DIALING", "TALKING", "HELD", "IDLE"]));
    let accept = cell(voice, "RINGING", "Accept");
    let told = json!({ "state": "RINGING", "input": "Accept", "outcome": "to", "to": "TALKING", "event": "ESTABLISHED",
        "clause": "interaction.accept/1" });
    assert_eq!(accept, &told);
    assert_eq!(cell(voice, "RINGING", "Hold"), &refused("RINGING", "Hold", "voice/19"));
    assert_eq!(cell(voice, "IDLE", "MarkDone")["outcome"], "closes");
    let by = voice["inputs"].as_array().expect("inputs").iter().find(|input| input["name"] == "Accept");
    assert_eq!(by.expect("an input")["by"], json!(["agent-accepts", "interaction.accept", "voice.answer"]));
}

/// `openmedia/10` and its kin: a method of the Voice namespace does nothing to a chat.
#[tokio::test]
async fn a_table_names_only_what_brings_its_inputs_about() {
    let host = MockHost::start().await;
    let tables = Control::of(&host).get("/tables").await.body;
    for table in tables["tables"].as_array().expect("tables") {
        let (states, inputs) = (table["states"].as_array(), table["inputs"].as_array());
        let (states, inputs) = (states.expect("states"), inputs.expect("inputs"));
        let cells = table["cells"].as_array().expect("cells");
        assert_eq!(cells.len(), states.len() * inputs.len(), "{}", table["name"]);
        let is_of_calls = ["voice", "recording"].contains(&table["name"].as_str().expect("a name"));
        let by = inputs.iter().flat_map(|input| input["by"].as_array().expect("names"));
        let calls = by.filter(|name| name.as_str().is_some_and(|name| name.starts_with("voice."))).count();
        assert_eq!(calls > 0, is_of_calls, "{}", table["name"]);
        for cell in cells.iter().filter(|cell| cell["outcome"] == "to") {
            assert!(states.contains(&cell["to"]), "{cell}");
        }
    }
}

fn cell<'a>(table: &'a Value, state: &str, input: &str) -> &'a Value {
    let mut cells = table["cells"].as_array().expect("cells").iter();
    cells.find(|cell| cell["state"] == state && cell["input"] == input).expect("a cell")
}

fn refused(state: &str, input: &str, clause: &str) -> Value {
    json!({ "state": state, "input": input, "outcome": "refused", "clause": clause })
}
