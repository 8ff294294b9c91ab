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

use crate::{case::Cases, record::Record};

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
        let call = &record.call;
        Interaction {
            user_data: self.user_data(&record.user_data, viewer),
            parent_interaction_id: self.inapplicable(),
            previous_state: self.previous_state(record.previous.as_ref()),
            parties: self.parties(record),
            is_main_case_interaction: self.cases.is_main(&record.case_id, record.id),
            call_uuid: call.uuid.clone().into(),
            direction: call.direction.clone().into(),
            call_type: call.call_type.clone().into(),
            ani: call.ani.clone().into(),
            dnis: call.dnis.clone().into(),
            recording_state: call.recording.clone().into(),
            is_case_selected: self.cases.is_selected(&record.case_id),
            is_case_expanded: self.cases.is_expanded(&record.case_id),
            rona_call_state: call.rona.clone().map_or_else(|| self.inapplicable(), Property::Present),
            interaction_uuid: call.uuid.clone().into(),
            conn_id: call.conn_id.clone().into(),
            contact: record
                .contact
                .as_ref()
                .map_or_else(|| self.inapplicable(), |contact| self.contact(contact).into()),
            media: match self.profile.media_property {
                MediaProperty::Present => Property::Present("voice".into()),
                MediaProperty::Absent => Property::Absent,
            },
            ..Interaction::new(record.id.wire(), &*record.case_id, record.state.wire())
        }
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

    fn previous_state(&self, previous: Option<&State>) -> Property<State> {
        match (previous, self.profile.first_previous_state) {
            (Some(state), _) => state.clone().into(),
            (None, FirstPreviousState::Unknown) => State::Unknown.into(),
            (None, FirstPreviousState::Absent) => self.inapplicable(),
        }
    }

    fn parties(&self, record: &Record) -> Vec<Party> {
        let display_name = record.contact.as_ref().and_then(|contact| contact.display_name.value());
        let mut parties = Vec::from([Party::new(display_name.unwrap_or(&record.call.ani).clone())]);
        if self.profile.parties_include == PartiesInclude::All {
            parties.push(Party::new(self.agent.full_name()));
        }
        parties
    }

    /// Writes the first name under the key, or the keys, that the profile names, whichever it came under.
    fn contact(&self, contact: &Contact) -> Contact {
        let first_name =
            if contact.first_name.is_absent() { &contact.first_nname } else { &contact.first_name };
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
