//! The words of a stimulus, held against what they can be.
//! What the contract lets through as text may still say nothing, or name what there is not.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use scapi_schema::{UserData, interaction::TargetQuery, stimulus::Stimulus};

use crate::{
    action::Medium,
    record::medium_of,
    refusal::{StimulusRefusal, TargetFault},
    target,
};

/// Who is meant by a word, for the text about an empty one.
const WHO: &str = "it names who takes part (type.party/2)";
const WHOM: &str = "it names whom to reach";
const CASE: &str = "it names a case, and is left out for a case of its own";

/// A name is not empty. The number of a caller may be: it can be withheld.
pub(super) fn say_something(stimulus: &Stimulus) -> Result<(), StimulusRefusal> {
    let (case_id, name) = words(stimulus);
    let case_id = case_id.map(|given| ("caseId", given, CASE));
    let empty = case_id.into_iter().chain(name).find(|(_, given, _)| given.is_empty());
    let Some((field, given, remedy)) = empty else { return Ok(()) };
    let (given, remedy) = (given.into(), remedy.into());
    Err(StimulusRefusal::Value { stimulus: stimulus.name(), field, given, remedy })
}

/// The case that a stimulus names, and somebody: the field, what it says, and what it should say.
type Words<'a> = (Option<&'a str>, Option<(&'static str, &'a str, &'static str)>);

fn words(stimulus: &Stimulus) -> Words<'_> {
    match stimulus {
        Stimulus::InboundCall(call) => (call.case_id.as_deref(), None),
        Stimulus::InboundWorkitem(item) => (item.case_id.as_deref(), None),
        Stimulus::InternalCall(call) => (call.case_id.as_deref(), Some(("from", &call.from, WHO))),
        Stimulus::InboundChat(chat) => (chat.case_id.as_deref(), Some(("nickname", &chat.nickname, WHO))),
        Stimulus::InboundEmail(email) => (email.case_id.as_deref(), Some(("from", &email.from, WHO))),
        Stimulus::ConferenceInvite(invite) => (invite.case_id.as_deref(), Some(("from", &invite.from, WHO))),
        Stimulus::PreviewRecord(record) => (record.case_id.as_deref(), Some(("phone", &record.phone, WHOM))),
        Stimulus::PartyJoins(on) => (None, Some(("name", &on.name, WHO))),
        Stimulus::ChatLine(line) => (None, line.from.as_deref().map(|from| ("from", from, WHO))),
        Stimulus::AgentDials(dials) => (None, Some(("destination", &dials.destination, WHOM))),
        Stimulus::AgentCreatesEmail(email) => (None, Some(("destination", &email.destination, WHOM))),
        _ => (None, None),
    }
}

/// What completes a consultation attaches nothing, so that user data would be lost.
pub(super) fn no_user_data(stimulus: &'static str, user_data: &UserData) -> Result<(), StimulusRefusal> {
    let Some(key) = user_data.keys().next() else { return Ok(()) };
    let remedy = "user data are attached in one step, which has a target".to_string();
    Err(StimulusRefusal::Value { stimulus, field: "userData", given: key.clone(), remedy })
}

pub(super) fn whom(stimulus: &'static str, target: TargetQuery) -> Result<String, StimulusRefusal> {
    target::of_single_step(target).map_err(|fault| bad_target(stimulus, fault))
}

pub(super) const fn bad_target(stimulus: &'static str, fault: TargetFault) -> StimulusRefusal {
    StimulusRefusal::Target { stimulus, fault }
}

pub(super) fn known<T: ToString>(
    stimulus: &'static str,
    field: &'static str,
    is_known: bool,
    given: &str,
    values: &[T],
) -> Result<(), StimulusRefusal> {
    if is_known {
        return Ok(());
    }
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    let remedy = format!("it is {}", values.join(", "));
    Err(StimulusRefusal::Value { stimulus, field, given: given.into(), remedy })
}

/// Calls and previews have arrivals of their own.
pub(super) fn open_media(stimulus: &'static str, media: &str) -> Result<(), StimulusRefusal> {
    let remedy = match medium_of(media) {
        Medium::Voice => "calls come by inbound-call or internal-call",
        Medium::Preview => "previews come by preview-record",
        Medium::Workitem if media.is_empty() => "it is workitem, chat, email or what a site defines",
        Medium::Chat | Medium::Email | Medium::Workitem => return Ok(()),
    };
    Err(StimulusRefusal::Value { stimulus, field: "media", given: media.into(), remedy: remedy.into() })
}
