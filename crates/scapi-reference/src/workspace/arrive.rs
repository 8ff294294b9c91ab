//! How interactions come to be: what the world brings, what the agent begins, what an app dials.
//! Each joins its case, is reported by `ADDED`, then by the event of its first state (`event.interaction/8`).

use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};

use scapi_schema::{
    UserData,
    event::EventType,
    interaction::{CallType, Contact, Direction},
    stimulus::{
        AgentPulls, ConferenceInvite, InboundCall, InboundChat, InboundEmail, InboundWorkitem, InternalCall,
        PreviewMode, PreviewRecord,
    },
};
use serde_json::json;

use super::Workspace;
use crate::{
    channel::{
        Input, Life, OpenMediaState, Overlay, PreviewInput, PreviewState, Recording, VoiceState, event_of,
    },
    record::{Call, Content, Due, InteractionId, OpenMedia, Preview, Record, Role},
};

/// The agent's own number: where calls come from that the agent places. The default of the arrivals is the same.
const AGENT_NUMBER: &str = "5001";
/// A number of so many digits is an extension, that is, another agent's (`voice/22`).
const EXTENSION_DIGITS: core::ops::RangeInclusive<usize> = 2..=5;
/// The one record that the chain of a preview has.
pub(super) const RECORD_HANDLE: u64 = 1;

/// What an interaction begins with.
pub(super) struct Beginning {
    pub(super) life: Life,
    pub(super) content: Content,
    pub(super) parties: Vec<String>,
    pub(super) user_data: UserData,
    pub(super) contact: Option<Contact>,
    pub(super) place: Place,
}

/// Where an interaction belongs.
pub(super) enum Place {
    /// In a case of its own, or in this one.
    Case(Option<String>),
    /// In the case of the interaction that it was made from.
    Beside(InteractionId, Role),
}

impl Workspace {
    /// An interaction enters the agent's list.
    pub(super) fn begin(&mut self, beginning: Beginning) -> InteractionId {
        let Beginning { life, content, parties, user_data, contact, place } = beginning;
        self.last_id += 1;
        let id = InteractionId(self.last_id);
        let (case_id, parent, role) = match place {
            Place::Case(given) => (given.unwrap_or_else(|| self.identifiers.uuid()), None, Role::Main),
            Place::Beside(parent, role) => (self.case_of(parent), Some(parent), role),
        };
        let left = self.cases.join(&case_id, (id, role), self.profile.new_interaction_selects_case);
        let selected = left.map(|was| (was, case_id.clone()));
        let record = Record {
            id,
            case_id,
            parent,
            role,
            child: None,
            user_data,
            contact,
            parties,
            life,
            overlay: Overlay::None,
            data_overlay: None,
            previous: None,
            content,
            block: None,
            due: Due::default(),
        };
        self.records.insert(id, Box::new(record));
        self.reschedule(id);
        self.report_lifecycle(id, EventType::Added);
        self.report(id, event_of(&life.wire()));
        if let Some((was, is)) = selected {
            self.report_selection(Some(was), &is);
        }
        id
    }

    fn case_of(&mut self, id: InteractionId) -> String {
        let case_id = self.records.get(&id).map(|record| record.case_id.clone());
        case_id.unwrap_or_else(|| self.identifiers.uuid())
    }

    /// A customer's call is offered to the agent (`voice/1`, `voice/2`).
    pub(super) fn inbound_call(&mut self, call: InboundCall) -> InteractionId {
        let InboundCall { ani, dnis, direction, call_type, user_data, contact, case_id } = call;
        let parties = Vec::from([name_of(contact.as_ref(), &ani)]);
        let content = self.new_call(direction, call_type, ani, dnis);
        let life = Life::Voice(VoiceState::Ringing);
        self.begin(Beginning { life, content, parties, user_data, contact, place: Place::Case(case_id) })
    }

    /// Another agent calls (`voice/14`).
    pub(super) fn internal_call(&mut self, call: InternalCall) -> InteractionId {
        let InternalCall { from, ani, dnis, user_data, contact, case_id } = call;
        let content = self.new_call(Direction::In, CallType::Internal, ani, dnis);
        let life = Life::Voice(VoiceState::Ringing);
        let parties = Vec::from([from]);
        self.begin(Beginning { life, content, parties, user_data, contact, place: Place::Case(case_id) })
    }

