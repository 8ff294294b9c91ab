//! The words of stimuli and requests: ids, targets, user data, names of parties. Most are right, some are not.
//! Numbers choose among them, so that a sequence can be thought up before it is known what there will be.

use scapi_schema::interaction::Interaction;
use serde_json::{Value, json};

/// What chooses the words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    pub(crate) target: u8,
    pub(crate) data: u8,
    pub(crate) text: u8,
    /// Of this many in 256 one is wrong; which of the wrong ones.
    pub(crate) flaw: u8,
}

/// Of 256 requests so many give no proper id.
const FLAWED: u8 = 12;
/// Whom things go to.
const SOMEBODY: &str = "5002";

/// One of several.
pub(crate) fn pick<T>(from: &[T], nth: u8) -> Option<&T> {
    from.get(usize::from(nth) % from.len().max(1))
}

fn one(values: Value, nth: u8) -> Value {
    values.as_array().and_then(|values| pick(values, nth).cloned()).unwrap_or_default()
}

impl Words {
    /// Keys with a common prefix, so that patterns matter.
    fn user_data(self) -> Value {
        let sets = json!([
            null, {}, { "Open": "a" }, { "OpenToo": 1, "Secret": "s" }, { "Secret": "other" }, { "Open": null, "OpenToo": "b" }
        ]);
        one(sets, self.data)
    }

    fn key(self) -> Value {
        one(json!(["Open", "OpenToo", "Secret", "Subject", "GSW_PHONE"]), self.data)
    }

    fn extensions(self) -> Value {
        one(json!([null, {}, { "Trunk": "7" }, null, 7]), self.text)
    }

    /// For a stimulus, which has the form of the contract.
    fn target(self) -> Value {
        let targets = json!([
            SOMEBODY,
            { "type": "AGENT", "destination": "JCarter" },
            { "type": "AGENT_GROUP", "destination": "Billing" },
            { "type": "SKILL", "destination": "French" },
            { "type": "INTERACTION_QUEUE", "destination": "Waiting" },
            { "type": "ROUTING_POINT", "destination": "8000" },
            { "type": "CUSTOM_CONTACT", "destination": "+33298000002" },
            { "type": "ROBOT", "destination": "Marvin" },
            "",
        ]);
        one(targets, self.target)
    }

    fn any_target(self) -> Value {
        let wrong = json!([{ "destination": SOMEBODY }, { "type": "AGENT" }, 7, null]);
        if self.flaw >= u8::MAX - FLAWED { one(wrong, self.flaw) } else { self.target() }
    }

    fn consult_target(self) -> Value {
        let targets = json!([
            SOMEBODY,
            { "target": "AGENT", "destination": "JCarter" },
            { "type": "AGENT", "destination": "JCarter" },
            { "target": "AGENT", "type": "AGENT", "destination": "JCarter", "media": "voice" },
            { "target": "AGENT", "type": "SKILL", "destination": "French" },
            { "target": "SKILL", "destination": "French", "media": "chat" },
            { "target": "AGENT", "type": "AGENT", "destination": "JCarter", "media": "chat" },
            { "target": "AGENT", "destination": "JCarter", "media": "email" },
            { "target": "AGENT", "destination": "JCarter", "media": "voice" },
        ]);
        one(targets, self.target)
    }

    fn case_id(self, on: Option<&Interaction>) -> Value {
        match on {
            Some(interaction) if self.flaw >= FLAWED => json!(interaction.case_id),
            _ => one(json!(["case-a", "case-b", "case-of-nobody"]), self.text),
        }
    }

    fn party(self, on: Option<&Interaction>) -> Value {
        let names: Vec<&str> =
            on.into_iter().flat_map(|one| &one.parties).map(|party| party.name.as_str()).collect();
        pick(&names, self.text).map_or(json!("nobody"), |name| json!(name))
    }

    /// Everything that an arrival can have. Fields of others are taken off by `stimulus`.
    fn arrival(self) -> Value {
        json!({
            "userData": self.user_data(),
            "contact": one(json!([null, null, { "displayName": "Ann Lee", "firstName": "Ann", "lastName": "Lee" }]), self.text),
            "caseId": one(json!([null, null, null, "case-a", "case-b"]), self.target),
        })
    }

    fn media(self) -> Value {
        one(json!(["workitem", "chat", "email", "instagram"]), self.target)
    }

