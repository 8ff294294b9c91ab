//! Mutants that walk into a trap of the real client: what it sends, and a host that was written by hand does not expect.
//! Clauses `envelope`, `subscription` and `frame`.

use serde_json::{Value, json};

use super::{Mutant, mutant};
use crate::defect::Defect::{Posted, Said, Told, Unswitched};
use crate::edit::{is_answer, is_asked, is_failure, take};

pub(super) const MUTANTS: &[Mutant] = &[
    mutant(
        "unknown-key-minded",
        "a request with a key that nobody knows is not understood",
        "envelope/18",
        Told(|line| misunderstood(line, "timeout")),
    ),
    mutant(
        "frame-id-minded",
        "a request with a frameId is not understood",
        "envelope/24",
        Told(|line| misunderstood(line, "frameId")),
    ),
    mutant(
        "chosen-reference-id-ignored",
        "a request with a reference id that is no text is not answered",
        "envelope/25",
        Posted(|outputs, _| {
            outputs.retain(|output| {
                let id = &output["message"]["referenceId"];
                !is_answer(&output["message"]) || id.is_null() || id.is_string()
            });
        }),
    ),
    mutant("greeting-switch-ignored", "frameGreeting is ignored", "envelope/22", Unswitched("frameGreeting")),
    mutant(
        "unsubscribe-without-id-obliged",
        "an unsubscribe without an id succeeds",
        "subscription/12",
        Said(|message, line| {
            if is_asked(line, "unsubscribe") && line["message"]["data"].is_null() && is_failure(message) {
                take(message, "errorMessage");
            }
        }),
    ),
    mutant(
        "request-passed-on",
        "a request of one window is posted to another",
        "frame/3",
        Posted(|outputs, line| {
            if line["message"]["request"].is_string() && line["frame"] == "app" {
                outputs.push(json!({ "frame": "second", "message": line["message"] }));
            }
        }),
    ),
];

/// Makes a request that has this key one that nobody knows.
fn misunderstood(line: &mut Value, key: &str) {
    if line["message"].get(key).is_some() && line["message"]["request"].is_string() {
        line["message"]["request"] = json!("no.such");
    }
}
