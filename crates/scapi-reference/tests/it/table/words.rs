//! Public inputs as words, so that a way to a state is a line of text: `agent-accepts 1`, `interaction.consult 1 chat`.
//! A name with a dot is a method, `time` is the time at which something falls due, anything else is a stimulus.

use serde_json::{Value, json};

use crate::desk::{Desk, Entry};

/// Whom the agent asks, or hands an interaction to.
const COLLEAGUE: &str = "5002";
/// Who joins and leaves.
const PARTY: &str = "Ben Okafor";

/// Does what the words say; gives what came out, or why it cannot be done.
pub(super) fn perform(desk: &mut Desk, words: &str) -> Result<Vec<Entry>, String> {
    let from = desk.journal().len();
    let input = Words::read(words);
    match input.name {
        "time" => wait(desk)?,
        method if method.contains('.') => input.ask(desk)?,
        _ => {
            desk.try_stimulus(input.stimulus())?;
        }
    }
    Ok(desk.journal()[from..].iter().filter(|entry| entry.kind.is_output()).cloned().collect())
}

/// What a line of text says: the name, the interaction that it is about, and what there is to choose.
struct Words<'a> {
    name: &'a str,
    id: Option<&'a str>,
    choice: Option<&'a str>,
}

impl<'a> Words<'a> {
    fn read(words: &'a str) -> Self {
        let mut rest = words.split_whitespace().peekable();
        let name = rest.next().expect("a name");
        let id = rest.next_if(|word| word.len() == 1);
        Self { name, id, choice: rest.next() }
    }

    /// A stimulus with no more than it needs.
    fn stimulus(&self) -> Value {
        let mut stimulus = json!({ "type": self.name });
        let mut set = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                stimulus[key] = value;
            }
        };
        set("interactionId", self.id.map(Into::into));
        match self.name {
            "agent-dials" => set("destination", Some("+33142000000".into())),
            "agent-creates-email" => set("destination", Some("ada@example.com".into())),
            "agent-pulls" | "inbound-workitem" | "conference-invite" => {
                set("media", self.choice.map(Into::into));
            }
            "preview-record" => set("mode", self.choice.map(Into::into)),
            "party-joins" | "party-leaves" => set("name", Some(PARTY.into())),
            "chat-line" => set("text", Some("Hello".into())),
            "user-data-changed" => set("set", Some(json!({ "Reason": "billing" }))),
            "agent-consults" => set("target", Some(self.target())),
            "agent-transfers" | "agent-conferences" => set("target", self.choice.map(Into::into)),
            _ => {}
        }
        stimulus
    }

    /// A request; one that fails cannot be done.
    fn ask(&self, desk: &mut Desk) -> Result<(), String> {
        let answer = desk.ask(self.name, self.parameters());
        answer.get("errorMessage").map_or(Ok(()), |fault| Err(fault.to_string()))
    }

    fn parameters(&self) -> Value {
        match self.name {
            "voice.dial" | "voice.dialEx" => json!(["+33142000000"]),
            "interaction.consult" => json!([self.id, self.target()]),
            "interaction.singleStepTransfer" | "interaction.singleStepConference" => {
                json!([self.id, COLLEAGUE])
            }
            "interaction.setUserData" => json!([self.id, { "Reason": "billing" }]),
            "interaction.deleteUserData" => json!([self.id, "Reason"]),
            "interaction.blockMarkdone" => json!([self.id, "Not yet"]),
            _ => json!([self.id]),
        }
    }

    /// The colleague, by the medium of the interaction or by a chosen one.
    fn target(&self) -> Value {
        let by = |media| json!({ "target": "AGENT", "destination": COLLEAGUE, "media": media });
        self.choice.map_or(json!(COLLEAGUE), by)
    }
}

fn wait(desk: &mut Desk) -> Result<(), String> {
    let due = desk.workspace.poll_timeout().ok_or("nothing falls due")?;
    desk.advance(due.as_millis() - desk.workspace.now().as_millis());
    Ok(())
}
