//! What can be done in a small world: a stimulus, or a request of an app, with the words that it needs.
//! Each names the input that it is of the channel's table, and which interaction takes that.

use serde_json::{Value, json};

use super::outline::Outline;
use Of::{Consultation, It, Parent};

/// One thing that can be done.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    /// The stimulus, or the method.
    pub(super) name: &'static str,
    /// The other fields of the stimulus, or the other parameters of the request.
    words: Value,
    /// The inputs that it is.
    inputs: Vec<(Of, &'static str)>,
}

/// Which interaction takes an input.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    /// The one that is named.
    It,
    /// The consultation that is named, or that about the one that is named.
    Consultation,
    /// What that is about.
    Parent,
}

/// One step in a world.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Act {
    Arrives {
        name: &'static str,
        nth: usize,
    },
    /// `on` counts the interactions that are there, oldest first.
    Does {
        name: &'static str,
        nth: usize,
        on: usize,
    },
    TimePasses,
}

/// Stands in the words for the name of the party that came last.
const LAST_PARTY: &str = "{the last party}";
/// To whom things go; any name would do.
const SOMEBODY: &str = "5002";

/// What arrives, or what the agent begins.
pub(super) fn arrival(name: &'static str, words: Value) -> Deed {
    Deed { name, words, inputs: Vec::new() }
}

/// A stimulus about an interaction, or a request with its id, and the input that it is.
pub(super) fn deed(name: &'static str, input: &'static str) -> Deed {
    with(name, Value::Null, input)
}

/// One that is an input of no table.
pub(super) fn rowless(name: &'static str, words: Value) -> Deed {
    Deed { name, words, inputs: Vec::new() }
}

/// One that takes more words.
pub(super) fn with(name: &'static str, words: Value, input: &'static str) -> Deed {
    Deed { name, words, inputs: vec![(It, input)] }
}

/// What changes the recording of a call; each is an input of two tables.
pub(super) fn recording() -> [Deed; 8] {
    [
        ("agent-starts-recording", "Start"),
        ("voice.startCallRecording", "Start"),
        ("agent-pauses-recording", "Pause"),
        ("voice.pauseCallRecording", "Pause"),
        ("agent-resumes-recording", "Resume"),
        ("voice.resumeCallRecording", "Resume"),
        ("agent-stops-recording", "Stop"),
        ("voice.stopCallRecording", "Stop"),
    ]
    .map(|(name, input)| Deed { name, words: Value::Null, inputs: vec![(It, "Record"), (It, input)] })
}

/// A consultation by a medium.
pub(super) fn consults(media: &str, input: &'static str) -> [Deed; 2] {
    let target = json!({ "target": "AGENT", "destination": SOMEBODY, "media": media });
    [
        with("agent-consults", json!({ "target": target }), input),
        with("interaction.consult", json!([target, { "Asked": true }]), input),
    ]
}

/// Both forms of a transfer or of a conference in one step.
pub(super) fn hands_over(stimulus: &'static str, method: &'static str, input: &'static str) -> [Deed; 2] {
    [with(stimulus, json!({ "target": SOMEBODY }), input), with(method, json!([SOMEBODY]), input)]
}

/// Both forms of the completion of a consultation; what it is to the parent comes last.
pub(super) fn completes(stimulus: &'static str, method: &'static str, input: &'static str) -> [Deed; 2] {
    let inputs = vec![(Consultation, "Complete"), (Parent, input)];
    [stimulus, method].map(|name| Deed { name, words: Value::Null, inputs: inputs.clone() })
}

/// Taking and declining what is offered.
pub(super) fn answering() -> [Deed; 4] {
    [
        deed("agent-accepts", "Accept"),
        deed("interaction.accept", "Accept"),
        deed("agent-rejects", "Reject"),
        deed("interaction.reject", "Reject"),
    ]
}

/// Somebody joins, and who came last leaves.
pub(super) fn parties() -> [Deed; 2] {
    [
        with("party-joins", json!({ "name": "Sam Doe" }), "PartyJoins"),
        with("party-leaves", json!({ "name": LAST_PARTY }), "PartyLeaves"),
    ]
}

/// Mark done by agent and app, and what keeps from it.
pub(super) fn markdone() -> [Deed; 4] {
    [
        deed("agent-marks-done", "MarkDone"),
        deed("interaction.markdone", "MarkDone"),
        rowless("interaction.blockMarkdone", json!(["Please fill in the form"])),
        rowless("interaction.unblockMarkdone", Value::Null),
    ]
}

/// The host loses track, and knows again.
pub(super) fn lost() -> [Deed; 2] {
    [deed("state-unknown", "Lost"), deed("state-recovered", "Recovered")]
}

/// Every form of what has several: by a medium, in one step, or to who was asked.
fn forms(name: &str) -> Vec<Deed> {
    let consulting = ["voice", "chat"].map(|media| consults(media, "Consult").to_vec());
    let forms = [
        consulting.concat(),
        hands_over("agent-transfers", "interaction.singleStepTransfer", "Transfer").into(),
        hands_over("agent-conferences", "interaction.singleStepConference", "Conference").into(),
        completes("agent-transfers", "interaction.completeTransfer", "TransferCompleted").into(),
        completes("agent-conferences", "interaction.completeConference", "ConferenceCompleted").into(),
    ];
    forms.concat().into_iter().filter(|form| form.name == name).collect()
}

impl Deed {
    /// The same by name, with other words.
    pub(super) fn other_forms(&self) -> impl Iterator<Item = Self> {
        forms(self.name).into_iter().filter(|form| form.words != self.words)
    }

    pub(super) fn is_request(&self) -> bool {
        self.name.contains('.')
    }

    /// As the stimulus that it is, about an interaction if there is one.
    pub(super) fn stimulus(&self, on: Option<&Value>) -> Value {
        let mut stimulus = if self.words.is_null() { json!({}) } else { self.words.clone() };
        stimulus["type"] = json!(self.name);
        if let Some(interaction) = on {
            stimulus["interactionId"] = interaction["interactionId"].clone();
            if stimulus.get("name").is_some_and(|name| name == LAST_PARTY) {
                let last = interaction["parties"].as_array().and_then(|parties| parties.last());
                stimulus["name"] = last.map_or(json!("nobody"), |party| party["name"].clone());
            }
        }
        stimulus
    }

    /// As the request that it is.
    pub(super) fn request(&self, on: &Value) -> Value {
        let words = self.words.as_array().into_iter().flatten().cloned();
        let parameters: Vec<Value> = [on["interactionId"].clone()].into_iter().chain(words).collect();
        json!({
            "request": self.name, "parameters": parameters, "referenceId": "r",
            "userAgent": "WWE Client", "protocolVersion": 2
        })
    }

    /// The inputs, each with the place of the interaction that takes it.
    pub(super) fn inputs(&self, on: usize, outline: &Outline) -> Vec<(usize, &'static str)> {
        let of_child = if outline.kin[on].is_consultation { Some(on) } else { outline.kin[on].child.place() };
        let of_parent = of_child.and_then(|at| outline.kin[at].parent.place());
        let taken = self.inputs.iter().filter_map(|(of, input)| match of {
            It => Some((on, outline.kin[on].input(input))),
            Consultation => of_child.map(|at| (at, *input)),
            Parent => of_parent.map(|at| (at, *input)),
        });
        taken.collect()
    }
}
