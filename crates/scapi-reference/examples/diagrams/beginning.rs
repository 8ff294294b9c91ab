//! Where an interaction begins, found out on a whole desktop: what arrives, what the agent begins, what is made from another.
//! The first event of an interaction shows the state (`event.interaction/8`).

use scapi_reference::{FrameId, Origin, Output, Timestamp, Workspace};
use scapi_schema::stimulus::Stimulus;
use serde_json::{Value, json};

const APP: &str = "app";

/// What brings an interaction, and the state in which it begins.
pub(crate) struct Beginning {
    pub(crate) by: String,
    pub(crate) media: String,
    pub(crate) state: String,
}

/// Every beginning: each begins one interaction with its last stimulus or request.
pub(crate) fn beginnings() -> Vec<Beginning> {
    let call = || vec![json!({ "type": "inbound-call" }), on_first("agent-accepts")];
    let target = |media: &str| json!({ "target": "AGENT", "destination": "5002", "media": media });
    let asks =
        |media: &str| json!({ "type": "agent-consults", "interactionId": "1", "target": target(media) });
    let consult = |media: &str| request("interaction.consult", &json!(["1", target(media)]));
    let ways = [
        vec![json!({ "type": "inbound-call" })],
        vec![json!({ "type": "internal-call" })],
        vec![json!({ "type": "agent-dials", "destination": "+33298000000" })],
        vec![request("voice.dial", &json!(["+33298000000"]))],
        vec![request("voice.dialEx", &json!(["+33298000000"]))],
        [call(), vec![asks("voice")]].concat(),
        [call(), vec![consult("voice")]].concat(),
        vec![json!({ "type": "preview-record" }), on_first("agent-calls-preview")],
        vec![json!({ "type": "inbound-chat" })],
        vec![json!({ "type": "inbound-email" })],
        vec![json!({ "type": "inbound-workitem" })],
        vec![json!({ "type": "conference-invite" })],
        vec![json!({ "type": "agent-pulls" })],
        vec![json!({ "type": "agent-creates-email", "destination": "customer@example.com" })],
        vec![json!({ "type": "inbound-email" }), on_first("agent-accepts"), on_first("agent-replies")],
        [call(), vec![asks("chat")]].concat(),
        [call(), vec![consult("chat")]].concat(),
        vec![json!({ "type": "preview-record" })],
    ];
    ways.into_iter().map(beginning).collect()
}

fn on_first(name: &str) -> Value {
    json!({ "type": name, "interactionId": "1" })
}

fn request(method: &str, parameters: &Value) -> Value {
    json!({
        "request": method, "parameters": parameters, "referenceId": "1", "userAgent": "WWE Client", "protocolVersion": 2
    })
}

fn beginning(inputs: Vec<Value>) -> Beginning {
    let mut desktop = hearing();
    let mut by = String::new();
    for input in inputs {
        while desktop.poll_output().is_some() {}
        by = perform(&mut desktop, input);
    }
    let added = std::iter::from_fn(|| desktop.poll_output()).find_map(|output| added(&output));
    let added = added.expect("an interaction that begins");
    let text = |key: &str| added[key].as_str().expect("a text").to_owned();
    Beginning { by, media: text("media"), state: text("state") }
}

/// Hands a request or a stimulus in; gives its name.
fn perform(desktop: &mut Workspace, input: Value) -> String {
    if let Some(method) = input["request"].as_str() {
        let method = method.to_owned();
        desktop.handle_message(Timestamp::ZERO, &FrameId::from(APP), input);
        return method;
    }
    let stimulus = Stimulus::from_value(input).expect("a stimulus");
    let name = stimulus.name();
    desktop.handle_stimulus(Timestamp::ZERO, stimulus).expect("nothing stands in its way");
    name.to_owned()
}

fn hearing() -> Workspace {
    let mut desktop = Workspace::new(1);
    let app = FrameId::from(APP);
    desktop.open_frame(Timestamp::ZERO, &app, Origin::None);
    let subscribe = json!({
        "event": "subscribe", "data": "interaction", "referenceId": "0", "userAgent": "WWE Client", "protocolVersion": 2
    });
    desktop.handle_message(Timestamp::ZERO, &app, subscribe);
    desktop
}

/// The interaction of an `ADDED`.
fn added(output: &Output) -> Option<Value> {
    let Output::Event(event) = output else { return None };
    let mut data = event.message.to_value()["data"].take();
    (data["eventType"] == "ADDED").then(|| data["interaction"].take())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `voice/1`, `consultation/3`, `consultation/14`, `openmedia/6`, `preview/6`.
    #[test]
    fn an_interaction_begins_where_the_clauses_say() {
        let begin = |by: &str, media: &str| {
            let found = beginnings().into_iter().find(|it| it.by == by && it.media == media);
            found.expect("a beginning").state
        };
        assert_eq!(begin("inbound-call", "voice"), "RINGING");
        assert_eq!(begin("agent-consults", "voice"), "DIALING");
        assert_eq!(begin("agent-consults", "chat"), "CREATED");
        assert_eq!(begin("agent-pulls", "workitem"), "PULLED");
        assert_eq!(begin("preview-record", "outboundpreview"), "PREVIEW");
    }
}
