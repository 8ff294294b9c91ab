//! An interaction as the host keeps it. What apps see of it is made in `view`.
//! Ids are the decimal numbers that the wire shows as strings (`type.interaction/1`).

use alloc::string::{String, ToString};

use scapi_schema::{
    UserData,
    interaction::{CallType, Contact, Direction, RecordingState, RonaCallState, State},
};

use crate::{time::Timestamp, voice::VoiceState};

/// The number behind an `interactionId`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct InteractionId(pub(crate) u64);

impl InteractionId {
    /// Reads the one spelling that the host writes: `1`, but not `01` or `+1`.
    pub(crate) fn parse(wire: &str) -> Option<Self> {
        let number: u64 = wire.parse().ok()?;
        (number.to_string() == wire).then_some(Self(number))
    }

    pub(crate) fn wire(self) -> String {
        self.0.to_string()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) id: InteractionId,
    pub(crate) case_id: String,
    pub(crate) user_data: UserData,
    pub(crate) contact: Option<Contact>,
    pub(crate) state: VoiceState,
    pub(crate) previous: Option<State>,
    pub(crate) call: Call,
    /// When it is taken away if nobody answers.
    pub(crate) rings_until: Option<Timestamp>,
}

/// What only calls have.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) uuid: String,
    pub(crate) conn_id: String,
    pub(crate) direction: Direction,
    pub(crate) call_type: CallType,
    pub(crate) ani: String,
    pub(crate) dnis: String,
    pub(crate) recording: RecordingState,
    pub(crate) rona: Option<RonaCallState>,
}