    /// The agent, or an app, places a call (`voice/12`); from a preview, it belongs to the case of that.
    pub(super) fn dial(
        &mut self,
        number: String,
        user_data: UserData,
        preview: Option<InteractionId>,
    ) -> InteractionId {
        let kind = if is_extension(&number) { CallType::Internal } else { CallType::Outbound };
        let contact = preview.and_then(|id| self.records.get(&id)).and_then(|record| record.contact.clone());
        let parties = Vec::from([name_of(contact.as_ref(), &number)]);
        let content = self.new_call(Direction::Out, kind, AGENT_NUMBER.into(), number);
        let life = Life::Voice(VoiceState::Dialing);
        let place = preview.map_or(Place::Case(None), |id| Place::Beside(id, Role::Main));
        self.begin(Beginning { life, content, parties, user_data, contact, place })
    }

    /// The agent asks somebody about an interaction by telephone (`consultation/3` and after).
    pub(super) fn consult_by_voice(
        &mut self,
        parent: InteractionId,
        whom: String,
        user_data: UserData,
    ) -> InteractionId {
        let content = self.new_call(Direction::Out, CallType::Consult, AGENT_NUMBER.into(), whom.clone());
        let (life, place) = (Life::Voice(VoiceState::Dialing), Place::Beside(parent, Role::Consultation));
        self.begin(Beginning { life, content, parties: Vec::from([whom]), user_data, contact: None, place })
    }

    /// The agent asks somebody about an interaction by chat (`consultation/14`).
    pub(super) fn consult_by_chat(
        &mut self,
        parent: InteractionId,
        whom: String,
        user_data: UserData,
    ) -> InteractionId {
        let content = self.new_open_media("chat".into());
        let (life, place) =
            (Life::OpenMedia(OpenMediaState::Created), Place::Beside(parent, Role::Consultation));
        self.begin(Beginning { life, content, parties: Vec::from([whom]), user_data, contact: None, place })
    }

    /// A customer's chat is offered to the agent.
    pub(super) fn inbound_chat(&mut self, chat: InboundChat) -> InteractionId {
        let InboundChat { nickname, user_data, contact, case_id } = chat;
        let content = self.new_open_media("chat".into());
        let (life, parties) = (Life::OpenMedia(OpenMediaState::Invited), Vec::from([nickname]));
        self.begin(Beginning { life, content, parties, user_data, contact, place: Place::Case(case_id) })
    }

    /// A customer's e-mail is offered to the agent. Its subject comes as user data, unless they have one.
    pub(super) fn inbound_email(&mut self, email: InboundEmail) -> InteractionId {
        let InboundEmail { from, subject, mut user_data, contact, case_id } = email;
        if !user_data.contains_key("Subject") {
            user_data.insert("Subject".into(), subject.into());
        }
        let content = self.new_open_media("email".into());
        let (life, parties) = (Life::OpenMedia(OpenMediaState::Invited), Vec::from([from]));
        self.begin(Beginning { life, content, parties, user_data, contact, place: Place::Case(case_id) })
    }

    /// A work item, or what a site defines, is offered to the agent.
    pub(super) fn inbound_workitem(&mut self, item: InboundWorkitem) -> InteractionId {
        let InboundWorkitem { media, user_data, contact, case_id } = item;
        let content = self.new_open_media(media);
        let parties = contact.as_ref().and_then(display_name).into_iter().collect();
        let life = Life::OpenMedia(OpenMediaState::Invited);
        self.begin(Beginning { life, content, parties, user_data, contact, place: Place::Case(case_id) })
    }

    /// The agent is invited into a conference on open media (`openmedia/9`).
    pub(super) fn conference_invite(&mut self, invite: ConferenceInvite) -> InteractionId {
        let ConferenceInvite { media, from, user_data, contact, case_id } = invite;
        let mut content = self.new_open_media(media);
        if let Content::OpenMedia(content) = &mut content {
            content.invited = true;
        }
        let parties = contact.as_ref().and_then(display_name).into_iter().chain([from]).collect();
        let life = Life::OpenMedia(OpenMediaState::InvitedConference);
        self.begin(Beginning { life, content, parties, user_data, contact, place: Place::Case(case_id) })
    }

