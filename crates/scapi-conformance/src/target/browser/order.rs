//! What the suite tells its app to do, made of what a frame would post.
//! A message that no client posts has no order; the abilities of a browser keep such cases away.

use scapi_schema::method;
use serde::Serialize;
use serde_json::Value;

/// One order to the app. `name` is what the case calls the message: its reference id.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub(super) enum Order {
    /// Call a method.
    Request {
        name: Value,
        method: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        parameters: Option<Vec<Value>>,
        /// How many parameters the client's function of this name takes; none if the generic entry has to be used.
        slots: Option<usize>,
    },
    /// Subscribe to one name or several.
    Subscribe { name: Value, to: Value },
    /// Give a subscription up.
    Unsubscribe { name: Value, id: Value },
    /// Give all subscriptions up.
    Leave { name: Value },
    /// Load the app anew, from this address.
    Go { url: String },
}

/// The order by which a client posts this message.
pub(super) fn of(message: &Value) -> Option<Order> {
    let name = message.get("referenceId").filter(|id| id.is_string())?.clone();
    if message.get("userAgent")? != "WWE Client" {
        return None;
    }
    match message.get("event").and_then(Value::as_str) {
        Some("subscribe") => Some(Order::Subscribe { name, to: message.get("data")?.clone() }),
        Some("unsubscribe") => Some(Order::Unsubscribe { name, id: message.get("data")?.clone() }),
        Some(_) => None,
        None => {
            let method = message.get("request")?.as_str()?.to_owned();
            let parameters = match message.get("parameters") {
                None => None,
                Some(parameters) => Some(parameters.as_array()?.clone()),
            };
            let slots = slots(&method, parameters.as_ref().map_or(0, Vec::len));
            Some(Order::Request { name, method, parameters, slots })
        }
    }
}

/// More parameters than the function takes can be passed by the generic entry alone.
fn slots(method: &str, given: usize) -> Option<usize> {
    let slots = method::find(method)?.parameters.len();
    (given <= slots).then_some(slots)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn order(fields: &Value) -> Option<Value> {
        let mut message = json!({ "referenceId": "7", "userAgent": "WWE Client", "protocolVersion": 2 });
        for (key, value) in fields.as_object().expect("fields") {
            message[key] = value.clone();
        }
        of(&message).map(|order| serde_json::to_value(order).expect("JSON"))
    }

    #[test]
    fn a_request_is_a_call_of_the_clients_function() {
        assert_eq!(
            order(&json!({ "request": "interaction.setUserData", "parameters": ["1"] })),
            Some(json!({ "act": "request", "name": "7", "method": "interaction.setUserData",
                "parameters": ["1"], "slots": 2 }))
        );
        assert_eq!(
            order(&json!({ "request": "interaction.getInteractions" })),
            Some(
                json!({ "act": "request", "name": "7", "method": "interaction.getInteractions", "slots": 0 })
            )
        );
    }

    #[test]
    fn what_the_function_does_not_take_goes_through_the_generic_entry() {
        let slots = |fields: &Value| order(fields).expect("an order")["slots"].clone();
        assert_eq!(slots(&json!({ "request": "no.such", "parameters": [] })), Value::Null);
        assert_eq!(
            slots(&json!({ "request": "interaction.accept", "parameters": ["1", null] })),
            Value::Null
        );
    }

    #[test]
    fn subscriptions_are_made_and_given_up() {
        assert_eq!(
            order(&json!({ "event": "subscribe", "data": ["agent"] })),
            Some(json!({ "act": "subscribe", "name": "7", "to": ["agent"] }))
        );
        assert_eq!(
            order(&json!({ "event": "unsubscribe", "data": 5 })),
            Some(json!({ "act": "unsubscribe", "name": "7", "id": 5 }))
        );
    }

    #[test]
    fn what_no_client_posts_has_no_order() {
        for fields in [
            json!({ "request": "x.y", "userAgent": "Some Widget" }),
            json!({ "request": "x.y", "referenceId": 7 }),
            json!({ "request": "x.y", "parameters": "1" }),
            json!({ "event": "shout" }),
            json!({}),
        ] {
            assert_eq!(order(&fields), None, "{fields}");
        }
        assert_eq!(of(&json!(5)), None);
    }
}
