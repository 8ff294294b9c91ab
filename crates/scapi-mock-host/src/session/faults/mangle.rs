//! Messages that break the rules of envelopes (`envelope/1` and after), each in one way.
//! What is not broken stays as it was.

use scapi_schema::fault::Malformation;
use serde_json::{Number, Value, json};

use super::Said;
use crate::session::Form;

/// The message, broken in this way.
pub(super) fn malformed(mut said: Said, kind: Malformation) -> Said {
    let message = &mut said.message;
    match kind {
        Malformation::NoUserAgent => remove(message, "userAgent"),
        Malformation::ForeignUserAgent => set(message, "userAgent", json!("Another Server")),
        Malformation::NoProtocolVersion => remove(message, "protocolVersion"),
        Malformation::TextProtocolVersion => {
            let version = message["protocolVersion"].to_string();
            set(message, "protocolVersion", version.into());
        }
        Malformation::NoReferenceId => remove(message, "referenceId"),
        Malformation::EventInAnswer => set(message, "event", json!("answer")),
        Malformation::NullErrorMessage => set(message, "errorMessage", Value::Null),
        Malformation::NotAnObject => *message = json!([message.take()]),
        Malformation::Text => *message = message.to_string().into(),
        Malformation::CutOff => {
            let text = message.to_string();
            *message = text.chars().take(text.chars().count() / 2).collect::<String>().into();
            said.form = Form::Text;
        }
    }
    said
}

/// The answer with a `referenceId` of another JSON type: a number for a text that is one, a list for another text, a text for the rest.
pub(super) fn with_other_reference_type(mut said: Said) -> Said {
    let other = match &said.message["referenceId"] {
        Value::String(text) => match text.parse::<u64>() {
            Ok(number) => Value::Number(Number::from(number)),
            Err(_) => json!([text]),
        },
        other => other.to_string().into(),
    };
    set(&mut said.message, "referenceId", other);
    said
}

fn set(message: &mut Value, key: &str, value: Value) {
    if let Value::Object(fields) = message {
        fields.insert(key.into(), value);
    }
}

fn remove(message: &mut Value, key: &str) {
    if let Value::Object(fields) = message {
        fields.shift_remove(key);
    }
}
