//! The contract for other languages: that it says what the tables and the typed methods say.
//! That compilers and parsers of those languages take it is checked by `cargo xtask test --interop`.

use std::collections::BTreeSet;

use scapi_schema::{
    event::{EVENT_TYPES, EVENTS},
    generate::files,
    interaction as typed,
    interaction::State,
    method::{METHODS, find},
    parameter::Method,
};
use serde_json::{Value, json};

use crate::faults;

fn file(name: &str) -> String {
    files().into_iter().find(|file| file.name == name).expect(name).text
}

fn declarations() -> String {
    file("wwe-service-client-api.d.ts")
}

fn asyncapi() -> Value {
    serde_json::from_str(&file("asyncapi.json")).expect("JSON")
}

#[test]
fn the_table_says_of_the_interaction_methods_what_their_types_say() {
    fn agrees<M: Method>() {
        let row = find(M::NAME).expect(M::NAME);
        let slots: Vec<_> = M::slots().into_iter().map(|slot| (slot.name, slot.presence)).collect();
        let listed: Vec<_> =
            row.parameters.iter().map(|parameter| (parameter.name, parameter.presence)).collect();
        assert_eq!(listed, slots, "{}", M::NAME);
    }
    agrees::<typed::Accept>();
    agrees::<typed::BlockMarkdone>();
    agrees::<typed::CompleteConference>();
    agrees::<typed::CompleteTransfer>();
    agrees::<typed::Consult>();
    agrees::<typed::DeleteUserData>();
    agrees::<typed::GetByInteractionId>();
    agrees::<typed::GetInteractions>();
    agrees::<typed::Markdone>();
    agrees::<typed::Reject>();
    agrees::<typed::SelectCaseByCaseId>();
    agrees::<typed::SetUserData>();
    agrees::<typed::SingleStepConference>();
    agrees::<typed::SingleStepTransfer>();
    agrees::<typed::UnblockMarkdone>();
}

#[test]
fn every_method_is_declared_in_the_interface_of_its_namespace() {
    for (file_name, indentation, returns) in
        [("wwe-service-client-api.d.ts", "  ", "): void;"), ("scapi-client.d.ts", "", "): Promise<")]
    {
        let text = file(file_name);
        for method in METHODS {
            let interface = format!("interface {}Namespace {{", capitalised(method.namespace()));
            let (_, rest) = text.split_once(&interface).expect(&interface);
            let body = rest.split_once(&format!("\n{indentation}}}\n")).expect("the end of the interface").0;
            let start = format!("\n{indentation}  {}(", method.short_name());
            let (_, declared) =
                body.split_once(&start).unwrap_or_else(|| panic!("{} in {file_name}", method.name));
            let end = declared.split_once("): ").expect("a return type").1;
            assert!(format!("): {end}").starts_with(returns), "{} in {file_name}", method.name);
        }
    }
}

fn capitalised(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}

#[test]
fn every_state_event_type_and_event_name_is_declared() {
    let text = declarations();
    for state in State::KNOWN {
        assert!(text.contains(&format!("\"{state}\"")), "{state}");
    }
    for info in EVENT_TYPES {
        assert!(text.contains(&format!("\"{}\"", info.event_type)), "{}", info.event_type);
    }
    for event in EVENTS {
        assert!(text.contains(&format!("\n    {}: ", event.name)), "{}", event.name);
    }
}

#[test]
fn what_an_app_passes_and_gets_is_typed() {
    let text = declarations();
    for line in [
        "setUserData(interactionId: string, keyValues: UserData, succeeded?: Done, failed?: Failed): void;",
        "getByInteractionId(interactionId: string, succeeded?: Succeeded<Interaction | null>, failed?: Failed): void;",
        "interactionId: string, targetQuery: ConsultTargetQuery, userData?: UserData | null,",
        "dial(destination: string, succeeded?: Succeeded, failed?: Failed): void;",
        "previousState?: InteractionState | null;",
        "parties: Party[];",
    ] {
        assert!(text.contains(line), "no line: {line}");
    }
}

#[test]
fn no_line_of_the_declarations_is_wider_than_a_screen() {
    let wide: Vec<_> =
        declarations().lines().filter(|line| line.chars().count() > 120).map(String::from).collect();
    assert_eq!(wide, Vec::<String>::new());
}

#[test]
fn every_method_is_an_operation_that_is_answered() {
    let document = asyncapi();
    for method in METHODS {
        let operation = &document["operations"][method.name];
        assert_eq!(operation["action"], "receive", "{}", method.name);
        let answer = format!("#/channels/frame/messages/{}.response", method.name);
        let replies = BTreeSet::from([answer, "#/channels/frame/messages/failure".to_owned()]);
        assert_eq!(references(&operation["reply"]["messages"]), replies, "{}", method.name);
    }
    for event in EVENTS {
        assert_eq!(document["operations"][format!("event.{}", event.name)]["action"], "send");
    }
}

#[test]
fn everything_that_is_referred_to_is_there() {
    let document = asyncapi();
    let references = references(&document);
    assert!(references.len() > 2 * METHODS.len(), "only {}", references.len());
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("a reference into the document");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

/// The payloads of the channel judge as the documents do.
#[test]
fn the_payload_of_a_request_knows_the_parameters_of_its_method() {
    let request = |parameters: Value| {
        json!({ "request": "interaction.accept", "parameters": parameters, "referenceId": "1",
                "userAgent": "WWE Client", "protocolVersion": 2 })
    };
    assert_eq!(faults(&payload("interaction.accept"), &request(json!(["1"]))), Vec::<String>::new());
    assert!(!faults(&payload("interaction.accept"), &request(json!([1]))).is_empty());
    assert!(!faults(&payload("interaction.reject"), &request(json!(["1"]))).is_empty(), "another method");
}

#[test]
fn the_payload_of_an_event_knows_what_its_name_carries() {
    let event = |data: Value| json!({ "event": "interaction", "data": data, "userAgent": "WWE Server", "protocolVersion": 2 });
    let good = event(json!({ "eventType": "CASE_SELECTED", "selectedCaseId": "c-1" }));
    assert_eq!(faults(&payload("event.interaction"), &good), Vec::<String>::new());
    assert!(
        !faults(&payload("event.interaction"), &event(json!({ "eventType": "CASE_SELECTED" }))).is_empty()
    );
    assert!(!faults(&payload("event.agent"), &good).is_empty(), "another event");
}

#[test]
fn an_answer_with_a_result_has_data_and_one_without_may_have_none() {
    let answer = |fields: Value| {
        let mut answer = json!({ "referenceId": "1", "userAgent": "WWE Server", "protocolVersion": 2 });
        answer.as_object_mut().expect("an object").extend(fields.as_object().expect("fields").clone());
        answer
    };
    assert!(!faults(&payload("interaction.getInteractions.response"), &answer(json!({}))).is_empty());
    assert!(faults(&payload("interaction.accept.response"), &answer(json!({}))).is_empty());
    assert!(faults(&payload("voice.hold.response"), &answer(json!({ "data": null }))).is_empty());
    assert!(!faults(&payload("system.amIVisible.response"), &answer(json!({ "data": "yes" }))).is_empty());
}

/// The schema of a message, in draft 07 as AsyncAPI has it, with what it refers to.
fn payload(message: &str) -> Value {
    let document = asyncapi();
    let mut schema = document["components"]["messages"][message]["payload"].clone();
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["components"] = document["components"].clone();
    schema
}

fn references(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(Value::as_str).map(String::from);
            own.into_iter().chain(fields.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => BTreeSet::new(),
    }
}
