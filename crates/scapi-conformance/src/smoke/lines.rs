//! The lines of the driver protocol, as they are: one answer line for each request line, whatever the request.
//! A line that cannot be read is answered too, and the program ends with its standard input.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use super::{Check, Smoke};
use crate::target::Process;

const ERROR: &str = "answer what cannot be done by one line {\"id\":…,\"error\":\"why\",\"outputs\":[]}, the id being that of the request, and go on";
const UNREADABLE: &str =
    "answer a line that is not JSON by one line {\"id\":null,\"error\":\"why\",\"outputs\":[]}, and go on";
const END: &str = "end the program when its standard input ends, and leave no child behind";

/// Looks at a program.
pub(super) async fn test(command: &[String], limit: Duration) -> Vec<Check> {
    let mut smoke = Smoke::default();
    let started = Process::start(command).map_err(|error| error.to_string());
    let Some(mut process) = smoke.note("lines: it can be started again", started, ERROR) else {
        return smoke.checks;
    };
    let unknown = json!({ "id": 7, "op": "no-such-op" }).to_string();
    let unknown = refused(&mut process, &unknown, &json!(7), limit).await;
    smoke.note("lines: an op that nobody knows is refused by its id", unknown, ERROR);
    let garbled = refused(&mut process, "{not json", &Value::Null, limit).await;
    smoke.note("lines: one that is not JSON is refused without an id", garbled, UNREADABLE);
    let alive = ask(&mut process, &json!({ "id": 8, "op": "reset" }).to_string(), limit).await;
    let alive = alive.and_then(|answer| has_id(&answer, &json!(8)));
    smoke.note("lines: after that it goes on", alive, ERROR);
    smoke.note("lines: it ends with its standard input", end(process, limit).await, END);
    smoke.checks
}

async fn ask(process: &mut Process, line: &str, limit: Duration) -> Result<Value, String> {
    let answer = timeout(limit, process.ask(line)).await;
    let answer = answer.map_err(|_| format!("no answer to {line} within {} s", limit.as_secs_f64()))?;
    let answer = answer.map_err(|error| format!("{line}: {error}"))?;
    serde_json::from_str(&answer)
        .map_err(|error| format!("the answer to {line} is not JSON: {error}: {answer}"))
}

async fn refused(process: &mut Process, line: &str, id: &Value, limit: Duration) -> Result<(), String> {
    let answer = ask(process, line, limit).await?;
    has_id(&answer, id)?;
    match answer.get("error").and_then(Value::as_str) {
        Some(reason) if !reason.trim().is_empty() => Ok(()),
        _ => Err(format!("the answer to {line} has no `error` that says why: {answer}")),
    }
}

async fn end(process: Process, limit: Duration) -> Result<(), String> {
    match timeout(limit, process.end()).await {
        Ok(ended) => ended.map(drop).map_err(|error| error.to_string()),
        Err(_) => Err(format!("it still ran {} s after that", limit.as_secs_f64())),
    }
}

fn has_id(answer: &Value, id: &Value) -> Result<(), String> {
    let is_whole = answer.get("outputs").is_some_and(Value::is_array);
    match answer.get("id") {
        Some(given) if given == id && is_whole => Ok(()),
        Some(given) if given == id => Err(format!("the answer has no array `outputs`: {answer}")),
        _ => Err(format!("the answer has not the id {id}: {answer}")),
    }
}
