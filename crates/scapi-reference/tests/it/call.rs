//! Calls on the desktop under test: what the tests of the voice channel say again and again.
//! A step reads `2 RELEASED TALKING>IDLE`: which interaction, the event, `previousState` and `state`.

use serde_json::{Value, json};

use crate::desk::{APP, Desk};

/// The number that the tests dial.
pub(crate) const OUTSIDE: &str = "+33142000000";
/// Whom the tests ask.
pub(crate) const COLLEAGUE: &str = "5002";
/// The far end of an inbound call, by its number.
pub(crate) const CUSTOMER: &str = "+33298000000";

/// Brings an interaction to where a test wants it; gives its id.
pub(crate) type Make = fn(&mut Desk) -> String;

impl Desk {
    /// The agent calls a number outside; gives the id.
    pub(crate) fn dials(&mut self) -> String {
        self.arrives(json!({ "type": "agent-dials", "destination": OUTSIDE }))
    }

    /// A call that was answered is on hold.
    pub(crate) fn holds(&mut self) -> String {
        let id = self.talks();
        self.stimulus("agent-holds", &id);
        id
    }

    /// A call in this state.
    pub(crate) fn in_state(&mut self, state: &str) -> String {
        match state {
            "RINGING" => self.rings(),
            "DIALING" => self.dials(),
            "TALKING" => self.talks(),
            "HELD" => self.holds(),
            "IDLE" => self.ended(),
            _ => panic!("{state} is no state of a call"),
        }
    }

    /// The agent asks a colleague about a call; gives the id of the consultation.
    pub(crate) fn consults(&mut self, parent: &str) -> String {
        self.arrives(json!({ "type": "agent-consults", "interactionId": parent, "target": COLLEAGUE }))
    }

    /// A call and the consultation about it, which is in this state.
    pub(crate) fn consultation_in(&mut self, state: &str) -> (String, String) {
        let parent = self.talks();
        let consultation = self.consults(&parent);
        let way: &[&str] = match state {
            "DIALING" => &[],
            "TALKING" => &["far-end-answers"],
            "HELD" => &["far-end-answers", "agent-holds"],
            _ => panic!("{state} is no state of a consultation that is under way"),
        };
        way.iter().for_each(|name| drop(self.stimulus(name, &consultation)));
        (parent, consultation)
    }

    /// The events that the app has got since it was last looked at, as steps.
    pub(crate) fn told(&mut self) -> Vec<String> {
        let text = |value: &Value| value.as_str().unwrap_or("none").to_string();
        let step = |data: Value| {
            let call = &data["interaction"];
            let [id, event, previous, state] =
                [&call["interactionId"], &data["eventType"], &call["previousState"], &call["state"]]
                    .map(text);
            format!("{id} {event} {previous}>{state}")
        };
        self.payloads(APP).into_iter().map(step).collect()
    }

    /// What a stimulus makes the app hear.
    pub(crate) fn told_of(&mut self, stimulus: &str, id: &str) -> Vec<String> {
        self.told();
        self.stimulus(stimulus, id);
        self.told()
    }

    /// What a request makes the app hear.
    pub(crate) fn told_after(&mut self, method: &str, parameters: Value) -> Vec<String> {
        self.told();
        self.done(method, parameters);
        self.told()
    }

    /// A request that fails, changes nothing and is heard by nobody; gives its `errorMessage` (`envelope/30`).
    pub(crate) fn fails_without_effect(&mut self, method: &str, parameters: Value) -> String {
        self.heard(APP);
        let before = self.done("interaction.getInteractions", json!([]));
        let fault = self.fails(method, parameters);
        assert_eq!(self.done("interaction.getInteractions", json!([])), before, "{method}: {fault}");
        assert_eq!(self.heard(APP), [Value::Null; 0], "{method}: {fault}");
        fault
    }

    /// What unattended far ends do from now on.
    pub(crate) fn policies(&mut self, policies: Value) {
        self.workspace.set_policies(serde_json::from_value(policies).expect("policies"));
    }

    pub(crate) fn state(&mut self, id: &str) -> String {
        self.read(id)["state"].as_str().unwrap_or("gone").into()
    }

    /// The names of those who take part.
    pub(crate) fn parties(&mut self, id: &str) -> Vec<String> {
        let call = self.read(id);
        let parties = call["parties"].as_array().expect("an array");
        parties.iter().map(|party| party["name"].as_str().expect("a name").into()).collect()
    }
}