    /// A stimulus of this name, about an interaction or with this id.
    pub(crate) fn stimulus(self, name: &str, id: &str, on: Option<&Interaction>) -> Value {
        let about = |more: Value| merged(json!({ "interactionId": id }), more);
        let words = match name {
            "inbound-call" => {
                let unknown = one(json!([null, null, null, "UNKNOWN"]), self.flaw);
                merged(self.arrival(), json!({ "direction": unknown, "callType": unknown }))
            }
            "internal-call" | "inbound-chat" | "inbound-email" => self.arrival(),
            "inbound-workitem" | "conference-invite" => {
                merged(self.arrival(), json!({ "media": self.media() }))
            }
            "preview-record" => {
                let mode = one(json!(["pull", "push", "direct-push"]), self.target);
                merged(self.arrival(), json!({ "mode": mode }))
            }
            "agent-dials" => {
                let destination = one(json!(["+33298000001", SOMEBODY, "+33298000003", ""]), self.target);
                json!({ "destination": destination, "userData": self.user_data() })
            }
            "agent-creates-email" => {
                let destination = one(json!(["a@example.com", "b@example.com", ""]), self.target);
                json!({ "destination": destination, "userData": self.user_data() })
            }
            "agent-pulls" => json!({ "media": self.media(), "userData": self.user_data() }),
            "agent-selects-case" | "agent-expands-case" | "agent-collapses-case" => {
                json!({ "caseId": self.case_id(on) })
            }
            "party-joins" => {
                about(json!({ "name": one(json!(["Sam Doe", SOMEBODY, "Kim Roe"]), self.text) }))
            }
            "party-leaves" => about(json!({ "name": self.party(on) })),
            "chat-line" => {
                about(json!({ "text": "Hello", "from": one(json!([null, "Sam Doe"]), self.text) }))
            }
            "user-data-changed" => about(
                json!({ "set": self.user_data(), "delete": one(json!([null, [self.key()]]), self.text) }),
            ),
            "agent-consults" => {
                about(json!({ "target": self.consult_target(), "userData": self.user_data() }))
            }
            "agent-transfers" | "agent-conferences" => {
                let target = if self.text.is_multiple_of(2) { Value::Null } else { self.target() };
                about(json!({ "target": target, "userData": self.user_data() }))
            }
            "agent-calls-preview" => {
                about(json!({ "recordHandle": one(json!([null, 1, null, 2]), self.text) }))
            }
            _ => about(json!({})),
        };
        merged(json!({ "type": name }), words)
    }

    fn id(self, id: &str) -> Value {
        if self.flaw >= FLAWED {
            return json!(id);
        }
        one(json!(["01", "call", "", 1, null]), self.flaw)
    }

    /// The parameters of a method, on an interaction or with this id.
    pub(crate) fn parameters(self, method: &str, id: &str, on: Option<&Interaction>) -> Value {
        let id = self.id(id);
        match method {
            "interaction.setUserData" => json!([id, self.user_data()]),
            "interaction.deleteUserData" => json!([id, self.key()]),
            "interaction.selectCaseByCaseId" => json!([self.case_id(on)]),
            "interaction.blockMarkdone" => {
                json!([id, one(json!(["Fill in the form", "Wait", null]), self.text)])
            }
            "interaction.consult" => json!([id, self.consult_target(), self.user_data(), self.extensions()]),
            "interaction.singleStepTransfer" | "interaction.singleStepConference" => {
                json!([id, self.any_target(), self.user_data(), self.extensions()])
            }
            "voice.dial" | "email.create" => {
                json!([one(json!(["+33298000004", SOMEBODY, "", null]), self.target), self.user_data()])
            }
            "voice.dialEx" => json!(["+33298000005", self.user_data(), self.extensions()]),
            "messenger.broadcastMessage" => {
                json!([one(json!(["orders", "orders", "news", "", 7]), self.target), self.user_data()])
            }
            "interaction.getInteractions" => json!([]),
            _ => json!([id]),
        }
    }
}

/// Both together, without what is null.
fn merged(mut first: Value, second: Value) -> Value {
    if let (Value::Object(fields), Value::Object(more)) = (&mut first, second) {
        fields.extend(more);
        fields.retain(|_, value| !value.is_null());
    }
    first
}
