//! The rows of the table of recordings (`voice/20`, and the four methods of it).
//! Interaction 1 is a call that was answered.

use scapi_reference::channel::Table;

use super::{Row, hold, rows};

#[rustfmt::skip] // One line a row: it is a table.
pub(super) const ROWS: &[Row] = rows! {
    STOPPED Start: "inbound-call, agent-accepts 1", "voice.startCallRecording 1"
        => "reply, RECORDING_STATE_CHANGED 1 RINGING>TALKING";
    RECORDING Pause: "inbound-call, agent-accepts 1, agent-starts-recording 1", "voice.pauseCallRecording 1"
        => "reply, RECORDING_STATE_CHANGED 1 RINGING>TALKING";
    RECORDING Stop: "inbound-call, agent-accepts 1, agent-starts-recording 1", "voice.stopCallRecording 1"
        => "reply, RECORDING_STATE_CHANGED 1 RINGING>TALKING";
    PAUSED Resume: "inbound-call, agent-accepts 1, agent-starts-recording 1, agent-pauses-recording 1", "voice.resumeCallRecording 1"
        => "reply, RECORDING_STATE_CHANGED 1 RINGING>TALKING";
    PAUSED Stop: "inbound-call, agent-accepts 1, agent-starts-recording 1, agent-pauses-recording 1", "voice.stopCallRecording 1"
        => "reply, RECORDING_STATE_CHANGED 1 RINGING>TALKING";
};

/// `voice/20`, `voice.startCallRecording/1`, `voice.pauseCallRecording/1`, `voice.resumeCallRecording/1`,
/// `voice.stopCallRecording/1`, `event.interaction/19`.
#[test]
fn every_row_of_the_table_of_recordings_is_reached_and_says_what_it_must() {
    hold(Table::Recording, ROWS);
}
