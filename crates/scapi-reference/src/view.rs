//! From the host's record to the Interaction that crosses the wire, as the host profile says (`type.interaction/1` and after).
//! Apps see the user data that the site lets them read; the desktop sees all.

use alloc::{string::String, vec::Vec};

use scapi_schema::interaction::RonaCallState;
use scapi_schema::{
    UserData,
    agent::Agent,
    interaction::{Contact, Interaction, Party, State},
    profile::{
        FirstNameKey, FirstPreviousState, HostProfile, InapplicableProperty, MediaProperty, PartiesInclude,
        RejectedRonaCallState, RingTimeoutOutcome, UserDataKeyPatterns,
    },
    wire::Property,
};

use crate::{
    case::Cases,
    record::{Call, Content, DataOverlay, InteractionId, Record},
};

/// For whom an interaction is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Viewer {
    App,
    Desktop,
}

pub(crate) struct View<'a> {
    pub(crate) profile: &'a HostProfile,
    pub(crate) agent: &'a Agent,
    pub(crate) cases: &'a Cases,
}

impl View<'_> {
    pub(crate) fn interaction(&self, record: &Record, viewer: Viewer) -> Interaction {
        let call = record.call();
        let of_call = |value: fn(&Call) -> String| self.property(call.map(value));
        Interaction {
            user_data: self.user_data(&record.user_data, viewer),
            parent_interaction_id: self.property(record.parent.map(InteractionId::wire)),
            previous_state: self.previous_state(record),
            parties: self.parties(record),
            is_consultation: record.is_consultation(),
            is_main_case_interaction: self.cases.is_main(&record.case_id, record.id),
            call_uuid: of_call(|call| call.uuid.clone()),
            direction: self.property(call.map(|call| call.direction.clone())),
            call_type: self.property(call.map(|call| call.call_type.clone())),
            ani: of_call(|call| call.ani.clone()),
            dnis: of_call(|call| call.dnis.clone()),
            recording_state: self.property(call.map(|call| call.recording.wire())),
            is_case_selected: self.cases.is_selected(&record.case_id),
            is_case_expanded: self.cases.is_expanded(&record.case_id),
            rona_call_state: self.property(call.and_then(|call| call.rona.clone())),
            interaction_uuid: Property::Present(uuid(record).into()),
            conn_id: of_call(|call| call.conn_id.clone()),
            contact: self.property(record.contact.as_ref().map(|contact| self.contact(contact))),
            media: match self.profile.media_property {
                MediaProperty::Present => Property::Present(record.media().into()),
                MediaProperty::Absent => Property::Absent,
            },
            ..Interaction::new(record.id.wire(), &*record.case_id, state(record))
        }
    }

    /// A property, or what stands for one that does not apply (`type.interaction/38`).
    fn property<T>(&self, value: Option<T>) -> Property<T> {
        value.map_or_else(|| self.inapplicable(), Property::Present)
    }

    fn user_data(&self, user_data: &UserData, viewer: Viewer) -> UserData {
        let allowed = &self.profile.user_data_read_allowed;
        if viewer == Viewer::Desktop || allowed.iter().any(|key| key == "*") {
            return user_data.clone();
        }
        let patterns = self.profile.user_data_key_patterns;
        let readable = user_data.iter().filter(|(key, _)| key_is_allowed(key, allowed, patterns));
        readable.map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    /// Where user data hide the state, it is the state of the life cycle that was before (`userdata/3`).
    fn previous_state(&self, record: &Record) -> Property<State> {
        let previous = match record.data_overlay {
            Some(_) => Some(record.life.wire()),
            None => record.previous.clone(),
        };
        match (previous, self.profile.first_previous_state) {
            (Some(state), _) => state.into(),
            (None, FirstPreviousState::Unknown) => State::Unknown.into(),
            (None, FirstPreviousState::Absent) => self.inapplicable(),
        }
    }

    fn parties(&self, record: &Record) -> Vec<Party> {
        let agent = (self.profile.parties_include == PartiesInclude::All).then(|| self.agent.full_name());
        record.parties.iter().cloned().chain(agent).map(Party::new).collect()
    }

    /// Writes the first name under the key, or the keys, that the profile names, whichever it came under.
    fn contact(&self, contact: &Contact) -> Contact {
        let first_name = match (&contact.first_name, &contact.first_nname) {
            (Property::Absent, other) | (Property::Null, other @ Property::Present(_)) => other,
            (plain, _) => plain,
        };
        let (plain, documented) = match self.profile.first_name_key {
            FirstNameKey::Both => (first_name.clone(), first_name.clone()),
            FirstNameKey::FirstName => (first_name.clone(), Property::Absent),
            FirstNameKey::FirstNname => (Property::Absent, first_name.clone()),
        };
        Contact { first_name: plain, first_nname: documented, ..contact.clone() }
    }

    const fn inapplicable<T>(&self) -> Property<T> {
        match self.profile.inapplicable_property {
            InapplicableProperty::Absent => Property::Absent,
            InapplicableProperty::Null => Property::Null,
        }
    }
}

/// The state that is shown: that of user data, else that of another overlay, else that of the life cycle.
pub(crate) fn state(record: &Record) -> State {
    match record.data_overlay {
        Some(DataOverlay::Attached) => State::UserDataAttached,
        Some(DataOverlay::Updated) => State::UserDataUpdated,
        None => record.shown(),
    }
}

/// `callUuid` of a call, the id of the back end otherwise (`type.interaction/33`, `type.interaction/34`).
fn uuid(record: &Record) -> &str {
    match &record.content {
        Content::Call(call) => &call.uuid,
        Content::OpenMedia(content) => &content.uuid,
        Content::Preview(preview) => &preview.uuid,
    }
}

/// Whether a list of keys names this one (`gate.userData/5`).
pub(crate) fn key_is_allowed(key: &str, allowed: &[String], patterns: UserDataKeyPatterns) -> bool {
    allowed.iter().any(|entry| match (entry.strip_suffix('*'), patterns) {
        (Some(""), _) => true,
        (Some(prefix), UserDataKeyPatterns::Prefix) => key.starts_with(prefix),
        (Some(_), UserDataKeyPatterns::Whole) | (None, _) => entry == key,
    })
}

/// `ronaCallState` of a call that rang too long (`voice/8`).
pub(crate) const fn rona_after_timeout(profile: &HostProfile) -> RonaCallState {
    match profile.ring_timeout_outcome {
        RingTimeoutOutcome::NoAnswer => RonaCallState::NoAnswer,
        RingTimeoutOutcome::Redirected => RonaCallState::Redirected,
    }
}

/// `ronaCallState` of a call that the agent declined (`interaction.reject/2`).
pub(crate) const fn rona_after_reject(profile: &HostProfile) -> Option<RonaCallState> {
    match profile.rejected_rona_call_state {
        RejectedRonaCallState::Absent => None,
        RejectedRonaCallState::Redirected => Some(RonaCallState::Redirected),
    }
}
