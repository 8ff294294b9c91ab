//! The rows of the table of overlays (`chat/1`, `chat/2`, `chat/4`, `openmedia/8`, `type.interaction/40`).
//! Interaction 1 is a chat that was accepted, where the overlay does not need anything else.

use scapi_reference::channel::Table;

use super::{Row, hold, rows};

#[rustfmt::skip] // One line a row: it is a table.
pub(super) const ROWS: &[Row] = rows! {
    NONE JoinPending: "inbound-chat, agent-accepts 1", "chat-join-pending 1" => "JOIN_PENDING 1 ACCEPTED>JOIN_PENDING";
    NONE HistoryLoading: "inbound-chat, agent-accepts 1", "chat-history-loading 1" => "HISTORY_IN_PROGRESS 1 ACCEPTED>HISTORY_IN_PROGRESS";
    NONE Fails: "inbound-workitem, agent-accepts 1", "media-error 1" => "ERROR 1 ACCEPTED>ERROR";
    NONE Lost: "inbound-call", "state-unknown 1" => "UNKNOWN 1 RINGING>UNKNOWN";

    JOIN_PENDING JoinFails: "inbound-chat, agent-accepts 1, chat-join-pending 1", "chat-join-fails 1"
        => "JOIN_FAILED 1 JOIN_PENDING>JOIN_FAILED";
    JOIN_PENDING HistoryLoading: "inbound-chat, agent-accepts 1, chat-join-pending 1", "chat-history-loading 1"
        => "HISTORY_IN_PROGRESS 1 JOIN_PENDING>HISTORY_IN_PROGRESS";
    JOIN_PENDING Fails: "inbound-chat, agent-accepts 1, chat-join-pending 1", "media-error 1" => "ERROR 1 JOIN_PENDING>ERROR";
    JOIN_PENDING Lost: "inbound-chat, agent-accepts 1, chat-join-pending 1", "state-unknown 1" => "UNKNOWN 1 JOIN_PENDING>UNKNOWN";

    JOIN_FAILED JoinPending: "inbound-chat, agent-accepts 1, chat-join-pending 1, chat-join-fails 1", "chat-join-pending 1"
        => "JOIN_PENDING 1 JOIN_FAILED>JOIN_PENDING";
    JOIN_FAILED Fails: "inbound-chat, agent-accepts 1, chat-join-pending 1, chat-join-fails 1", "media-error 1"
        => "ERROR 1 JOIN_FAILED>ERROR";
    JOIN_FAILED Lost: "inbound-chat, agent-accepts 1, chat-join-pending 1, chat-join-fails 1", "state-unknown 1"
        => "UNKNOWN 1 JOIN_FAILED>UNKNOWN";

    HISTORY_IN_PROGRESS HistoryLoaded: "inbound-chat, agent-accepts 1, chat-history-loading 1", "chat-history-loaded 1"
        => "HISTORY_DONE 1 HISTORY_IN_PROGRESS>HISTORY_DONE";
    HISTORY_IN_PROGRESS Fails: "inbound-chat, agent-accepts 1, chat-history-loading 1", "media-error 1"
        => "ERROR 1 HISTORY_IN_PROGRESS>ERROR";
    HISTORY_IN_PROGRESS Lost: "inbound-chat, agent-accepts 1, chat-history-loading 1", "state-unknown 1"
        => "UNKNOWN 1 HISTORY_IN_PROGRESS>UNKNOWN";

    HISTORY_DONE JoinPending: "inbound-chat, agent-accepts 1, chat-history-loading 1, chat-history-loaded 1", "chat-join-pending 1"
        => "JOIN_PENDING 1 HISTORY_DONE>JOIN_PENDING";
    HISTORY_DONE HistoryLoading: "inbound-chat, agent-accepts 1, chat-history-loading 1, chat-history-loaded 1", "chat-history-loading 1"
        => "HISTORY_IN_PROGRESS 1 HISTORY_DONE>HISTORY_IN_PROGRESS";
    HISTORY_DONE Fails: "inbound-chat, agent-accepts 1, chat-history-loading 1, chat-history-loaded 1", "media-error 1"
        => "ERROR 1 HISTORY_DONE>ERROR";
    HISTORY_DONE Lost: "inbound-chat, agent-accepts 1, chat-history-loading 1, chat-history-loaded 1", "state-unknown 1"
        => "UNKNOWN 1 HISTORY_DONE>UNKNOWN";

    ERROR Lost: "inbound-email, agent-accepts 1, media-error 1", "state-unknown 1" => "UNKNOWN 1 ERROR>UNKNOWN";
    ERROR Recovered: "inbound-email, agent-accepts 1, media-error 1", "state-recovered 1" => "ACCEPTED 1 ERROR>ACCEPTED";
    UNKNOWN Recovered: "inbound-call, state-unknown 1", "state-recovered 1" => "RINGING 1 UNKNOWN>RINGING";
};

/// `chat/1`, `chat/2`, `chat/4`, `openmedia/8`, `event.interaction/32` to `event.interaction/35`, `event.interaction/41`,
/// `event.interaction/42`, `event.interaction/50`.
#[test]
fn every_row_of_the_table_of_overlays_is_reached_and_says_what_it_must() {
    hold(Table::Overlay, ROWS);
}
