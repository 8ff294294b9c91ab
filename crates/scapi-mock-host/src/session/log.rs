//! The journal as log lines, at the level `debug`. The values of user data are masked there unless they are asked for: logs go to
//! places that journals do not.

use scapi_schema::journal::JournalEntry;
use serde_json::{Map, Value};

/// Whether logs show user data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserDataInLogs {
    /// Its keys alone.
    #[default]
    Masked,
    /// Its keys and its values.
    Shown,
}

/// What stands for a value.
const MASK: &str = "***";

pub(super) fn entry(entry: &JournalEntry, user_data: UserDataInLogs) {
    if !tracing::enabled!(tracing::Level::DEBUG) {
        return;
    }
    let content = content(entry, user_data);
    let (kind, direction) =
        (entry.kind.as_str(), entry.direction.as_ref().map(|direction| direction.as_str()));
    let (seq, at, frame, note) = (entry.seq, entry.at, entry.frame.as_deref(), entry.note.as_deref());
    tracing::debug!(seq, at, kind, direction, frame, content, note, cause = entry.cause, "journal");
}

/// The message or the stimulus of an entry, as JSON.
fn content(entry: &JournalEntry, user_data: UserDataInLogs) -> Option<String> {
    let stimulus = || entry.stimulus.as_ref().and_then(|stimulus| serde_json::to_value(stimulus).ok());
    let mut content = entry.message.clone().or_else(stimulus)?;
    if user_data == UserDataInLogs::Masked {
        mask(&mut content);
    }
    Some(content.to_string())
}

/// Masks the values of user data, wherever it is.
fn mask(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::Object(fields) => {
            mask_parameters(fields);
            for (key, value) in fields {
                if key == "userData" { mask_values(value) } else { mask(value) }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// In the one method that is given user data it has no key.
fn mask_parameters(message: &mut Map<String, Value>) {
    let is_setting = message.get("request").and_then(Value::as_str) == Some("interaction.setUserData");
    let parameters = message.get_mut("parameters").and_then(Value::as_array_mut).filter(|_| is_setting);
    parameters.into_iter().flatten().skip(1).for_each(mask_values);
}

fn mask_values(user_data: &mut Value) {
    match user_data {
        Value::Object(fields) => fields.values_mut().for_each(|value| *value = MASK.into()),
        Value::Null => {}
        // Whatever it is, it stands where user data should.
        other => *other = MASK.into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::mask;

    fn masked(mut value: Value) -> Value {
        mask(&mut value);
        value
    }

    #[test]
    fn values_of_user_data_are_masked_wherever_it_is() {
        let event = json!({ "event": "interaction", "data": { "interaction": { "userData": { "Card": "4711", "Age": 7 } } } });
        let wanted = json!({ "event": "interaction", "data": { "interaction": { "userData": { "Card": "***", "Age": "***" } } } });
        assert_eq!(masked(event), wanted);
        let list = json!({ "data": [{ "interactionId": "1", "userData": { "Card": { "number": 1 } } }] });
        assert_eq!(
            masked(list),
            json!({ "data": [{ "interactionId": "1", "userData": { "Card": "***" } }] })
        );
        assert_eq!(masked(json!({ "userData": "4711" })), json!({ "userData": "***" }));
    }

    #[test]
    fn what_an_app_sets_is_masked() {
        let request =
            json!({ "request": "interaction.setUserData", "parameters": ["1", { "Card": "4711" }] });
        let wanted = json!({ "request": "interaction.setUserData", "parameters": ["1", { "Card": "***" }] });
        assert_eq!(masked(request), wanted);
    }

    #[test]
    fn everything_else_is_shown() {
        let request = json!({ "request": "interaction.accept", "parameters": ["1"], "userData": null });
        assert_eq!(masked(request.clone()), request);
    }
}
