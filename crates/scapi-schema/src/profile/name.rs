//! Keys of the host profile whose values are names: they may not be empty, nor take the place of what is there already.
//! Sources: `event.interaction/3`, `event.interaction/6`, `event.markdone/3`.

use alloc::{collections::BTreeMap, format, string::String};

use serde::{Deserialize, Deserializer, de::Error};

use crate::{
    event::{EVENT_TYPES, EventType},
    suggest,
};

/// What payloads of events have beside the interaction.
const TAKEN: [&str; 4] = ["eventType", "selectedCaseId", "interactionId", "warningMessage"];

/// The key under which an event carries the interaction.
pub(super) fn interaction_key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let key = String::deserialize(deserializer)?;
    if key.is_empty() {
        return Err(D::Error::custom(
            "an empty key carries no interaction (event.interaction/3); it is `interaction` or another name",
        ));
    }
    if TAKEN.contains(&key.as_str()) {
        return Err(D::Error::custom(format!(
            "events have the key `{key}` already (event.interaction/3); it is `interaction` or another name"
        )));
    }
    Ok(key)
}

/// Renamings of event types that there are, to names that say something.
pub(super) fn event_type_names<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, String>, D::Error> {
    let names = BTreeMap::<String, String>::deserialize(deserializer)?;
    for (ours, theirs) in &names {
        if !EventType::from(ours.as_str()).is_known() {
            return Err(D::Error::custom(unknown(ours)));
        }
        if theirs.is_empty() {
            return Err(D::Error::custom(format!("the new name of {ours} is empty (event.interaction/6)")));
        }
    }
    Ok(names)
}

fn unknown(given: &str) -> String {
    let known = EVENT_TYPES.iter().map(|info| info.event_type.as_str());
    let hint = suggest::nearest(given, known);
    let hint = hint.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
    format!("there is no event type `{given}` to be renamed (event.interaction/6){hint}")
}

/// The `eventType` of an event.
pub(super) fn event_type<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    if name.is_empty() {
        return Err(D::Error::custom("an event type is not empty (event.markdone/3)"));
    }
    Ok(name)
}

/// The same as JSON Schemas.
#[cfg(feature = "schemars")]
pub(super) mod schema {
    use schemars::{Schema, SchemaGenerator, json_schema};

    use super::{EVENT_TYPES, TAKEN};

    pub(in super::super) fn interaction_key(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string", "minLength": 1, "not": { "enum": TAKEN }, "x-clause": "event.interaction/3"
        })
    }

    pub(in super::super) fn event_type_names(_: &mut SchemaGenerator) -> Schema {
        let names = EVENT_TYPES.iter().map(|info| info.event_type.as_str());
        json_schema!({
            "type": "object",
            "propertyNames": { "enum": names.collect::<alloc::vec::Vec<_>>() },
            "additionalProperties": { "type": "string", "minLength": 1 },
            "x-clause": "event.interaction/6"
        })
    }
}
