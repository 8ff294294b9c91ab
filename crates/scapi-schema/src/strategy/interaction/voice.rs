//! Calls: the attributes that only calls have, true to each other and to the state.
//! `type.interaction/13` to `type.interaction/29`, `type.interaction/31`, `type.interaction/33`.

use alloc::{format, string::String, vec::Vec};

use proptest::{option, prelude::*, sample::select};

use super::{Frame, Inapplicable, Moment, frame};
use crate::{
    interaction::{CallType, Direction, Interaction, RecordingState, RonaCallState, State},
    strategy::{
        life::Medium,
        person::{extension_number, phone_number},
    },
    wire::Property,
};

type Kind = (CallType, Direction);

/// Calls that alert the agent.
const ARRIVING: [Kind; 3] = [
    (CallType::Inbound, Direction::In),
    (CallType::Internal, Direction::In),
    (CallType::Consult, Direction::In),
];
/// Calls that alert the far end.
const PLACED: [Kind; 3] = [
    (CallType::Outbound, Direction::Out),
    (CallType::Internal, Direction::Out),
    (CallType::Consult, Direction::Out),
];
/// A call that the host knows nothing of.
const UNTOLD: Kind = (CallType::Unknown, Direction::Unknown);

/// A call at this moment of its life.
pub(super) fn call(moment: Moment) -> BoxedStrategy<Interaction> {
    select(kinds(&moment))
        .prop_flat_map(move |kind| {
            let moment = moment.clone();
            let unanswered = rona(&moment, &kind);
            (frame(), numbers(&kind), identity(), recording(moment.state), unanswered).prop_map(
                move |(frame, numbers, identity, recording, rona)| {
                    filled(frame, moment.clone(), kind.clone(), numbers, identity, recording, rona)
                },
            )
        })
        .boxed()
}

/// A call that rings, or rang, came in; one that is or was dialled went out.
fn kinds(moment: &Moment) -> Vec<Kind> {
    if moment.is_or_was(&State::Ringing) {
        ARRIVING.into()
    } else if moment.is_or_was(&State::Dialing) {
        PLACED.into()
    } else {
        ARRIVING.into_iter().chain(PLACED).chain([UNTOLD]).collect()
    }
}

/// The calling and the called number: outside ones only where the call comes from or goes to the outside.
fn numbers((call_type, _): &Kind) -> BoxedStrategy<(String, String)> {
    match call_type {
        CallType::Inbound => (phone_number(), extension_number()).boxed(),
        CallType::Outbound => (extension_number(), phone_number()).boxed(),
        CallType::Internal | CallType::Consult | CallType::Unknown | CallType::Other(_) => {
            (extension_number(), extension_number()).boxed()
        }
    }
}

/// The UUID of the call and the id of its connection, in the forms of the telephony server.
fn identity() -> impl Strategy<Value = (String, String)> {
    ("[0-9A-V]{32}", "00[0-9a-f]{14}")
}

/// A recording runs or pauses only while the call is connected.
fn recording(state: &State) -> BoxedStrategy<RecordingState> {
    match state {
        State::Talking | State::Held => select(RecordingState::KNOWN).boxed(),
        _ => Just(RecordingState::Stopped).boxed(),
    }
}

/// Only an inbound call that ended while it rang has it, and not where the caller gave up (`type.interaction/31`).
fn rona(moment: &Moment, kind: &Kind) -> BoxedStrategy<Option<RonaCallState>> {
    let rang = *moment.state == State::Idle && moment.previous == Some(State::Ringing);
    if rang && *kind == ARRIVING[0] {
        option::of(select(RonaCallState::KNOWN)).boxed()
    } else {
        Just(None).boxed()
    }
}

fn filled(
    frame: Frame,
    moment: Moment,
    (call_type, direction): Kind,
    (ani, dnis): (String, String),
    (call_uuid, conn_id): (String, String),
    recording_state: RecordingState,
    rona_call_state: Option<RonaCallState>,
) -> Interaction {
    let inapplicable: Inapplicable = frame.inapplicable;
    let is_consultation = call_type == CallType::Consult;
    // Who places a consultation has the call that it is about; who is asked may not.
    let parent = (is_consultation && direction == Direction::Out).then(|| format!("{}", frame.parent));
    let is_main_case_interaction = frame.is_main_case_interaction && !is_consultation;
    Interaction {
        parent_interaction_id: inapplicable.or(parent),
        is_consultation,
        is_main_case_interaction,
        call_uuid: Property::Present(call_uuid.clone()),
        direction: direction.into(),
        call_type: call_type.into(),
        ani: ani.into(),
        dnis: dnis.into(),
        recording_state: recording_state.into(),
        rona_call_state: inapplicable.or(rona_call_state),
        interaction_uuid: Property::Present(call_uuid),
        conn_id: conn_id.into(),
        ..frame.interaction(Medium::Voice.name(), moment)
    }
}
