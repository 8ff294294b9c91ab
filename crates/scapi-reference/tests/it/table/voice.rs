//! The rows of the table of calls (`voice/1` and after, `consultation/1` and after).
//! Interaction 1 is the call, 2 the consultation about it.

use scapi_reference::channel::Table;

use super::{Row, hold, rows};

#[rustfmt::skip] // One line a row: it is a table.
pub(super) const ROWS: &[Row] = rows! {
    RINGING Accept: "inbound-call", "interaction.accept 1" => "reply, ESTABLISHED 1 RINGING>TALKING";
    RINGING Reject: "inbound-call", "interaction.reject 1" => "reply, RELEASED 1 RINGING>IDLE, REMOVED 1 RINGING>IDLE";
    RINGING RingTimeout: "inbound-call", "time" => "note voice/7, RELEASED 1 RINGING>IDLE, REMOVED 1 RINGING>IDLE";
    RINGING Redirect: "inbound-call", "call-redirected 1" => "RELEASED 1 RINGING>IDLE, REMOVED 1 RINGING>IDLE";
    RINGING FarEndHangsUp: "internal-call", "far-end-hangs-up 1" => "RELEASED 1 RINGING>IDLE, REMOVED 1 RINGING>IDLE";

    DIALING FarEndAnswers: "agent-dials", "far-end-answers 1" => "ESTABLISHED 1 DIALING>TALKING";
    DIALING FarEndRefuses: "agent-dials", "far-end-refuses 1" => "RELEASED 1 DIALING>IDLE";
    DIALING FarEndBusy: "agent-dials", "far-end-busy 1" => "RELEASED 1 DIALING>IDLE";
    DIALING FarEndNoAnswer: "agent-dials", "far-end-no-answer 1" => "RELEASED 1 DIALING>IDLE";
    DIALING FarEndHangsUp: "voice.dial", "far-end-hangs-up 1" => "RELEASED 1 DIALING>IDLE";
    DIALING HangUp: "voice.dialEx", "voice.hangUp 1" => "reply, RELEASED 1 DIALING>IDLE";
    DIALING Complete: "inbound-call, agent-accepts 1, agent-consults 1", "interaction.completeTransfer 2"
        => "reply, RELEASED 2 DIALING>IDLE, REMOVED 2 DIALING>IDLE, RELEASED 1 HELD>IDLE";

    TALKING Hold: "inbound-call, agent-accepts 1", "voice.hold 1" => "reply, HELD 1 TALKING>HELD";
    TALKING Consult: "inbound-call, agent-accepts 1", "interaction.consult 1"
        => "reply, HELD 1 TALKING>HELD, ADDED 2 DIALING, DIALING 2 DIALING";
    TALKING HangUp: "inbound-call, agent-accepts 1", "voice.hangUp 1" => "reply, RELEASED 1 TALKING>IDLE";
    TALKING FarEndHangsUp: "inbound-call, agent-accepts 1", "far-end-hangs-up 1" => "RELEASED 1 TALKING>IDLE";
    TALKING Transfer: "inbound-call, agent-accepts 1", "interaction.singleStepTransfer 1" => "reply, RELEASED 1 TALKING>IDLE";
    TALKING TransferCompleted: "inbound-call, agent-accepts 1, agent-consults 1, agent-retrieves 1", "interaction.completeTransfer 2"
        => "reply, RELEASED 2 DIALING>IDLE, REMOVED 2 DIALING>IDLE, RELEASED 1 TALKING>IDLE";
    TALKING LeaveConference: "inbound-call, agent-accepts 1, party-joins 1", "agent-leaves-conference 1" => "RELEASED 1 TALKING>IDLE";
    TALKING Complete: "inbound-call, agent-accepts 1, agent-consults 1, far-end-answers 2", "interaction.completeTransfer 2"
        => "reply, RELEASED 2 TALKING>IDLE, REMOVED 2 TALKING>IDLE, RELEASED 1 HELD>IDLE";
    TALKING ConsultElsewhere: "inbound-call, agent-accepts 1", "interaction.consult 1 chat"
        => "reply, ADDED 2 CREATED, CREATED 2 CREATED";
    TALKING Conference: "inbound-call, agent-accepts 1", "interaction.singleStepConference 1" => "reply, PARTY_ADDED 1 RINGING>TALKING";
    TALKING ConferenceCompleted: "inbound-call, agent-accepts 1, agent-consults 1, agent-retrieves 1", "interaction.completeConference 2"
        => "reply, RELEASED 2 DIALING>IDLE, REMOVED 2 DIALING>IDLE, PARTY_ADDED 1 HELD>TALKING";
    TALKING PartyJoins: "inbound-call, agent-accepts 1", "party-joins 1" => "PARTY_ADDED 1 RINGING>TALKING";
    TALKING PartyLeaves: "inbound-call, agent-accepts 1, party-joins 1", "party-leaves 1" => "PARTY_REMOVED 1 RINGING>TALKING";
    TALKING Record: "inbound-call, agent-accepts 1", "agent-starts-recording 1" => "RECORDING_STATE_CHANGED 1 RINGING>TALKING";

    HELD Retrieve: "inbound-call, agent-accepts 1, agent-holds 1", "voice.resume 1" => "reply, ESTABLISHED 1 HELD>TALKING";
    HELD ConferenceCompleted: "inbound-call, agent-accepts 1, agent-consults 1, far-end-answers 2", "interaction.completeConference 2"
        => "reply, RELEASED 2 TALKING>IDLE, REMOVED 2 TALKING>IDLE, ESTABLISHED 1 HELD>TALKING, PARTY_ADDED 1 HELD>TALKING";
    HELD HangUp: "inbound-call, agent-accepts 1, agent-holds 1", "voice.hangUp 1" => "reply, RELEASED 1 HELD>IDLE";
    HELD FarEndHangsUp: "inbound-call, agent-accepts 1, agent-holds 1", "far-end-hangs-up 1" => "RELEASED 1 HELD>IDLE";
    HELD Transfer: "inbound-call, agent-accepts 1, agent-holds 1", "interaction.singleStepTransfer 1" => "reply, RELEASED 1 HELD>IDLE";
    HELD TransferCompleted: "inbound-call, agent-accepts 1, agent-consults 1, far-end-answers 2", "interaction.completeTransfer 2"
        => "reply, RELEASED 2 TALKING>IDLE, REMOVED 2 TALKING>IDLE, RELEASED 1 HELD>IDLE";
    HELD LeaveConference: "inbound-call, agent-accepts 1, party-joins 1, agent-holds 1", "agent-leaves-conference 1" => "RELEASED 1 HELD>IDLE";
    HELD Complete: "inbound-call, agent-accepts 1, agent-consults 1, far-end-answers 2, agent-holds 2", "interaction.completeTransfer 2"
        => "reply, RELEASED 2 HELD>IDLE, REMOVED 2 HELD>IDLE, RELEASED 1 HELD>IDLE";
    HELD Consult: "inbound-call, agent-accepts 1, agent-holds 1", "interaction.consult 1" => "reply, ADDED 2 DIALING, DIALING 2 DIALING";
    HELD ConsultElsewhere: "inbound-call, agent-accepts 1, agent-holds 1", "interaction.consult 1 chat"
        => "reply, ADDED 2 CREATED, CREATED 2 CREATED";
    HELD Conference: "inbound-call, agent-accepts 1, agent-holds 1", "interaction.singleStepConference 1" => "reply, PARTY_ADDED 1 TALKING>HELD";
    HELD PartyJoins: "inbound-call, agent-accepts 1, agent-holds 1", "party-joins 1" => "PARTY_ADDED 1 TALKING>HELD";
    HELD PartyLeaves: "inbound-call, agent-accepts 1, party-joins 1, agent-holds 1", "party-leaves 1" => "PARTY_REMOVED 1 TALKING>HELD";
    HELD Record: "inbound-call, agent-accepts 1, agent-holds 1", "agent-starts-recording 1" => "RECORDING_STATE_CHANGED 1 TALKING>HELD";

    IDLE MarkDone: "agent-dials, agent-hangs-up 1", "interaction.markdone 1" => "reply, MARK_DONE 1 DIALING>IDLE, REMOVED 1 DIALING>IDLE";
};

/// `voice/1` to `voice/22`, `consultation/1` to `consultation/12`: each step of a call says what the clauses of its row want.
#[test]
fn every_row_of_the_table_of_calls_is_reached_and_says_what_it_must() {
    hold(Table::Voice, ROWS);
}
