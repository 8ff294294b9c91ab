//! An interaction as JSON with its texts moved, not copied: it is what a host says most.
//! Property by property the same as its `Serialize`.

use alloc::string::String;

use serde_json::{Map, Value};

use super::{Interaction, Party};
use crate::wire::Property;

/// How many properties an interaction has, so that their table need not grow.
const PROPERTIES: usize = 22;

impl From<Interaction> for Value {
    fn from(interaction: Interaction) -> Self {
        // Without `..`: a new property does not compile until it is written below.
        let Interaction {
            interaction_id,
            parent_interaction_id,
            case_id,
            user_data,
            state,
            previous_state,
            parties,
            is_consultation,
            is_main_case_interaction,
            call_uuid,
            direction,
            call_type,
            ani,
            dnis,
            recording_state,
            is_case_selected,
            is_case_expanded,
            rona_call_state,
            interaction_uuid,
            conn_id,
            contact,
            media,
            extra,
        } = interaction;
        let mut fields = Map::with_capacity(PROPERTIES + extra.len());
        let mut put = |name: &str, value: Property<Self>| match value {
            Property::Absent => {}
            Property::Null => drop(fields.insert(name.into(), Self::Null)),
            Property::Present(value) => drop(fields.insert(name.into(), value)),
        };
        put("interactionId", present(interaction_id));
        put("parentInteractionId", text(parent_interaction_id));
        put("caseId", present(case_id));
        put("userData", present(user_data));
        put("state", present(state.as_str()));
        put("previousState", previous_state.map(|state| state.as_str().into()));
        put("parties", Property::Present(parties.into_iter().map(Self::from).collect()));
        put("isConsultation", present(is_consultation));
        put("isMainCaseInteraction", present(is_main_case_interaction));
        put("callUuid", text(call_uuid));
        put("direction", direction.map(|direction| direction.as_str().into()));
        put("callType", call_type.map(|call_type| call_type.as_str().into()));
        put("ani", text(ani));
        put("dnis", text(dnis));
        put("recordingState", recording_state.map(|state| state.as_str().into()));
        put("isCaseSelected", present(is_case_selected));
        put("isCaseExpanded", present(is_case_expanded));
        put("ronaCallState", rona_call_state.map(|state| state.as_str().into()));
        put("interactionUUID", text(interaction_uuid));
        put("connId", text(conn_id));
        put("contact", contact.map(|contact| serde_json::to_value(contact).unwrap_or_default()));
        put("media", text(media));
        fields.extend(extra);
        Self::Object(fields)
    }
}

impl From<Party> for Value {
    fn from(Party { name, extra }: Party) -> Self {
        let mut fields = Map::with_capacity(1 + extra.len());
        fields.insert("name".into(), name.into());
        fields.extend(extra);
        Self::Object(fields)
    }
}

fn present(value: impl Into<Value>) -> Property<Value> {
    Property::Present(value.into())
}

fn text(text: Property<String>) -> Property<Value> {
    text.map(Into::into)
}
