//! Answer lines: what each of their keys has to be, told in the words of the protocol.
//! Whether the interaction and the messages in them conform is for the cases to say.

use scapi_schema::driver::DriverAnswer;
use serde_json::{Map, Value};

use crate::target::TargetError;

/// An answer line, its interaction as the target wrote it.
pub(super) struct Answered {
    pub(super) interaction: Option<Value>,
    pub(super) answer: DriverAnswer,
}

/// Reads the answer line to a request line.
pub(super) fn read(line: &str, id: u64) -> Result<Answered, TargetError> {
    let garbled = |reason: String| TargetError::garbled(line.as_bytes(), reason);
    let value: Value =
        serde_json::from_str(line).map_err(|error| garbled(format!("it is not JSON: {error}")))?;
    let Value::Object(mut fields) = value else {
        return Err(garbled("an answer line is a JSON object".to_owned()));
    };
    if let Some(fault) = fault(&fields, id) {
        return Err(garbled(fault));
    }
    let interaction = fields.remove("interaction").filter(|value| !value.is_null());
    let answer = serde_json::from_value(Value::Object(fields)).map_err(|error| garbled(error.to_string()))?;
    Ok(Answered { interaction, answer })
}

/// The first thing that is wrong with an answer line.
fn fault(fields: &Map<String, Value>, id: u64) -> Option<String> {
    match fields.get("id") {
        None => return Some(format!("it has no `id`; the answer to line {id} has its id, the number {id}")),
        Some(other) if *other != id => {
            return Some(format!("its `id` is {other}; the answer to line {id} has its id, the number {id}"));
        }
        Some(_) => {}
    }
    match fields.get("outputs") {
        None => Some("it has no `outputs`, a list of what the host said, `[]` for nothing".to_owned()),
        Some(Value::Array(outputs)) => {
            outputs.iter().enumerate().find_map(|(index, it)| output_fault(index, it))
        }
        Some(_) => Some("its `outputs` are not a list".to_owned()),
    }
    .or_else(|| text_fault(fields))
}

fn output_fault(index: usize, output: &Value) -> Option<String> {
    let is_named = output.get("frame").is_some_and(Value::is_string);
    let is_whole = is_named && output.get("message").is_some();
    (!is_whole).then(|| format!("`/outputs/{index}` is not like {{\"frame\":\"app\",\"message\":{{…}}}}"))
}

fn text_fault(fields: &Map<String, Value>) -> Option<String> {
    let is_text = |value: &Value| value.is_null() || value.is_string();
    let wrong = ["error", "name", "version"].into_iter().find(|key| !fields.get(*key).is_none_or(is_text));
    if let Some(key) = wrong {
        return Some(format!("its `{key}` is not a text"));
    }
    let is_list = |value: &Value| value.as_array().is_some_and(|items| items.iter().all(Value::is_string));
    let is_declared = fields.get("abilities").is_none_or(|value| value.is_null() || is_list(value));
    (!is_declared).then(|| "its `abilities` are not a list of texts".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a line that is to answer line 7.
    fn told(line: &str) -> String {
        match read(line, 7) {
            Ok(_) => "well".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_line_that_is_no_answer_is_told_with_what_would_be_one() {
        let said = |reason: &str, line: &str| {
            format!("the target said what is not in the protocol ({reason}): {line}")
        };
        let has_id = "the answer to line 7 has its id, the number 7";
        for (line, reason) in [
            ("Welcome", "it is not JSON: expected value at line 1 column 1"),
            ("[7,[]]", "an answer line is a JSON object"),
            (r#"{"outputs":[]}"#, &format!("it has no `id`; {has_id}")),
            (r#"{"id":"7","outputs":[]}"#, &format!("its `id` is \"7\"; {has_id}")),
            (r#"{"id":8,"outputs":[]}"#, &format!("its `id` is 8; {has_id}")),
            (r#"{"id":7}"#, "it has no `outputs`, a list of what the host said, `[]` for nothing"),
            (r#"{"id":7,"outputs":{}}"#, "its `outputs` are not a list"),
            (r#"{"id":7,"outputs":[5]}"#, r#"`/outputs/0` is not like {"frame":"app","message":{…}}"#),
            (r#"{"id":7,"outputs":[],"error":5}"#, "its `error` is not a text"),
            (r#"{"id":7,"outputs":[],"abilities":[5]}"#, "its `abilities` are not a list of texts"),
        ] {
            assert_eq!(told(line), said(reason, line));
        }
    }

    #[test]
    fn an_interaction_is_kept_as_it_was_written() {
        let answered = read(r#"{"id":7,"outputs":[],"interaction":{"state":5},"more":true}"#, 7)
            .map(|it| it.interaction);
        assert_eq!(answered.expect("an answer"), Some(serde_json::json!({ "state": 5 })));
        assert_eq!(told(r#"{"id":7,"outputs":[],"interaction":null,"error":null}"#), "well");
    }
}
