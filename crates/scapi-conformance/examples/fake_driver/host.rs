//! The host that the driver makes up: calls that ring and can be accepted, subscriptions, and one fault.
//! It is a host of few words, and no model for one.

use std::{process, thread};

use serde_json::{Value, json};

/// A made-up host.
#[derive(Default)]
pub(crate) struct Host {
    fault: String,
    calls: Vec<Value>,
    /// Frames with a subscription, once for each.
    subscribed: Vec<String>,
    /// Frames that were given a `frameId`.
    greeted: Vec<String>,
    outputs: Vec<Value>,
    /// How often a call was accepted since the program began: the only thing that outlives a reset.
    accepted: u32,
}

impl Host {
    /// A host with this fault; a name that it does not know is none.
    pub(crate) fn new(fault: &str) -> Self {
        Self { fault: fault.to_owned(), ..Self::default() }
    }

    /// The answer line to a request line.
    pub(crate) fn answer(&mut self, request: &Value) -> Value {
        let mut answer = match request["op"].as_str() {
            Some("hello") if self.has("undeclared") => json!({ "name": "fake", "version": "1" }),
            Some("hello") if self.has("misspelt") => {
                json!({ "name": "fake", "abilities": ["inbound-voise"] })
            }
            Some("hello") => json!({ "name": "fake", "version": "1", "abilities": ["inbound-voice"] }),
            Some("reset") => {
                *self = Self { accepted: self.accepted, ..Self::new(&self.fault.clone()) };
                json!({})
            }
            Some("stimulus") => self.stimulus(&request["stimulus"]),
            Some("message") => {
                self.message(request["frame"].as_str().unwrap_or_default(), &request["message"]);
                json!({})
            }
            _ if self.has("obliging") => json!({}),
            _ => json!({ "error": "not an operation of this target" }),
        };
        answer["id"] = if self.has("garbled") { json!(0) } else { request["id"].clone() };
        answer["outputs"] = std::mem::take(&mut self.outputs).into();
        answer
    }

    fn has(&self, fault: &str) -> bool {
        self.fault == fault
    }

    fn stimulus(&mut self, stimulus: &Value) -> Value {
        match stimulus["type"].as_str() {
            Some("inbound-call") if self.has("dies") => process::exit(3),
            Some("inbound-call") if self.has("hangs") => loop {
                thread::park();
            },
            Some("inbound-call") => {
                let call = json!({ "interactionId": (self.calls.len() + 1).to_string(), "state": "RINGING" });
                self.calls.push(call.clone());
                self.event("RINGING", &call);
                json!({ "interaction": call })
            }
            _ => json!({ "error": "not a stimulus of this target" }),
        }
    }

    fn message(&mut self, frame: &str, message: &Value) {
        if self.has("deaf") {
            return;
        }
        if (self.has("greets") || self.has("greets-null")) && !self.greeted.iter().any(|known| known == frame)
        {
            self.greeted.push(frame.to_owned());
            let id = if self.has("greets") { json!(format!("f-{frame}")) } else { Value::Null };
            let greeting = json!({ "frameId": id, "userAgent": "WWE Server", "protocolVersion": 2 });
            self.outputs.push(json!({ "frame": frame, "message": greeting }));
        }
        match (message["event"].as_str(), message["request"].as_str()) {
            (Some("subscribe"), _) => {
                self.subscribed.push(frame.to_owned());
                self.reply(frame, message, json!({ "subscriptionId": self.subscribed.len().to_string() }));
            }
            (Some("unsubscribe"), _) => {
                self.subscribed.retain(|subscribed| subscribed != frame);
                self.reply(frame, message, json!({}));
            }
            (_, Some("interaction.getInteractions")) => {
                self.reply(frame, message, json!({ "data": self.calls }));
            }
            (_, Some("interaction.accept")) => self.accept(frame, message),
            _ => self.reply(frame, message, json!({ "errorMessage": "not a request of this target" })),
        }
    }

    fn accept(&mut self, frame: &str, message: &Value) {
        let id = &message["parameters"][0];
        let Some(index) = self.calls.iter().position(|call| call["interactionId"] == *id) else {
            let text = if self.has("vague") {
                "failed to accept".to_owned()
            } else {
                format!("failed to accept: no interaction has the id {id}")
            };
            return self.reply(frame, message, json!({ "errorMessage": text }));
        };
        self.accepted += 1;
        if !self.has("does-nothing") && (!self.has("flaky") || self.accepted % 2 == 1) {
            self.calls[index] =
                json!({ "interactionId": id, "state": "TALKING", "previousState": "RINGING" });
        }
        let call = self.calls[index].clone();
        if self.has("event-first") {
            self.event("ESTABLISHED", &call);
            return self.reply(frame, message, json!({}));
        }
        self.reply(frame, message, if self.has("data-null") { json!({ "data": null }) } else { json!({}) });
        self.event("ESTABLISHED", &call);
    }

    fn reply(&mut self, frame: &str, message: &Value, mut answer: Value) {
        answer["referenceId"] = match &message["referenceId"] {
            Value::Number(id) if self.has("text-ids") => json!(id.to_string()),
            id => id.clone(),
        };
        answer["userAgent"] = json!("WWE Server");
        answer["protocolVersion"] = json!(if self.has("version") { 1 } else { 2 });
        if self.has("null-error") && answer.get("errorMessage").is_none() {
            answer["errorMessage"] = Value::Null;
        }
        let copies = if self.has("two-answers") { 2 } else { 1 };
        let to = if self.has("wrong-window") && message["request"] == "interaction.accept" {
            "other"
        } else {
            frame
        };
        for _ in 0..copies {
            self.outputs.push(json!({ "frame": to, "message": answer.clone() }));
        }
    }

    fn event(&mut self, kind: &str, interaction: &Value) {
        let mut frames = self.subscribed.clone();
        if !self.has("once-a-subscription") {
            frames.dedup();
        }
        for frame in frames {
            let mut event = json!({ "event": "interaction", "userAgent": "WWE Server", "protocolVersion": 2,
                "data": { "eventType": kind, "interaction": interaction } });
            if self.has("event-keys") {
                event["subscriptionId"] = json!("1");
            }
            self.outputs.push(json!({ "frame": frame, "message": event }));
        }
    }
}
