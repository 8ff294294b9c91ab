//! Mutants whose envelopes, answers and subscriptions are wrong.
//! Clauses `envelope` and `subscription`.

use serde_json::{Value, json};

use super::{Mutant, mutant};
use crate::defect::Defect::{Late, Missing, Posted, Said, Told, Undone, Unswitched};
use crate::edit::{is_answer, is_asked, is_failure, is_success, replace, retyped, take};

/// Requests whose names are understood in any case by one of the mutants.
const KNOWN: &[&str] = &[
    "interaction.accept",
    "interaction.getInteractions",
    "interaction.getByInteractionId",
    "interaction.markdone",
];

pub(super) const MUTANTS: &[Mutant] = &[
    mutant(
        "user-agent-lower-case",
        "userAgent in lower case",
        "envelope/1",
        Said(|message, _| message["userAgent"] = json!("wwe server")),
    ),
    mutant(
        "version-as-text",
        "protocolVersion is text",
        "envelope/2",
        Said(|message, _| message["protocolVersion"] = json!("2")),
    ),
    mutant(
        "reference-id-as-text",
        "a referenceId that is a number comes back as text",
        "envelope/3",
        Said(|message, _| {
            replace(message, "/referenceId", |id| if id.is_number() { retyped(id) } else { id.clone() });
        }),
    ),
    mutant(
        "reference-id-as-number",
        "a referenceId that is text comes back as a number",
        "envelope/3",
        Said(|message, _| {
            replace(message, "/referenceId", |id| if id.is_string() { retyped(id) } else { id.clone() });
        }),
    ),
    mutant(
        "reference-id-missing",
        "an answer has no referenceId",
        "envelope/3",
        Said(|message, _| {
            take(message, "referenceId");
        }),
    ),
    mutant(
        "event-on-answer",
        "an answer has an event key",
        "envelope/4",
        Said(|message, _| {
            if is_answer(message) {
                message["event"] = json!("response");
            }
        }),
    ),
    mutant(
        "error-null-on-success",
        "errorMessage is null on success",
        "envelope/5",
        Said(|message, _| {
            if is_success(message) {
                message["errorMessage"] = Value::Null;
            }
        }),
    ),
    mutant(
        "error-empty-on-success",
        "errorMessage is empty on success",
        "envelope/5",
        Said(|message, _| {
            if is_success(message) {
                message["errorMessage"] = json!("");
            }
        }),
    ),
    mutant(
        "failure-without-text",
        "errorMessage is empty on failure",
        "envelope/6",
        Said(|message, _| {
            if is_failure(message) {
                message["errorMessage"] = json!("");
            }
        }),
    ),
    mutant(
        "failure-as-object",
        "errorMessage is an object",
        "envelope/6",
        Said(|message, _| {
            replace(message, "/errorMessage", |text| json!({ "text": text }));
        }),
    ),
    mutant(
        "result-elsewhere",
        "the result stands under result",
        "envelope/7",
        Said(|message, _| {
            if is_answer(message)
                && let Some(data) = take(message, "data")
            {
                message["result"] = data;
            }
        }),
    ),
    mutant(
        "failure-with-code",
        "a failure has a code too",
        "envelope/8",
        Said(|message, _| {
            if is_failure(message) {
                message["code"] = json!(404);
            }
        }),
    ),
    mutant("answer-late", "an answer waits for the next request", "envelope/9", Late(is_answer)),
    mutant(
        "answer-missing",
        "a request is not answered",
        "envelope/9",
        Posted(|outputs, _| {
            outputs.retain(|output| !is_answer(&output["message"]));
        }),
    ),
    mutant(
        "answer-doubled",
        "a request is answered twice",
        "envelope/11",
        Posted(|outputs, _| {
            if let Some(answer) = outputs.iter().find(|output| is_answer(&output["message"])).cloned() {
                outputs.push(answer);
            }
        }),
    ),
    mutant(
        "answer-to-another-window",
        "an answer goes to another window",
        "envelope/13",
        Posted(|outputs, _| {
            for output in outputs.iter_mut().filter(|output| is_answer(&output["message"])) {
                let other = if output["frame"] == "app" { "second" } else { "app" };
                output["frame"] = json!(other);
            }
        }),
    ),
    mutant(
        "request-echoed",
        "a request is posted back as it came",
        "envelope/14",
        Posted(|outputs, line| {
            if line["message"]["request"].is_string() {
                outputs.push(json!({ "frame": line["frame"], "message": line["message"] }));
            }
        }),
    ),
    mutant(
        "no-parameters-refused",
        "parameters may not be left out",
        "envelope/16",
        Told(|line| {
            if line["message"]["request"].is_string() && line["message"].get("parameters").is_none() {
                line["message"]["parameters"] = json!("none");
            }
        }),
    ),
    mutant(
        "null-parameter-minded",
        "a parameter that is null counts as given",
        "envelope/17",
        Told(|line| {
            let given = line["message"]["parameters"].as_array_mut().into_iter().flatten();
            given.filter(|parameter| parameter.is_null()).for_each(|parameter| *parameter = json!(true));
        }),
    ),
    mutant(
        "names-in-any-case",
        "the case of a request name does not matter",
        "envelope/19",
        Told(|line| {
            replace(line, "/message/request", |name| {
                let is_like =
                    |known: &&&str| name.as_str().is_some_and(|name| name.eq_ignore_ascii_case(known));
                KNOWN.iter().find(is_like).map_or_else(|| name.clone(), |known| json!(known))
            });
        }),
    ),
    mutant(
        "foreign-agent-answered",
        "any userAgent is answered",
        "envelope/21",
        Told(|line| {
            replace(line, "/message/userAgent", |_| json!("WWE Client"));
        }),
    ),
    mutant(
        "event-before-answer",
        "events come before the answer",
        "envelope/28",
        Posted(|outputs, _| {
            outputs.sort_by_key(|output| is_answer(&output["message"]));
        }),
    ),
    mutant(
        "void-result-null",
        "data is null where there is no result",
        "envelope/31",
        Said(|message, line| {
            if is_success(message) && line["message"]["request"].is_string() && message.get("data").is_none()
            {
                message["data"] = Value::Null;
            }
        }),
    ),
    mutant(
        "parameters-not-a-list",
        "a parameter outside a list counts as a list of one",
        "envelope/33",
        Told(|line| {
            replace(line, "/message/parameters", |given| {
                if given.is_array() { given.clone() } else { json!([given]) }
            });
        }),
    ),
    mutant(
        "text-without-request-answered",
        "what is no object is answered",
        "envelope/34",
        Told(|line| {
            if line["op"] == "message" && !line["message"].is_object() {
                take(line, "text");
                line["message"] =
                    json!({ "request": "interaction.getInteractions", "userAgent": "WWE Client" });
            }
        }),
    ),
    mutant(
        "no-reference-id-no-answer",
        "a request without referenceId is not answered",
        "envelope/36",
        Posted(|outputs, _| {
            outputs.retain(|output| {
                !is_answer(&output["message"]) || output["message"].get("referenceId").is_some()
            });
        }),
    ),
    mutant(
        "event-with-subscription-id",
        "an event has a subscriptionId",
        "envelope/37",
        Said(|message, _| {
            if !is_answer(message) {
                message["subscriptionId"] = json!("sub-1");
            }
        }),
    ),
    mutant(
        "subscription-id-in-data",
        "subscriptionId stands under data",
        "subscription/1",
        Said(|message, _| {
            if let Some(id) = take(message, "subscriptionId") {
                message["data"] = json!({ "subscriptionId": id });
            }
        }),
    ),
    mutant(
        "subscription-id-as-object",
        "subscriptionId is an object",
        "subscription/4",
        Said(|message, _| {
            replace(message, "/subscriptionId", |id| json!({ "id": id }));
        }),
    ),
    mutant(
        "first-name-of-list-only",
        "of a list of names the first one is subscribed",
        "subscription/3",
        Told(|line| {
            if is_asked(line, "subscribe")
                && let Some(first) = line["message"]["data"].get(0).cloned()
            {
                line["message"]["data"] = first;
            }
        }),
    ),
    mutant(
        "post-for-each-subscription",
        "an event is posted more than once to a window",
        "subscription/6",
        Posted(|outputs, _| {
            let events: Vec<_> =
                outputs.iter().filter(|output| !is_answer(&output["message"])).cloned().collect();
            outputs.extend(events);
        }),
    ),
    mutant(
        "events-to-first-window-only",
        "only the first window gets events",
        "subscription/7",
        Posted(|outputs, _| {
            outputs.retain(|output| is_answer(&output["message"]) || output["frame"] == "app");
        }),
    ),
    mutant(
        "events-to-every-window",
        "a window gets events that it has not subscribed to",
        "subscription/7",
        Posted(|outputs, _| {
            let events: Vec<_> =
                outputs.iter().filter(|output| !is_answer(&output["message"])).cloned().collect();
            let others = events.into_iter().filter(|output| output["frame"] == "app").map(|mut output| {
                output["frame"] = json!("second");
                output
            });
            outputs.extend(others);
        }),
    ),
    mutant("unsubscribe-undone", "unsubscribe does nothing", "subscription/9", Undone("unsubscribe")),
    mutant(
        "subscription-id-shared",
        "all subscriptions have one id",
        "subscription/15",
        Said(|message, _| {
            replace(message, "/subscriptionId", |_| json!("sub-1"));
        }),
    ),
    mutant(
        "wildcard-subscribed",
        "* subscribes everything",
        "subscription/14",
        Told(|line| {
            if is_asked(line, "subscribe") && line["message"]["data"] == "*" {
                line["message"]["data"] = json!("interaction");
            }
        }),
    ),
    mutant(
        "subscription-of-nothing",
        "a subscription without a name is accepted",
        "subscription/17",
        Told(|line| {
            if is_asked(line, "subscribe") && !line["message"]["data"].is_string() {
                line["message"]["data"] = json!("interaction");
            }
        }),
    ),
    mutant(
        "unknown-method-switch-ignored",
        "unknownMethod is ignored",
        "envelope/20",
        Unswitched("unknownMethod"),
    ),
    mutant(
        "unknown-subscription-switch-ignored",
        "unknownSubscription is ignored",
        "subscription/11",
        Unswitched("unknownSubscription"),
    ),
    mutant(
        "unknown-event-switch-ignored",
        "unknownEventName is ignored",
        "subscription/13",
        Unswitched("unknownEventName"),
    ),
    mutant(
        "markdone-event-missing",
        "no markdone event for the agent's attempt",
        "event.markdone/2",
        Missing("MARK_DONE_BLOCKED"),
    ),
];