    /// The agent takes an interaction out of a workbin (`openmedia/6`).
    pub(super) fn pull(&mut self, pulled: AgentPulls) -> InteractionId {
        let AgentPulls { media, user_data } = pulled;
        let content = self.new_open_media(media);
        let life = Life::OpenMedia(OpenMediaState::Pulled);
        self.begin(Beginning {
            life,
            content,
            parties: Vec::new(),
            user_data,
            contact: None,
            place: Place::Case(None),
        })
    }

    /// The agent begins an e-mail (`email/1`).
    pub(super) fn create_email(&mut self, destination: String, user_data: UserData) -> InteractionId {
        let content = self.new_open_media("email".into());
        let (life, parties) = (Life::OpenMedia(OpenMediaState::Created), Vec::from([destination]));
        self.begin(Beginning { life, content, parties, user_data, contact: None, place: Place::Case(None) })
    }

    /// The agent begins a reply to an e-mail (`email/5`).
    pub(super) fn reply_to(&mut self, email: InteractionId) -> InteractionId {
        let content = self.new_open_media("email".into());
        let inbound = self.records.get(&email);
        let parties = inbound.map(|record| record.parties.clone()).unwrap_or_default();
        let contact = inbound.and_then(|record| record.contact.clone());
        let (life, place) = (Life::OpenMedia(OpenMediaState::Created), Place::Beside(email, Role::Main));
        self.begin(Beginning { life, content, parties, user_data: UserData::new(), contact, place })
    }

    /// A record of a campaign reaches the agent; one that the agent pulled can be dialled at once (`preview/6`).
    pub(super) fn preview_record(&mut self, record: PreviewRecord) -> InteractionId {
        let PreviewRecord { mode, campaign, phone, user_data: given, contact, case_id } = record;
        let mut user_data = UserData::new();
        user_data.insert("GSW_CAMPAIGN_NAME".into(), json!(campaign));
        user_data.insert("GSW_PHONE".into(), json!(phone));
        user_data.insert("GSW_RECORD_HANDLE".into(), json!(RECORD_HANDLE));
        user_data.extend(given);
        let parties = Vec::from([name_of(contact.as_ref(), &phone)]);
        let pulled = mode == PreviewMode::Pull;
        let uuid = self.identifiers.interaction_uuid();
        let content = Content::Preview(Box::new(Preview { uuid, mode, phone }));
        let life = Life::Preview(PreviewState::Preview);
        let id =
            self.begin(Beginning { life, content, parties, user_data, contact, place: Place::Case(case_id) });
        if pulled {
            self.take_step(id, life.step(Input::Preview(PreviewInput::Accept)));
        }
        id
    }

    fn new_call(&mut self, direction: Direction, call_type: CallType, ani: String, dnis: String) -> Content {
        Content::Call(Box::new(Call {
            uuid: self.identifiers.call_uuid(),
            conn_id: self.identifiers.conn_id(),
            direction,
            call_type,
            ani,
            dnis,
            recording: Recording::Stopped,
            rona: None,
        }))
    }

    fn new_open_media(&mut self, media: String) -> Content {
        let uuid = self.identifiers.interaction_uuid();
        Content::OpenMedia(Box::new(OpenMedia { uuid, media, invited: false, transcript: Vec::new() }))
    }
}

fn is_extension(number: &str) -> bool {
    EXTENSION_DIGITS.contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit())
}

/// What a caller is called whose number is withheld.
const NOBODY_KNOWS: &str = "unknown";

fn name_of(contact: Option<&Contact>, number: &str) -> String {
    let number = if number.is_empty() { NOBODY_KNOWS } else { number };
    contact.and_then(display_name).unwrap_or_else(|| number.to_string())
}

fn display_name(contact: &Contact) -> Option<String> {
    contact.display_name.value().filter(|name| !name.is_empty()).cloned()
}
