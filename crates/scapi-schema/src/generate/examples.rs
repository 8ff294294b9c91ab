//! Examples of every document; a test holds each against its schema.
//! All values are invented.

use alloc::vec::Vec;

use serde_json::{Value, json};

pub(super) fn of(document: &str) -> Vec<Value> {
    let examples = match document {
        "request" => json!([
            { "request": "interaction.accept", "parameters": ["1"], "referenceId": "7", "userAgent": "WWE Client", "protocolVersion": 2 },
            { "request": "interaction.getInteractions", "referenceId": "8", "userAgent": "WWE Client", "protocolVersion": 2 }
        ]),
        "subscribe" => json!([
            { "event": "subscribe", "data": ["agent", "interaction"], "referenceId": "0", "userAgent": "WWE Client", "protocolVersion": 2 },
            { "event": "subscribe", "data": "messenger:orders", "referenceId": "1", "userAgent": "WWE Client", "protocolVersion": 2 }
        ]),
        "unsubscribe" => json!([
            { "event": "unsubscribe", "data": "sub-1", "referenceId": "2", "userAgent": "WWE Client", "protocolVersion": 2 }
        ]),
        "response" => json!([
            { "referenceId": "7", "userAgent": "WWE Server", "protocolVersion": 2 },
            { "referenceId": "0", "subscriptionId": "sub-1", "userAgent": "WWE Server", "protocolVersion": 2 },
            { "referenceId": 5, "data": null, "userAgent": "WWE Server", "protocolVersion": 2 }
        ]),
        "failure" => json!([
            { "referenceId": "7", "errorMessage": "no interaction has the id \"9\"", "userAgent": "WWE Server", "protocolVersion": 2 }
        ]),
        "event" => json!([
            { "event": "interaction", "data": interaction_event(), "userAgent": "WWE Server", "protocolVersion": 2 },
            { "event": "messenger:orders", "data": { "order": 12 }, "userAgent": "WWE Server", "protocolVersion": 2 }
        ]),
        "frame-greeting" => json!([{ "frameId": "f-3", "userAgent": "WWE Server", "protocolVersion": 2 }]),
        "interaction" => json!([interaction()]),
        "party" => json!([{ "name": "+33298000000" }]),
        "contact" => json!([contact()]),
        "state" => json!(["RINGING", "CANCELLED", "CANCELED"]),
        "interaction-event" => json!([
            interaction_event(),
            { "eventType": "CASE_SELECTED", "selectedCaseId": "d4187b87-9fe1-4db8-0515-6a91e666e22d" }
        ]),
        "agent" => {
            json!([{ "employeeId": "MLovell", "firstname": "Maya", "lastname": "Lovell", "username": "mlovell" }])
        }
        "stimulus" => json!([
            { "type": "inbound-call", "ani": "+33298000000", "dnis": "5001", "userData": { "Segment": "Gold" } },
            { "type": "agent-accepts", "interactionId": "1" }
        ]),
        "journal-entry" => json!([
            { "seq": 12, "at": 4500, "wallTime": "2026-01-02T03:04:05.000Z", "kind": "note", "note": "nothing is answered to an origin that is not accepted" },
            { "seq": 13, "at": 4500, "wallTime": "2026-01-02T03:04:05.000Z", "kind": "message", "direction": "app-to-host", "frame": "f1", "origin": "http://localhost:3000",
              "message": { "request": "agent.get", "referenceId": "0", "userAgent": "WWE Client", "protocolVersion": 2 } }
        ]),
        "host-profile" => json!([{ "voidResult": "null", "ringTimeoutMs": 5000 }]),
        "policies" => json!([
            {},
            { "farEnd": { "whenCalled": ["answers", "answers", "busy"], "afterMs": [800, 3000], "hangsUpAfterMs": [60000, 60000] } }
        ]),
        "expectation" => json!([
            { "name": "the reason is kept", "message": { "method": "interaction.setUserData", "parameters": ["1", { "Reason": "billing" }] }, "exactly": 1 },
            { "inOrder": [{ "method": "interaction.accept" }, { "method": "interaction.markdone" }], "withinMs": 60000 }
        ]),
        "fault" => json!([
            { "name": "late accept", "on": { "method": "interaction.accept" }, "do": { "type": "delay", "ms": 12000 }, "times": 2 },
            { "on": { "event": "interaction", "eventType": "RINGING" }, "do": { "type": "duplicate", "copies": 2 } },
            { "on": { "method": "interaction.*", "state": "TALKING" }, "do": { "type": "failure", "errorMessage": "the switch is down" }, "probability": 0.3 },
            { "do": { "type": "host-restart" } }
        ]),
        "scenario" => json!([{
            "title": "the app takes a call, and keeps why it came",
            "seed": 7,
            "clock": "virtual",
            "variables": { "caller": "${phone}" },
            "timeline": [
                { "wait": { "subscribed": "interaction" } },
                { "stimulus": { "type": "inbound-call", "ani": "${caller}" }, "as": "call" },
                { "wait": { "message": { "method": "interaction.accept", "interaction": "${call}" } } },
                { "expect": { "message": { "method": "interaction.setUserData", "interaction": "${call}" }, "exactly": 1, "withinMs": 5000 } },
                { "advance": { "ms": "${int 1000 5000}" } },
                { "repeat": { "times": 3, "as": "round", "steps": [{ "note": "round ${round}" }] } }
            ]
        }]),
        "driver-request" => json!([
            { "id": 1, "op": "hello" },
            { "id": 2, "op": "reset", "seed": 1, "profile": { "voidResult": "null" } },
            { "id": 3, "op": "stimulus", "stimulus": { "type": "inbound-call" } },
            { "id": 4, "op": "advance", "ms": 20000 }
        ]),
        "driver-answer" => json!([
            { "id": 1, "name": "a host", "version": "1.0.0", "abilities": ["inbound-voice"], "outputs": [] },
            { "id": 4, "error": "there is no clock", "outputs": [] }
        ]),
        "clauses" => json!([{ "clauses": [{
            "id": "interaction.accept/1", "area": "interaction.accept", "bound": "host", "level": "MUST",
            "requirement": "Accepting a ringing call establishes it.", "provenance": "documented", "source": "SEED accept"
        }] }]),
        "interaction.getInteractions.parameters" => json!([[], null]),
        "interaction.getInteractions.data" => json!([[], [interaction()]]),
        "interaction.getByInteractionId.data" => json!([interaction(), null]),
        "interaction.setUserData.parameters" => json!([["1", { "Reason": "billing" }]]),
        "interaction.deleteUserData.parameters" => json!([["1", "Reason"]]),
        "interaction.blockMarkdone.parameters" => json!([["1", "Save the form first"]]),
        "interaction.selectCaseByCaseId.parameters" => json!([["4401820b-c4e6-4994-69c2-6ae7fdbc4905"]]),
        "interaction.consult.parameters" => json!([
            ["1", "5002"],
            ["1", { "target": "AGENT", "destination": "JCarter", "media": "voice" }, { "Reason": "billing" }, null]
        ]),
        "interaction.singleStepTransfer.parameters" | "interaction.singleStepConference.parameters" => {
            json!([
                ["1", "5002"],
                ["1", { "type": "SKILL", "destination": "French" }, {}, {}]
            ])
        }
        "interaction.consult.data"
        | "interaction.singleStepTransfer.data"
        | "interaction.singleStepConference.data" => {
            json!(["2"])
        }
        "markdone-event" => json!([
            { "eventType": "MARK_DONE_BLOCKED", "interaction": interaction(), "warningMessage": "Save the form first" },
            { "eventType": "MARK_DONE_BLOCKED", "interactionId": "1" }
        ]),
        "user-data" => json!([{ "Segment": "Gold", "Priority": 8 }, {}]),
        "extensions" => json!([{ "BUSINESS_CALL": 1 }, {}, null]),
        "target-query" => json!(["5002", { "type": "AGENT", "destination": "JCarter" }]),
        "consult-target-query" => json!([
            "5002",
            { "target": "AGENT", "destination": "JCarter" },
            { "type": "ROUTING_POINT", "destination": "Sales", "media": "voice" }
        ]),
        parameters if parameters.ends_with(".parameters") => json!([["1"]]),
        _ => json!([null, true]),
    };
    examples.as_array().cloned().unwrap_or_default()
}

fn contact() -> Value {
    json!({ "displayName": "Ada Lovelace", "firstName": "Ada", "firstNname": "Ada", "lastName": "Lovelace" })
}

fn interaction() -> Value {
    json!({
        "interactionId": "1",
        "caseId": "4401820b-c4e6-4994-69c2-6ae7fdbc4905",
        "userData": { "Segment": "Gold", "Priority": 8 },
        "state": "TALKING",
        "previousState": "RINGING",
        "parties": [{ "name": "Ada Lovelace" }],
        "isConsultation": false,
        "isMainCaseInteraction": true,
        "callUuid": "01F2AB3CD4E5F6",
        "direction": "IN",
        "callType": "INBOUND",
        "ani": "+33298000000",
        "dnis": "5001",
        "recordingState": "STOPPED",
        "isCaseSelected": true,
        "isCaseExpanded": true,
        "interactionUUID": "01F2AB3CD4E5F6",
        "connId": "006a02d3b7f5e001",
        "contact": contact(),
        "media": "voice"
    })
}

fn interaction_event() -> Value {
    json!({ "eventType": "ESTABLISHED", "interaction": interaction() })
}
